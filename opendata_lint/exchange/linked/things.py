"""Objects of a document of JSON-LD, read by the meaning of their keys, with places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from opendata_lint.exchange.linked.names import Names

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class Spot(NamedTuple):
    """A value and its JSON pointer."""

    value: Any
    pointer: str


class Thing:
    """An object. What is asked by a plain name is found however the document spells it."""

    __slots__ = ("_written", "names", "pointer", "value")

    def __init__(self, value: Mapping[str, Any], pointer: str, names: Names) -> None:
        self.value = value
        self.pointer = pointer
        self.names = names
        self._written: dict[str, str] = {}
        for key in value:
            self._written.setdefault(names.plain(key), key)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Plain names with the keys that are written."""
        return iter(self._written.items())

    def key(self, *names: str) -> str | None:
        """The pointer of the first of some properties that is there."""
        for name in names:
            if name in self._written:
                return f"{self.pointer}/{_escaped(self._written[name])}"
        return None

    def spots(self, *names: str) -> list[Spot]:
        """The values of the first of some properties that is there, each with its place."""
        for name in names:
            if name in self._written:
                key = self._written[name]
                return list(_members(self.value[key], f"{self.pointer}/{_escaped(key)}"))
        return []

    def things(self, *names: str) -> list[Thing]:
        """Those of its values that are objects."""
        return [
            Thing(spot.value, spot.pointer, self.names)
            for spot in self.spots(*names)
            if isinstance(spot.value, Mapping)
        ]

    def raw(self, name: str) -> Any:
        """A property's whole value."""
        return self.value[self._written[name]] if name in self._written else None

    def text(self, *names: str) -> str | None:
        """The first text that a property has; numbers as they would be written; None for an empty one."""
        return next(iter(self.texts(*names)), None)

    def texts(self, *names: str) -> list[str]:
        """The texts that a property has."""
        return [text for spot in self.spots(*names) for text in texts_of(spot.value)]

    def types(self) -> list[str]:
        """The plain names of its types."""
        return [self.names.plain(spot.value) for spot in self.spots("@type") if isinstance(spot.value, str)]

    @property
    def id(self) -> str | None:
        """Its `@id`."""
        found = self.value.get("@id")
        return found if isinstance(found, str) and found else None


_NESTED = 10
"""Lists in lists that are opened."""


def _members(value: Any, pointer: str, depth: int = 0) -> Iterator[Spot]:
    if isinstance(value, Mapping):
        for box in ("@list", "@set"):
            if box in value:
                value, pointer = value[box], f"{pointer}/{box}"
                break
    if isinstance(value, list):
        for index, one in enumerate(value):
            if isinstance(one, list) and depth < _NESTED:  # JSON-LD has no lists in lists
                yield from _members(one, f"{pointer}/{index}", depth + 1)
            elif one is not None:  # in JSON-LD null says nothing
                yield Spot(one, f"{pointer}/{index}")
    elif value is not None:
        yield Spot(value, pointer)


def texts_of(value: Any) -> list[str]:
    """The text of a value: one, a number, one with a language; of several languages English or the first."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, Mapping):
        if "@value" in value:
            return texts_of(value["@value"]) if not isinstance(value["@value"], Mapping) else []
        by_language = {
            key: one for key, one in value.items() if isinstance(one, str) and _LANGUAGE.fullmatch(key)
        }
        if by_language and len(by_language) == len(value):
            return texts_of(by_language.get("en") or next(iter(by_language.values())))
    return []


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
