"""The head of a CSV file: what parts its columns, and what they are called.

DuckDB would guess both; a guess that changes with the rows is no ground for a finding. So the first line is
read here, as the `csv` module does, and DuckDB is told.
"""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import NamedTuple

_HEAD = 262_144
"""Bytes in which the first line must end."""
_SEPARATORS = ",\t;|"
_NOT_GIVEN = "('', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '<NA>')"
"""What pandas, and so the `datasets` library, reads as no value in CSV."""


class CsvFault(Exception):
    """A CSV file has no head that can be read; the message says why."""


class CsvHead(NamedTuple):
    """How a CSV file is to be read."""

    separator: str
    columns: tuple[str, ...]


def read_csv_head(path: Path, compressed: bool, separator: str | None) -> CsvHead:
    """The head of a CSV file. `separator` None lets name and first line tell it.

    Raises `CsvFault`, `OSError`.
    """
    line = _first_lines(path, compressed)
    if separator is None:
        separator = "\t" if ".tsv" in path.name.lower() else _likely(line.partition("\n")[0])
    try:
        columns = next(csv.reader(io.StringIO(line), delimiter=separator), [])
    except (csv.Error, TypeError) as error:
        raise CsvFault("its first line is no list of columns") from error
    if not columns:
        raise CsvFault("its first line is empty")
    return CsvHead(separator, tuple(columns))


def _first_lines(path: Path, compressed: bool) -> str:
    try:
        with gzip.open(path) if compressed else path.open("rb") as stream:
            data = stream.read(_HEAD)
    except (EOFError, gzip.BadGzipFile) as error:
        raise CsvFault("it is no gzip file, or cut off") from error
    if not data:
        raise CsvFault("it is empty")
    end = data.rfind(b"\n") + 1 or len(data)
    try:
        return data[:end].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CsvFault(f"line {line} is not UTF-8") from error


def _likely(line: str) -> str:
    """The comma where the first line has one, else the separator that it has most often."""
    counts = {separator: line.count(separator) for separator in _SEPARATORS}
    return "," if counts[","] or not any(counts.values()) else max(counts, key=counts.__getitem__)


def csv_sql(path: str, separator: str, columns: int, padded: bool) -> str:
    """What stands behind FROM for a CSV file; `path` and `separator` are quoted.

    The columns are called c0, c1 and so on: the file's own names may be the same twice, or anything else.
    `padded` takes lines with too few values. It is not the rule, as DuckDB then reads a file with one thread,
    and so (as of 2.0) passes over a quotation that is never closed.
    """
    names = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(columns))
    more = ", null_padding = true, parallel = false" if padded else ""
    return (
        f"read_csv({path}, auto_detect = false, header = true, delim = {separator}, quote = '\"', "
        f"escape = '\"', columns = {{{names}}}, max_line_size = 16777216, hive_partitioning = false{more})"
    )


def type_of_csv(column: str) -> str:
    """The expression that tells what the values of a CSV column can be read as."""
    given = f"FILTER ({column} IS NOT NULL AND {column} NOT IN {_NOT_GIVEN})"
    return (
        f"CASE WHEN count(*) {given} = 0 THEN 'NULL' "
        f"WHEN bool_and(lower({column}) IN ('true', 'false')) {given} THEN 'BOOLEAN' "
        f"WHEN bool_and(try_cast({column} AS HUGEINT) IS NOT NULL AND {column} NOT LIKE '%.%') {given} "
        f"THEN 'INTEGER' "
        f"WHEN bool_and(try_cast({column} AS DOUBLE) IS NOT NULL) {given} THEN 'FLOAT' ELSE 'VARCHAR' END"
    )
