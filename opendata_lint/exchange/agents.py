"""People and organizations in the ways in which descriptors write them: `Family, Given`, ORCID iDs."""

from __future__ import annotations

import re
from typing import NamedTuple

from opendata_lint.exchange.canonical import Agent

ORCID = "https://orcid.org/"
_ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])/?", re.ASCII)


class Name(NamedTuple):
    """A name and the parts of it that are known."""

    name: str
    given: str | None = None
    family: str | None = None


def read_name(written: str, given: str | None = None, family: str | None = None, split: bool = True) -> Name:
    """A name as people write it, from one that may be `Family, Given`.

    Parts that are told beside it count more; `split` says whether a comma divides the two.
    """
    if given and family:
        return Name(f"{given} {family}", given, family)
    first, comma, second = (part.strip() for part in written.partition(","))
    if split and comma and first and second and "," not in second and not (given or family):
        return Name(f"{second} {first}", second, first)
    return Name(written or given or family or "", given, family)


def family_first(agent: Agent) -> str:
    """A name as `Family, Given`, where both are known; else as it is."""
    return f"{agent.family}, {agent.given}" if agent.family and agent.given else agent.name


def read_orcid(text: str) -> str | None:
    """The sixteen digits of an ORCID iD in any of its forms; None for what has another form."""
    match = _ORCID.fullmatch(text.strip())
    return match[1].upper() if match else None


def orcid_fault(text: str) -> str | None:
    """What is wrong with an ORCID iD; None for a right one. The last digit checks the others (ISO 7064)."""
    digits = read_orcid(text)
    if digits is None:
        return "is no ORCID iD: four groups of four digits, such as 0000-0002-1825-0097"
    total = 0
    bare = digits.replace("-", "")
    for digit in bare[:-1]:
        total = (total + int(digit)) * 2
    right = (12 - total % 11) % 11
    if bare[-1] == ("X" if right == 10 else str(right)):
        return None
    return f"is no ORCID iD: its last digit does not fit the others, so that one of them is wrong ({digits})"
