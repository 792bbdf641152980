"""Who owns a path by the file `CODEOWNERS`, as GitHub and GitLab read it: the last pattern that fits counts.

Source: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
"""

from __future__ import annotations

import re
from typing import NamedTuple

from opendata_lint.data.globs import is_judged, matching
from opendata_lint.tree import Tree, TreeFault

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where the file may be; the first counts."""

_LARGEST = 3_000_000
"""Bytes that are read: GitHub takes no file above 3 MB."""
_MOST_LINES = 10_000


class _Line(NamedTuple):
    pattern: str
    owners: tuple[str, ...]


class CodeOwners:
    """What a `CODEOWNERS` file says."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        """Where the file is, from the tree's root."""
        self._lines = [line for row in text.splitlines()[:_MOST_LINES] if (line := _line(row))]

    def of(self, path: str) -> tuple[str, ...]:
        """Who owns a path, as they are written; empty where nobody does."""
        for line in reversed(self._lines):
            if _fits(line.pattern, path):
                return line.owners
        return ()


def code_owners(tree: Tree) -> CodeOwners | None:
    """The file of a tree, None where there is none that can be read."""
    for path in PLACES:
        if tree.exists(path):
            try:
                return CodeOwners(path, tree.read(path, _LARGEST).decode("utf-8", "replace"))
            except TreeFault:
                return None
    return None


def _line(row: str) -> _Line | None:
    """A line; None for a comment, a section of GitLab's, and a pattern that is too much for us."""
    text = re.sub(r"(^|\s)#.*", "", row).strip()
    words = re.split(r"(?<!\\)\s+", text)
    pattern = words[0].replace("\\ ", " ")
    if not text or pattern.startswith(("[", "^[", "!")) or not is_judged(pattern):
        return None
    return _Line(pattern, tuple(word for word in words[1:] if "@" in word))


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern names a file or a folder above it.

    One with a slash before its end counts from the top, any other at every depth.
    """
    plain = pattern.lstrip("/").rstrip("/")
    if not plain:
        return pattern == "/"
    steps = path.split("/")
    folders = ["/".join(steps[:count]) for count in range(1, len(steps))]
    # `docs/*` names the files in the folder, not those further below.
    candidates = folders if pattern.endswith("/") else [path] if pattern.endswith("/*") else [*folders, path]
    if "/" not in pattern.rstrip("/"):
        candidates = [candidate.rpartition("/")[2] for candidate in candidates]
    if "*" in plain or "?" in plain:
        return bool(matching(plain, candidates))
    return plain in candidates
