"""InvenioRDM's records, which Zenodo and many universities keep: what their API takes and serves.

Facts from the schemas and vocabularies of `invenio-rdm-records`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.fit import fit
from opendata_lint.exchange.formats.invenio.reading import loaded
from opendata_lint.exchange.formats.invenio.writing import REASONS, document_of
from opendata_lint.exchange.protocol import API, Dumped, Loaded, losses_of
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier

_OWN = (
    b'"person_or_org"',
    b'"resource_type"',
    b'"publication_date"',
    b'"additional_descriptions"',
    b'"metadata"',
)


class Invenio:
    """A record of InvenioRDM."""

    api = API
    name = "invenio"
    title = "InvenioRDM"
    versions: tuple[str, ...] = ()
    filenames = ("invenio.json", "*invenio*.json")
    id_schemes: tuple[str, ...] = ()
    kinds = ("dataset", "model")

    def sniff(self, path: str, head: bytes) -> float:
        """A file in whose metadata creators are persons or organizations in InvenioRDM's words."""
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b'"metadata"' not in head:
            return 0
        own = sum(word in head for word in _OWN)
        return 0.9 if own >= 4 else 0.7 if own == 3 else 0.2

    def load(self, data: bytes, path: str) -> Loaded:
        """A record as a card."""
        return loaded(read_json(data, path).value, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a record; there is none without creators, a title and a date of publication."""
        document = document_of(fit(card))
        data = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
        return Dumped(data, losses_of(card, self.load(data, self.filenames[0]).card, REASONS))

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What the API would not take."""
        from opendata_lint.exchange.formats.invenio.checking import findings

        return findings(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """None: each home of InvenioRDM has ids of its own; those of Zenodo are Zenodo's."""
        return None
