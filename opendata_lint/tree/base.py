"""What every tree can tell, and how a link in a card becomes a path in it.

Paths in a tree are POSIX paths from its root, without a leading slash; the root itself is "".
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol


class TreeFault(Exception):
    """A tree cannot be read: no such file, a link that leads out, Git absent or failing."""


class UnknownHistory(TreeFault):
    """What was before cannot be told: the clone is shallow or partial. Nothing is fetched."""


class GitFile(NamedTuple):
    """A file as Git lists it."""

    mode: str
    """Six octal digits, such as `100644`."""
    id: str
    """The object's id in hexadecimal: of a blob, for a submodule of a commit."""

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode == "120000"

    @property
    def is_module(self) -> bool:
        """Whether it is a submodule: a commit of another repository."""
        return self.mode == "160000"


class Listing(NamedTuple):
    """The files below a folder."""

    files: tuple[str, ...]
    """Paths from the tree's root, sorted. A file that Git knows may be gone from the disk."""
    repositories: tuple[str, ...] = ()
    """Folders that are Git repositories of their own; they are not entered."""
    warnings: tuple[str, ...] = ()
    """What could not be looked at, in words for people."""


class Tree(Protocol):
    """The files around a card. All trees answer alike, so that rules need not know which one it is.

    Over files on disk only `read` and what asks Git raise `TreeFault`; over the index and revisions every
    method does, when Git is absent or fails.
    """

    @property
    def root(self) -> Path:
        """The folder on disk that the tree's root stands for."""

    @property
    def in_git(self) -> bool:
        """Whether Git says what belongs to the tree; its listings are then quick."""

    def paths(self) -> frozenset[str]:
        """All files of the tree; made once."""

    def under(self, folder: str) -> Listing:
        """The files below a folder, without what Git ignores, environments and caches."""

    def entries(self, folder: str) -> tuple[str, ...]:
        """Names in one folder, sorted; those of folders end in a slash. Empty where there is none."""

    def read(self, path: str, limit: int | None = None) -> bytes:
        """A file's content, at most `limit` bytes. Links are followed inside the tree only.

        Raises `TreeFault`.
        """

    def on_disk(self, path: str) -> Path | None:
        """The file on disk that holds what the tree has at a path, for programs that open files themselves.

        None where no regular file stands there, and where the tree's content is not what lies on disk.
        """

    def exists(self, path: str) -> bool:
        """Whether a file, a folder or a link stands there, written in exactly this case."""

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link stands there."""

    def real(self, path: str) -> str | None:
        """The path behind all links, None where they lead out of the tree."""

    def git_files(self) -> Mapping[str, GitFile] | None:
        """Mode and object id of every file that Git has, by path: of the index, or of the revision.

        Submodules are among them. Content that is only on disk is not; None outside of Git.
        Raises `TreeFault`.
        """

    def unstaged(self) -> frozenset[str]:
        """Files on disk that differ from what `git_files` tells; none where nothing on disk is judged.

        Raises `TreeFault`.
        """

    def before(self) -> Tree | None:
        """The tree that this one is compared with: the last commit, or what a revision follows on.

        None where there is none. Raises `UnknownHistory` where a clone does not have it, else `TreeFault`.
        """


def join(card_path: str, relative: str) -> str | None:
    """The path in the tree that a relative link in a card names, None where it leaves the tree.

    `card_path` is the card's path from the tree's root. Query and fragment are cut and percent
    codes decoded. A leading slash counts from the tree's root, as on GitHub.
    """
    target = relative.partition("#")[0].partition("?")[0]
    if not target:
        return card_path
    if "%" in target:
        from urllib.parse import unquote

        target = unquote(target)
    if target.startswith("//"):  # Names a host.
        return None
    parts = [] if target.startswith("/") else card_path.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
