"""Which files a `data_files` pattern means, as the `datasets` library resolves it.

`*` and `?` stay inside a folder, `**` crosses folders, `{a,b}` are alternatives. A pattern counts from the
card's folder; one that leaves it means nothing here. Source: `datasets` 3, `data_files.py`, by way of fsspec.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|\{[^{}]*\}|.", re.S)
_MAGIC = re.compile(r"[*?\[{]")
_LONGEST = 500
"""Characters of a pattern; longer ones match nothing."""
_MOST_STARS = 8
"""Wildcards of a pattern; more could make its matching slow."""


def matching(pattern: str, files: Iterable[str]) -> list[str]:
    """Those of `files` (POSIX paths from the card's folder) that a pattern means."""
    plain = pattern.removeprefix("./").lstrip("/")
    if not _MAGIC.search(plain):
        folder = plain.rstrip("/") + "/"
        return [file for file in files if file == plain or file.startswith(folder)]
    if len(plain) > _LONGEST or plain.count("*") > _MOST_STARS:
        return []
    expression = _expression(plain)
    return [file for file in files if expression.fullmatch(file)]


def literal_prefix(pattern: str) -> str:
    """The folder that a pattern names before its first wildcard; the pattern itself where it has none."""
    plain = pattern.removeprefix("./").lstrip("/")
    magic = _MAGIC.search(plain)
    return plain[: magic.start()].rpartition("/")[0] if magic else plain.rstrip("/")


def is_judged(pattern: str) -> bool:
    """Whether a pattern is about files of the tree, and not too long for us."""
    return (
        "://" not in pattern
        and ".." not in pattern.split("/")
        and len(pattern) <= _LONGEST
        and pattern.count("*") <= _MOST_STARS
    )


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile("".join(map(_translated, _PIECE.findall(pattern))), re.S)
    except re.error:  # a range such as `[z-a]`
        return re.compile(re.escape(pattern))


_WILDCARDS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _translated(piece: str) -> str:
    if piece in _WILDCARDS:
        return _WILDCARDS[piece]
    if piece[0] == "[" and len(piece) > 2:
        inner = piece[1:-1].replace("\\", r"\\")
        return f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
    if piece[0] == "{" and len(piece) > 2:
        return "(?:" + "|".join(_alternative(part) for part in piece[1:-1].split(",")) + ")"
    return re.escape(piece)


def _alternative(part: str) -> str:
    return "".join(map(_translated, _PIECE.findall(part)))
