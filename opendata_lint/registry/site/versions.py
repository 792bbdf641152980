"""The versions of cards that are released, as their pages list them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.releases.standing import Standing, with_stages

_MOST = 100
"""Versions of a card that are listed, the latest."""


class Version(NamedTuple):
    """A version that is released."""

    version: str
    day: str
    """`YYYY-MM-DD`, UTC; empty where the tag does not say."""
    tag: str
    state: str
    """What else is known, in words."""


def versions_of(root: Path, entries: Iterable[Entry]) -> dict[str, tuple[Version, ...]]:
    """The versions by the ids of cards, the latest first. Nothing is verified. Raises `TreeFault`."""
    by_id = {entry.id: entry for entry in entries}
    found: dict[str, list[Version]] = {}
    for one in with_stages(root):
        if one.id in by_id:
            found.setdefault(one.id, []).append(_version(one, by_id[one.id]))
    return {name: tuple(versions[::-1][:_MOST]) for name, versions in found.items()}


def _version(one: Standing, entry: Entry) -> Version:
    digest = entry.record.data_digest if entry.record else None
    parts = [
        "taken back" if one.retracted else "",
        f"in {', '.join(one.stages)}" if one.stages else "",
        "signed" if one.signature else "",
        "the data as it is now" if digest and one.data_digest == digest else "",
    ]
    return Version(one.version, one.date, one.tag, ", ".join(part for part in parts if part))


def first_day(versions: Iterable[Version]) -> str | None:
    """The day of the first release, None where there is none."""
    return min((one.day for one in versions if one.day), default=None)
