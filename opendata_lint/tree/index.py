"""A tree of what is staged in Git: paths and content of the index, nothing of the work tree."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from opendata_lint.tree.base import Listing, TreeFault
from opendata_lint.tree.git import Blobs, git, names
from opendata_lint.tree.walk import listing_of, own_files

_LINK_MODE = "120000"
_MODULE_MODE = "160000"
_LEFT_OUT_STAGES = ("1", "3")
"""Of a file in conflict, the common ancestor and the other side; 2 is our side."""

_MOST_LINKS = 40
"""Links followed for one path, as on Linux."""


class _Entries(NamedTuple):
    blobs: dict[str, str]
    """Blob ids by path."""
    links: frozenset[str]
    modules: frozenset[str]
    children: dict[str, set[str]]
    """Names by folder; those of folders end in a slash."""


class IndexTree:
    """The staged files of a Git repository. One `git ls-files`, when first needed, lists them."""

    in_git = True

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        """The top level of the work tree, without links."""
        self._blobs = Blobs(self.root)

    @cached_property
    def _entries(self) -> _Entries:
        blobs: dict[str, str] = {}
        links, modules = set(), set()
        for line in names(git(self.root, "ls-files", "-s", "-z", own_index=True)):
            fields, _, path = line.partition("\t")
            mode, blob, stage = fields.split(" ")
            if mode == _MODULE_MODE:
                modules.add(path)
            elif stage not in _LEFT_OUT_STAGES:
                blobs[path] = blob
                if mode == _LINK_MODE:
                    links.add(path)
        return _Entries(blobs, frozenset(links), frozenset(modules), _children(blobs, modules))

    def changed(self) -> frozenset[str]:
        """Files whose staged content differs from the last commit; all before the first.

        Raises `TreeFault` when Git fails.
        """
        found = git(
            self.root,
            *("diff", "--cached", "--name-only", "-z", "--no-renames", "--diff-filter=d"),
            own_index=True,
        )
        return frozenset(names(found)) & self.paths()

    def paths(self) -> frozenset[str]:
        """All staged files. Raises `TreeFault` when Git fails."""
        return frozenset(self._entries.blobs)

    def under(self, folder: str) -> Listing:
        """The staged files below a folder, without environments and caches.

        Raises `TreeFault` when Git fails.
        """
        prefix = f"{folder}/" if folder else ""
        every = [*self._entries.blobs, *(f"{path}/" for path in self._entries.modules)]
        below = [path.removeprefix(prefix) for path in every if path.startswith(prefix)]
        return listing_of(prefix + path for path in own_files(below))

    def entries(self, folder: str) -> tuple[str, ...]:
        """Names in one folder, sorted; those of folders end in a slash. Empty where there is none."""
        real = self.real(folder)
        return () if real is None else tuple(sorted(self._entries.children.get(real, ())))

    def read(self, path: str, limit: int | None = None) -> bytes:
        """A file's staged content, at most `limit` bytes.

        Raises `TreeFault` for what is not staged or outside of the tree, and when Git fails.
        """
        real = self.real(path)
        if real is None:
            raise TreeFault(f"{path} is outside of {self.root}")
        if real not in self._entries.blobs:
            raise TreeFault(f"{path} is not staged")
        return self._blobs.read(self._entries.blobs[real])[:limit]

    def on_disk(self, path: str) -> Path | None:
        """None: what is staged lies in Git's own files."""
        return None

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or a link is staged there."""
        if not path:
            return True
        folder, _, name = path.rpartition("/")
        real = self.real(folder)
        found = self._entries.children.get(real, ()) if real is not None else ()
        return name in found or f"{name}/" in found

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link is staged there."""
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
