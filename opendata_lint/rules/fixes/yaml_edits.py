"""Edits of front matter that leave everything else byte for byte: quotes, comments, order, line ends."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from opendata_lint.card import Card
from opendata_lint.card.comments import scalar_regions
from opendata_lint.card.nodes import Item, Node
from opendata_lint.card.values import Found, follow, key_text, scalar, walk
from opendata_lint.card.yaml11 import read_plain
from opendata_lint.finding import Edit, Span


@lru_cache(maxsize=2)
def _shared(card: Card) -> frozenset[int]:
    """The nodes that stand in the text once and in the value more often, by way of an alias."""
    items = [item for _, item in card.members]
    uses = Counter(id(node) for item in items for node in (item.key, item.value) if node is not None)
    return frozenset(node for node, count in uses.items() if count > 1)


def collections(card: Card) -> Iterator[Node]:
    """Every mapping and list of the front matter, each once."""
    if card.root is not None:
        yield card.root
        yield from (item.value for _, item in card.members if item.alias is None and item.value.items)


def own(card: Card, pointer: str) -> Found | None:
    """Where a pointer leads, if that is one place: no alias, no key given twice is on the way."""
    if card.root is None:
        return None
    found = Found(None, card.root, ())
    for token in pointer.split("/")[1:]:
        step = follow(found.value, f"/{token}")
        if step is None or step.aliases or _is_given_twice(found.value, step.key):
            return None
        if {id(step.key), id(step.value)} & _shared(card):
            return None
        found = step
    return found


def _is_given_twice(mapping: Node, key: Node | None) -> bool:
    if key is None:
        return False
    name = key_text(key)
    return sum(item.key is not None and key_text(item.key) == name for item in mapping.items) > 1


def parent_of(pointer: str) -> str:
    """The pointer of the mapping or list that holds what `pointer` names."""
    return pointer.rpartition("/")[0]


def quote_of(card: Card, node: Node) -> str | None:
    """The quote of a scalar, empty for a plain one; None for block text, tags and collections."""
    if node.kind != "scalar" or node.tag is not None or node.style not in ("plain", "quoted"):
        return None
    if node.style == "plain":
        return ""
    mark = card.text[node.start : node.start + 1]
    return mark if mark in ("'", '"') else None


def written(text: str, quote: str) -> str:
    """`text` as a scalar with this quote; plain ones get quotes where their readers need them."""
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if quote == "" and _is_plain_text(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_plain_text(text: str) -> bool:
    if not re.fullmatch(r"[A-Za-z0-9][\w.+<>/|-]*", text, re.A) or read_plain(text).type != "text":
        return False
    node = Node("scalar", 0, 0)
    node.raw, node.style = text, "plain"
    return isinstance(scalar(node), str)


def rewrite(card: Card, node: Node, text: str, quote: str | None = None) -> tuple[Edit, ...] | None:
    """Write `text` in place of a scalar, in its own quotes or in those given."""
    mark = quote_of(card, node)
    if mark is None:
        return None
    return (Edit(node.start, node.end, written(text, mark if quote is None else quote)),)


def respell(card: Card, pointer: str, text: str) -> tuple[Edit, ...] | None:
    """Write `text` in place of a value; in a list that has it already, the old item goes instead."""
    found, parent = own(card, pointer), own(card, parent_of(pointer))
    if found is None or parent is None:
        return None
    if parent.value.kind == "sequence":
        siblings = [item.value for item in parent.value.items]
        if any(
            node is not found.value and node.kind == "scalar" and scalar(node) == text for node in siblings
        ):
            return remove(card, parent.value, siblings.index(found.value))
    return rewrite(card, found.value, text)


def rename(card: Card, pointer: str, name: str) -> tuple[Edit, ...] | None:
    """Give a key another name, unless its mapping has a key of that name already."""
    parent = own(card, parent_of(pointer))
    if parent is None or follow(parent.value, f"/{name}"):
        return None
    old = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    keys = [item.key for item in parent.value.items if item.key is not None and key_text(item.key) == old]
    if len(keys) != 1 or id(keys[0]) in _shared(card):
        return None
    return rewrite(card, keys[0], name)


def wrap(card: Card, node: Node) -> tuple[Edit, ...] | None:
    """Make a text a list of one, in brackets. A comma in a plain text may be meant to part two items."""
    source = card.text[node.start : node.end]
    if quote_of(card, node) is None or not isinstance(scalar(node), str) or "\n" in source or "\r" in source:
        return None
    if node.style == "plain" and re.search(r"[][{},]|:\Z", source):
        return None
    return (Edit(node.start, node.end, f"[{source}]"),)


def remove(card: Card, parent: Node, index: int) -> tuple[Edit, ...] | None:
    """Take a member out of a list or mapping; never the first, and none with a comment on its lines."""
    item = parent.items[index]
    start, end = extent(item)
    if index == 0 or _is_used_elsewhere(card, item) or _holds_comment(card, start, end):
        return None
    if parent.style == "flow":
        before = extent(parent.items[index - 1])[1]
        return (Edit(before, end, ""),) if re.fullmatch(r"\s*,\s*", card.text[before:start]) else None
    lines = card.source.line_starts
    line, last = card.source.line_of(start), card.source.line_of(end)
    lead, rest = card.text[lines[line] : start], card.source.line_text(last)[end - lines[last] :]
    alone = re.fullmatch(r" *" if item.key is not None else r" *-[ \t]+", lead)
    if not alone or rest.strip() or last + 1 >= len(lines) or _is_below_block_text(card, lines[line]):
        return None
    return (Edit(lines[line], lines[last + 1], ""),)


def _is_below_block_text(card: Card, start: int) -> bool:
    """Whether block text ends above; as the last of all it would lose its line end to the closing fence."""
    ends = _block_text_ends(card)
    before = bisect_right(ends, start)
    return before > 0 and not card.text[ends[before - 1] : start].strip()


@lru_cache(maxsize=1)
def _block_text_ends(card: Card) -> list[int]:
    """Where block texts end, in order."""
    nodes = (item.value for _, item in card.members)
    return sorted(node.end for node in nodes if node.kind == "scalar" and node.style == "block")


def _holds_comment(card: Card, start: int, end: int) -> bool:
    marks = [match.start() for match in re.finditer(r"(?<!\S)#", card.text[start:end])]
    texts = scalar_regions(card) if marks else []
    return any(not any(a <= start + mark < b for a, b in texts) for mark in marks)


def extent(item: Item) -> Span:
    """Where a member of a list or mapping begins and ends, its key included."""
    start, end = item.alias or item.value.span
    return (item.key.start, max(item.key.end, end)) if item.key is not None else (start, end)


def _is_used_elsewhere(card: Card, item: Item) -> bool:
    if item.alias is not None:
        return False
    below = [node for _, inner in walk(item.value) for node in (inner.key, inner.value)]
    return any(id(node) in _shared(card) for node in (item.key, item.value, *below) if node is not None)
