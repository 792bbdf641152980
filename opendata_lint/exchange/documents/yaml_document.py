"""YAML with places, by the reader of front matter and within its limits."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from opendata_lint.card.nodes import Node, compose
from opendata_lint.card.values import follow, to_value
from opendata_lint.exchange.documents.base import bound_paths, text_of
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import Place, Span


class YamlDocument:
    """A YAML file of one document."""

    def __init__(self, text: str, root: Node | None) -> None:
        self.text = text
        self._root = root
        self.value: Any = _of_json(to_value(root)) if root is not None else None
        """Read by the core schema of YAML 1.2; dates, and numbers that JSON does not have, stay text."""

    @cached_property
    def doubles(self) -> tuple[str, ...]:
        """Keys that stand more than once in a mapping."""
        found: dict[str, None] = {}
        waiting = [self._root] if self._root else []
        seen: set[int] = set()
        while waiting:
            node = waiting.pop()
            if id(node) in seen:  # reached through an alias before
                continue
            seen.add(id(node))
            keys = [item.key.raw for item in node.items if item.key]
            if len(set(keys)) < len(keys):
                counts = Counter(keys)
                found |= dict.fromkeys(key for key, count in counts.items() if count > 1)
            waiting.extend(item.value for item in node.items)
        return tuple(found)

    def span(self, place: Place) -> Span | None:
        """The offsets of a JSON pointer, or of what is nearest above it."""
        if place.span is not None or place.pointer is None or self._root is None:
            return place.span
        pointer, found = place.pointer, follow(self._root, place.pointer)
        while pointer and found is None:
            pointer = pointer.rpartition("/")[0]
            found = follow(self._root, pointer)
        if found is None or not pointer:
            return (self._root.start, self._root.start)
        if pointer != place.pointer or place.part == "key":
            return found.key.span if found.key else found.value.span
        if place.part == "item" and found.key:
            return found.key.start, max(found.key.end, found.value.end)
        return found.value.span


def read_yaml(data: bytes, path: str) -> YamlDocument:
    """A YAML file. Raises `DescriptorFault` for what is none, with its place."""
    text = text_of(data, path)
    root, fault = compose(text, 0)
    if fault:
        raise DescriptorFault(f"{path} is no YAML that can be read: {fault.problem}", fault.span)
    document = YamlDocument(text, root)
    bound_paths(document.value, path)
    return document


_LARGEST_NUMBER = 10**300


def _of_json(value: Any) -> Any:
    """A value with `.inf`, `.nan` and numbers of hundreds of digits as texts."""
    holder: list[Any] = [value]
    waiting: list[Any] = [holder]
    while waiting:
        one = waiting.pop()
        for key, member in one.items() if isinstance(one, dict) else enumerate(one):
            if isinstance(member, (dict, list)):
                waiting.append(member)
            elif isinstance(member, (int, float)) and not abs(member) < _LARGEST_NUMBER:  # nan is not
                one[key] = str(member) if isinstance(member, int) else f".{member}".replace(".-", "-.")
    return holder[0]
