"""Kaggle: `dataset-metadata.json`, which its client sends along when a data set is made or updated.

Facts: the client's page on the metadata of datasets, and what the client (2.2) itself refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_ID = re.compile(rb'"id"\s*:\s*"[^"/]{1,100}/[^"/]{1,100}"')
_OF_OTHERS = (b'"@context"', b'"$schema"', b'"conformsTo"', b'"upload_type"', b'"doi"')


class Kaggle:
    """The metadata file of a Kaggle dataset. Kaggle's models have files of another kind."""

    api = API
    name = "kaggle"
    title = "Kaggle"
    versions: tuple[str, ...] = ()
    filenames = ("dataset-metadata.json", "*dataset-metadata*.json")
    id_schemes = ("kaggle",)
    kinds = ("dataset",)

    def sniff(self, path: str, head: bytes) -> float:
        """The name alone says little: other programs use it for files of their own."""
        named = "dataset-metadata" in path.rpartition("/")[2].lower()
        if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or any(key in head for key in _OF_OTHERS):
            return 0.0
        if b'"licenses"' in head and b'"title"' in head and _ID.search(head):
            return 0.9 if named else 0.6
        if b'"ownerUser"' in head and b'"datasetSlug"' in head:
            return 0.9
        return 0.3 if named else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """A metadata file as a card. Raises `DescriptorFault` for what is none."""
        from opendata_lint.exchange.formats.kaggle.reading import read

        return read(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a metadata file. Raises `NotExpressible` for a model, a short title and a missing id."""
        from opendata_lint.exchange.formats.kaggle.writing import write

        return write(card)

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What keeps Kaggle from making a dataset of a file."""
        from opendata_lint.exchange.formats.kaggle.checking import check

        return check(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """`kaggle:OWNER/NAME`, and addresses on kaggle.com."""
        found = parse_identifier(text, "dataset")
        return found if found.scheme == "kaggle" else None
