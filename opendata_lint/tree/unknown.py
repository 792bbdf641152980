"""The tree around a text that is in no file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from opendata_lint.tree.base import GitFile, Listing, Tree, TreeFault


class UnknownTree:
    """A tree of which nothing is known: whatever is asked for is taken to be there, and nothing can be read.

    So no rule concludes that a file is missing.
    """

    root = Path()
    in_git = False

    def paths(self) -> frozenset[str]:
        """No file is known."""
        return frozenset()

    def under(self, folder: str) -> Listing:
        """No file is known."""
        return Listing(())

    def entries(self, folder: str) -> tuple[str, ...]:
        """No name is known."""
        return ()

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Raises `TreeFault`."""
        raise TreeFault(f"{path}: the text is in no tree of files")

    def on_disk(self, path: str) -> Path | None:
        """None: no file is known."""
        return None

    def exists(self, path: str) -> bool:
        """Anything may be there."""
        return True

    def is_link(self, path: str) -> bool:
        """Nothing is known to be a link."""
        return False

    def real(self, path: str) -> str | None:
        """The path itself."""
        return path

    def git_files(self) -> Mapping[str, GitFile] | None:
        """None: the text is not in Git."""
        return None

    def unstaged(self) -> frozenset[str]:
        """No file is known."""
        return frozenset()

    def before(self) -> Tree | None:
        """None: nothing was before."""
        return None
