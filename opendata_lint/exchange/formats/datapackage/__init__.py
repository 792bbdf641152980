"""Frictionless Data Package: `datapackage.json`, version 1 and 2, in JSON and YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import ClassVar

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier


class DataPackage:
    """Data Package of the Frictionless standard."""

    api: ClassVar[int] = API
    name: ClassVar[str] = "datapackage"
    title: ClassVar[str] = "Frictionless Data Package"
    versions: ClassVar[tuple[str, ...]] = ("2.0", "1.0")
    filenames: ClassVar[tuple[str, ...]] = (
        "datapackage.json",
        "*datapackage*.json",
        "*datapackage*.yaml",
        "*.package.json",
        "*.package.yaml",
    )
    id_schemes: ClassVar[tuple[str, ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ("dataset",)

    def sniff(self, path: str, head: bytes) -> float:
        """By the standard's own name of the file, its profile, or resources that have a path or data."""
        file = PurePosixPath(path).name.lower()
        named = re.fullmatch(r".*(datapackage.*|\.package)\.(json|ya?ml)", file)
        if re.search(rb"(datapackage\.org|frictionlessdata\.io)/(profiles|schemas)/", head):
            return 0.95
        listed = re.search(rb"""(["'\s]|\A)resources["']?\s*:(?P<is_list>\s*\[|\s*\n\s*- )?""", head)
        if b"@context" in head[:2_000] or not listed:
            return 0.4 if named else 0.0
        tabular = re.search(rb"""["']?profile["']?\s*:\s*["']?(tabular-)?data-(package|resource)""", head)
        if named or tabular:
            return 0.9
        first = head[listed.end() : listed.end() + 3_000] if listed["is_list"] else b""
        keys = {match[1] for match in re.finditer(rb"""["']?\b(name|path|data)["']?\s*:""", first)}
        likely = b"name" in keys and len(keys) > 1 and file != "dataset-metadata.json"
        return 0.6 if likely else 0.3

    def load(self, data: bytes, path: str) -> Loaded:
        """A package as a card of a dataset."""
        from opendata_lint.exchange.formats.datapackage.reading import loaded

        return loaded(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card of a dataset that has at least one file as a package."""
        from opendata_lint.exchange.formats.datapackage.writing import dumped

        return dumped(card, version or self.versions[0])

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the standard, in the version that the package declares."""
        from opendata_lint.exchange.formats.datapackage.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: packages have no registry of their own."""
        return None
