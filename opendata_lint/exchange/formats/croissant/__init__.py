"""Croissant, the format of MLCommons for data of machine learning, with its extension for responsible AI."""

from __future__ import annotations

from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded, NotExpressible, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier

_REASONS = {
    "id": "an identifier that is a DOI is read as the DOI",
    "doi": "an identifier that is a DOI is read as the DOI",
    "url": "where there is no home page the address of the DOI is written, and read as the DOI",
    "summary": "the description of Croissant is the summary with a section for each topic beside RAI's",
    "license": "a license goes by its address in SPDX's list, or as a work with a name",
    "creators/*/kind": "Croissant has creators that are people or organizations: a person is taken",
    "publisher/kind": "Croissant has publishers that are people or organizations: the latter is taken",
    "contact/kind": "Croissant has maintainers that are people or organizations: a person is taken",
    "creators": "an ORCID and its address are one in Croissant",
    "publisher": "an ORCID and its address are one in Croissant",
    "contact": "an ORCID and its address are one in Croissant",
    "keywords": "a keyword that looks like a tag of the Hub for another fact is read as that",
    "tasks": "Croissant has keywords for tasks, each once",
    "modalities": "Croissant has keywords for modalities, each once",
    "size_category": "Croissant has keywords for the size",
    "topics": "Croissant RAI has terms for some topics, and the order of their parts is its own",
    "related": "Croissant groups other works by relation, and has none of those of models",
    "files": "a file without a checksum is told by its path in the folder: one elsewhere needs a checksum",
    "files/*/media_type": "Croissant asks for the media type of a file: that of its extension is written",
    "tables/*/name": "a record set needs a name",
    "tables/*/files": "files of a table are told as a set in the folder of the card",
    "tables/*/columns": "Croissant asks for the files that fields come from: name them in `configs`",
    "tables/*/columns/*": "Croissant has fewer types of fields, and asks for one of each field",
    "tables/*/key": "the key of a record set is of its fields",
    "tables/*/target": "the label of a record set is one of its fields",
    "tables/*/splits": "a split of Croissant is a record with a name",
    "metrics": "Croissant describes data, not results",
    "library": "Croissant describes data, not models",
    "architecture": "Croissant describes data, not models",
    "extra": "what another format keeps for itself has no place in Croissant",
}  # fmt: skip


class Croissant:
    """Croissant 1.1 and 1.0."""

    api = API
    name = "croissant"
    title = "Croissant"
    versions: tuple[str, ...] = ("1.1", "1.0")
    filenames: tuple[str, ...] = ("croissant.json", "*croissant*.json*")
    id_schemes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("dataset",)

    def sniff(self, path: str, head: bytes) -> float:
        """By the namespace of Croissant in a context, then by the name of the file."""
        if b'"@context"' in head and (b"mlcommons.org/croissant" in head or b"mlcommons.org/schema" in head):
            return 0.95
        named = "croissant" in path.rpartition("/")[2].lower() and path.lower().endswith((".json", ".jsonld"))
        return 0.4 if named else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """A descriptor of any version as a card. Raises `DescriptorFault`."""
        from opendata_lint.exchange.formats.croissant.reading import read

        return read(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a descriptor. Raises `NotExpressible` for a model, and where a required fact lacks."""
        from opendata_lint.exchange.formats.croissant.reading import read
        from opendata_lint.exchange.formats.croissant.writing import document
        from opendata_lint.exchange.linked.writing import as_bytes

        version = version or self.versions[0]
        if card.kind != "dataset":
            raise NotExpressible("Croissant describes datasets, and has no type for models")
        if version not in self.versions:
            raise NotExpressible(f"Croissant {version} is not written; {' and '.join(self.versions)} are")
        data = as_bytes(document(card, version))
        return Dumped(data, losses_of(card, read(data, "croissant.json").card, _REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the specification of 1.1, whatever version a descriptor says it is of."""
        from opendata_lint.exchange.formats.croissant.checks import check

        return check(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """Croissant names nothing by itself."""
        return None
