"""What data files hold, told by DuckDB: columns, types, rows, samples.

DuckDB is locked in before it opens anything: it may read the files it is given and no other, installs and
loads no extension, writes no temporary file, and its settings cannot be changed back.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.data.arrow import ArrowFault, read_head
from opendata_lint.data.budget import Budget, OverBudget
from opendata_lint.data.dialect import CsvFault, CsvHead, csv_sql, read_csv_head, type_of_csv
from opendata_lint.data.files import DataFile

_MEMORY = "512MB"
_SAMPLED = 20_000
"""Rows of a CSV file in which the types of its columns are told."""
_MOST_COLUMNS = 500


class Unreadable(Exception):
    """A file is broken; the message says how."""


class ShortLine(Unreadable):
    """A CSV line has fewer values than there are columns, which readers fill up."""


class Source(NamedTuple):
    """A file as DuckDB reads it."""

    sql: str
    """What stands behind FROM."""
    columns: dict[str, str]
    """The expression of each column by its name."""
    types: dict[str, str]
    """The type of each column by its name: DuckDB's, or what the values of a CSV column can be read as."""
    rows: int | None
    """None where not the whole file was read."""
    whole: bool
    """Whether the columns are those of all rows."""


class Reader:
    """Reads the files that it was made for."""

    def __init__(self, paths: Sequence[Path], budget: Budget) -> None:
        import duckdb

        self.budget = budget
        self._duckdb = duckdb
        allowed = ", ".join(_quoted(str(path)) for path in paths)
        self._connection = duckdb.connect(":memory:")
        for setting in (
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            "allow_community_extensions = false",
            "temp_directory = ''",
            f"memory_limit = '{_MEMORY}'",
            "threads = 2",
            f"allowed_paths = [{allowed}]",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self._connection.execute(f"SET {setting}")

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises `Unreadable` for a broken file, `OverBudget` at the end of time."""
        if not self.budget.lasts():
            raise OverBudget
        timer = threading.Timer(self.budget.seconds, self._connection.interrupt)
        timer.start()
        try:
            rows: list[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
            return rows
        except self._duckdb.Error as error:
            told = str(error)
            if isinstance(error, self._no_fault_of_the_file()) and "GZIP" not in told:
                raise OverBudget from error
            raise _fault(told) from error
        finally:
            timer.cancel()

    def _no_fault_of_the_file(self) -> tuple[type[Exception], ...]:
        d = self._duckdb
        return (
            d.InterruptException, d.OutOfMemoryException, d.IOException, d.PermissionException,
            d.InternalException, d.FatalException, d.NotImplementedException, d.BinderException,
        )  # fmt: skip

    def open(self, file: DataFile, path: Path, separator: str | None = None) -> Source | None:
        """What a file holds, None where it is no table. Raises `Unreadable`, `OverBudget`, `OSError`."""
        size = path.stat().st_size
        if file.format == "parquet":
            return self._open_parquet(path)
        if file.format == "arrow":
            return self._open_arrow(path, size)
        if file.format == "csv":
            return self._open_csv(file, path, size, separator)
        return self._open_json(file, path, size)

    def _open_parquet(self, path: Path) -> Source:
        """The footer tells all; no page is read."""
        try:
            rows = self.query(f"SELECT num_rows FROM parquet_file_metadata({_quoted(str(path))})")
            sql = f"read_parquet({_quoted(str(path))}, hive_partitioning = false)"
            return self._described(sql, int(rows[0][0]), whole=True)
        except Unreadable as fault:
            raise Unreadable("it is cut off, damaged, or no Parquet file") from fault

    def _open_arrow(self, path: Path, size: int) -> Source:
        try:
            with path.open("rb") as stream:
                head = read_head(stream, size, self.budget.lasts)
        except ArrowFault as fault:
            raise Unreadable(str(fault)) from fault
        return Source("", {}, head.columns, head.rows, whole=True)

    def _open_csv(self, file: DataFile, path: Path, size: int, separator: str | None) -> Source:
        try:
            head = read_csv_head(path, file.compressed, separator)
        except CsvFault as fault:
            raise Unreadable(str(fault)) from fault
        if len(head.columns) > _MOST_COLUMNS:
            raise OverBudget
        try:
            return self._read_csv(path, size, head, padded=False)
        except ShortLine:
            return self._read_csv(path, size, head, padded=True)

    def _read_csv(self, path: Path, size: int, head: CsvHead, padded: bool) -> Source:
        sql = csv_sql(_quoted(str(path)), _quoted(head.separator), len(head.columns), padded)
        names = {name: f"c{index}" for index, name in enumerate(head.columns)}
        types = self._csv_types(sql, names)
        rows = None
        if self.budget.take(size):
            # All columns are asked for, so that each line is taken apart.
            counts = ", ".join(f"count({column})" for column in names.values())
            rows = int(self.query(f"SELECT count(*), {counts} FROM {sql}")[0][0])
        return Source(sql, names, types, rows, whole=True)

    def _csv_types(self, sql: str, names: dict[str, str]) -> dict[str, str]:
        tests = ", ".join(type_of_csv(column) for column in names.values())
        found = self.query(f"SELECT {tests} FROM (SELECT * FROM {sql} LIMIT {_SAMPLED})")[0]
        return dict(zip(names, found, strict=True))

    def _open_json(self, file: DataFile, path: Path, size: int) -> Source | None:
        form = "newline_delimited" if ".json" not in path.suffixes[-2:] else _json_form(path, file.compressed)
        if form is None:
            return None
        whole = self.budget.take(2 * size)
        sql = (
            f"read_json({_quoted(str(path))}, format = '{form}', records = 'true', "
            f"sample_size = {-1 if whole else _SAMPLED}, maximum_object_size = 67108864, "
            "hive_partitioning = false)"
        )
        rows = int(self.query(f"SELECT count(*) FROM {sql}")[0][0]) if whole else None
        return self._described(sql, rows, whole)

    def _described(self, sql: str, rows: int | None, whole: bool) -> Source:
        types = {name: kind for name, kind, *_ in self.query(f"DESCRIBE SELECT * FROM {sql}")}
        return Source(sql, {name: _identifier(name) for name in types}, types, rows, whole)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _json_form(path: Path, compressed: bool) -> str | None:
    """How a `.json` file holds its rows; None where it is one object, which is no table."""
    import gzip
    import json

    with gzip.open(path) if compressed else path.open("rb") as stream:
        start = stream.read(65_536).lstrip()
    if start.startswith(b"["):
        return "array"
    line, end, rest = start.partition(b"\n")
    try:
        return "newline_delimited" if end and rest.strip() and isinstance(json.loads(line), dict) else None
    except ValueError:
        return None


_LINE = re.compile(r"[Ll]ine:? (\d+)")
_WIDTHS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


def _fault(error: str) -> Unreadable:
    widths = _WIDTHS.search(error)
    return ShortLine() if widths and int(widths[2]) < int(widths[1]) else Unreadable(_reason(error))


def _reason(error: str) -> str:
    """What is wrong with a file, in our words: DuckDB's name its own options."""
    line = _LINE.search(error)
    where = f"line {line[1]}" if line else "a line"
    if widths := _WIDTHS.search(error):
        return f"{where} has {widths[2]} values, and the first line names {widths[1]} columns"
    if "unicode" in error or "utf-8" in error.lower():
        return f"{where} is not UTF-8"
    if "quote" in error.lower().partition("possible")[0]:
        return f"{where} opens a quotation that is never closed"
    if "JSON" in error:
        return f"{where} is no JSON"
    if "gzip" in error.lower():
        return "it is no gzip file, or cut off"
    return f"{where} cannot be read" if line else "it cannot be read"
