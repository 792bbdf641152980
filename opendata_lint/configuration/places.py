"""Where configuration is read from: files on disk, or a tree of Git, whose own configuration then counts.

Either way a path is absolute; in a tree it begins with the tree's root, whatever lies there on disk.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from opendata_lint.settings import SettingsFault
from opendata_lint.tree import RevisionTree, Tree, TreeFault, find_root

_LARGEST = 1 << 20
"""Bytes of a file of configuration in a tree, which a stranger may have written."""


class Files(Protocol):
    """The files that configuration is read from."""

    runs_plugins: bool
    """Whether plugins that the files name may be loaded: not those of a revision, which may be anybody's."""
    in_tree: bool
    """Whether the files are those of a tree, out of which no path may lead."""

    def has(self, path: str) -> bool:
        """Whether anything stands at an absolute path in the system's spelling."""

    def is_file(self, path: Path) -> bool:
        """Whether a file stands there, by way of links or not."""

    def is_top(self, folder: Path) -> bool:
        """Whether no configuration above a folder counts for it: it is the top of a repository."""

    def read(self, path: Path) -> bytes:
        """The content of a file. Raises `SettingsFault` where there is none."""

    def real(self, path: Path) -> Path:
        """The path behind all links."""

    def label(self, path: Path) -> str:
        """The path as people see it."""

    def inside(self, path: str) -> str | None:
        """A path from the tree's root, None where it leads out of the tree; on disk the path as it is."""


class _Disk:
    """All files on disk."""

    runs_plugins = True
    in_tree = False

    def has(self, path: str) -> bool:
        """Whether anything stands there; asked for every folder, hence not of a `Path`, which is slow."""
        return os.path.lexists(path)

    def is_file(self, path: Path) -> bool:
        """Whether a file stands there."""
        return path.is_file()

    def is_top(self, folder: Path) -> bool:
        """Whether the folder is the top of a Git work tree."""
        return os.path.lexists(folder / ".git") and find_root(folder) == folder

    def read(self, path: Path) -> bytes:
        """The content of a file. Raises `SettingsFault`."""
        try:
            return path.read_bytes()
        except OSError as error:
            raise SettingsFault(f"{shown_path(path)}: cannot be read: {error.strerror or error}") from error

    def real(self, path: Path) -> Path:
        """The path behind all links."""
        return Path(os.path.realpath(path))

    def label(self, path: Path) -> str:
        """The path from the working directory where it lies below it."""
        return shown_path(path)

    def inside(self, path: str) -> str | None:
        """The path as it is: any file may be named."""
        return path


class TreeFiles:
    """The files of a tree of Git."""

    in_tree = True

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.runs_plugins = not isinstance(tree, RevisionTree)
        self._root = str(tree.root).rstrip(os.sep)

    def has(self, path: str) -> bool:
        """Whether anything stands there."""
        inside = self.inside(path)
        return inside is not None and self.tree.exists(inside)

    def is_file(self, path: Path) -> bool:
        """Whether a file stands there, behind links that stay in the tree."""
        inside = self.inside(str(path))
        real = self.tree.real(inside) if inside else None
        return real in self.tree.paths()

    def is_top(self, folder: Path) -> bool:
        """Whether the folder is the tree's root, or outside of it."""
        return not self.inside(str(folder))

    def read(self, path: Path) -> bytes:
        """The content of a file. Raises `SettingsFault`."""
        inside = self.inside(str(path))
        if inside is None:
            raise SettingsFault(f"{path.as_posix()}: is not in the repository")
        try:
            data = self.tree.read(inside, _LARGEST + 1)
        except TreeFault as fault:
            raise SettingsFault(f"{self.label(path)}: cannot be read: {fault}") from fault
        if len(data) > _LARGEST:
            raise SettingsFault(f"{self.label(path)}: has more than {_LARGEST} bytes")
        return data

    def real(self, path: Path) -> Path:
        """The path behind all links; the path itself where they lead out, so that reading it tells so."""
        inside = self.inside(str(path))
        real = self.tree.real(inside) if inside else None
        return path if real is None else self.tree.root / real

    def label(self, path: Path) -> str:
        """The path in a revision, from its root; else from the working directory."""
        inside = self.inside(str(path))
        return inside if inside and isinstance(self.tree, RevisionTree) else shown_path(path)

    def inside(self, path: str) -> str | None:
        """A path from the tree's root, None where it leads out of the tree."""
        if path == self._root:
            return ""
        prefix = self._root + os.sep
        return path.removeprefix(prefix).replace(os.sep, "/") if path.startswith(prefix) else None


DISK: Files = _Disk()
"""The files on disk."""


def shown_path(path: Path) -> str:
    """A path as people see it: POSIX, from the working directory where it lies below it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
