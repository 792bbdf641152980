"""Rows of data files: which of one split are in another too, and a sample to search in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opendata_lint.data.budget import OverBudget
from opendata_lint.data.reading import Reader, Source, Unreadable
from opendata_lint.data.survey import Table

_COMPARED = 20_000
"""Rows of the smaller split that are looked for in the other."""
_SEARCHED = 2_000
"""Rows of a file that are searched."""
_LONGEST = 10_000
"""Characters of a value that are searched."""
_SAMPLE_COST = 32_000_000
"""Bytes that a sample of a file costs at most: about a group of rows."""
_TELLING = 20
"""Characters that the values of a row must have in all; shorter rows are alike by chance."""
_NUMBERING = frozenset(
    ("id", "idx", "index", "uid", "uuid", "guid", "row_id", "", "unnamed: 0", "__index_level_0__")
)
"""Columns that only number the rows."""


def shared_rows(reader: Reader, first: Sequence[Table], second: Sequence[Table]) -> tuple[int, int] | None:
    """How many different rows of a sample of `first` are in `second` too, and how many the sample has.

    Columns that number the rows are not compared. None where nothing can be said: other columns, no text, no
    budget left.
    """
    one, other = _readable(first), _readable(second)
    if len(one) < len(first) or len(other) < len(second) or not one or not other:
        return None
    names = _compared(one + other)
    if names is None or not reader.budget.take(sum(table.size for table in (*first, *second))):
        return None
    sql = (
        f"WITH a AS (SELECT DISTINCT h FROM (SELECT * FROM ({_hashes(one, names)}) LIMIT {_COMPARED}) "
        f"WHERE n >= {_TELLING}), "
        f"b AS (SELECT DISTINCT h FROM ({_hashes(other, names)})) "
        "SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM a WHERE h IN (SELECT h FROM b))"
    )
    try:
        total, shared = reader.query(sql)[0]
    except (Unreadable, OverBudget):
        return None
    return int(shared), int(total)


def _readable(tables: Sequence[Table]) -> list[Source]:
    return [table.source for table in tables if table.source and table.source.sql]


def _compared(sources: Sequence[Source]) -> list[str] | None:
    """The columns that all have, None where one has others, or where none of them holds text."""
    columns = set(sources[0].columns)
    if any(set(source.columns) != columns for source in sources):
        return None
    texts = any(kind.startswith(("VARCHAR", "BLOB")) for kind in sources[0].types.values())
    names = sorted(name for name in columns if name.lower() not in _NUMBERING)
    return names if texts and names else None


def _hashes(sources: Sequence[Source], names: Sequence[str]) -> str:
    """The hash of each row as text, and how many characters the row has."""
    parts = []
    for source in sources:
        texts = [f"CAST({source.columns[name]} AS VARCHAR)" for name in names]
        length = " + ".join(f"coalesce(length({text}), 0)" for text in texts)
        parts.append(f"SELECT hash({', '.join(texts)}) AS h, {length} AS n FROM {source.sql}")
    return " UNION ALL ".join(parts)


def texts_in(reader: Reader, table: Table) -> Iterator[tuple[str, int, str]]:
    """Column, number of the row (from 1) and text of each text in a sample of a file."""
    source = table.source
    if not source or not source.sql or not reader.budget.take(min(table.size, _SAMPLE_COST)):
        return
    names = [name for name, kind in source.types.items() if "VARCHAR" in kind or kind == "JSON"]
    if not names:
        return
    shown = ", ".join(f"left(CAST({source.columns[name]} AS VARCHAR), {_LONGEST})" for name in names)
    try:
        rows = reader.query(f"SELECT {shown} FROM {source.sql} LIMIT {_SEARCHED}")
    except (Unreadable, OverBudget):
        return
    for number, row in enumerate(rows, start=1):
        if not reader.budget.lasts():
            return
        yield from ((name, number, text) for name, text in zip(names, row, strict=True) if text)
