"""One file of a table: its columns, how many rows it has, some of its texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from opendata_lint.data.budget import Budget, OverBudget
from opendata_lint.data.files import DataFile
from opendata_lint.data.survey import is_installed
from opendata_lint.drafting.dtypes import column
from opendata_lint.drafting.features import KEY, with_features
from opendata_lint.exchange.canonical import Column

SAMPLED_TEXTS = 500
"""Rows of which the texts are kept."""
LONGEST_TEXT = 1_000
_MOST_TEXT_COLUMNS = 20


class Unread(Exception):
    """A file was not read; the message says why, to go on behind its name."""


class Sheet(NamedTuple):
    """What a file holds."""

    columns: tuple[Column, ...]
    rows: int | None = None
    """None where they were not counted."""
    texts: tuple[str, ...] = ()
    """Values of its columns of text, a sample of the first rows."""


class SheetReader:
    """Reads files, with DuckDB where it is installed. To be closed."""

    def __init__(self, paths: Sequence[Path], budget: Budget) -> None:
        self.budget = budget
        self._reader = None
        if is_installed() and paths:
            from opendata_lint.data.reading import Reader

            self._reader = Reader(paths, budget)

    def close(self) -> None:
        """Let go of the files."""
        if self._reader:
            self._reader.close()

    def read(self, file: DataFile, path: Path) -> Sheet | None:
        """What a file holds; None for a `.json` file that is no table. Raises `Unread`."""
        if self._reader is None:
            from opendata_lint.drafting.plain import read_plainly

            return read_plainly(file, path, self.budget)
        from opendata_lint.data.reading import Unreadable

        try:
            source = self._reader.open(file, path)
        except Unreadable as fault:
            raise Unread(str(fault)) from fault
        except OverBudget as over:
            raise Unread("it is too large or has too many columns") from over
        except (OSError, EOFError) as error:
            raise Unread("it cannot be opened") from error
        if source is None:
            return None
        of_text = file.format == "csv"
        columns = tuple(column(name, kind, of_text) for name, kind in source.types.items())
        if file.format == "parquet":
            columns = with_features(columns, self._noted(path))
        names = [name for name, kind in source.types.items() if kind == "VARCHAR"][:_MOST_TEXT_COLUMNS]
        texts = self._texts(source.sql, [source.columns[name] for name in names if name in source.columns])
        return Sheet(columns, source.rows, texts)

    def _noted(self, path: Path) -> bytes:
        """What the `datasets` library noted in a Parquet file; empty where it did not write it."""
        from opendata_lint.data.reading import Unreadable

        quoted = str(path).replace("'", "''")
        asked = f"SELECT value FROM parquet_kv_metadata('{quoted}') WHERE key = '{KEY}'::BLOB LIMIT 1"
        try:
            rows = self._reader.query(asked) if self._reader else []
        except (Unreadable, OverBudget):
            return b""
        return bytes(rows[0][0]) if rows else b""

    def _texts(self, sql: str, columns: Sequence[str]) -> tuple[str, ...]:
        from opendata_lint.data.reading import Unreadable

        if not sql or not columns or self._reader is None:
            return ()
        shown = ", ".join(f"left({name}, {LONGEST_TEXT})" for name in columns)
        try:
            rows = self._reader.query(f"SELECT {shown} FROM {sql} LIMIT {SAMPLED_TEXTS}")
        except (Unreadable, OverBudget):
            return ()
        return tuple(text for row in rows for text in row if text)
