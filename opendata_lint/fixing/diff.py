"""Unified diffs that `git apply` and `patch -p1` take, whatever the line ends."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator


def unified(path: str, before: bytes, after: bytes) -> str:
    """The change of a UTF-8 file as a unified diff; empty where there is none.

    Lines end with LF alone, as for Git: a carriage return is a part of its line.
    """
    old, new = _lines(before), _lines(after)
    return "".join(_ended(difflib.unified_diff(old, new, _name(f"a/{path}"), _name(f"b/{path}"))))


def _lines(data: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+\Z", data.decode())


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _name(path: str) -> str:
    """A path as Git writes it: in quotes if something in it needs them, else with a tab behind a space."""
    if re.search(r"[\x00-\x1f\"\\\x7f]", path):
        return '"' + re.sub(r"[\x00-\x1f\"\\\x7f]", lambda match: f"\\{ord(match.group()):03o}", path) + '"'
    return f"{path}\t" if " " in path else path
