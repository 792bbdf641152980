"""Which files a `data_files` pattern means, as the `datasets` library resolves it.

`*` and `?` stay inside a folder, `**` crosses folders, `{a,b}` are alternatives. A pattern counts from the
card's folder; one that leaves it means nothing here. Source: `datasets` 3, `data_files.py`, by way of fsspec.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_PIECE = r"\*+|\?|\[!?\]?[^\]]*\]|\{[^{}]*\}|[^*?\[{]+|."
_MAGIC = r"[*?\[{]"
_LONGEST = 500
"""Characters of a pattern; longer ones match nothing."""
_MOST_DEEP = 2
"""Parts `**` of a pattern; with more of them matching could be slow."""


def matching(pattern: str, files: Iterable[str]) -> list[str]:
    """Those of `files` (POSIX paths from the card's folder) that a pattern means."""
    plain = pattern.removeprefix("./").lstrip("/")
    if not re.search(_MAGIC, plain):
        folder = plain.rstrip("/") + "/"
        return [file for file in files if file == plain or file.startswith(folder)]
    if not is_judged(plain):
        return []
    expression = _expression(plain)
    return [file for file in files if expression.fullmatch(file)]


def literal_prefix(pattern: str) -> str:
    """The folder that a pattern names before its first wildcard; the pattern itself where it has none."""
    plain = pattern.removeprefix("./").lstrip("/")
    magic = re.search(_MAGIC, plain)
    return plain[: magic.start()].rpartition("/")[0] if magic else plain.rstrip("/")


def is_judged(pattern: str) -> bool:
    """Whether a pattern is about files of the tree, and simple enough for us."""
    return (
        "://" not in pattern
        and ".." not in pattern.split("/")
        and len(pattern) <= _LONGEST
        and pattern.count("**") <= _MOST_DEEP
        and not re.search(r"\{[^{}]*[/*][^{}]*\}", pattern)
    )


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    steps = pattern.split("/")
    parts = [_step(step, last=index == len(steps) - 1) for index, step in enumerate(steps)]
    try:
        return re.compile("".join(parts), re.S)
    except re.error:  # a range such as `[z-a]`
        return re.compile(re.escape(pattern))


def _step(step: str, last: bool) -> str:
    """A folder or the file's name."""
    if step == "**":
        return ".*" if last else "(?:[^/]+/)*"
    before, *runs = _runs(re.findall(_PIECE, step, re.S))
    parts = ["".join(map(_piece, before))]
    for number, (star, *fixed) in enumerate(runs, start=1):
        tail = "".join(map(_piece, fixed))
        if star == "*" and number < len(runs) and not any(piece[0] == "{" for piece in fixed):
            # Before another star the first place that fits is as good as any later one: no going back.
            parts.append(f"(?>[^/]*?{tail})")
        else:
            parts.append(("[^/]*" if star == "*" else ".*") + tail)
    return "".join(parts) + ("" if last else "/")


def _runs(pieces: list[str]) -> list[list[str]]:
    """The pieces before the first star, then each star with what follows it."""
    runs: list[list[str]] = [[]]
    for piece in pieces:
        if piece[0] == "*":
            runs.append([])
        runs[-1].append(piece)
    return runs


def _piece(piece: str) -> str:
    if piece == "?":
        return "[^/]"
    if piece[0] == "[" and len(piece) > 2:
        inner = piece[1:-1].replace("\\", r"\\")
        return f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
    if piece[0] == "{" and len(piece) > 2:
        return "(?:" + "|".join(map(re.escape, piece[1:-1].split(","))) + ")"
    return re.escape(piece)
