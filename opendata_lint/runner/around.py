"""Which tree is around cards: the files on disk, the index of Git, or a revision."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from opendata_lint.tree import IndexTree, RevisionTree, Tree, WorkTree


class Around(NamedTuple):
    """Which tree is around cards, in words that can be sent to another process."""

    staged: bool = False
    """The index of Git."""
    revision: str | None = None
    """A revision; None for the files on disk, unless `staged`."""
    base: str | None = None
    """What the revision is compared with, in place of its first parent."""


@cache
def tree_around(root: Path, around: Around) -> Tree:
    """The tree with a root; one and the same for all cards of a run. Raises `TreeFault`."""
    if around.revision is not None:
        return RevisionTree(root, around.revision, around.base)
    return IndexTree(root) if around.staged else WorkTree(root)
