"""The head of an ARFF file: the name of the relation and its attributes. No row of the data is read.

Facts: the attribute-relation file format of Weka (`@relation`, `@attribute`, `@data`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from opendata_lint.exchange.canonical import Column
from opendata_lint.exchange.protocol import DescriptorFault

MOST = 1_000_000
"""Bytes of a file that are read."""
_MOST_COLUMNS = 20_000
_START = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:%[^\r\n]*)?\r?\n)*[ \t]*@relation\b", re.IGNORECASE)
_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_NAMED = re.compile(rf"\s+({_QUOTED}|[^\s,{{}}%'\"]+)\s*(.*)", re.DOTALL)
_TOKEN = re.compile(rf"{_QUOTED}|[,}}]|(?:[^,}}'\"\\]|\\.)+|.", re.DOTALL)
_DTYPES = {
    "numeric": "float64", "real": "float64", "integer": "int64", "string": "string", "date": "timestamp[s]",
}  # fmt: skip


class ArffHead(NamedTuple):
    """What stands above the data."""

    relation: str
    columns: tuple[Column, ...]
    comment: str
    """The lines with `%`, without it."""
    whole: bool
    """Whether `@data` was reached."""


def is_arff(data: bytes) -> bool:
    """Whether a file begins as an ARFF file does."""
    return b"@" in data[:MOST] and _START.match(data[:MOST]) is not None


def read_arff(data: bytes, path: str) -> ArffHead:
    """The head of an ARFF file. Raises `DescriptorFault` for an attribute that cannot be read."""
    text = _text(data[:MOST])
    whole_file = len(data) <= MOST
    columns: list[Column] = []
    relation, comments, at = "", [], 0
    seen: set[str] = set()
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        said = line.strip()
        word = said.split(None, 1)[0].lower() if said else ""
        if said.startswith("%"):
            comments.append(said[1:].removeprefix(" ").rstrip())
        elif word == "@relation":
            relation = _unquoted(said[len(word) :].strip())
        elif word == "@attribute" and (whole_file or at < len(text)):
            column = _attribute(said[len(word) :], path, (start, at))
            if column.name in seen or len(columns) == _MOST_COLUMNS:
                problem = f"names `{column.name}` twice" if column.name in seen else "has too many attributes"
                raise DescriptorFault(f"{path} {problem}", (start, at))
            seen.add(column.name)
            columns.append(column)
        elif word == "@data":
            return ArffHead(relation, tuple(columns), "\n".join(comments).strip(), True)
        elif said and whole_file:
            raise DescriptorFault(
                f"{path} has a line above `@data` that is no attribute: `{said[:40]}`", (start, at)
            )
    if whole_file:
        raise DescriptorFault(f"{path} ends before `@data`", (max(len(text) - 1, 0), len(text)))
    return ArffHead(relation, tuple(columns), "\n".join(comments).strip(), False)


def _text(data: bytes) -> str:
    """ARFF says nothing of its encoding: UTF-8 where it can be, else Latin 1."""
    body = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) == MOST and error.start > len(body) - 4:  # cut within a character
            return body[: error.start].decode("utf-8")
        return body.decode("latin-1")


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]:
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def _attribute(text: str, path: str, span: tuple[int, int]) -> Column:
    found = _NAMED.match(text)
    if not found or not found[2]:
        raise DescriptorFault(f"{path} has an attribute without name or type: `{text.strip()[:60]}`", span)
    name, kind = _unquoted(found[1]), found[2].strip()
    if kind.startswith("{"):
        return Column(name, "class_label", labels=_labels(kind, path, span))
    word = kind.split(None, 1)[0].lower()
    if word == "relational":
        raise DescriptorFault(
            f"{path} has the relational attribute `{name[:60]}`, which OpenML does not have", span
        )
    if word not in _DTYPES:
        raise DescriptorFault(
            f"{path} gives `{name[:60]}` the type `{kind[:40]}`; "
            "ARFF has numeric, real, integer, string, date and lists of values in braces",
            span,
        )
    return Column(name, _DTYPES[word])


def _labels(kind: str, path: str, span: tuple[int, int]) -> tuple[str, ...]:
    labels: list[str] = []
    parts: list[str] = []
    for token in _TOKEN.finditer(kind, 1):
        if token[0] not in ",}":
            parts.append(token[0])
            continue
        said = "".join(parts).strip()
        if said:
            labels.append(_unquoted(said))
        if token[0] == "}":
            return tuple(dict.fromkeys(labels))
        parts = []
    raise DescriptorFault(f"{path} has a list of values that does not end: `{kind[:40]}`", span)
