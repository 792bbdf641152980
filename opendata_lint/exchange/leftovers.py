"""What a reader of JSON did not understand: found by what it knows, and put back when it is written again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

Known = bool | dict[str, Any] | list[Any]
"""What is understood of a value: `True` all of it, an object by its keys, a list by that of its members."""


def leftovers(value: Any, known: Known, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """The JSON pointers of what is not known, with the values there; empty values say nothing."""
    if known is True or value in (None, "", [], {}):
        return
    if isinstance(known, dict) and isinstance(value, dict):
        for name, member in value.items():
            below = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            yield from leftovers(member, known.get(name, False), below)
    elif isinstance(known, list) and isinstance(value, list):
        for index, member in enumerate(value):
            yield from leftovers(member, known[0], f"{pointer}/{index}")
    else:
        yield pointer, value


def restore(document: Any, values: Any) -> None:
    """Put values back at their pointers where the place is free; members that are new join a list there.

    What is not a mapping of pointers to values, or has no place any more, is left out.
    """
    for pointer, value in values.items() if isinstance(values, Mapping) else ():
        *steps, last = [
            step.replace("~1", "/").replace("~0", "~") for step in str(pointer).split("/")[1:]
        ] or [""]
        place = document
        for step, below in pairwise((*steps, last)):
            place = _below(place, step, below)
        if not isinstance(place, dict):
            continue
        there = place.get(last)
        if isinstance(there, list) and isinstance(value, list):
            place[last] = [*there, *(member for member in value if member not in there)]
        else:
            place.setdefault(last, value)


def _below(place: Any, step: str, below: str) -> Any:
    """What a step leads to; an object that is not there is made, members of lists are not."""
    if isinstance(place, dict):
        return place.get(step) if below.isdecimal() else place.setdefault(step, {})
    if isinstance(place, list) and step.isdecimal() and len(step) < 7 and int(step) < len(place):
        return place[int(step)]
    return None
