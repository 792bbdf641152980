"""A tree in which one file has another content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from opendata_lint.tree.base import GitFile, Listing, Tree


class OverlayTree:
    """Another tree with one file put into it, or over the file that stands there.

    For a card that is being edited: its text is not on disk yet, or never will be, and all that is
    around it is. The file is no link, whatever stands in its place below.
    """

    def __init__(self, below: Tree, path: str, data: bytes) -> None:
        self.below = below
        self.path = path
        """POSIX path from the tree's root."""
        self.data = data

    @property
    def root(self) -> Path:
        """The other tree's root."""
        return self.below.root

    @property
    def in_git(self) -> bool:
        """Whether Git says what belongs to the other tree."""
        return self.below.in_git

    def paths(self) -> frozenset[str]:
        """All files of the other tree, and the one put into it."""
        return self.below.paths() | {self.path}

    def under(self, folder: str) -> Listing:
        """The files below a folder, the one put into the tree among them."""
        listing = self.below.under(folder)
        if not self._is_below(folder):
            return listing
        return listing._replace(files=tuple(sorted({*listing.files, self.path})))

    def entries(self, folder: str) -> tuple[str, ...]:
        """Names in one folder, sorted; those of folders end in a slash."""
        names = self.below.entries(folder)
        if not self._is_below(folder):
            return names
        name, slash, _ = self.path[len(folder) + 1 if folder else 0 :].partition("/")
        return tuple(sorted({*names, name + slash}))

    def read(self, path: str, limit: int | None = None) -> bytes:
        """A file's content, at most `limit` bytes. Raises what the other tree raises."""
        return self.data[:limit] if path == self.path else self.below.read(path, limit)

    def on_disk(self, path: str) -> Path | None:
        """The file on disk that the other tree has there; None for the one put into it."""
        return None if path == self.path else self.below.on_disk(path)

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or a link stands there."""
        return path == self.path or self._is_below(path) or self.below.exists(path)

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link stands there."""
        return path != self.path and self.below.is_link(path)

    def real(self, path: str) -> str | None:
        """The path behind all links, None where they lead out of the tree."""
        return path if path == self.path else self.below.real(path)

    def git_files(self) -> Mapping[str, GitFile] | None:
        """What Git has of the other tree; the text put into it is not in Git."""
        return self.below.git_files()

    def unstaged(self) -> frozenset[str]:
        """Files that are not in Git as they are here: those of the other tree, and the text put into it."""
        return self.below.unstaged() | {self.path}

    def before(self) -> Tree | None:
        """The tree that the other one is compared with."""
        return self.below.before()

    def _is_below(self, folder: str) -> bool:
        return not folder or self.path.startswith(f"{folder}/")
