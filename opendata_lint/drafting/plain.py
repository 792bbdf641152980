"""Tables read without DuckDB: CSV and lines of JSON by Python's own modules, Arrow by our own reader."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from opendata_lint.data.arrow import ArrowFault, read_head
from opendata_lint.data.budget import Budget
from opendata_lint.data.dialect import CsvFault, read_csv_head
from opendata_lint.data.files import DataFile
from opendata_lint.drafting.dtypes import column
from opendata_lint.drafting.sheets import LONGEST_TEXT, SAMPLED_TEXTS, Sheet, Unread
from opendata_lint.exchange.canonical import Column

_JUDGED = 2_000
"""Rows in which types are told."""
_LONGEST_LINE = 16_000_000
_NOT_GIVEN = frozenset(("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "<NA>"))
_MOST_COLUMNS = 500


def read_plainly(file: DataFile, path: Path, budget: Budget) -> Sheet:
    """What a file holds. Raises `Unread` with why it was not read."""
    try:
        if file.format == "arrow":
            return _arrow(path, budget)
        if file.format == "csv":
            return _csv(file, path, budget)
        if file.format == "json":
            return _json_lines(file, path, budget)
    except (CsvFault, ArrowFault) as fault:
        raise Unread(str(fault)) from fault
    except UnicodeDecodeError as error:
        raise Unread("it is not UTF-8") from error
    except (OSError, EOFError, csv.Error) as error:
        raise Unread("it is cut off, damaged, or cannot be opened") from error
    raise Unread("`opendata-lint[data]` must be installed to read it")


def _arrow(path: Path, budget: Budget) -> Sheet:
    with path.open("rb") as stream:
        head = read_head(stream, path.stat().st_size, budget.lasts)
    return Sheet(tuple(column(name, kind) for name, kind in head.columns.items()), head.rows)


def _text(file: DataFile, path: Path) -> IO[str]:
    stream = cast(IO[bytes], gzip.open(path)) if file.compressed else path.open("rb")  # noqa: SIM115
    return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")


def _lines(stream: IO[str]) -> Iterator[str]:
    while line := stream.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise Unread("a line is longer than 16 million characters")
        yield line


def _csv(file: DataFile, path: Path, budget: Budget) -> Sheet:
    head = read_csv_head(path, file.compressed, None)
    if len(head.columns) > _MOST_COLUMNS:
        raise Unread(f"it has {len(head.columns):,} columns")
    with _text(file, path) as stream:
        rows = csv.reader(_lines(stream), delimiter=head.separator)
        next(rows, None)
        judged = list(islice(rows, _JUDGED))
        count = _count(rows, len(judged), path, budget)
    types = [_type(row[index] for row in judged if index < len(row)) for index in range(len(head.columns))]
    columns = tuple(column(name, kind, of_text=True) for name, kind in zip(head.columns, types, strict=True))
    texts = [
        row[index][:LONGEST_TEXT]
        for row in judged[:SAMPLED_TEXTS]
        for index, kind in enumerate(types)
        if kind == "VARCHAR" and index < len(row)
    ]
    return Sheet(columns, count, tuple(texts))


def _count(rows: Iterable[Any], before: int, path: Path, budget: Budget) -> int | None:
    """How many rows there are in all; None where the budget ends before them."""
    if not budget.take(path.stat().st_size):
        return None
    count = before
    for count, _ in enumerate(rows, before + 1):
        if count % 10_000 == 0 and not budget.lasts():
            return None
    return count


def _type(values: Iterable[str]) -> str:
    """As DuckDB's types of CSV are called."""
    given = [value for value in values if value not in _NOT_GIVEN]
    if not given:
        return "NULL"
    if all(value.lower() in ("true", "false") for value in given):
        return "BOOLEAN"
    if all(_is(int, value) for value in given):
        return "INTEGER"
    return "FLOAT" if all(_is(float, value) for value in given) else "VARCHAR"


def _is(kind: type[int] | type[float], value: str) -> bool:
    try:
        kind(value[:400])
    except ValueError:
        return False
    return "_" not in value


def _json_lines(file: DataFile, path: Path, budget: Budget) -> Sheet:
    if file.relative.lower().removesuffix(".gz").endswith(".json"):
        raise Unread("`opendata-lint[data]` must be installed to read it")
    with _text(file, path) as stream:
        lines = (line for line in _lines(stream) if line.strip())
        judged = [_object(line) for line in islice(lines, _JUDGED)]
        count = _count(lines, len(judged), path, budget)
    values: dict[str, list[Any]] = {}
    for row in judged:
        for name, value in row.items():
            values.setdefault(name, []).append(value)
    if len(values) > _MOST_COLUMNS:
        raise Unread(f"it has {len(values):,} columns")
    columns = tuple(_json_column(name, some, 0) for name, some in values.items())
    texts = [
        value[:LONGEST_TEXT]
        for row in judged[:SAMPLED_TEXTS]
        for value in row.values()
        if isinstance(value, str)
    ]
    return Sheet(columns, count, tuple(texts))


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unread("a line is no JSON") from error
    if not isinstance(value, dict):
        raise Unread("a line is no JSON object")
    return value


def _json_column(name: str, values: list[Any], depth: int) -> Column:
    given = [value for value in values if value is not None]
    kinds = {type(value) for value in given}
    if kinds == {dict} and depth < 5:
        members: dict[str, list[Any]] = {}
        for value in given:
            for key, one in value.items():
                members.setdefault(key, []).append(one)
        inner = tuple(_json_column(key, some, depth + 1) for key, some in list(members.items())[:200])
        return Column(name, "struct", children=inner)
    if kinds == {list} and depth < 5:
        items = [one for value in given for one in value[:100]]
        return Column(name, "list", children=(_json_column("item", items, depth + 1),))
    return Column(name, _scalar(kinds))


def _scalar(kinds: set[type]) -> str:
    if not kinds:
        return "null"
    if kinds == {bool}:
        return "bool"
    if kinds == {int}:
        return "int64"
    return "float64" if kinds <= {int, float} else "string"
