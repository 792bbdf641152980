"""What the readers of descriptors share."""

from __future__ import annotations

from typing import Any, Protocol

from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import Place, Span

LARGEST = 16_000_000
"""Bytes of a descriptor that is read; the largest of 200 real ones has 40,000."""


class Document(Protocol):
    """A descriptor that was read."""

    @property
    def text(self) -> str:
        """Its text, without byte order mark."""

    @property
    def value(self) -> Any:
        """Its content."""

    def span(self, place: Place) -> Span | None:
        """The offsets of a place; of one that is not there, those of the nearest thing above it."""


def text_of(data: bytes, path: str) -> str:
    """The text of a descriptor. Raises `DescriptorFault` where it is too large or no UTF-8."""
    if len(data) > LARGEST:
        raise DescriptorFault(f"{path} has {len(data):,} bytes; {LARGEST:,} are the most that is read")
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        start = len(body[: error.start].decode("utf-8"))
        what = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else f"no UTF-8 at byte {error.start}"
        raise DescriptorFault(f"{path} is {what}; save it as UTF-8", (start, start + 1)) from error
