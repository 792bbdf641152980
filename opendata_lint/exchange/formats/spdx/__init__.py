"""SPDX 3.0.1 in JSON-LD: datasets and AI packages in a graph of elements (ISO/IEC 5962)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded, NotExpressible, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier


class Spdx:
    """A document of SPDX 3 about a dataset or a model."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "spdx"
    title: ClassVar[str] = "SPDX"
    versions: ClassVar[tuple[str, ...]] = ("3.0.1",)
    filenames: ClassVar[tuple[str, ...]] = ("sbom.spdx3.json", "*.spdx3.json", "*.spdx.json")
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ("dataset", "model")

    def sniff(self, path: str, head: bytes) -> float:
        """By the context of SPDX 3; names of files are shared with SPDX 2."""
        if b"spdx.org/rdf/3" in head and b"spdx-context" in head:
            return 0.95
        if b'"spdxVersion"' in head:
            return 0.0
        return 0.3 if path.lower().endswith((".spdx3.json", ".spdx.json")) else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """The package that a document is about, as a card."""
        from opendata_lint.exchange.documents import read_json
        from opendata_lint.exchange.formats.spdx.reading import loaded

        return loaded(read_json(data, path).value, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a document. Raises `NotExpressible` where the profile asks for what the card lacks."""
        import json

        from opendata_lint.exchange.formats.spdx.reasons import REASONS
        from opendata_lint.exchange.formats.spdx.writing import document_of

        if version not in (None, *self.versions):
            raise NotExpressible(f"SPDX {version} is not written; 3.0.1 is")
        data = (json.dumps(document_of(card), indent=2, ensure_ascii=False) + "\n").encode()
        return Dumped(data, losses_of(card, self.load(data, self.filenames[0]).card, REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """By the classes of the model, and by what the profiles ask for."""
        from opendata_lint.exchange.formats.spdx.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: identifiers of elements are addresses of any kind."""
        return None
