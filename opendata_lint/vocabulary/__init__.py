"""Dated facts about licenses, languages, tasks, fields and modalities, with thin readers.

Every list is a JSON file in `data/` that says where and when its facts were published. A list is
read once, when it is first asked for. This package imports nothing from the rest of the linter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.vocabulary.suggestions import suggest

__all__ = ["Source", "about", "load", "suggest"]

_DATA = Path(__file__).parent / "data"


class Source(NamedTuple):
    """Where the facts of one list come from."""

    name: str
    """Name to give to `load`."""
    date: str
    """Day of the facts, as `YYYY-MM-DD`."""
    source: str
    """Public project, file and commit."""
    past: bool
    """Whether the list tells of the past, and so does not age."""


@cache
def load(name: str) -> Mapping[str, Any]:
    """Return the list `name` as it stands in its file; `FileNotFoundError` if there is none.

    The result is shared: do not change it.
    """
    data: Mapping[str, Any] = json.loads((_DATA / f"{name}.json").read_bytes())
    return data


def about() -> list[Source]:
    """Return name, date and source of every list, sorted by name."""
    lists = (load(file.stem) for file in sorted(_DATA.glob("*.json")))
    return [Source(data["name"], data["date"], data["source"], data.get("past", False)) for data in lists]
