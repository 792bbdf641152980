"""What a reader did not understand of a descriptor: kept by names rather than numbers, and put back.

Members of lists are told apart by what they are (`/creators/name:Reed, Ira/gnd`), so that what was said of
one is put back to the same one wherever it stands by then, and nowhere if it is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

Known = bool | dict[str, Any] | list[Any]
"""What is understood of a value: `True` all of it, an object by its keys, a list by that of its members."""

_TOLD_APART_BY = ("path", "name", "identifier", "orcid", "id", "bom-ref", "family-names", "title")
_LONGEST_NAME = 200


class Left(NamedTuple):
    """A value that was not understood."""

    pointer: str
    """Where it stands."""
    key: str
    """The same place, members of lists by name: `/resources/path:gdp.csv/encoding`."""
    value: Any


def leftovers(value: Any, known: Known, pointer: str = "") -> Iterator[Left]:
    """What is not known of a value that stands at a pointer; empty values say nothing."""
    return _unknown(value, known, pointer, pointer)


def _unknown(value: Any, known: Known, pointer: str, key: str) -> Iterator[Left]:
    if known is True or value in (None, "", [], {}):
        return
    if isinstance(known, dict) and isinstance(value, dict):
        for name, member in value.items():
            step = escaped(name)
            yield from _unknown(member, known.get(name, False), f"{pointer}/{step}", f"{key}/{step}")
    elif isinstance(known, list) and isinstance(value, list):
        for index, member in enumerate(value):
            step = label(member) or str(index)
            yield from _unknown(member, known[0], f"{pointer}/{index}", f"{key}/{step}")
    else:
        yield Left(pointer, key, value)


def kept(left: Iterable[Left]) -> dict[str, Any]:
    """What `put_back` takes."""
    return {one.key: one.value for one in left}


def label(member: Any) -> str | None:
    """What tells a member of a list apart from the others, as a step of a key; None where nothing does."""
    if not isinstance(member, dict):
        return None
    inner = member.get("person_or_org")
    if isinstance(inner, dict):
        return label(inner)
    for key in _TOLD_APART_BY:
        name = member.get(key)
        if isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME:
            given = member.get("given-names") if key == "family-names" else None
            return f"{key}:{escaped(f'{name}, {given}' if isinstance(given, str) else name)}"
    return None


def put_back(document: Any, values: Any) -> None:
    """Write what was kept where it was, unless something else stands there; members join a list.

    What is not a mapping of keys to values, or has no place any more, is left out.
    """
    there: dict[int, set[str]] = {}
    labeled: dict[int, dict[str, Any]] = {}
    for key, value in values.items() if isinstance(values, Mapping) else ():
        if not str(key).startswith("/"):
            continue
        *steps, last = str(key).split("/")[1:]
        place, in_list = document, False
        for step, below in pairwise((*steps, last)):
            if isinstance(place, dict) and not in_list and not _is_of_list(below):
                place.setdefault(_plain(step), {})  # in a member of a list, what is gone stays gone
            in_list = in_list or isinstance(place, list)
            place = _member(place, step, labeled)
        if isinstance(place, dict):
            found = place.setdefault(_plain(last), value)
            if found is not value and isinstance(found, list) and isinstance(value, list):
                for member in value:
                    _join(found, member, len(found), there)
        elif isinstance(place, list):
            _join(place, value, int(last) if last.isdecimal() and len(last) < 9 else len(place), there)


def _join(members: list[Any], value: Any, at: int, there: dict[int, set[str]]) -> None:
    """Put a member into a list that does not hold it."""
    seen = there.setdefault(id(members), {json.dumps(one, sort_keys=True) for one in members})
    said = json.dumps(value, sort_keys=True)
    if said not in seen:
        seen.add(said)
        members.insert(at, value)


def _member(place: Any, step: str, labeled: dict[int, dict[str, Any]]) -> Any:
    """A member of an object by its key, of a list by its label or number."""
    if isinstance(place, dict):
        return place.get(_plain(step))
    if not isinstance(place, list):
        return None
    if not step.isdecimal() and _is_of_list(step):
        if id(place) not in labeled:
            labeled[id(place)] = {name: one for one in reversed(place) if (name := label(one))}
        return labeled[id(place)].get(step)
    index = int(step) if step.isdecimal() and len(step) < 9 else len(place)
    return place[index] if index < len(place) else None


def _is_of_list(step: str) -> bool:
    return step.isdecimal() or step.partition(":")[0] in _TOLD_APART_BY


def _plain(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def escaped(step: str) -> str:
    """A key as a step of a pointer."""
    return step.replace("~", "~0").replace("/", "~1")
