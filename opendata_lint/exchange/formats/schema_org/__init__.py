"""schema.org: what search engines read of a dataset; models in the terms of FAIR4ML."""

from __future__ import annotations

from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier

_REASONS = {
    "id": "an identifier that is a DOI is read as the DOI",
    "doi": "an identifier that is a DOI is read as the DOI",
    "summary": "search engines read 5,000 characters of a description, in which a heading begins a topic",
    "license": "a license goes by its address in SPDX's list, or as a work with a name",
    "creators": "an ORCID and its address are one in schema.org",
    "publisher": "an ORCID and its address are one in schema.org",
    "contact": "an ORCID and its address are one in schema.org",
    "keywords": "a keyword that looks like a tag of the Hub for another fact is read as that",
    "tasks": "schema.org has keywords for tasks, each once",
    "modalities": "schema.org has keywords for modalities, each once",
    "size_category": "schema.org has keywords for the size",
    "topics": "search engines read 5,000 characters of a description, which holds what no property is for",
    "citation": "schema.org has one property for the own citation and for works that are cited",
    "related": "schema.org groups other works by relation, and has few relations of models",
    "files/*/md5": "schema.org has no property for an MD5 checksum",
    "files": "schema.org has the address of a file, and its size and checksum",
    "tables": "schema.org tells the tables of data by their variables, and parts by their names",
    "tables/*/columns": "schema.org has a variable by each name once",
    "tables/*/columns/*": "schema.org has names and descriptions of variables, not their types",
    "tables/*/splits": "schema.org has no parts of a table that are kept apart",
    "tables/*/files": "schema.org does not tell which files a variable is in",
    "tables/*/target": "schema.org does not tell which variable is to be predicted",
    "tables/*/key": "schema.org does not tell which variables are the key",
    "metrics": "an evaluation of FAIR4ML has one result and the data it is of",
    "library": "schema.org has no property for the library of data",
    "architecture": "schema.org has no property for the architecture of data",
    "extra": "what another format keeps for itself has no place in schema.org",
}


class SchemaOrg:
    """`Dataset` of schema.org, and models as `CreativeWork` with the type of FAIR4ML."""

    api = API
    name = "schema-org"
    title = "schema.org"
    versions: tuple[str, ...] = ()
    filenames: tuple[str, ...] = ("schema-org.jsonld", "*schema*org*.json*")
    id_schemes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ("dataset", "model")

    def sniff(self, path: str, head: bytes) -> float:
        """By schema.org as context of a dataset or model, where no richer format has it too."""
        others = (b"mlcommons.org/", b"codemeta", b"ro/crate", b"www.w3.org/ns/dcat", b"spdx.org/rdf")
        known = b'"@context"' in head and b"schema.org" in head and not any(one in head for one in others)
        if known and (b"Dataset" in head or b"fair4ml" in head):
            return 0.8
        return 0.3 if known else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """A descriptor as a card. Raises `DescriptorFault`."""
        from opendata_lint.exchange.formats.schema_org.reading import read

        return read(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a descriptor. Raises `NotExpressible` where a title or a summary is missing."""
        from opendata_lint.exchange.formats.schema_org.reading import read
        from opendata_lint.exchange.formats.schema_org.writing import document
        from opendata_lint.exchange.linked.writing import as_bytes

        data = as_bytes(document(card))
        return Dumped(data, losses_of(card, read(data, self.filenames[0]).card, _REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by schema.org, and what Google Dataset Search asks for."""
        from opendata_lint.exchange.formats.schema_org.checking import check

        return check(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """schema.org names nothing by itself."""
        return None
