"""Zenodo's `.zenodo.json`: what a release of a repository becomes there, in the terms of its deposit API.

Facts from the documentation of the API and the reading of it that Zenodo runs today.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.fit import fit
from opendata_lint.exchange.formats.zenodo.reading import loaded
from opendata_lint.exchange.formats.zenodo.writing import REASONS, document_of
from opendata_lint.exchange.protocol import API, Dumped, Loaded, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_OWN = (b'"upload_type"', b'"access_right"', b'"related_identifiers"', b'"creators"', b'"publication_date"')


class Zenodo:
    """`.zenodo.json`."""

    api = API
    name = "zenodo"
    title = "Zenodo"
    versions: tuple[str, ...] = ()
    filenames = (".zenodo.json", "*zenodo*.json")
    id_schemes = ("zenodo",)
    kinds = ("dataset", "model")

    def sniff(self, path: str, head: bytes) -> float:
        """A file of its name with one of its words, or one with three of its words."""
        others = (b'"schemaVersion"', b'"person_or_org"')  # DataCite's and InvenioRDM's
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or any(word in head for word in others):
            return 0
        own = sum(word in head for word in _OWN)
        named = path.lower().rpartition("/")[2] == ".zenodo.json"
        return (
            0.95 if named and (own or b'"title"' in head) else 0.7 if own >= 3 else 0.2 * (own > 0 or named)
        )

    def load(self, data: bytes, path: str) -> Loaded:
        """A file as a card."""
        return loaded(read_json(data, path).value, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a file."""
        document = document_of(fit(card))
        data = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
        return Dumped(data, losses_of(card, self.load(data, self.filenames[0]).card, REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What Zenodo would not take, or would drop without a word."""
        from opendata_lint.exchange.formats.zenodo.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """A record by its number, its address or its DOI."""
        words = text.strip()
        if words.lower().startswith("zenodo:"):
            words = f"https://zenodo.org/records/{words[7:]}"
        found = parse_identifier(words)
        return found if found.text.startswith("doi:10.5281/zenodo.") else None
