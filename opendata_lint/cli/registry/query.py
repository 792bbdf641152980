"""`opendata-lint registry query "SELECT ..."`: ask the index in SQL."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import asking, common
from opendata_lint.cli.registry.search import limit

if TYPE_CHECKING:
    from opendata_lint.registry.index.sql import Result

_LONGEST = 3_600


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "query", help="ask the index in SQL",
        description="Run a SELECT on the index. It can read the index and nothing else; the tables and "
        "views are described in the documentation, and by `SELECT sql FROM sqlite_master`.",
    )  # fmt: skip
    parser.add_argument("sql", metavar="SQL", help="one statement")
    parser.add_argument(
        "--limit", type=limit, default=1_000, metavar="N", help="rows; default: 1000; 0: all of them"
    )
    parser.add_argument(
        "--timeout", type=_seconds, default=10.0, metavar="SECONDS", help="how long it may take; default: 10"
    )
    asking.add_format(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no time from 0 to {_LONGEST} seconds")
    return seconds


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Run the query."""
    from opendata_lint.registry.index import sql

    result = asking.ask(
        arguments, lambda index: sql.run(index, arguments.sql, arguments.limit, arguments.timeout)
    )
    head = {"columns": result.columns, "cut": result.cut}
    rows = (dict(zip(result.columns, map(_value, row), strict=True)) for row in result.rows)
    asking.tell(arguments, head, "rows", rows, lambda: _lines(result))
    if result.cut:
        common.note(f"only the first {len(result.rows)} rows are shown; --limit 0 shows all")
    return CLEAN


def _value(value: object) -> object:
    """A value that JSON has: bytes stand as hexadecimal digits."""
    return value.hex() if isinstance(value, bytes) else value


def _lines(result: Result) -> Iterable[str]:
    if not result.columns:
        return ["no rows"]
    rows = ([_value(value) for value in row] for row in result.rows)
    return [*asking.table(result.columns, rows), asking.count(len(result.rows), "row")]
