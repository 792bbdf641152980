"""DCAT-AP 3: a dataset and its distributions, as JSON-LD; Turtle is read too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier


class DcatAp:
    """The DCAT Application Profile for data portals in Europe."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "dcat-ap"
    title: ClassVar[str] = "DCAT-AP"
    versions: ClassVar[tuple[str, ...]] = ("3.0.1",)
    filenames: ClassVar[tuple[str, ...]] = ("dcat.jsonld", "*dcat*.jsonld", "*dcat*.ttl")
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ("dataset",)

    def sniff(self, path: str, head: bytes) -> float:
        """By the address of DCAT's vocabulary, and a class of it."""
        if b"http://www.w3.org/ns/dcat#" not in head:
            return 0.3 if re.search(r"dcat[^/]*\.(jsonld|ttl)$", path.lower()) else 0.0
        of_dcat = re.search(rb"dcat[:#](Dataset|Catalog|Distribution|DataService|DatasetSeries)", head)
        return 0.9 if of_dcat or re.search(rb'"@type"\s*:\s*"(Dataset|Catalog)"', head) else 0.55

    def load(self, data: bytes, path: str) -> Loaded:
        """The first dataset of a description as a card."""
        from opendata_lint.exchange.formats.dcat_ap.reading import loaded

        return loaded(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card of a dataset with title and description."""
        from opendata_lint.exchange.formats.dcat_ap.writing import dumped

        return dumped(card)

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the constraints of DCAT-AP 3.0.1 on properties and classes."""
        from opendata_lint.exchange.formats.dcat_ap.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: catalogs give addresses of their own."""
        return None
