"""The Open Data Contract Standard, version 3: `datacontract.odcs.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier


class Odcs:
    """A data contract of Bitol's standard."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "odcs"
    title: ClassVar[str] = "Open Data Contract Standard"
    versions: ClassVar[tuple[str, ...]] = ("3.2.0", "3.1.0", "3.0.2")
    filenames: ClassVar[tuple[str, ...]] = ("datacontract.odcs.yaml", "*.odcs.yaml", "*datacontract*.yaml")
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ("dataset",)

    def sniff(self, path: str, head: bytes) -> float:
        """By what each contract says of itself: its kind and the version of the standard."""
        kind = re.search(rb"""^["'\s{]*kind["']?\s*:\s*["']?DataContract\b""", head, re.MULTILINE)
        version = re.search(rb"""^["'\s{]*apiVersion["']?\s*:\s*["']?v[23]\.""", head, re.MULTILINE)
        if kind and version:
            return 0.98
        if kind or version:
            return 0.7
        return 0.4 if path.lower().endswith((".odcs.yaml", ".odcs.yml", ".odcs.json")) else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """A contract as a card of a dataset."""
        from opendata_lint.exchange.formats.odcs.reading import loaded

        return loaded(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card of a dataset that has a version as a contract."""
        from opendata_lint.exchange.formats.odcs.writing import dumped

        return dumped(card, version or self.versions[0])

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the version of the standard that the contract names."""
        from opendata_lint.exchange.formats.odcs.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: contracts have no registry of their own."""
        return None
