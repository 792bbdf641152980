"""Bytes to text: encoding, byte order mark, line ends, and offsets to lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Literal, NamedTuple

from opendata_lint.finding import Edit, Location

MAX_TEXT = 1_000_000
"""Code points of a card that are read; the longest of 1,400 real cards has 224,000."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class EncodingFault(NamedTuple):
    """Why a file's bytes are not UTF-8 text."""

    kind: Literal["utf-16", "not-utf-8"]
    byte: int
    """Offset of the first bad byte, from 0."""
    offset: int
    """Offset of the replacement character that stands for it in the text."""


class SourceText:
    """The text of one file, and the places in it.

    `text` never holds a byte order mark (`bom` says that there was one), so that columns of the first
    line are those that a person sees. Bytes that are not UTF-8 stand as U+FFFD; `fault` says so. What stands
    behind `most` code points is kept in `rest` for whoever writes the file back, and otherwise not looked at.
    """

    def __init__(self, data: bytes, most: int = MAX_TEXT) -> None:
        self.bom = data.startswith(b"\xef\xbb\xbf")
        body = data[3:] if self.bom else data
        self.fault: EncodingFault | None = None
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            text = body.decode("utf-8", errors="replace")
            utf16 = data.startswith(_UTF16_MARKS)
            self.fault = EncodingFault(
                kind="utf-16" if utf16 else "not-utf-8",
                byte=error.start + (3 if self.bom else 0),
                offset=len(body[: error.start].decode("utf-8")),
            )
        self.text, self.rest = text[:most], text[most:]

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin. A line ends with LF, CRLF or CR, as Markdown has it."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def line_of(self, offset: int) -> int:
        """The line, from 0, that holds `offset`."""
        return bisect_right(self.line_starts, offset) - 1

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 0, without its line end."""
        start = self.line_starts[line]
        end = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def location(self, start: int, end: int) -> Location:
        """The lines and columns, from 1, of a span of offsets."""
        end = max(start, end)
        first, last = self.line_of(start), self.line_of(end)
        return Location(
            first + 1, start - self.line_starts[first] + 1, last + 1, end - self.line_starts[last] + 1
        )

    def edited(self, edits: Iterable[Edit], drop_bom: bool = False) -> bytes:
        """The file's bytes with some of its text replaced; all else stays as it is.

        Raises `ValueError` for edits that overlap, and where the bytes are not text (`fault`).
        """
        if self.fault:
            raise ValueError("what is not UTF-8 cannot be edited")
        parts, at = [], 0
        for edit in sorted(edits):
            if edit.start < at:
                raise ValueError(f"two edits overlap at offset {edit.start}")
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        whole = "".join((*parts, self.text[at:], self.rest)).encode()
        return b"\xef\xbb\xbf" + whole if self.bom and not drop_bom else whole

    @cached_property
    def newline(self) -> str:
        """The line end that the file uses first; LF where it has none."""
        match = _LINE_END.search(self.text)
        return match.group() if match else "\n"
