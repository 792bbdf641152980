"""A tree of any revision: paths and content of a commit, without a work tree."""

from __future__ import annotations

import os
from pathlib import Path

from opendata_lint.tree.base import GitFile, Tree, TreeFault, UnknownHistory
from opendata_lint.tree.git import commit_of, git, missing_objects
from opendata_lint.tree.listed import ListedTree


class RevisionTree(ListedTree):
    """The files of a commit. One `git ls-tree`, when first needed, lists them.

    `root` is the top of a work tree or the folder of a bare repository; in a hook of the server the objects
    of the push that are not taken in yet are seen too. `base` is the revision to compare with in place of
    the first parent. Raises `TreeFault` for a revision that is not there.
    """

    def __init__(self, root: Path, revision: str, base: str | None = None) -> None:
        super().__init__(root)
        found = commit_of(self.root, revision)
        if found is None:
            raise TreeFault(f"there is no revision `{revision}` in {self.root}")
        self.commit = found
        """The commit's id."""
        self.revision = revision
        """The revision as it was named."""
        self._base = base
        self._lacks = f"is not in {revision}"

    def _list(self) -> dict[str, GitFile]:
        told = os.fsdecode(git(self.root, "ls-tree", "-r", "-z", "--full-tree", self.commit))
        lines = (line.partition("\t") for line in told.split("\0")[:-1])
        # The mode is six digits; between it and the id stands the kind of the object.
        size = len(self.commit)
        return {path: GitFile(head[:6], head[-size:]) for head, _, path in lines}

    def _missing(self) -> frozenset[str]:
        return missing_objects(self.root, "--no-walk", self.commit)

    def before(self) -> Tree | None:
        """The base, else the first parent; None for the first commit.

        Raises `UnknownHistory` where a shallow clone ends here, `TreeFault` where the base is not there.
        """
        if self._base is not None:
            return RevisionTree(self.root, self._base)
        parents = git(self.root, "rev-list", "--parents", "--max-count=1", self.commit).decode().split()[1:]
        if parents:
            return RevisionTree(self.root, parents[0])
        if self.commit in shallow_commits(self.root):
            raise UnknownHistory(f"the clone is shallow: what was before {self.revision} is not in it")
        return None


def head_of(root: Path) -> RevisionTree | None:
    """The last commit, None before the first. Raises `TreeFault` when Git fails."""
    head = commit_of(root, "HEAD")
    return RevisionTree(root, head) if head else None


def shallow_commits(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends."""
    path = root / git(root, "rev-parse", "--git-path", "shallow").decode().rstrip("\n")
    try:
        return frozenset(path.read_text(encoding="ascii").split())
    except OSError:
        return frozenset()
