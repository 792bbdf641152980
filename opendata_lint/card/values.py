"""Nodes to values by YAML 1.2's core schema (as js-yaml and so the Hub reads them), and back to nodes.

Dates stay text. Keys become text as JavaScript would make them. Merge keys (`<<`) are followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from opendata_lint.card.nodes import Item, Node
from opendata_lint.finding import Span

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,4000}\Z")
_RADIX_INT = re.compile(r"(0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400})\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,9})?\Z")
_SPECIAL_FLOAT = {
    **{sign + word: sign + "inf" for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), "nan"),
}

_TAG = "tag:yaml.org,2002:"
KNOWN_TAGS = frozenset(
    _TAG + name
    for name in [
        "str",
        "int",
        "float",
        "bool",
        "null",
        "seq",
        "map",
        "binary",
        "timestamp",
        "omap",
        "pairs",
        "set",
        "merge",
    ]
)
"""Tags that js-yaml's default schema knows; any other is an error there."""


def scalar(node: Node) -> Any:
    """A scalar's value: None, a bool, an int, a float or a str."""
    if node.tag is None:
        return _by_looks(node.raw) if node.style == "plain" else node.raw
    typed = node.tag in KNOWN_TAGS and node.tag != _TAG + "str"
    return _by_looks(node.raw) if typed else node.raw


def _by_looks(raw: str) -> Any:
    if raw in _NULL:
        return None
    if raw in _BOOL:
        return _BOOL[raw]
    return _number(raw) if raw[0].isdigit() or raw[0] in "-+." else raw


def _number(raw: str) -> Any:
    """A number where the text is one, else the text."""
    if _INT.match(raw):
        return int(raw)
    if _RADIX_INT.match(raw):
        return int(raw[2:], 8 if raw[1] == "o" else 16)
    if _FLOAT.match(raw):
        return float(raw)
    special = _SPECIAL_FLOAT.get(raw)
    return float(special) if special else raw


def key_text(node: Node) -> str:
    """The name that a key has once it is a property of an object."""
    if node.kind != "scalar":
        members = ",".join(key_text(item.value) for item in node.items if item.key is None)
        return "[object Object]" if node.kind == "mapping" else members
    value = scalar(node)
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return str(value).lower().replace("none", "null")
    return f"{value:g}" if isinstance(value, float) else str(value)


def to_value(node: Node) -> Any:
    """The value of a node: dicts, lists and scalars; anchored nodes are shared, not copied."""
    return _Valuer().value(node)


class _Valuer:
    def __init__(self) -> None:
        self.made: dict[int, Any] = {}

    def value(self, node: Node) -> Any:
        if node.kind == "scalar":
            return scalar(node)
        if id(node) not in self.made:
            self.made[id(node)] = self._collection(node)
        return self.made[id(node)]

    def _collection(self, node: Node) -> Any:
        if node.kind == "sequence":
            return [self.value(item.value) for item in node.items]
        merged: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for item in node.items:
            assert item.key is not None
            if _is_merge(item):
                for source in reversed(_merge_sources(item)):
                    merged.update(self.value(source))
            else:
                own[key_text(item.key)] = self.value(item.value)
        return {**merged, **own} if merged else own


def _is_merge(item: Item) -> bool:
    key = item.key
    return key is not None and key.raw == "<<" and key.style == "plain" and bool(_merge_sources(item))


def _merge_sources(item: Item) -> list[Node]:
    """The mappings that a merge key names; none where its value is no mapping, as then it is a plain key."""
    if item.value.kind == "mapping":
        return [item.value]
    members = [member.value for member in item.value.items]
    return members if members and all(member.kind == "mapping" for member in members) else []


class Found(NamedTuple):
    """Where a pointer leads."""

    key: Node | None
    value: Node
    aliases: tuple[Span, ...]
    """The aliases on the way, outermost first."""


def follow(root: Node, pointer: str) -> Found | None:
    """The node that a JSON pointer names, or None where there is no such node."""
    found = Found(None, root, ())
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        step = _step(found.value, name)
        if step is None:
            return None
        found = Found(step.key, step.value, found.aliases + step.aliases)
    return found


def _step(node: Node, name: str) -> Found | None:
    if node.kind == "sequence":
        if not name.isdigit() or int(name) >= len(node.items):
            return None
        item = node.items[int(name)]
        return Found(None, item.value, (item.alias,) if item.alias else ())
    for item in reversed(named(node).get(name, ())):
        if not _is_merge(item):
            return Found(item.key, item.value, (item.alias,) if item.alias else ())
    for item in named(node).get("<<", ()):
        if _is_merge(item):
            for source in _merge_sources(item):
                step = _step(source, name)
                if step:
                    alias = (item.alias,) if item.alias else ()
                    return Found(step.key, step.value, alias + step.aliases)
    return None


def named(node: Node) -> dict[str, list[Item]]:
    """The members of a mapping by the text of their keys, in order; empty for other nodes."""
    if node.named is None:
        node.named = {}
        for item in node.items:
            if item.key is not None:
                node.named.setdefault(key_text(item.key), []).append(item)
    return node.named


def pointer_of(parent: str, name: str | int) -> str:
    """The pointer of a member of the value at `parent`."""
    return f"{parent}/{str(name).replace('~', '~0').replace('/', '~1')}"


def walk(root: Node) -> Iterator[tuple[str, Item]]:
    """Every member below `root`, each node once, with its pointer; aliases are not followed."""
    stack: list[tuple[str, Node]] = [("", root)]
    while stack:
        parent, node = stack.pop()
        below: list[tuple[str, Node]] = []
        for index, item in enumerate(node.items):
            pointer = pointer_of(parent, key_text(item.key) if item.key is not None else index)
            yield pointer, item
            if item.alias is None and item.value.items:
                below.append((pointer, item.value))
        stack.extend(reversed(below))
