"""What happened to cards, from the commits of a repository: a bounded look back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from opendata_lint.tree.git import git

COMMITS = 5_000
"""Commits that are looked at, the newest first."""
OF_A_CARD = 20
"""Changes that are told of one card."""


class Change(NamedTuple):
    """A commit that touched something."""

    commit: str
    date: str
    """Of the commit, as ISO 8601 with its offset."""
    author: str
    subject: str

    @property
    def day(self) -> str:
        """The day, as `YYYY-MM-DD`."""
        return self.date[:10]


class History(NamedTuple):
    """The changes of all cards."""

    by_id: dict[str, list[Change]]
    """At most `OF_A_CARD` changes of each card, the newest first."""
    latest: list[tuple[Change, tuple[str, ...]]]
    """The changes that touched cards, the newest first, with the ids of these."""
    is_whole: bool
    """Whether all commits were looked at."""


def history_of(root: Path, commit: str | None, owner: Callable[[str], str | None]) -> History:
    """The changes up to a commit; `owner` tells the id of the card that a path belongs to.

    Merges count for nothing: what they bring is in the commits that they join. Raises `TreeFault`.
    """
    changes = _changes(root, commit) if commit else []
    by_id: dict[str, list[Change]] = {}
    latest: list[tuple[Change, tuple[str, ...]]] = []
    touched = _touched(root, [change.commit for change in changes])
    for change in changes:
        found = {card for path in touched.get(change.commit, ()) if (card := owner(path))}
        for card in found:
            told = by_id.setdefault(card, [])
            if len(told) < OF_A_CARD:
                told.append(change)
        if found:
            latest.append((change, tuple(sorted(found))))
    return History(by_id, latest, len(changes) < COMMITS)


def _changes(root: Path, commit: str) -> list[Change]:
    output = git(
        root,
        *("log", "-z", "--no-merges", "--no-show-signature", "--no-color", f"--max-count={COMMITS}"),
        *("--encoding=UTF-8", "--format=tformat:%H%x00%cI%x00%an%x00%s", commit, "--"),
    )
    fields = output.decode("utf-8", "replace").split("\0")
    rows = (fields[at : at + 4] for at in range(0, len(fields) - 3, 4))
    return [Change(row[0], row[1], _line(row[2])[:100], _line(row[3])[:200]) for row in rows]


def _line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


def _touched(root: Path, commits: list[str]) -> dict[str, list[str]]:
    """The paths that each commit touched."""
    if not commits:
        return {}
    told = "".join(f"{commit}\n" for commit in commits).encode()
    arguments = ("diff-tree", "--stdin", "-r", "-z", "--root", "--name-status", "--no-renames")
    found: dict[str, list[str]] = {}
    for commit, path in _pairs(git(root, *arguments, told=told)):
        found.setdefault(commit, []).append(path)
    return found


def _pairs(output: bytes) -> Iterator[tuple[str, str]]:
    """Commit and path. A path stands behind its status, a single letter, so that none is taken for an id."""
    commit = ""
    words = iter(output.decode("utf-8", "surrogateescape").split("\0"))
    for word in words:
        if len(word) == 1:
            yield commit, next(words, "")
        elif word:
            commit = word.strip()
