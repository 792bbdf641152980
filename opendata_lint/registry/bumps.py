"""What a change of data asks of the version, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.registry.counting import Bump
from opendata_lint.tree import GitFile, Tree, TreeFault

CHANGES = ".opendata/changes"
"""Where people say of a change what it means, from the tree's root: a file a change, Markdown."""

_SHOWN = 3
"""Paths that a message gives as examples."""
_LARGEST = 100_000
"""Bytes of such a file that are read."""
_WORDS = {"patch": Bump.PATCH, "minor": Bump.MINOR, "major": Bump.MAJOR}


class Change(NamedTuple):
    """What became of files, by path; those that moved by their new one."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    """The same content under another name, or with another mode."""

    @property
    def bump(self) -> Bump:
        """Who relied on what was there loses it (major), or finds more (minor), or all of it (patch)."""
        if self.changed or self.removed:
            return Bump.MAJOR
        if self.added:
            return Bump.MINOR
        return Bump.PATCH if self.moved else Bump.NONE

    def told(self) -> str:
        """The change in a few words, such as `2 files changed and 1 added (a.csv, b.csv, c.csv)`."""
        groups = [(getattr(self, name), name) for name in ("changed", "removed", "added", "moved")]
        counts = [f"{len(paths)} {name}" for paths, name in groups if paths]
        if not counts:
            return "no file changed"
        number, _, word = counts[0].partition(" ")
        counts[0] = f"{number} file{'' if number == '1' else 's'} {word}"
        text = f"{', '.join(counts[:-1])} and {counts[-1]}" if len(counts) > 1 else counts[0]
        paths = [path for found, _ in groups for path in found]
        shown = ", ".join(paths[:_SHOWN]) + (", ..." if len(paths) > _SHOWN else "")
        return f"{text} ({shown})"


def compare(before: Mapping[str, GitFile], after: Mapping[str, GitFile]) -> Change:
    """What became of files between two listings, by path from the same folder.

    A file that is gone and one that is new with the same content are one that moved.
    """
    gone = Counter(file.id for path, file in before.items() if path not in after)
    added, moved, changed = [], [], []
    for path, file in after.items():
        former = before.get(path)
        if former is None:
            if gone[file.id] > 0:
                gone[file.id] -= 1
                moved.append(path)
            else:
                added.append(path)
        elif former.id != file.id or former.is_link != file.is_link or former.is_module != file.is_module:
            changed.append(path)
        elif former.mode != file.mode:
            moved.append(path)
    removed = []
    for path, file in before.items():
        if path not in after and gone[file.id] > 0:
            gone[file.id] -= 1
            removed.append(path)
    return Change(*(tuple(sorted(paths)) for paths in (added, changed, removed, moved)))


class Intent(NamedTuple):
    """What somebody says that a change means."""

    path: str
    bump: Bump
    reason: str


class Intents(NamedTuple):
    """What is said of changes."""

    by_id: dict[str, list[Intent]]
    faults: dict[str, str]
    """Why a file does not count, by path."""

    def of(self, card_id: str) -> Intent | None:
        """What is said of a card; of several the one that asks for most."""
        return max(self.by_id.get(card_id, ()), key=lambda intent: intent.bump, default=None)


def read_intents(tree: Tree, before: Tree | None) -> Intents:
    """What is said of the change from `before`: in files that were not there yet. Raises `TreeFault`.

    A file has ids and bumps (`tides: patch`) as front matter, and the reason as text.
    """
    found = Intents({}, {})
    for name in tree.entries(CHANGES):
        path = f"{CHANGES}/{name}"
        if not name.lower().endswith(".md") or name.lower() == "readme.md":
            continue
        if before is not None and before.exists(path):
            continue
        try:
            card = Card(tree.read(path, _LARGEST), path, "dataset")
        except TreeFault as fault:
            found.faults[path] = str(fault)
            continue
        said = _said(card)
        if isinstance(said, str):
            found.faults[path] = said
            continue
        for card_id, bump in said.items():
            found.by_id.setdefault(card_id, []).append(Intent(path, bump, _reason(card)))
    return found


def _said(card: Card) -> dict[str, Bump] | str:
    """Bumps by id, or why the file does not count."""
    if not card.metadata:
        return "it has no front matter with lines such as `tides: patch`"
    for card_id, word in card.metadata.items():
        if not isinstance(word, str) or word not in _WORDS:
            return f"`{str(card_id)[:60]}` must be patch, minor or major"
    if not _reason(card):
        return "it gives no reason below the front matter"
    return {str(card_id): _WORDS[word] for card_id, word in card.metadata.items()}


def _reason(card: Card) -> str:
    """The first words of the text."""
    return re.sub(r"\s+", " ", card.body[:2_000]).strip()[:200]


class Asked(NamedTuple):
    """What a change asks of the version."""

    bump: Bump
    why: str
    """One sentence, without the full stop."""


def asked_by(change: Change, live: bool = False, intent: Intent | None = None) -> Asked:
    """The bump that a change of data asks for.

    `live`: the data is declared to change all the time (Croissant's `isLiveDataset`), and asks for none.
    An intent may lower what is asked, and never raises it.
    """
    bump, told = change.bump, change.told()
    if live and bump:
        return Asked(Bump.NONE, f"{told}, and the data is declared to be live (`isLiveDataset`)")
    if intent is not None and intent.bump < bump:
        return Asked(intent.bump, f"{told}, and {intent.path} says {intent.bump.label}: {intent.reason}")
    reasons = {
        Bump.MAJOR: "whoever uses the data gets other data",
        Bump.MINOR: "what was there is as it was",
        Bump.PATCH: "the content is the same",
        Bump.NONE: "the data is the same",
    }
    return Asked(bump, f"{told}; {reasons[bump]}")


def is_live(exports: Iterable[str], tree: Tree) -> bool:
    """Whether a Croissant descriptor among these paths says `isLiveDataset`."""
    return any("croissant" in path.lower() and _says_live(tree, path) for path in exports)


def _says_live(tree: Tree, path: str) -> bool:
    from opendata_lint.registry.checksums import load_json

    fields = load_json(tree, path)
    if not isinstance(fields, dict):
        return False
    values = (fields.get(key) for key in ("isLiveDataset", "cr:isLiveDataset"))
    return any(value is True or value == "true" for value in values)
