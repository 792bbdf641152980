"""Descriptors whose reader takes out what it knows, so that what nobody took is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.leftovers import Left, escaped, label


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
        return Node(inner, f"{self.pointer}/{escaped(key)}", self._taken)

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
        step = escaped(str(name))
        named = label(inner) if isinstance(value, list) else None
        yield from _left(inner, f"{pointer}/{step}", f"{key}/{named or step}", taken, above)
