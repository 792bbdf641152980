"""The history of a card: each commit that changed it, its data or its record, and what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opendata_lint.registry.holdings import Holdings
from opendata_lint.registry.index.changes import (
    FieldChange,
    FilesChange,
    facts_of_record,
    field_changes,
    files_change,
)
from opendata_lint.registry.index.history import Commit, History, Touch, Trail, stated_version
from opendata_lint.tree import GitFile


class Event(NamedTuple):
    """A commit that changed a card, its data or its record."""

    commit: Commit
    version: str | None
    """What the card states behind it; None where it states none, or is gone."""
    card: str | None
    """`added`, `changed`, `moved` or `removed`; None where the commit left the card alone."""
    fields: list[FieldChange]
    """Keys of the front matter that changed."""
    text: bool
    """Whether the Markdown behind the front matter changed."""
    record: list[FieldChange]
    """Facts of the record that changed."""
    data: FilesChange
    exports: FilesChange
    """Descriptors beside the card."""


def events_of(history: History, trail: Trail, cards: Iterable[str], most: int) -> tuple[list[Event], bool]:
    """The newest events of a card, the newest first, and whether there are more.

    `cards` are the paths of all cards, for files belong to the nearest. Raises `TreeFault`.
    """
    commits, cut = history.commits({*trail.cards, trail.record, *trail.data}, most)
    others = frozenset(cards) - trail.cards
    events = (_event(history, trail, commit, others) for commit in commits)
    return [event for event in events if event.card or event.record or event.data or event.exports], cut


def _event(history: History, trail: Trail, commit: Commit, others: frozenset[str]) -> Event:
    old, new = _sides(touch for touch in commit.touches if touch.path in trail.cards)
    (before, was), (after, now) = (
        (path, history.card(file, path, trail.kind)) if (path and file) else (None, None)
        for path, file in (old, new)
    )
    record = [touch for touch in commit.touches if touch.path == trail.record]
    facts = [
        facts_of_record(history.record(file)) for touch in record for file in (touch.old, touch.new)
    ] or [{}, {}]
    data, exports = _files(commit, trail, others)
    return Event(
        commit,
        stated_version(now) if after else None if before else _version_then(history, trail, commit),
        _word(before, after),
        field_changes(was.metadata if was else {}, now.metadata if now else {}),
        bool(was and now and was.body != now.body),
        field_changes(*facts),
        data,
        exports,
    )


_Side = tuple[str | None, GitFile | None]


def _sides(touches: Iterable[Touch]) -> tuple[_Side, _Side]:
    """Path and file of a card before and behind a commit; they may differ."""
    old: _Side = (None, None)
    new: _Side = (None, None)
    for path, before, after in touches:
        old = (path, before) if before else old
        new = (path, after) if after else new
    return old, new


def _word(before: str | None, after: str | None) -> str | None:
    if before is None or after is None:
        return "added" if after else "removed" if before else None
    return "changed" if before == after else "moved"


def _version_then(history: History, trail: Trail, commit: Commit) -> str | None:
    """The version that the card states in a commit that did not touch it."""
    for path in sorted(trail.cards):
        file = history.file_at(commit.id, path)
        if file is not None:
            return stated_version(history.card(file, path, trail.kind))
    return None


def _files(commit: Commit, trail: Trail, others: frozenset[str]) -> tuple[FilesChange, FilesChange]:
    """What is different in the files of the data, and in descriptors."""
    sides = [
        {touch.path: file for touch in commit.touches if (file := getattr(touch, side))}
        for side in ("old", "new")
    ]
    owned = [list(_owned(files, trail, others)) for files in sides]
    data, exports = ([dict(side[index]) for side in owned] for index in (0, 1))
    return files_change(*data), files_change(*exports)


def _owned(files: dict[str, GitFile], trail: Trail, others: frozenset[str]) -> Iterator[dict[str, GitFile]]:
    """Data and descriptors of a card, wherever it was, among some files."""
    held = Holdings(files, {*trail.cards, *others})
    holdings = [held.of(path) for path in sorted(trail.cards)]
    yield {path: file for holding in holdings for path, file in holding.data.items()}
    yield {path: files[path] for holding in holdings for path, _ in holding.exports}
