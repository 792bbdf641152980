"""What tells a hook of ours from another's: a line with the digest of the script it was made from.

Whoever edits the script breaks the digest, and from then on it is theirs: it is not overwritten.
"""

from __future__ import annotations

import os
import re
import stat
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from opendata_lint import __version__
from opendata_lint.resources import resource

HOOKS = ("pre-commit", "pre-push")
"""The hooks that run where people work; the first is what most want."""
SERVER_HOOKS = ("pre-receive", "update")
"""The hooks of bare repositories, to which people push; one of the two is enough."""
MAX_HOOK = 1_000_000
"""Bytes of a hook that are read; what is longer is none of ours."""

_MARK = re.compile(rb"^# opendata-lint hook, version (\S{1,40}), sha256 ([0-9a-f]{64})\n", re.M)


class State(Enum):
    """What stands at the place of a hook."""

    ABSENT = "absent"
    CURRENT = "ours, current"
    OLD = "ours, of another version"
    EDITED = "ours, edited"
    FOREIGN = "another's"


class Hook(NamedTuple):
    """The place of a hook, and what stands there."""

    name: str
    path: Path
    state: State
    content: bytes = b""
    """Empty where nothing is there, or no file that could be read."""
    version: str = ""
    """The version of this program that wrote it, empty where it is unknown."""
    runs: bool = True
    """Whether Git runs it: it passes over files that are not executable."""


def script(name: str) -> bytes:
    """The hook's script as it travels with this program."""
    return resource("hooks", name).read_bytes()


def command(name: str) -> str:
    """What the hook runs where there is no registry, as a shell takes it."""
    lines = (line.strip() for line in script(name).decode().splitlines())
    return next(line for line in lines if line.startswith("exec ")).removeprefix("exec ")


def marked(content: bytes) -> bytes:
    """A script with our mark behind its first line."""
    first, rest = content.split(b"\n", 1)
    mark = f"# opendata-lint hook, version {__version__}, sha256 {_digest(content)}\n"
    return first + b"\n" + mark.encode() + rest


def examine(folder: Path, name: str) -> Hook:
    """What stands at the place of a hook in a folder of hooks. Raises `OSError` where it cannot be read."""
    path = folder / name
    try:
        status = path.lstat()
    except FileNotFoundError:
        return Hook(name, path, State.ABSENT)
    if not stat.S_ISREG(status.st_mode):  # a link is of whoever owns what it leads to
        return Hook(name, path, State.FOREIGN)
    with path.open("rb") as file:
        content = file.read(MAX_HOOK)
    state, version = _judge(content, script(name))
    runs = os.name == "nt" or bool(status.st_mode & stat.S_IXUSR)
    return Hook(name, path, state, content, version, runs)


def _judge(content: bytes, current: bytes) -> tuple[State, str]:
    """The state of a hook by its content, and the version of ours that wrote it."""
    if content == current:  # copied by hand
        return State.CURRENT, __version__
    mark = _MARK.search(content)
    if mark is None:
        return State.FOREIGN, ""
    version = mark[1].decode(errors="replace")
    text = content[: mark.start()] + content[mark.end() :]
    if text == current:
        return State.CURRENT, version
    return (State.OLD if _digest(text) == mark[2].decode() else State.EDITED), version


def _digest(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()
