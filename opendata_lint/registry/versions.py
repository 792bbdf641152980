"""The order of versions: semantic ones by their rules, all others (dates, `1.0`, `2.1b3`) part by part."""

from __future__ import annotations

import re

VERSION = r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,99}"
"""What a version may be that is to stand in the name of a tag."""

SEMANTIC = (
    r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}"
    r"(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
"""A semantic version, by the grammar of semver.org 2.0.0."""

_WORD, _BEFORE, _END, _NUMBER, _LATE_WORD = range(5)

Order = tuple[tuple[int, int, str], ...]


def plain(version: str) -> str:
    """A version without the `v` that some write before it: `v1.0` and `1.0` are one version."""
    return re.sub(r"^[vV](?=\d)", "", version.strip())


def is_version(text: str) -> bool:
    """Whether a version can stand in the name of a tag: `VERSION`, and nothing that Git would not take."""
    return re.fullmatch(VERSION, text) is not None and ".." not in text and not text.endswith((".", ".lock"))


def order(version: str) -> Order:
    """What versions are sorted by; equal for spellings of one version, such as `1.0` and `1.0.0`.

    What stands before a release (`-rc.1`, `b3`) is lower than it, what is built (`+5`) does not count.
    """
    release, dash, early = plain(version).partition("+")[0].partition("-")
    if dash and "." not in release and early[:1].isdigit():  # A date, `2024-01-15`.
        release, early = f"{release}.{early.replace('-', '.')}", ""
    parts = [_part(part, _WORD) for part in re.findall(r"\d+|[A-Za-z]+", release)]
    numbers = next((i for i, part in enumerate(parts) if part[0] != _NUMBER), len(parts))
    while numbers and parts[numbers - 1] == (_NUMBER, 0, ""):
        numbers -= 1
        del parts[numbers]
    if early:
        parts += [(_BEFORE, 0, ""), *(_part(part, _LATE_WORD) for part in early.split("."))]
    return (*parts, (_END, 0, ""))


def _part(text: str, word: int) -> tuple[int, int, str]:
    # int() refuses thousands of digits; no version has them.
    return (_NUMBER, int(text), "") if text.isdecimal() and len(text) < 100 else (word, 0, text.lower())
