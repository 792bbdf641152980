"""CycloneDX 1.5 to 1.7 in JSON: models and data as components of a bill of materials (ECMA-424)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded, NotExpressible, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier


class CycloneDX:
    """A BOM whose subject is a model or data."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "cyclonedx"
    title: ClassVar[str] = "CycloneDX ML-BOM"
    versions: ClassVar[tuple[str, ...]] = ("1.6", "1.7", "1.5")
    filenames: ClassVar[tuple[str, ...]] = ("bom.cdx.json", "bom.json", "*.cdx.json")
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ("dataset", "model")

    def sniff(self, path: str, head: bytes) -> float:
        """By the name of the format, which every BOM must hold."""
        if b'"bomFormat"' in head and b'"CycloneDX"' in head:
            return 0.95
        return 0.3 if path.lower().endswith((".cdx.json", "bom.json")) else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """The model or the data that a BOM is about; others of its components stay in `extra`."""
        from opendata_lint.exchange.documents import read_json
        from opendata_lint.exchange.formats.cyclonedx.reading import loaded

        return loaded(read_json(data, path).value, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A BOM with the card's work as its subject."""
        import json

        from opendata_lint.exchange.formats.cyclonedx.reasons import reasons_of
        from opendata_lint.exchange.formats.cyclonedx.writing import bom_of

        chosen = version or self.versions[0]
        if chosen not in self.versions:
            raise NotExpressible(f"CycloneDX {chosen} is not written; {', '.join(sorted(self.versions))} are")
        made: dict[str, Any] = bom_of(card, chosen)
        data = (json.dumps(made, indent=2, ensure_ascii=False) + "\n").encode()
        return Dumped(data, losses_of(card, self.load(data, self.filenames[0]).card, reasons_of(chosen)))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """By the schema of the declared version, and by what it says in words of licenses and references."""
        from opendata_lint.exchange.formats.cyclonedx.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: BOMs have serial numbers, which name no work."""
        return None
