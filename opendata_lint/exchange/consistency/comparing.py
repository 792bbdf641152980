"""Whether two texts mean the same title, person, version, date or DOI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opendata_lint.exchange.canonical import Agent


def folded(text: str) -> str:
    """A text by its letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text[:500]).casefold()
    return "".join(char for char in plain if char.isalnum())


def same_title(one: str, other: str) -> bool:
    """Whether two titles are of one work: the same words, or the one within the other."""
    first, second = folded(one), folded(other)
    return not first or not second or first in second or second in first


def same_version(one: str, other: str) -> bool:
    """Whether two versions are one: `v1.2`, `1.2` and `1.2.0` are."""
    return _numbers(one) == _numbers(other)


def _numbers(version: str) -> str:
    bare = version.strip().casefold().removeprefix("version").strip(" .").removeprefix("v")
    return re.sub(r"(\.0+)+\Z", "", bare)


def same_day(one: str, other: str) -> bool:
    """Whether two dates can be one: as much of them as both tell."""
    length = min(len(one), len(other), 10)
    return one[:length] == other[:length]


def same_people(some: Iterable[Agent], others: Iterable[Agent]) -> bool:
    """Whether two lists can be of the same people: the shorter one is within the longer one."""
    first, second = ({_family(agent) for agent in agents} - {""} for agents in (some, others))
    return first <= second or second <= first


def _family(agent: Agent) -> str:
    name = agent.family or (
        agent.name.partition(",")[0] if "," in agent.name else agent.name.rpartition(" ")[2]
    )
    return folded(agent.name if agent.kind == "organization" else name)


def maybe_versions(one: str, other: str) -> bool:
    """Whether two DOIs may be of one record of Zenodo: one of all its versions, one of this version."""
    return all(re.match(r"10\.5281/zenodo\.\d+\Z", doi) for doi in (one, other))
