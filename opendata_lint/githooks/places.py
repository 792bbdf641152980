"""Where a repository keeps its hooks, and how we ask Git for its configuration."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import NamedTuple

from opendata_lint.tree import TreeFault, find_root
from opendata_lint.tree.git import git


class HookFault(Exception):
    """Hooks cannot be installed here; the message says why, and what to do."""


class HooksFolder(NamedTuple):
    """The folder in which Git looks for the hooks of a repository."""

    root: Path
    """The top of the work tree, or the folder of a bare repository."""
    path: Path
    """The folder, absolute; it need not exist."""
    scope: str | None
    """Whose configuration sets `core.hooksPath` (`local`, `global`, ...), None where it is not set."""
    bare: bool = False
    """Whether people push to the repository and nobody works in it: its hooks are those of a server."""

    def shown(self, path: Path) -> str:
        """A path as people are told it: from the top of the work tree, where it is below."""
        with contextlib.suppress(ValueError):
            return path.relative_to(self.root).as_posix()
        return path.as_posix()


def hooks_folder(start: Path) -> HooksFolder:
    """The folder of hooks of the repository that `start` is in.

    Raises `TreeFault` where Git does not answer, `HookFault` outside of repositories and where hooks are
    turned off.
    """
    root = find_root(start)
    if root is not None:
        return _folder(root)
    if not _is_bare(start):
        raise HookFault(f"{start} is in no Git repository; `git init` makes one")
    return _folder(start)._replace(bare=True)


def _is_bare(folder: Path) -> bool:
    with contextlib.suppress(TreeFault):
        told = git(folder, "rev-parse", "--is-bare-repository", "--absolute-git-dir").split(b"\n")
        return told[0] == b"true" and Path(os.fsdecode(told[1])) == Path(os.path.realpath(folder))
    return False


def _folder(root: Path) -> HooksFolder:
    """The folder of hooks, `core.hooksPath` and linked work trees respected."""
    # Git gives a relative `core.hooksPath` as it is set, and means it from the top: there we ask.
    told = os.fsdecode(git(root, "rev-parse", "--git-path", "hooks")).removesuffix("\n")
    scope = setting(root, "core.hooksPath", "--show-scope")
    if scope is not None and not scope.split("\t", 1)[-1]:
        raise HookFault("core.hooksPath is empty; `git config --unset core.hooksPath` turns hooks on again")
    path = Path(os.path.normpath(root / told))
    if os.path.lexists(path) and not path.is_dir():
        raise HookFault(
            f"Git looks for hooks in {path} (core.hooksPath), which is no folder, so that none run here; "
            "set another with `git config core.hooksPath`"
        )
    return HooksFolder(root, path, scope.split("\t", 1)[0] if scope else None)


def setting(root: Path, key: str, *options: str) -> str | None:
    """A value of Git's configuration, None where it is not set."""
    with contextlib.suppress(TreeFault):  # Git ends with 1 where there is no such key
        return os.fsdecode(git(root, "config", *options, "--get", key)).removesuffix("\n")
    return None
