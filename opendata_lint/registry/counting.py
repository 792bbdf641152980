"""Versions counted up: how far one is above another, and which comes next.

Semantic versions (`1.2.0`, `v2`, `1.0`), calendar versions and dates (`2024.1`, `2024-05-17`), and anything
else, of which nothing can be told but whether two are the same.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Literal, NamedTuple

from opendata_lint.registry.versions import order


class Bump(IntEnum):
    """How much a version is raised, or should be; a higher number is more."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def label(self) -> str:
        """The word for it: `none`, `patch`, `minor` or `major`."""
        return self.name.lower()


class VersionFault(Exception):
    """A version cannot be counted up; the message says why, and what to do."""


class Version(NamedTuple):
    """A version that has an order."""

    prefix: str
    """`v` or nothing, as it is written."""
    numbers: tuple[int, ...]
    pre: str = ""
    """What stands behind a hyphen, such as `rc.1`: the version comes before the one without it."""
    is_date: bool = False
    """Whether it tells when, not how much has changed."""


class Step(NamedTuple):
    """The way from one version to another."""

    kind: Literal["same", "raised", "lowered", "unclear"]
    bump: Bump = Bump.NONE
    """How much was raised; more than that is not said by a date, so it counts for any."""


_NUMBERS = re.compile(
    r"(?P<prefix>[vV]?)(?P<numbers>\d{1,18}(?:\.\d{1,18}){0,5})"
    r"(?:-(?P<pre>[0-9A-Za-z][0-9A-Za-z.-]{0,60}))?(?:\+[0-9A-Za-z.-]{1,60})?"
)
_DATE = re.compile(r"(?P<prefix>[vV]?)(?P<numbers>(?:19|20|21)\d\d(?:[-_./]?[01]\d(?:[-_./]?[0-3]\d)?))")
_YEARS = range(1900, 2200)


def parse_version(text: str) -> Version | None:
    """A version that has an order, None for any other text."""
    date = _DATE.fullmatch(text.strip())
    if date:
        digits = re.sub(r"\D", "", date["numbers"])
        parts = (digits[:4], digits[4:6], digits[6:])
        return Version(date["prefix"], tuple(int(part) for part in parts if part), is_date=True)
    found = _NUMBERS.fullmatch(text.strip())
    if found is None:
        return None
    numbers = tuple(map(int, found["numbers"].split(".")))
    return Version(found["prefix"], numbers, found["pre"] or "", numbers[0] in _YEARS)


def step(old: str, new: str) -> Step:
    """How far `new` is above `old`."""
    if order(old) == order(new):
        return Step("same")
    one, other = parse_version(old), parse_version(new)
    if one is None or other is None or one.is_date != other.is_date:
        return Step("unclear")
    if order(new) < order(old):
        return Step("lowered")
    size = max(len(one.numbers), len(other.numbers))
    before, after = (version.numbers + (0,) * (size - len(version.numbers)) for version in (one, other))
    if one.is_date or before == after:  # Until a pre-release is final, everything is open.
        return Step("raised", Bump.MAJOR)
    at = next(index for index in range(size) if before[index] != after[index])
    # Below 1.0 the next number speaks for the first: 0.3 may break what 0.2 kept.
    leading = next((index for index, number in enumerate(before[:3]) if number), 2)
    return Step("raised", (Bump.MAJOR, Bump.MINOR, Bump.PATCH)[min(max(at - leading, 0), 2)])


def next_version(text: str, bump: Bump) -> str:
    """The version that is `bump` above one, written in its manner: `1.0` becomes `1.1`, `v2` `v3`.

    Raises `VersionFault` for dates and texts, which cannot be counted.
    """
    version = parse_version(text)
    if version is None or version.is_date:
        what = "is a date" if version else "is no number"
        raise VersionFault(
            f"the version `{text}` {what}, so it cannot be counted up; write the next one yourself"
        )
    at = {Bump.MAJOR: 0, Bump.MINOR: 1, Bump.PATCH: 2}[bump]
    numbers = [*version.numbers, *[0] * (at + 1 - len(version.numbers))]
    if not version.pre:  # A pre-release becomes the release that it comes before.
        numbers = [*numbers[:at], numbers[at] + 1, *[0] * (len(numbers) - at - 1)]
    return version.prefix + ".".join(map(str, numbers))


def softened(text: str, bump: Bump) -> Bump:
    """The bump that says as much below 1.0, where the second number speaks for the first."""
    version = parse_version(text)
    below = version is not None and not version.is_date and version.numbers[0] == 0
    return Bump(max(bump - 1, Bump.PATCH)) if below and bump else bump
