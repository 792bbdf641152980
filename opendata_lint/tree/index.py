"""A tree of what is staged in Git: paths and content of the index, nothing of the work tree."""

from __future__ import annotations

from opendata_lint.tree.base import GitFile, Tree
from opendata_lint.tree.git import git, missing_objects, names
from opendata_lint.tree.listed import ListedTree
from opendata_lint.tree.revision import head_of

_LEFT_OUT_STAGES = ("1", "3")
"""Of a file in conflict, the common ancestor and the other side; 2 is our side."""


class IndexTree(ListedTree):
    """The staged files of a Git repository. One `git ls-files`, when first needed, lists them."""

    _lacks = "is not staged"

    def _list(self) -> dict[str, GitFile]:
        files = {}
        for line in names(git(self.root, "ls-files", "-s", "-z", own_index=True)):
            fields, _, path = line.partition("\t")
            mode, blob, stage = fields.split(" ")
            if stage not in _LEFT_OUT_STAGES:
                files[path] = GitFile(mode, blob)
        return files

    def _missing(self) -> frozenset[str]:
        return missing_objects(self.root, "--indexed-objects")

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

    def before(self) -> Tree | None:
        """The last commit, None before the first. Raises `TreeFault` when Git fails."""
        return head_of(self.root)
