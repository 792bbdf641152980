"""Plain values that YAML 1.1 and YAML 1.2 see differently.

The Hub reads front matter by YAML 1.2's core schema (js-yaml), Python tools by YAML 1.1 (PyYAML's
SafeLoader); `card/yaml11.py` knows the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.nodes import Node
from opendata_lint.card.values import scalar
from opendata_lint.card.yaml11 import Reading, read_plain
from opendata_lint.finding import Finding, Place, at_key, at_span, at_value
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

_QUOTE_IT = "put it in quotes if text is meant"


class _Plain(NamedTuple):
    """A plain scalar of front matter that two readers see differently."""

    node: Node
    place: Place
    old: Reading
    new: object


@lru_cache(maxsize=2)  # each rule here asks of the same card
def _differing(card: Card) -> tuple[_Plain, ...]:
    """Keys and values that a YAML 1.1 reader does not take as the Hub does."""
    return tuple(_all_differing(card))


def _all_differing(card: Card) -> Iterator[_Plain]:
    for pointer, item in card.members:
        # A key that is no text for either reader is YML017's.
        if item.key is not None and item.key.raw != "<<" and isinstance(scalar(item.key), str):
            yield from _differing_node(item.key, at_key(pointer))
        if item.alias is None:
            yield from _differing_node(item.value, at_value(pointer))


def _differing_node(node: Node, place: Place) -> Iterator[_Plain]:
    if node.kind != "scalar" or node.style != "plain" or node.tag is not None or _alike_at_a_glance(node.raw):
        return
    old, new = read_plain(node.raw), scalar(node)
    if not _same(old, new):
        yield _Plain(node, place, old, new)


def _same(old: Reading, new: object) -> bool:
    if isinstance(new, (int, float)) and not isinstance(new, bool):
        # By their texts, as NaN equals nothing, not even itself.
        return old.type in ("integer", "float") and (old.value == new or str(old.value) == str(new) == "nan")
    kind = "boolean" if isinstance(new, bool) else "null" if new is None else "text"
    return old.type == kind


def _alike_at_a_glance(raw: str) -> bool:
    """Spare the thousands of counts and words of a large card the closer look."""
    if raw.isdecimal():
        return raw.isascii() and (raw[0] != "0" or raw == "0")
    return not raw or (len(raw) > 5 and not (raw[0].isdigit() or raw[0] in "-+."))


def _shown(value: object) -> str:
    return f"the text `{value}`" if isinstance(value, str) else f"`{str(value).lower()}`"


@rule("YML011")
def boolean_word(card: Card, tree: Tree) -> Iterator[Finding]:
    """Words that are booleans for YAML 1.1 readers and text for the Hub."""
    for plain in _differing(card):
        if plain.old.type == "boolean":
            raw = plain.node.raw
            yield Finding(
                "YML011",
                f"`{raw}` is the boolean {_shown(plain.old.value)} for Python tools and text for the Hub",
                plain.place,
                hint=f'for the text write "{raw}" in quotes, for the boolean {_shown(plain.old.value)}',
            )


@rule("YML012")
def number_lookalike(card: Card, tree: Tree) -> Iterator[Finding]:
    """Values that are another number, or a number for one reader and text for the other."""
    for plain in _differing(card):
        if plain.old.type in ("integer", "float", "text"):
            old, new = _shown(plain.old.value), _shown(plain.new)
            yield Finding(
                "YML012",
                f"Python tools read `{plain.node.raw}` as {old}, the Hub as {new}",
                plain.place,
                hint=_QUOTE_IT + ", or write the number out",
            )
    yield from _lost_zeros(card)


_NAMES_A_TEXT = re.compile(r"(?:^|[_-])(?:version|revision|arxiv|doi|ids?|tags?|names?)\Z", re.I)


def _lost_zeros(card: Card) -> Iterator[Finding]:
    """Versions and identifiers that lose their last zero on becoming a number."""
    for pointer, item in card.members:
        raw = item.value.raw
        if item.value.style != "plain" or not re.fullmatch(r"\d+\.\d+0", raw) or item.value.tag or item.alias:
            continue
        names = [name for name in pointer.split("/") if not name.isdigit()]
        if names and _NAMES_A_TEXT.search(names[-1]):
            yield Finding(
                "YML012",
                f"`{raw}` is read as the number {float(raw):g}: its last zero is lost",
                at_value(pointer),
                hint=f'write "{raw}" in quotes',
            )  # fmt: skip


@rule("YML013")
def plain_date(card: Card, tree: Tree) -> Iterator[Finding]:
    """Dates that become date objects."""
    for plain in _differing(card):
        if plain.old.type == "date":
            yield Finding(
                "YML013",
                f"`{plain.node.raw}` is a date object for most YAML readers, not text",
                plain.place,
                hint=f'write "{plain.node.raw}" in quotes',
            )


@rule("YML023")
def unreadable(card: Card, tree: Tree) -> Iterator[Finding]:
    """Values at which Python tools stop with an error."""
    for plain in _differing(card):
        if plain.old.type == "unreadable":
            yield Finding(
                "YML023",
                f"Python tools stop with an error at `{plain.node.raw}`, which the Hub reads",
                plain.place,
                hint=_QUOTE_IT,
            )
    stop = _where_pyyaml_stops(card)
    if stop is not None and card.text[stop] != "\t":
        yield Finding(
            "YML023",
            f"Python tools stop with an error at `{card.text[stop]}`, which the Hub reads",
            at_span(stop, stop + 1),
            hint="put a space before the comment",
        )


@rule("YML014")
def tab(card: Card, tree: Tree) -> Iterator[Finding]:
    """Tabs that the Hub takes for white space and PyYAML's own reader refuses."""
    stop = _where_pyyaml_stops(card)
    if stop is not None and card.text[stop] == "\t":
        yield Finding(
            "YML014",
            "a tab stands where YAML asks for spaces: Python tools stop with an error, the Hub reads it",
            at_span(stop, stop + 1),
            hint="replace the tab by a space",
        )


_SUSPECT = re.compile(r"\t|[|>][-+\d]{0,2}#")
"""What PyYAML's own reader may refuse where its C reader and the Hub's do not."""


def _where_pyyaml_stops(card: Card) -> int | None:
    """The offset at which PyYAML's own reader, the slow one that most tools use, gives up."""
    raw = card.raw_front_matter
    if card.front_matter is None or card.yaml_fault or not raw or not _SUSPECT.search(raw):
        return None
    import yaml

    try:
        for _ in yaml.scan(raw, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        if error.problem_mark:
            return min(card.front_matter.yaml[0] + error.problem_mark.index, len(card.text) - 1)
    return None
