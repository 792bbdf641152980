"""What a tree over Git's own objects does, whichever list of files it goes by."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from opendata_lint.tree.base import GitFile, Listing, Tree, TreeFault
from opendata_lint.tree.git import Blobs
from opendata_lint.tree.walk import listing_of, own_files

_MOST_LINKS = 40
"""Links followed for one path, as on Linux."""


class _Entries(NamedTuple):
    blobs: dict[str, str]
    """Blob ids by path."""
    links: frozenset[str]
    modules: frozenset[str]
    children: dict[str, set[str]]
    """Names by folder; those of folders end in a slash."""


class ListedTree(ABC):
    """A tree whose files Git lists with their object ids; content is read by id, never from the work tree."""

    in_git = True
    _lacks: str
    """What is told of a path that is not in the list, such as `is not staged`."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        """The top level of the work tree, or the folder of a bare repository, without links."""
        self._blobs = Blobs(self.root)

    @abstractmethod
    def _list(self) -> dict[str, GitFile]:
        """All files by path. Raises `TreeFault` when Git fails."""

    @abstractmethod
    def _missing(self) -> frozenset[str]:
        """The ids of objects that a partial clone does not have. Raises `TreeFault` when Git fails."""

    def unstaged(self) -> frozenset[str]:
        """None: nothing on disk is judged."""
        return frozenset()

    @abstractmethod
    def before(self) -> Tree | None:
        """The tree that this one is compared with; see `Tree`."""

    @cached_property
    def _files(self) -> dict[str, GitFile]:
        return self._list()

    @cached_property
    def _absent(self) -> frozenset[str]:
        return self._missing()

    @cached_property
    def _entries(self) -> _Entries:
        blobs = {path: file.id for path, file in self._files.items() if not file.is_module}
        links = frozenset(path for path, file in self._files.items() if file.is_link)
        modules = frozenset(path for path, file in self._files.items() if file.is_module)
        return _Entries(blobs, links, modules, _children(blobs, modules))

    def git_files(self) -> Mapping[str, GitFile]:
        """Mode and object id of every file, by path. Raises `TreeFault` when Git fails."""
        return self._files

    def paths(self) -> frozenset[str]:
        """All files. Raises `TreeFault` when Git fails."""
        return frozenset(self._entries.blobs)

    def under(self, folder: str) -> Listing:
        """The files below a folder, without environments and caches.

        Raises `TreeFault` when Git fails.
        """
        if not folder:
            return self._whole
        prefix = f"{folder}/"
        start, end = (bisect_left(self._ordered, text) for text in (prefix, f"{folder}0"))  # 0 follows /
        below = [path.removeprefix(prefix) for path in self._ordered[start:end]]
        return listing_of(prefix + path for path in own_files(below))

    @cached_property
    def _whole(self) -> Listing:
        return listing_of(own_files(self._ordered))

    @cached_property
    def _ordered(self) -> list[str]:
        """All files, and submodules with a slash behind them, so that what is below a folder is together."""
        return sorted([*self._entries.blobs, *(f"{path}/" for path in self._entries.modules)])

    def entries(self, folder: str) -> tuple[str, ...]:
        """Names in one folder, sorted; those of folders end in a slash. Empty where there is none."""
        real = self.real(folder)
        return () if real is None else tuple(sorted(self._entries.children.get(real, ())))

    def read(self, path: str, limit: int | None = None) -> bytes:
        """A file's content, at most `limit` bytes.

        Raises `TreeFault` for what is not in the list, outside of the tree or not in a partial clone, and
        when Git fails.
        """
        real = self.real(path)
        if real is None:
            raise TreeFault(f"{path} is outside of {self.root}")
        if real not in self._entries.blobs:
            raise TreeFault(f"{path} {self._lacks}")
        blob = self._entries.blobs[real]
        if blob in self._absent:
            raise TreeFault(f"{path}: this partial clone does not have its content, and nothing is fetched")
        return self._blobs.read(blob, limit)

    def on_disk(self, path: str) -> Path | None:
        """None: the content lies in Git's own files."""
        return None

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or a link stands there."""
        if not path:
            return True
        folder, _, name = path.rpartition("/")
        real = self.real(folder)
        found = self._entries.children.get(real, ()) if real is not None else ()
        return name in found or f"{name}/" in found

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link stands there."""
        return path in self._entries.links

    def real(self, path: str) -> str | None:
        """The path behind all links, None where they lead out of the tree."""
        done: list[str] = []
        ahead = path.split("/")[::-1]
        hops = 0
        while ahead:
            part = ahead.pop()
            if part == ".." and not done:
                return None
            if part == "..":
                done.pop()
            elif part not in ("", "."):
                done.append(part)
                target = self._target("/".join(done))
                if target:
                    hops += 1
                    if hops > _MOST_LINKS or target.startswith("/"):
                        return None
                    done.pop()
                    ahead.extend(target.split("/")[::-1])
        return "/".join(done)

    def _target(self, path: str) -> str:
        """Where a link leads; empty for what is no link."""
        entries = self._entries
        return os.fsdecode(self._blobs.read(entries.blobs[path])) if path in entries.links else ""


def _children(files: Iterable[str], modules: Iterable[str]) -> dict[str, set[str]]:
    """The names in every folder; those of folders end in a slash."""
    children: dict[str, set[str]] = defaultdict(set)
    folders = set(modules)
    for path in files:
        folder, _, name = path.rpartition("/")
        children[folder].add(name)
        folders.add(folder)
    for folder in folders:
        below = folder
        while below:
            above, _, name = below.rpartition("/")
            children[above].add(f"{name}/")
            below = above
    return dict(children)
