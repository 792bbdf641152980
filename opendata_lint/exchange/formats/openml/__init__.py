"""OpenML: descriptions of datasets in XML, for upload and as the server answers them.

Features and qualities, which the server measures, and the heads of ARFF files are read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.protocol import API, Dumped, Loaded
from opendata_lint.finding import Finding
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier

_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(data_set_description|data_features|data_qualities)[\s>/]")


class OpenML:
    """OpenML's documents on data."""

    api = API
    name = "openml"
    title = "OpenML"
    versions: tuple[str, ...] = ()
    filenames = ("openml.xml", "*openml*.xml", "*description*.xml", "*features*.xml", "*qualities*.xml")
    id_schemes = ("openml",)
    kinds = ("dataset",)

    def sniff(self, path: str, head: bytes) -> float:
        """By the root, whatever the file is called; ARFF files by their first statement."""
        from opendata_lint.exchange.formats.openml.arff import is_arff

        if _ROOT.search(head[:4_096]):
            return 0.95 if b"http://openml.org/openml" in head[:4_096] else 0.7
        return 0.6 if is_arff(head) else 0.0

    def load(self, data: bytes, path: str) -> Loaded:
        """A document as a card. Raises `DescriptorFault` for what tells of no data."""
        from opendata_lint.exchange.formats.openml.reading import read

        return read(data, path)

    def dump(self, card: CanonicalCard, version: str | None = None) -> Dumped:
        """A card as a description for upload. Raises `NotExpressible` without a name or a text."""
        from opendata_lint.exchange.formats.openml.writing import write

        return write(card)

    def check(self, data: bytes, path: str) -> Iterable[Finding]:
        """What OpenML's schemas do not allow."""
        from opendata_lint.exchange.formats.openml.checking import check

        return check(data, path)

    def parse_id(self, text: str) -> Identifier | None:
        """`openml:61`, and addresses on openml.org."""
        found = parse_identifier(text, "dataset")
        return found if found.scheme == "openml" else None
