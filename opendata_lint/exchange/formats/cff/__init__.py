"""`CITATION.cff`, version 1.2.0 of the Citation File Format.

Facts from the schema and the guide to its properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.documents import read_yaml
from opendata_lint.exchange.fit import fit
from opendata_lint.exchange.formats.cff.reading import loaded
from opendata_lint.exchange.formats.cff.writing import REASONS, document_of
from opendata_lint.exchange.protocol import API, Dumped, Loaded, NotExpressible, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier

_VERSION = re.compile(rb"^cff-version\s*:", re.M)


class Cff:
    """A citation file."""

    api = API
    name = "cff"
    title = "CITATION.cff"
    versions = ("1.2.0",)
    filenames = ("CITATION.cff", "*.cff")
    id_schemes: tuple[str, ...] = ()
    kinds = ("dataset", "model")

    def sniff(self, path: str, head: bytes) -> float:
        """A file that tells its `cff-version`."""
        named = path.lower().endswith(".cff")
        if _VERSION.search(head):
            return 0.98 if named else 0.7
        return 0.4 if named else 0

    def load(self, data: bytes, path: str) -> Loaded:
        """A citation file as a card."""
        return loaded(read_yaml(data, path), path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a citation file; there is none without a title and authors."""
        from opendata_lint.exchange.formats.cff.yaml_style import to_yaml

        if version not in (None, *self.versions):
            raise NotExpressible(f"version {version} of the Citation File Format is not written; 1.2.0 is")
        data = to_yaml(document_of(fit(card))).encode("utf-8", "replace")
        return Dumped(data, losses_of(card, self.load(data, self.filenames[0]).card, REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What is wrong by the schema of 1.2.0, and values that only wait for one."""
        from opendata_lint.exchange.formats.cff.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: a citation file has no identifiers of its own."""
        return None
