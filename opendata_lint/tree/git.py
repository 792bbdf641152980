"""Calls of Git: plain ones, one that stays open to read blobs, and finding the top level.

Git is never let at the network, its locks or programs that a repository's configuration names.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from opendata_lint.tree.base import TreeFault

if TYPE_CHECKING:
    import subprocess

# Set in hooks for the repository of the hook; which one we ask, `-C` says.
_OF_ANOTHER_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX")

# No lock is taken, no object fetched (older versions know only the second way to say so) or shown in place of
# another, no text translated.
_CLOSED = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_LITTLE = 1 << 20
"""Bytes of a blob that are quicker read to the end than left."""


def find_root(start: Path) -> Path | None:
    """The top level of the Git work tree that holds the folder `start`, None outside of any.

    Starts no process. `.git` is a folder, or a file in linked work trees and submodules.
    """
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if is_repository(folder)), None)


def find_repository(start: Path) -> Path | None:
    """The top of the work tree that holds the folder `start`, else the folder of the bare repository.

    None outside of any. Starts no process.
    """
    start = start.absolute()
    return next((one for one in (start, *start.parents) if is_repository(one) or _is_bare(one)), None)


def _is_bare(folder: Path) -> bool:
    # The `.git` of a work tree looks the same.
    found = (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
    return found and folder.name != ".git"


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
    return kept | _CLOSED


def git(root: Path, *arguments: str, own_index: bool = False, told: bytes | None = None) -> bytes:
    """What a Git command prints, run in the folder `root`.

    `own_index`: let the index count that Git named to the hook that we run in. `told`: its standard input.
    Raises `TreeFault` when Git is absent or fails.
    """
    import subprocess

    try:
        done = subprocess.run(
            _command(root, *arguments),
            env=_environment(own_index),
            input=told or b"",
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise TreeFault(f"cannot run git: {error.strerror}") from error
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise TreeFault(f"git {arguments[0]} failed in {root}: {why or done.returncode}")
    return done.stdout


def commit_of(root: Path, revision: str) -> str | None:
    """The id of the commit that a revision names, None where there is none. Raises `TreeFault`."""
    if revision.startswith("-"):
        return None
    try:
        told = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except TreeFault:
        git(root, "rev-parse", "--git-dir")  # tells a missing revision from a missing repository
        return None
    return told.decode().strip()


def merge_base(root: Path, one: str, other: str) -> str:
    """The commit from which two revisions part. Raises `TreeFault` where there is none, or Git fails."""
    commits = []
    for revision in (one, other):
        commit = commit_of(root, revision)
        if commit is None:
            raise TreeFault(f"there is no revision `{revision}` in {root}")
        commits.append(commit)
    try:
        found = git(root, "merge-base", *commits)
    except TreeFault:
        told = f"`{one}` and `{other}` have no commit in common"
        raise TreeFault(f"{told}; a shallow clone may not reach it") from None
    return found.decode().strip()


def missing_objects(root: Path, *of: str) -> frozenset[str]:
    """The ids of objects that a partial clone does not have, of those that arguments of `rev-list` name.

    Asked before any of them is read: Git would try to fetch one, and end. Raises `TreeFault`.
    """
    if not is_partial(root):
        return frozenset()
    told = git(root, "rev-list", "--objects", "--missing=print", *of, own_index=True)
    return frozenset(line[1:] for line in told.decode(errors="replace").splitlines() if line.startswith("?"))


def is_partial(root: Path) -> bool:
    """Whether Git takes objects that are missing to be at a remote."""
    try:
        git(root, "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$")
    except TreeFault:  # No such key.
        return False
    return True


def blob_sizes(root: Path, ids: Sequence[str]) -> dict[str, int]:
    """The sizes of blobs in bytes by id, told without reading them. Raises `TreeFault` when Git fails."""
    if not ids:
        return {}
    told = git(root, "cat-file", "--batch-check", told="".join(f"{one}\n" for one in ids).encode())
    facts = (line.split() for line in told.decode().splitlines())
    return {words[0]: int(words[2]) for words in facts if len(words) == 3}


def hash_files(root: Path, paths: Sequence[str]) -> list[str]:
    """The ids that files on disk would have in Git, as configured filters make them; nothing is stored.

    Of a symbolic link the id of where it leads, as Git has it. Raises `TreeFault`.
    """
    plain = [path for path in paths if "\n" not in path and not (root / path).is_symlink()]
    told = "".join(f"{path}\n" for path in plain).encode("utf-8", "surrogateescape")
    ids = dict(zip(plain, _words(git(root, "hash-object", "--stdin-paths", told=told)), strict=True))
    for path in paths:
        if path not in ids and (root / path).is_symlink():
            target = os.fsencode((root / path).readlink())
            ids[path] = _words(git(root, "hash-object", "--stdin", told=target))[0]
        elif path not in ids:
            ids[path] = _words(git(root, "hash-object", "--", path))[0]
    return [ids[path] for path in paths]


def _words(output: bytes) -> list[str]:
    return output.decode().split()


def names(output: bytes) -> list[str]:
    """The paths in what Git prints with `-z`."""
    return [name for name in os.fsdecode(output).split("\0") if name]


class Blobs:
    """Reads blobs by their ids through one `git cat-file`, started when first needed.

    Not for use by several threads at once. A process that was forked off starts one of its own: two readers
    of one pipe would take each other's answers.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def read(self, blob: str, limit: int | None = None) -> bytes:
        """The content of a blob, at most `limit` bytes. Raises `TreeFault` where Git does not give it."""
        requests, answers = self._pipes()
        try:
            requests.write(blob.encode() + b"\n")
            requests.flush()
            content, left = _answer(answers, blob, limit)
        except (OSError, EOFError) as error:
            self._end()
            raise TreeFault(f"git cat-file ended early in {self._root}") from error
        if left:
            self._end()
        return content

    def read_each(self, blobs: Sequence[str], limit: int | None = None) -> list[bytes | TreeFault]:
        """The contents of a few dozen blobs, asked for in one go; the fault of each that Git does not give.

        Waiting for answers one by one takes longer than all else. Raises `TreeFault` where Git is absent.
        """
        found: list[bytes | TreeFault] = []
        requests, answers = self._pipes()
        try:
            # No more than any pipe holds: Git reads on only while its own answers are read.
            requests.write("".join(f"{blob}\n" for blob in blobs).encode())
            requests.flush()
            for blob in blobs:
                try:
                    content, left = _answer(answers, blob, limit)
                except TreeFault as fault:
                    found.append(fault)
                    continue
                found.append(content)
                if left:
                    raise EOFError
        except (OSError, EOFError):
            self._end()
            for blob in blobs[len(found) :]:
                try:
                    found.append(self.read(blob, limit))
                except TreeFault as fault:
                    found.append(fault)
        return found

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Where questions go, and where answers come from. Raises `TreeFault`."""
        if self._process is None or self._owner != os.getpid():
            self._process, self._owner = self._start(), os.getpid()
        assert self._process.stdin
        assert self._process.stdout
        return self._process.stdin, self._process.stdout

    def _end(self) -> None:
        """Stop the process in the middle of what it says; the next question starts another one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

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


def _answer(answers: IO[bytes], blob: str, limit: int | None) -> tuple[bytes, bool]:
    """Read `<id> <type> <size>`, that many bytes, and a line end. Also whether much was left unread."""
    line = answers.readline()
    if not line:
        raise EOFError
    head = line.split()
    if len(head) != 3 or head[1] != b"blob":
        raise TreeFault(f"git has no blob {blob}")
    size = int(head[2])
    wanted = size if limit is None else min(size, limit)
    left = size - wanted > _LITTLE
    content = answers.read(wanted if left else size + 1)
    if len(content) != (wanted if left else size + 1):
        raise EOFError
    return content[:wanted], left


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process: it stops by itself when nothing more can be asked."""
    process.communicate()
