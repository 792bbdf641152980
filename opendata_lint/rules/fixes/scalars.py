"""Fixes of keys and values that readers of YAML take in different ways."""

from __future__ import annotations

import re
from functools import lru_cache

from opendata_lint.card import Card
from opendata_lint.card.comments import scalar_regions
from opendata_lint.card.nodes import Node, compose
from opendata_lint.card.values import follow, key_text, named, scalar, to_value
from opendata_lint.finding import Edit, Finding, Fix, Span
from opendata_lint.rules.fixes import fixer
from opendata_lint.rules.fixes.yaml_edits import (
    collections,
    own,
    parent_of,
    quote_of,
    remove,
    rename,
    rewrite,
)

_TEXT_KEYS = frozenset({
    "language", "languages", "language_bcp47", "language_details", "tags", "pretty_name", "license",
    "licenses", "license_name", "license_link", "task_categories", "task_ids", "multilinguality",
    "size_categories", "source_datasets", "annotations_creators", "language_creators", "datasets",
    "base_model", "library_name", "pipeline_tag", "arxiv", "paperswithcode_id",
})  # fmt: skip
"""Keys below which text alone is meant."""
_EDGES = "\u00a0\u200b\u2060\ufeff\u00ad"


def means_text(pointer: str) -> bool:
    """Whether a value there can only be meant as text."""
    return pointer.split("/")[1] in _TEXT_KEYS or "/class_label/names" in pointer


def _node(finding: Finding, card: Card) -> Node | None:
    """The key or value that a finding is about, where it may be edited."""
    pointer = finding.place.pointer
    found = own(card, pointer) if pointer else None
    if found is None:
        return None
    return found.key if finding.place.part == "key" else found.value


def _quoted(card: Card, node: Node | None, safe: bool) -> Fix | None:
    if node is None or quote_of(card, node) != "" or "\n" in card.text[node.start : node.end]:
        return None
    edits = rewrite(card, node, node.raw, '"')
    return Fix(f"write {edits[0].text} in quotes", edits, safe) if edits else None


@fixer("YML011")
def quote_boolean_word(finding: Finding, card: Card) -> Fix | None:
    """`no` where a text is meant; elsewhere, `default: no`, the boolean may be."""
    safe = finding.place.part == "key" or means_text(finding.place.pointer or "/")
    return _quoted(card, _node(finding, card), safe)


@fixer("YML012")
def quote_number(finding: Finding, card: Card) -> Fix | None:
    """Numbers where a text is meant, and what is text for the Hub at least."""
    node = _node(finding, card)
    if node is None:
        return None
    loses_zero = re.fullmatch(r"\d+\.\d+0", node.raw) is not None  # only versions and the like are told of
    safe = loses_zero or means_text(finding.place.pointer or "/")
    return _quoted(card, node, safe) if safe or isinstance(scalar(node), str) else None


@fixer("YML013")
def quote_date(finding: Finding, card: Card) -> Fix | None:
    """A date stays what it says when it is text."""
    return _quoted(card, _node(finding, card), True)


@fixer("YML023")
def quote_unreadable(finding: Finding, card: Card) -> Fix | None:
    """A text that stops Python tools, or a comment that stands too close."""
    if finding.place.span is not None:
        start = finding.place.span[0]
        return (
            Fix("put a space before the comment", (Edit(start, start, " "),))
            if card.text[start] == "#"
            else None
        )
    node = _node(finding, card)
    return _quoted(card, node, True) if node is not None and isinstance(scalar(node), str) else None


@fixer("YML014")
def space_for_tabs(finding: Finding, card: Card) -> Fix | None:
    """Every tab between the tokens of the front matter, as the next one would stop its readers again."""
    assert card.front_matter is not None
    start, end = card.front_matter.yaml
    texts = scalar_regions(card)
    edits = []
    for match in re.finditer(r"\t+|(?<!\S)#[^\r\n]*", card.text[start:end]):
        place = start + match.start()
        if match.group()[0] == "\t" and not any(first <= place < last for first, last in texts):
            edits.append(Edit(place, start + match.end(), " "))
    if not edits or not _says_the_same(card, edits):
        return None
    return Fix("replace tabs by spaces", tuple(edits))


def _says_the_same(card: Card, edits: list[Edit]) -> bool:
    """Whether the front matter has the same value behind edits that keep to it."""
    assert card.front_matter is not None
    start, end = card.front_matter.yaml
    text = card.text[:end]
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    root = compose(text[start:], start).root
    return root is not None and to_value(root) == card.value


_MOST_ALIKE = 20
"""A key that is repeated more often than that is no slip, and comparing all with all takes too long."""


@fixer("YML005")
def remove_repeated_key(finding: Finding, card: Card) -> Fix | None:
    """The later of two keys that say the very same; of two that differ, a person must choose."""
    node, index = _keys(card).get(finding.place.span, (None, 0))
    key = node.items[index].key if node else None
    if node is None or key is None:
        return None
    name = key_text(key)
    alike = named(node)[name]
    if len(alike) > _MOST_ALIKE or len({repr(to_value(item.value)) for item in alike}) > 1:
        return None
    edits = remove(card, node, index)
    return Fix(f"remove the second `{name[:40]}`, which says the same", edits) if edits else None


@lru_cache(maxsize=1)
def _keys(card: Card) -> dict[Span | None, tuple[Node, int]]:
    """The mapping and the index of each key, by where it stands."""
    return {
        item.key.span: (node, index)
        for node in collections(card)
        for index, item in enumerate(node.items)
        if item.key is not None
    }


@fixer("YML017")
def quote_keys(finding: Finding, card: Card) -> Fix | None:
    """All keys of the mapping that are no text; certain only for the numbers of labels."""
    found = own(card, finding.subject)
    keys = [item.key for item in found.value.items if item.key is not None] if found else []
    edits: list[Edit] = []
    for key in keys:
        if key.kind == "scalar" and not isinstance(scalar(key), str):
            new = (
                rewrite(card, key, key.raw, '"')
                if quote_of(card, key) == "" and key_text(key) == key.raw
                else None
            )
            if new is None:
                return None
            edits.extend(new)
    safe = finding.subject.endswith("/class_label/names")
    return Fix("put the keys in quotes", tuple(edits), safe) if edits else None


@fixer("YML021")
def plain_characters(finding: Finding, card: Card) -> Fix | None:
    """Odd line ends become spaces, odd edges of keys go, typographic quotes become straight."""
    pointer = finding.place.pointer
    if finding.place.span is not None:
        return Fix("replace the character by a space", (Edit(*finding.place.span, " "),))
    node = _node(finding, card)
    if node is None or pointer is None:
        return None
    if finding.place.part == "key":
        name = node.raw.strip(_EDGES)
        parent = own(card, parent_of(pointer))
        edits = (
            rename(card, pointer, name) if name and parent and not follow(parent.value, f"/{name}") else None
        )
        return Fix("remove the invisible character", edits) if edits else None
    edits = rewrite(card, node, node.raw[1:-1].strip(), '"')
    return Fix("write straight quotes", edits) if edits else None
