"""Calls of Git: plain ones, one that stays open to read blobs, and finding the top level.

Git is never let at the network, its locks or programs that a repository's configuration names.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import IO, TYPE_CHECKING

from opendata_lint.tree.base import TreeFault

if TYPE_CHECKING:
    import subprocess

# Set in hooks for the repository of the hook; which one we ask, `-C` says.
_OF_ANOTHER_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX")


def find_root(start: Path) -> Path | None:
    """The top level of the Git work tree that holds the folder `start`, None outside of any.

    Starts no process. `.git` is a folder, or a file in linked work trees and submodules.
    """
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if is_repository(folder)), None)


def is_repository(folder: Path) -> bool:
    """Whether the folder is the top of a Git work tree."""
    mark = folder / ".git"
    return (mark / "HEAD").exists() or mark.is_file()


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(root), "-c", "core.fsmonitor=false", *arguments]


def _environment(own_index: bool) -> dict[str, str]:
    """Our environment for Git. In a hook, `GIT_INDEX_FILE` may name the index of the commit."""
    dropped = _OF_ANOTHER_PLACE if own_index else (*_OF_ANOTHER_PLACE, "GIT_INDEX_FILE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}


def git(root: Path, *arguments: str, own_index: bool = False) -> bytes:
    """What a Git command prints, run in the folder `root`.

    `own_index`: let the index count that Git named to the hook that we run in.
    Raises `TreeFault` when Git is absent or fails.
    """
    import subprocess

    try:
        done = subprocess.run(
            _command(root, *arguments),
            env=_environment(own_index),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise TreeFault(f"cannot run git: {error.strerror}") from error
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise TreeFault(f"git {arguments[0]} failed in {root}: {told or done.returncode}")
    return done.stdout


def names(output: bytes) -> list[str]:
    """The paths in what Git prints with `-z`."""
    return [os.fsdecode(name) for name in output.split(b"\0") if name]


class Blobs:
    """Reads blobs by their ids through one `git cat-file`, started when first needed.

    Not for use by several threads or processes at once.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, blob: str) -> bytes:
        """The content of a blob. Raises `TreeFault` where Git does not give it."""
        if self._process is None:
            self._process = self._start()
        requests, answers = self._process.stdin, self._process.stdout
        assert requests
        assert answers
        try:
            requests.write(blob.encode() + b"\n")
            requests.flush()
            return _answer(answers, blob)
        except OSError as error:
            raise TreeFault(f"git cat-file ended early in {self._root}") from error

    def _start(self) -> subprocess.Popen[bytes]:
        import subprocess

        try:
            process = subprocess.Popen(
                _command(self._root, "cat-file", "--batch"),
                env=_environment(own_index=True),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise TreeFault(f"cannot run git: {error.strerror}") from error
        weakref.finalize(self, _stop, process)
        return process


def _answer(answers: IO[bytes], blob: str) -> bytes:
    """Read `<id> <type> <size>`, that many bytes, and a line end."""
    head = answers.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        raise TreeFault(f"git has no blob {blob}")
    size = int(head[2])
    content = answers.read(size + 1)
    if len(content) != size + 1:
        raise TreeFault(f"git cat-file ended within blob {blob}")
    return content[:size]


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process: it stops by itself when nothing more can be asked."""
    process.communicate()
