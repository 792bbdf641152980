"""The columns and the number of rows of an Arrow IPC file, from its messages' heads alone.

DuckDB reads Arrow only with an extension from the network, and pyarrow is 170 MB for what takes a hundred
lines: a message is a length, a FlatBuffer, and a body that is skipped. Both the stream format (which the
`datasets` library writes) and the file format are read; no value of a column is. Sources: Arrow columnar
format 1.5, `Message.fbs` and `Schema.fbs`; the FlatBuffers internals.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

_FILE_MAGIC = b"ARROW1\0\0"
_CONTINUATION = 0xFFFFFFFF
_MOST_META = 16_000_000
"""Bytes of one message's head; a schema of a thousand columns has some 100,000."""
_MOST_COLUMNS = 20_000
_SCHEMA, _RECORDS = 1, 3

_TYPES = {
    1: "NULL", 2: "INTEGER", 3: "FLOAT", 4: "BLOB", 5: "VARCHAR", 6: "BOOLEAN", 7: "DECIMAL", 8: "DATE",
    9: "TIME", 10: "TIMESTAMP", 11: "INTERVAL", 12: "LIST", 13: "STRUCT", 14: "UNION", 15: "BLOB",
    16: "LIST", 17: "MAP", 18: "INTERVAL", 19: "BLOB", 20: "VARCHAR", 21: "LIST", 22: "RUNS", 23: "BLOB",
    24: "VARCHAR", 25: "LIST", 26: "LIST",
}  # fmt: skip
"""Names of the types' numbers (`Schema.fbs`, union `Type`), as DuckDB would call them."""


class ArrowFault(Exception):
    """A file is no Arrow IPC file, or is cut off or damaged; the message says what is wrong."""


class ArrowHead(NamedTuple):
    """What the heads of a file's messages tell."""

    columns: dict[str, str]
    """Types by name."""
    rows: int | None
    """None where `go_on` stopped the reading."""


def read_head(stream: BinaryIO, size: int, go_on: Callable[[], bool]) -> ArrowHead:
    """Read the head of an Arrow file of `size` bytes. Raises `ArrowFault`, `OSError`.

    `go_on` is asked before each message.
    """
    magic = stream.read(8)
    stream.seek(8 if magic == _FILE_MAGIC else 0)
    columns: dict[str, str] | None = None
    rows = 0
    try:
        while message := _message(stream, size):
            if message.kind == _SCHEMA:
                columns = _columns(message.head)
            elif message.kind == _RECORDS:
                rows += message.head.integer(0, "q")
            if not go_on():
                return ArrowHead(columns or {}, None)
    except (struct.error, UnicodeDecodeError) as error:
        raise ArrowFault("the head of a message is damaged") from error
    if columns is None:
        raise ArrowFault("there is no schema in it")
    return ArrowHead(columns, rows)


class _Table:
    """A table of a FlatBuffer: its fields are reached through the offsets of its vtable."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at
        self.vtable = at - self._unpack("i", at)
        self.size = self._unpack("H", self.vtable)

    def _unpack(self, form: str, at: int) -> int:
        if at < 0:
            raise struct.error("before the start")
        return int(struct.unpack_from("<" + form, self.data, at)[0])

    def _field(self, number: int) -> int | None:
        slot = 4 + 2 * number
        offset = self._unpack("H", self.vtable + slot) if slot < self.size else 0
        return self.at + offset if offset else None

    def integer(self, number: int, form: str) -> int:
        """A number; 0 where the field is left out."""
        at = self._field(number)
        return 0 if at is None else self._unpack(form, at)

    def table(self, number: int) -> _Table | None:
        """A table below this one."""
        at = self._field(number)
        return None if at is None else _Table(self.data, at + self._unpack("I", at))

    def text(self, number: int) -> str:
        """A text; empty where the field is left out."""
        at = self._field(number)
        if at is None:
            return ""
        start = at + self._unpack("I", at)
        length = self._unpack("I", start)
        return self.data[start + 4 : start + 4 + length].decode()

    def tables(self, number: int) -> list[_Table]:
        """A list of tables."""
        at = self._field(number)
        if at is None:
            return []
        start = at + self._unpack("I", at)
        count = self._unpack("I", start)
        if count > _MOST_COLUMNS:
            raise struct.error("too many columns")
        places = [start + 4 + 4 * index for index in range(count)]
        return [_Table(self.data, place + self._unpack("I", place)) for place in places]


class _Message(NamedTuple):
    kind: int
    head: _Table


def _message(stream: BinaryIO, size: int) -> _Message | None:
    """The next message, its body skipped; None behind the last."""
    start = stream.read(4)
    if not start:
        return None
    (length,) = struct.unpack("<I", start)
    if length == _CONTINUATION:
        (length,) = struct.unpack("<I", stream.read(4))
    if length == 0:
        return None
    if length > min(_MOST_META, size):
        raise ArrowFault("it does not begin as an Arrow file does")
    data = stream.read(length)
    if len(data) < length:
        raise ArrowFault("it is cut off")
    message = _Table(data, struct.unpack_from("<I", data)[0])
    body = message.integer(3, "q")
    if body < 0 or stream.tell() + body > size:
        raise ArrowFault("it is cut off")
    stream.seek(body, 1)
    head = message.table(2)
    if head is None:
        raise ArrowFault("a message has no head")
    return _Message(message.integer(1, "B"), head)


def _columns(schema: _Table) -> dict[str, str]:
    return {field.text(0): _TYPES.get(field.integer(2, "B"), "OTHER") for field in schema.tables(1)}
