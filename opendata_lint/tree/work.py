"""A tree of files on disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from opendata_lint.tree.base import GitFile, Listing, Tree, TreeFault
from opendata_lint.tree.git import git, hash_files, is_repository, names
from opendata_lint.tree.walk import list_by_git, list_by_walk

if TYPE_CHECKING:
    from opendata_lint.tree.index import IndexTree

_MODULE = GitFile("160000", "")


class WorkTree:
    """The files below a folder on disk. Nothing outside of it, and nothing of Git's own, is read."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        """The folder, without links."""
        self._listings: dict[str, Listing] = {}
        self._entries: dict[str, tuple[str, ...]] = {}
        self._names = cache(_names_in)

    @cached_property
    def in_git(self) -> bool:
        """Whether the root is the top of a Git work tree."""
        return is_repository(self.root)

    def paths(self) -> frozenset[str]:
        """All files of the tree; made once."""
        return self._paths

    @cached_property
    def _paths(self) -> frozenset[str]:
        root = str(self.root)
        listed = self.under("").files
        return frozenset(path for path in listed if os.path.lexists(f"{root}/{path}"))

    def under(self, folder: str) -> Listing:
        """The files below a folder, without what Git ignores, environments and caches.

        A folder of which Git wants nothing is walked nevertheless: whoever asks for a folder that
        is ignored means it. Where Git is absent or fails, a walk and a warning take its place.
        """
        if folder not in self._listings:
            self._listings[folder] = self._list(folder)
        return self._listings[folder]

    def _list(self, folder: str) -> Listing:
        start = self.root / folder
        listing = self._list_by_git(start) if self.in_git else list_by_walk(start)
        if not folder:
            return listing
        if not listing.files:
            listing = list_by_walk(start)
        return Listing(
            tuple(f"{folder}/{path}" for path in listing.files),
            tuple(f"{folder}/{path}" for path in listing.repositories),
            listing.warnings,
        )

    def _list_by_git(self, start: Path) -> Listing:
        try:
            return list_by_git(start)
        except TreeFault as fault:
            warning = f"{fault}; files that Git ignores are therefore not left out"
            listing = list_by_walk(start)
            return listing._replace(warnings=(warning, *listing.warnings))

    def entries(self, folder: str) -> tuple[str, ...]:
        """Names in one folder, sorted; those of folders end in a slash. Empty where there is none."""
        if folder not in self._entries:
            self._entries[folder] = self._scan(folder)
        return self._entries[folder]

    def _scan(self, folder: str) -> tuple[str, ...]:
        real = self.real(folder)
        if real is None:
            return ()
        try:
            with os.scandir(self.root / real) as found:
                names = sorted(map(_entry_name, found))
        except OSError:
            return ()
        return tuple(name for name in names if real or name.rstrip("/") != ".git")

    def read(self, path: str, limit: int | None = None) -> bytes:
        """A file's content, at most `limit` bytes.

        Raises `TreeFault` for what is absent, unreadable, no file, or outside of the tree.
        """
        real = self.real(path)
        if real is None:
            raise TreeFault(f"{path} is outside of {self.root}")
        file = self.root / real
        try:
            # Opening a pipe would wait for somebody to write.
            if not stat.S_ISREG(file.stat().st_mode):
                raise TreeFault(f"{path} is no regular file")
            with file.open("rb") as stream:
                return stream.read(-1 if limit is None else limit)
        except OSError as error:
            raise TreeFault(f"{path} cannot be read: {error.strerror}") from error

    def on_disk(self, path: str) -> Path | None:
        """The regular file at a path, with no link in its own; None where there is none in the tree."""
        real = self.real(path)
        file = self.root / real if real else None
        return file if file and file.is_file() else None

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or a link stands there, written in exactly this case."""
        folder, _, name = path.rpartition("/")
        real = self.real(folder)
        if real is None or (not real and name == ".git"):
            return False
        try:
            if not os.path.lexists(self.root / real / name):
                return False
        except ValueError:  # A NUL in the path.
            return False
        return all(map(self._is_spelled, _steps(path)))

    def _is_spelled(self, path: str) -> bool:
        """Whether the last part of a path that exists has this case; asked without a listing first."""
        folder, _, name = path.rpartition("/")
        parent = self.root / folder
        swapped = name.swapcase()
        if swapped == name or not os.path.lexists(parent / swapped):
            return True
        return name in self._names(parent)

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link stands there."""
        try:
            return (self.root / path).is_symlink()
        except ValueError:
            return False

    def real(self, path: str) -> str | None:
        """The path behind all links, None where they lead out of the tree or to Git's own files."""
        try:
            full = Path(os.path.realpath(self.root / path))
        except (OSError, ValueError):  # A NUL in the path; on Windows also a circle of links.
            return None
        if not full.is_relative_to(self.root):
            return None
        parts = full.relative_to(self.root).parts
        return None if parts[:1] == (".git",) else "/".join(parts)

    def git_files(self) -> Mapping[str, GitFile] | None:
        """What is staged, by path; None outside of Git. Raises `TreeFault` when Git fails."""
        return self._index.git_files() if self.in_git else None

    def unstaged(self) -> frozenset[str]:
        """Tracked files whose content is another than what is staged. Raises `TreeFault` when Git fails."""
        return self._unstaged

    @cached_property
    def _unstaged(self) -> frozenset[str]:
        if not self.in_git:
            return frozenset()
        # `diff-files` would name every file with another time, as a copied repository has them all.
        how = ("--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules=dirty")
        return frozenset(names(git(self.root, "diff", *how, "-z")))

    def as_added(self) -> dict[str, GitFile]:
        """What Git would have after `git add --update`, by path: the tracked files as they are on disk.

        Git itself makes the ids, through the filters that are configured (line ends, Git LFS), and only of
        files that were touched. Raises `TreeFault` when Git fails.
        """
        files = dict(self.git_files() or {})
        changed = [path for path in sorted(self.unstaged()) if not files.get(path, _MODULE).is_module]
        there = [path for path in changed if os.path.lexists(self.root / path)]
        for path in set(changed).difference(there):
            files.pop(path, None)
        for path, blob in zip(there, hash_files(self.root, there), strict=True):
            files[path] = GitFile(files[path].mode, blob)
        return files

    def before(self) -> Tree | None:
        """The last commit, None before the first and outside of Git. Raises `TreeFault` when Git fails."""
        return self._index.before() if self.in_git else None

    @cached_property
    def _index(self) -> IndexTree:
        from opendata_lint.tree.index import IndexTree  # most runs ask nothing of it

        return IndexTree(self.root)


def _entry_name(entry: os.DirEntry[str]) -> str:
    """The name, with a slash behind that of a folder; links are none, wherever they lead."""
    return f"{entry.name}/" if entry.is_dir(follow_symlinks=False) else entry.name


def _names_in(folder: Path) -> frozenset[str]:
    return frozenset(os.listdir(folder))  # noqa: PTH208 - names are wanted, not paths.


def _steps(path: str) -> list[str]:
    """`a`, `a/b` and `a/b/c` of `a/b/c`."""
    parts = path.split("/")
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]
