"""What the readers of descriptors share."""

from __future__ import annotations

from typing import Any, Protocol

from opendata_lint.exchange.protocol import DescriptorFault, LimitFault
from opendata_lint.finding import Place, Span

LARGEST = 16_000_000
"""Bytes of a descriptor that is read; the largest of 200 real ones has 40,000."""
MOST_VALUES = 60_000
"""Values, or elements of XML, of a descriptor that is read, as many as of front matter; the largest of 200
real ones has 1,000."""
DEEPEST = 100
"""Levels of a descriptor that is read; the deepest of 200 real ones has 13."""

LONGEST_PATHS = 64_000_000
"""Characters of the paths of all values together: pointers to them are made while a descriptor is judged."""


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


def depth_fault(path: str, span: Span | None = None) -> DescriptorFault:
    """That a descriptor is nested too deeply."""
    return LimitFault(f"{path} is nested more than {DEEPEST} levels deep, and not read", span)


def size_fault(path: str, span: Span | None = None) -> DescriptorFault:
    """That a descriptor holds too much."""
    return LimitFault(f"{path} holds more than {MOST_VALUES:,} values, and is not read", span)


def paths_fault(path: str) -> DescriptorFault:
    """That the keys of a descriptor are too long for the number of values below them."""
    return LimitFault(f"{path} has keys of too many characters, and is not read")


def bound_paths(value: Any, path: str) -> None:
    """Refuse a value of JSON whose paths would be too long together. Raises `DescriptorFault`."""
    total, level = 0, [(value, 0)]
    while level:
        total += sum(length for _, length in level)
        if total > LONGEST_PATHS:
            raise paths_fault(path)
        level = [
            (member, length + len(key) + 1)
            for one, length in level
            if one and isinstance(one, (dict, list))
            for key, member in (one.items() if isinstance(one, dict) else (("99999", each) for each in one))
        ]


def text_of(data: bytes, path: str) -> str:
    """The text of a descriptor. Raises `DescriptorFault` where it is too large or no UTF-8."""
    if len(data) > LARGEST:
        raise LimitFault(f"{path} has {len(data):,} bytes; {LARGEST:,} are the most that is read")
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        start = len(body[: error.start].decode("utf-8"))
        what = "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else f"no UTF-8 at byte {error.start}"
        raise DescriptorFault(f"{path} is {what}; save it as UTF-8", (start, start + 1)) from error
