"""Queries in SQL that others write: they can read the index, for a while, and do nothing else."""

from __future__ import annotations

import sqlite3
import time
from typing import Any, NamedTuple

from opendata_lint.registry.registrar import RegistryFault

_READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_RECURSIVE,
}
_PRAGMAS = {
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "function_list",
    "compile_options", "data_version", "user_version", "application_id",
}  # fmt: skip
"""Those that tell something; the last three, with a value, would set it."""
_TELL_ONLY_BARE = {"data_version", "user_version", "application_id"}
_FUNCTIONS_KEPT = {"load_extension", "fts3_tokenizer", "fts5"}
_STEPS = 10_000
"""Instructions of SQLite's machine between two looks at the clock."""
_LONGEST_VALUE = 50_000_000
"""Bytes of a value that a query may make."""
_MOST_MEMORY = 1 << 30
"""Bytes that SQLite may take for it."""


class Result(NamedTuple):
    """The rows of a query."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    cut: bool
    """Whether there are more rows than the limit."""


def run(connection: sqlite3.Connection, query: str, limit: int, seconds: float) -> Result:
    """Run one statement that reads; `limit` 0 for all rows.

    Raises `RegistryFault` for what is no such statement or takes too long.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.execute(f"PRAGMA hard_heap_limit = {_MOST_MEMORY}")
    end = time.monotonic() + seconds
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        found = connection.execute(query)
        columns = [column[0] for column in found.description or ()]
        rows = found.fetchmany(limit + 1) if limit else found.fetchall()
    except (sqlite3.Error, sqlite3.Warning, ValueError, MemoryError) as error:
        raise _told(error, seconds) from error
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
    cut = bool(limit) and len(rows) > limit
    return Result(columns, rows[:limit] if cut else rows, cut)


def _authorize(action: int, one: str | None, two: str | None, database: str | None, by: str | None) -> int:
    allowed = action in _READS
    if action == sqlite3.SQLITE_FUNCTION:
        allowed = (two or "").lower() not in _FUNCTIONS_KEPT
    elif action == sqlite3.SQLITE_PRAGMA:
        name = (one or "").lower()
        allowed = name in _PRAGMAS and (two is None or name not in _TELL_ONLY_BARE)
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _told(error: Exception, seconds: float) -> Exception:
    """What is wrong with a query, for people; damage of the file is for others to mend."""
    code = getattr(error, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return error
    if code == sqlite3.SQLITE_INTERRUPT:
        return RegistryFault(f"the query took longer than {seconds:g} seconds; --timeout allows more")
    if code == sqlite3.SQLITE_AUTH:
        return RegistryFault(f"the index can only be read ({error}); write a SELECT")
    if code == sqlite3.SQLITE_NOMEM or isinstance(error, MemoryError):
        return RegistryFault("the query takes too much memory")
    hint = "" if "no such" not in str(error) else "; `SELECT sql FROM sqlite_master` shows what there is"
    return RegistryFault(f"the query cannot be run: {error}{hint}")
