"""The files of a folder that may be anybody's: a bounded look, no link followed, nothing opened."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import NamedTuple

from opendata_lint.tree.walk import SKIPPED_FOLDERS

_MOST_FILES = 20_000
_MOST_SEEN = 200_000
"""Names of folders and files that are looked at in all."""
_MOST_DEEP = 12
_LONGEST_NAME = 1_000


class Found(NamedTuple):
    """A regular file."""

    path: str
    """POSIX path from the folder."""
    size: int
    """Bytes."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path without the name; empty for the folder itself."""
        return self.path.rpartition("/")[0]


class Contents(NamedTuple):
    """What lies in a folder."""

    root: Path
    files: tuple[Found, ...]
    """Sorted by path."""
    notes: tuple[str, ...] = ()
    """What was passed over, a line each."""
    whole: bool = True
    """Whether these are all files; else nothing can be counted."""

    def on_disk(self, file: Found) -> Path:
        """Where a file is."""
        return self.root / file.path


def contents_of(place: Path) -> Contents:
    """The files of a folder and those below it, or a file alone.

    Passed over, and told: links, names that cannot be written in a card, folders that are too deep, and
    what is more than 20,000 files. Passed over without a word: what is hidden, environments and caches.
    """
    if not place.is_dir():
        return Contents(place.parent, (Found(place.name, place.stat().st_size),))
    walk = _Walk(place)
    walk.run()
    return Contents(place, tuple(sorted(walk.files)), tuple(walk.notes()), not (walk.full or walk.deep))


class _Walk:
    """A walk in breadth, so that what stands high up is seen however much lies below."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[Found] = []
        self.seen = self.links = self.odd = self.deep = 0
        self.closed: list[str] = []
        self.full = False

    def run(self) -> None:
        waiting = deque([""])
        while waiting and not self.full:
            waiting.extend(self._folder(waiting.popleft()))

    def _folder(self, folder: str) -> list[str]:
        """Take the files of a folder; returns the folders in it."""
        inner: list[str] = []
        try:
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    self.seen += 1
                    if len(self.files) >= _MOST_FILES or self.seen >= _MOST_SEEN:
                        self.full = True
                        break
                    self._entry(entry, f"{folder}/{entry.name}" if folder else entry.name, inner)
        except OSError as error:
            self.closed.append(f"{folder or '.'} cannot be read: {error.strerror or error}")
        return sorted(inner)

    def _entry(self, entry: os.DirEntry[str], path: str, inner: list[str]) -> None:
        if entry.name.startswith(".") and entry.name != ".zenodo.json":
            return
        if entry.is_symlink():
            self.links += 1
        elif not path.isprintable() or len(path) > _LONGEST_NAME:  # half of a pair of bytes is not printable
            self.odd += 1
        elif entry.is_dir(follow_symlinks=False):
            self._inner(entry, path, inner)
        elif entry.is_file(follow_symlinks=False):
            self.files.append(Found(path, entry.stat(follow_symlinks=False).st_size))

    def _inner(self, entry: os.DirEntry[str], path: str, inner: list[str]) -> None:
        if entry.name in SKIPPED_FOLDERS or (self.root / path / "pyvenv.cfg").exists():
            return
        if (self.root / path / ".git").exists():
            self.closed.append(f"{path} is a repository of its own, and was not looked into")
        elif path.count("/") >= _MOST_DEEP:
            self.deep += 1
        else:
            inner.append(path)

    def notes(self) -> list[str]:
        told = [
            (self.links, "{} not followed", "symbolic link"),
            (self.odd, "{} with names that cannot stand in a card passed over", "file or folder"),
            (self.deep, "{} not looked into: too deep", "folder"),
        ]
        lines = [text.format(counted(count, noun)) for count, text, noun in told if count]
        if self.full:
            lines.insert(0, f"only the first {len(self.files):,} files were looked at; there are more")
        return lines + self.closed[:5]


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 file`, `2,000 files`."""
    if noun == "file or folder":
        return f"{count:,} files or folders" if count > 1 else "1 file or folder"
    return f"{count:,} {noun}{'s' if count > 1 else ''}"
