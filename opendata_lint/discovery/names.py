"""Which names of files are those of cards, and which paths a user's patterns name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol

CARD_NAME = (
    r"(?i)(^|/)([^/]*[-_. ])?(readme|(dataset|model|data)[-_. ]?card|data[-_. ]?sheet)"
    r"([-_. ][^/]*)?\.(md|markdown)$"
)
"""The names of cards, to be searched for in a path; the hooks for pre-commit have the same."""

ROOT_README = frozenset(("readme.md", "readme.markdown"))
"""Names, in lower case, of the file that presents a repository."""


@cache
def _card_name() -> re.Pattern[str]:
    return re.compile(CARD_NAME)


def is_card_name(path: str) -> bool:
    """Whether a file of this name may be a card. Most files fail by their last letters alone."""
    return is_markdown(path) and bool(_card_name().search(path))


def is_mdx(path: str) -> bool:
    """Whether a file is MDX: Markdown with program code in it, which no reader of cards takes."""
    return path[-4:].lower() == ".mdx"


def is_mdx_card(path: str) -> bool:
    """Whether a file would have a card's name if it were Markdown."""
    return is_mdx(path) and bool(_card_name().search(path[:-1]))


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown by its name."""
    return path[-9:].lower().endswith((".md", ".markdown"))


class Descriptors(Protocol):
    """What tells descriptors of registries from other files. Paths are absolute and POSIX."""

    def wants(self, path: str) -> bool:
        """Whether a search should look at a file."""

    def is_one(self, path: str, head: bytes, named: bool) -> bool:
        """Whether a file is a descriptor, by its path and first bytes; `named` where somebody named it."""

    def is_data(self, path: str) -> bool:
        """Whether a file has the syntax of descriptors by its name, and so is no card."""


class Scope(Protocol):
    """What the configuration says of files. Paths are absolute and POSIX."""

    def names(self, path: str) -> bool:
        """Whether a file is a card though its name does not say so."""

    def excludes(self, path: str) -> bool:
        """Whether to pass over a file or folder."""


class Patterns:
    """Patterns as in `.gitignore`: `*`, `?`, `[a-z]`, and `**` for any folders.

    One without a slash inside names files and folders at any depth; any other counts from the top.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(patterns)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def name(self, path: str) -> bool:
        """Whether a pattern names exactly this file."""
        return bool(self) and _compile(self._patterns, below=False).match(path) is not None

    def cover(self, path: str) -> bool:
        """Whether a pattern names this file or a folder above it."""
        return bool(self) and _compile(self._patterns, below=True).match(path) is not None


@cache
def _compile(patterns: tuple[str, ...], *, below: bool) -> re.Pattern[str]:
    choices = "|".join(_translate(pattern) for pattern in patterns)
    return re.compile(f"(?:{choices})(?:/.*)?\\Z" if below else f"(?:{choices})\\Z", re.DOTALL)


def _translate(pattern: str) -> str:
    """An expression for a pattern."""
    anchored = "/" in pattern.rstrip("/")
    parts = pattern.strip("/").split("/")
    if parts[0] == ".":  # `./cards/*.md`
        parts = parts[1:]
    text = "" if anchored else "(?:.*/)?"
    for part in parts[:-1]:
        text += "(?:.*/)?" if part == "**" else _part(part) + "/"
    return text + (".*" if parts[-1] == "**" else _part(parts[-1]))


def _part(part: str) -> str:
    """An expression for what stands between two slashes."""
    pieces = re.findall(r"\[[!^]?\]?[^\]]*\]|.", part, re.DOTALL)
    return "".join(map(_piece, pieces))


def _piece(piece: str) -> str:
    if piece in ("*", "?"):
        return "[^/]*" if piece == "*" else "[^/]"
    if len(piece) == 1:
        return re.escape(piece)
    negated = piece[1] in "!^"
    inner = piece[2:-1] if negated else piece[1:-1]
    escaped = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner)
    return f"[{'^/' if negated else ''}{escaped}]"
