"""Which commit gave each key of a card's front matter, and each fact of its record, the value that it has.

Values are compared, not lines: a card that was only written in another way keeps its blame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from opendata_lint.registry.index.changes import facts_of_record
from opendata_lint.registry.index.history import Commit, History, Trail

_MOST_COMMITS = 10_000
"""Commits that are looked at."""
_NOT_BLAMED = ("format", "id")

Where = Literal["card", "record"]


class Blame(NamedTuple):
    """Where a value comes from."""

    where: Where
    field: str
    value: Any
    commit: Commit | None
    """None where the value is not committed, or where the search ended before it was found.

    Where a shallow clone ends at the commit, it may be older.
    """


_States = Iterator[tuple[Commit, Mapping[str, Any], Mapping[str, Any]]]


def blame(
    history: History, trail: Trail, front_matter: Mapping[str, Any], record: Mapping[str, Any]
) -> list[Blame]:
    """Blame for every key of the front matter and every fact of the record, in their order.

    Both as they are now; a value that the last commit does not have is not committed. Raises `TreeFault`.
    """
    found = _traced("card", front_matter, _cards(history, trail))
    return found + _traced("record", record, _records(history, trail))


def _traced(where: Where, now: Mapping[str, Any], states: _States) -> list[Blame]:
    setters: dict[str, Commit] = {}
    open_fields = {name for name in now if name not in _NOT_BLAMED or where == "card"}
    for number, (commit, old, new) in enumerate(states):
        if number == 0:
            open_fields = {name for name in open_fields if name in new and new[name] == now[name]}
        for name in sorted(open_fields):
            if name in new and new[name] == now[name] and (name not in old or old[name] != now[name]):
                setters[name] = commit
        open_fields -= setters.keys()
        if not open_fields:
            break
    return [
        Blame(where, name, value, setters.get(name))
        for name, value in now.items()
        if name not in _NOT_BLAMED or where == "card"
    ]


def _cards(history: History, trail: Trail) -> _States:
    for commit in history.commits(trail.cards, _MOST_COMMITS)[0]:
        old: Mapping[str, Any] = {}
        new: Mapping[str, Any] = {}
        for path, before, after in commit.touches:
            was, now = (history.card(file, path, trail.kind) for file in (before, after))
            old = was.metadata if was else old
            new = now.metadata if now else new
        yield commit, old, new


def _records(history: History, trail: Trail) -> _States:
    for commit in history.commits([trail.record], _MOST_COMMITS)[0]:
        for touch in commit.touches:
            was, now = (facts_of_record(history.record(file)) for file in (touch.old, touch.new))
            yield commit, was, now
