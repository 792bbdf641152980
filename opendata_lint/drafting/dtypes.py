"""Columns as `dataset_info` writes them, from the types that DuckDB and Arrow tell."""

from __future__ import annotations

import re

from opendata_lint.exchange.canonical import Column

_EXACT = {
    "VARCHAR": "string", "JSON": "string", "UUID": "string", "BLOB": "binary", "BOOLEAN": "bool",
    "TINYINT": "int8", "SMALLINT": "int16", "INTEGER": "int32", "BIGINT": "int64", "UTINYINT": "uint8",
    "USMALLINT": "uint16", "UINTEGER": "uint32", "UBIGINT": "uint64", "HUGEINT": "decimal128(38, 0)",
    "FLOAT": "float32", "DOUBLE": "float64", "DATE": "date32", "TIME": "time64[us]",
    "TIMESTAMP": "timestamp[us]", "TIMESTAMP_S": "timestamp[s]", "TIMESTAMP_MS": "timestamp[ms]",
    "TIMESTAMP_NS": "timestamp[ns]", "TIMESTAMP WITH TIME ZONE": "timestamp[us, tz=UTC]", "NULL": "null",
    '"NULL"': "null",
}  # fmt: skip
_OF_TEXT = {"INTEGER": "int64", "FLOAT": "float64"}
"""What was told from values that are written as text has no width of its own."""
_MOST_DEEP = 8
_MOST_MEMBERS = 200
_MEDIA = {"image", "audio", "video"}


def column(name: str, kind: str, of_text: bool = False) -> Column:
    """A column of a DuckDB type. `of_text`: told from text, as in CSV; its dtype is then the widest.

    A type that has no counterpart gives no dtype.
    """
    if of_text and kind in _OF_TEXT:
        return Column(name, _OF_TEXT[kind])
    return _column(name, kind.strip(), 0)


def _column(name: str, kind: str, depth: int) -> Column:
    array = re.search(r"\[\d*\]\Z", kind)
    if depth > _MOST_DEEP:
        return Column(name)
    if array:
        return Column(name, "list", children=(_column("item", kind[: array.start()], depth + 1),))
    if kind.startswith("STRUCT(") and kind.endswith(")"):
        members = [_member(part, depth) for part in _parts(kind[7:-1])][:_MOST_MEMBERS]
        if {one.name for one in members} == {"bytes", "path"}:
            return Column(name, _media(name))
        return Column(name, "struct", children=tuple(members))
    return Column(name, _scalar(kind))


def _scalar(kind: str) -> str | None:
    decimal = re.fullmatch(r"DECIMAL\((\d+),\s*(\d+)\)", kind)
    if decimal:
        return f"decimal128({decimal[1]}, {decimal[2]})"
    return "string" if kind.startswith("ENUM(") else _EXACT.get(kind)


def _media(name: str) -> str:
    """What `datasets` keeps as bytes and path: images, unless the column is called otherwise."""
    return name.lower() if name.lower() in _MEDIA else "image"


def _member(part: str, depth: int) -> Column:
    """`name TYPE`, the name in double quotes where it has to be."""
    quoted = re.match(r'"((?:[^"]|"")*)"\s+', part)
    if quoted:
        return _column(quoted[1].replace('""', '"'), part[quoted.end() :], depth + 1)
    name, _, kind = part.partition(" ")
    return _column(name, kind.strip(), depth + 1)


def _parts(text: str) -> list[str]:
    """The members of a struct: cut at commas that are in no brackets and no quotes."""
    parts, start, depth, quoted = [], 0, 0, False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]


def wider(one: Column, other: Column) -> Column:
    """The column that holds the values of both, which have the same name."""
    if one.dtype == other.dtype:
        return one if one.labels == other.labels else Column(one.name, "int64")
    if other.dtype in (None, "null"):
        return one
    if one.dtype in (None, "null"):
        return other
    kinds = {re.split(r"\d", kind or "")[0] for kind in (one.dtype, other.dtype)}
    if kinds <= {"int", "uint"}:
        return one._replace(dtype="int64")
    if kinds <= {"int", "uint", "float"}:
        return one._replace(dtype="float64")
    return Column(one.name, "string")
