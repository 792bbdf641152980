"""The commits that touched some files, with the content that each had before and behind."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.facts.naming import version_of
from opendata_lint.registry.record import Record, RecordFault, from_json, record_path
from opendata_lint.tree import Blobs, GitFile
from opendata_lint.tree.git import git, missing_objects
from opendata_lint.tree.revision import shallow_commits

_LARGEST = 4_000_000
"""Bytes of a card or a record that are read."""
_FIELDS = "%H%x1f%cI%x1f%an%x1f%s"


class Touch(NamedTuple):
    """A file that a commit has otherwise than its first parent."""

    path: str
    old: GitFile | None
    new: GitFile | None


class Commit(NamedTuple):
    """A commit, with the files in question that it touched."""

    id: str
    date: str
    """When it was committed, as ISO 8601 has it."""
    author: str
    subject: str
    touches: tuple[Touch, ...]
    is_end: bool
    """Whether a shallow clone ends here: what was before is not known."""


class History:
    """The history of a repository that a revision leads to. Nothing is fetched.

    Methods raise `TreeFault` where Git fails.
    """

    def __init__(self, root: Path, revision: str) -> None:
        self.root = root
        self.revision = revision
        self._blobs = Blobs(root)

    def commits(self, paths: Iterable[str], most: int) -> tuple[list[Commit], bool]:
        """The newest commits that touched files at or below some paths, and whether there are more.

        The newest is first. Of a merge counts what it has otherwise than its first parent.
        """
        wanted = [f":(top,literal){path}" for path in sorted(paths)]
        told = git(
            self.root,
            *("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--diff-merges=first-parent"),
            *(f"--format={_FIELDS}", f"--max-count={most + 1}", self.revision, "--", *wanted),
        )
        found = list(self._parsed(told))
        return found[:most], len(found) > most

    def _parsed(self, told: bytes) -> Iterator[Commit]:
        tokens = iter(os.fsdecode(told).split("\0"))
        head: list[str] | None = None
        touches: list[Touch] = []
        for token in tokens:
            line = token.lstrip("\n")
            if line.startswith(":"):
                touches.append(_touch(line, next(tokens)))
            elif line:
                if head:
                    yield self._commit(head, touches)
                head, touches = line.split("\x1f", 3), []
        if head:
            yield self._commit(head, touches)

    def _commit(self, head: list[str], touches: list[Touch]) -> Commit:
        commit, date, author, subject = head
        return Commit(commit, date, author, subject, tuple(touches), commit in self._ends)

    @cached_property
    def _ends(self) -> frozenset[str]:
        return shallow_commits(self.root)

    @cached_property
    def _missing(self) -> frozenset[str]:
        return missing_objects(self.root, self.revision)

    def read(self, file: GitFile | None) -> bytes | None:
        """The content of a file; None where there was none, or where this clone does not have it."""
        if file is None or file.is_module or file.id in self._missing:
            return None
        return self._blobs.read(file.id, _LARGEST)

    def card(self, file: GitFile | None, path: str, kind: Kind) -> Card | None:
        """A card as it was."""
        data = self.read(file)
        return Card(data, path, kind) if data is not None else None

    def record(self, file: GitFile | None) -> Record | None:
        """A record as it was; None for what cannot be used too."""
        data = self.read(file)
        try:
            return from_json(data) if data is not None else None
        except RecordFault:
            return None

    def file_at(self, commit: str, path: str) -> GitFile | None:
        """A file of a commit."""
        told = git(self.root, "ls-tree", "-z", "--full-tree", commit, "--", f":(literal){path}")
        fields, _, _ = os.fsdecode(told).partition("\t")
        mode, what, blob = fields.split() if fields else ("", "", "")
        return GitFile(mode, blob) if what == "blob" else None


def _touch(line: str, path: str) -> Touch:
    old_mode, new_mode, old, new, _ = line[1:].split(" ")
    return Touch(path, _file(old_mode, old), _file(new_mode, new))


def _file(mode: str, blob: str) -> GitFile | None:
    return GitFile(mode, blob) if blob.strip("0") else None


class Trail(NamedTuple):
    """Where a card, its record and its data are and were."""

    id: str
    kind: Kind
    cards: frozenset[str]
    """The paths of the card."""
    data: frozenset[str]
    """Folders and files of the data."""

    @property
    def record(self) -> str:
        """The path of the record."""
        return record_path(self.id)


_FORMER_RECORDS = 1_000


def trail_of(history: History, card_id: str, entry: Mapping[str, Any] | None) -> Trail | None:
    """Where a card was in all its history, as its records tell; None where there was none of this id.

    `entry` is the card as the index has it, None where it is gone. Raises `TreeFault`.
    """
    commits, _ = history.commits([record_path(card_id)], _FORMER_RECORDS)
    former = [record for commit in commits for touch in commit.touches for record in _both(history, touch)]
    if not former and entry is None:
        return None
    cards = {record.card for record in former} | ({entry["path"]} if entry else set())
    data = {path for record in former for path in record.data} | set(entry["data"] if entry else ())
    kind: Kind = entry["kind"] if entry else former[0].kind
    return Trail(card_id, kind, frozenset(cards), frozenset(data))


def _both(history: History, touch: Touch) -> Iterator[Record]:
    for file in (touch.new, touch.old):
        record = history.record(file)
        if record is not None:
            yield record


def stated_version(card: Card | None) -> str | None:
    """The version that a card states; None without a card."""
    return version_of(card) if card is not None else None
