"""What a reader did not understand of a descriptor: kept by names rather than numbers, and put back.

A reader takes what it knows out of a `Node`; what nobody took is the remainder. Members of lists are told
apart by their `path` or `name`, so that a constraint of the column `year` is put back to `year` wherever that
column stands by then, and nowhere if it is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_TOLD_APART_BY = ("path", "name")
_LONGEST_NAME = 200


class Left(NamedTuple):
    """A value that was not understood."""

    pointer: str
    """Where it stands."""
    key: str
    """The same place, members of lists by name: `/resources/path:gdp.csv/encoding`."""
    value: Any


class Node:
    """A value of a descriptor; it remembers what was taken out of it. Whatever is not there is None."""

    __slots__ = ("_taken", "pointer", "value")

    def __init__(self, value: Any, pointer: str = "", taken: set[str] | None = None) -> None:
        self.value = value
        self.pointer = pointer
        self._taken: set[str] = set() if taken is None else taken

    def at(self, key: str) -> Node:
        """The value of a key, not yet taken."""
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Node(inner, f"{self.pointer}/{_escaped(key)}", self._taken)

    def each(self) -> Iterator[Node]:
        """The members of a list; the value itself where it is one object or text."""
        if isinstance(self.value, list):
            for index, inner in enumerate(self.value):
                yield Node(inner, f"{self.pointer}/{index}", self._taken)
        elif isinstance(self.value, (dict, str)):
            yield self

    def take(self) -> Any:
        """The whole value, taken."""
        self._taken.add(self.pointer)
        return self.value

    def text(self, *keys: str) -> str | None:
        """The text of the first of some keys that has one that is not empty."""
        for key in keys:
            inner = self.at(key)
            if isinstance(inner.value, str):
                inner.take()
                if inner.value.strip():
                    return inner.value.strip()
        return None

    def count(self, key: str) -> int | None:
        """The whole number of a key, where it is none below zero."""
        inner = self.at(key)
        if isinstance(inner.value, int) and not isinstance(inner.value, bool) and inner.value >= 0:
            return int(inner.take())
        return None

    def remainder(self) -> list[Left]:
        """What was not taken, each as large as possible."""
        if self.pointer in self._taken:
            return []
        above = {""}
        for pointer in self._taken:
            higher = pointer.rpartition("/")[0]
            while higher not in above:
                above.add(higher)
                higher = higher.rpartition("/")[0]
        return list(_left(self.value, self.pointer, self.pointer, self._taken, above))


def _left(value: Any, pointer: str, key: str, taken: set[str], above: set[str]) -> Iterator[Left]:
    """As deep as something was taken, and no deeper."""
    if pointer in taken:
        return
    if pointer not in above or not isinstance(value, (dict, list)):
        yield Left(pointer, key, value)
        return
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in members:
        step = _escaped(str(name))
        label = _label(inner) if isinstance(value, list) else None
        yield from _left(inner, f"{pointer}/{step}", f"{key}/{label or step}", taken, above)


def _label(member: Any) -> str | None:
    for key in _TOLD_APART_BY:
        name = member.get(key) if isinstance(member, dict) else None
        if isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME:
            return f"{key}:{_escaped(name)}"
    return None


def put_back(document: Any, kept: Any) -> None:
    """Write what was kept where it was, unless something stands there now."""
    there: dict[int, set[str]] = {}
    labeled: dict[int, dict[str, Any]] = {}
    for key, value in kept.items() if isinstance(kept, Mapping) else ():
        if not key.startswith("/"):
            continue
        *steps, last = key.split("/")[1:]
        place = document
        for step in steps:
            place = _member(place, step, labeled)
        if isinstance(place, dict):
            place.setdefault(_plain(last), value)
        elif isinstance(place, list):
            seen = there.setdefault(id(place), {json.dumps(one, sort_keys=True) for one in place})
            said = json.dumps(value, sort_keys=True)
            if said not in seen:
                seen.add(said)
                place.insert(int(last) if last.isdecimal() and len(last) < 9 else len(place), value)


def _member(place: Any, step: str, labeled: dict[int, dict[str, Any]]) -> Any:
    """A member of an object by its key, of a list by its label or number."""
    if isinstance(place, dict):
        return place.get(_plain(step))
    if not isinstance(place, list):
        return None
    if step.partition(":")[0] in _TOLD_APART_BY:
        if id(place) not in labeled:
            labeled[id(place)] = {label: one for one in reversed(place) if (label := _label(one))}
        return labeled[id(place)].get(step)
    index = int(step) if step.isdecimal() and len(step) < 9 else len(place)
    return place[index] if index < len(place) else None


def _plain(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
