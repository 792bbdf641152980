"""Fixes of metadata keys, lists and repeated items."""

from __future__ import annotations

import re

from opendata_lint.card import Card
from opendata_lint.card.values import key_text, scalar
from opendata_lint.finding import Edit, Finding, Fix
from opendata_lint.rules.fixes import fixer
from opendata_lint.rules.fixes.scalars import means_text
from opendata_lint.rules.fixes.yaml_edits import own, parent_of, quote_of, remove, rename, rewrite, wrap
from opendata_lint.vocabulary import fields, suggest


@fixer("MET002", "MET003")
def rename_key(finding: Finding, card: Card) -> Fix | None:
    """A key that has another name today; where both stand and say the same, the old one goes."""
    pointer = finding.place.pointer or ""
    renamed = fields.renamed_key(pointer.removeprefix("/"))
    if renamed is None:
        return None
    edits = rename(card, pointer, renamed.key)
    if edits:
        return Fix(f"rename the key to `{renamed.key}`", edits)
    edits = _remove_if_same(card, pointer.removeprefix("/"), renamed.key)
    return Fix(f"remove the key, as `{renamed.key}` says the same", edits) if edits else None


def _remove_if_same(card: Card, old: str, new: str) -> tuple[Edit, ...] | None:
    members = [item.key and key_text(item.key) for item in card.root.items] if card.root else []
    if card.root is None or members.count(old) != 1 or _members(card, old) != _members(card, new):
        return None
    return remove(card, card.root, members.index(old))


def _members(card: Card, key: str) -> list[str]:
    value = card.metadata.get(key)
    return [repr(member) for member in (value if isinstance(value, list) else [value])]


@fixer("MET028")
def correct_key(finding: Finding, card: Card) -> Fix | None:
    """A key that looks misspelt; unsafe, as somebody's own key may look like a known one."""
    pointer = finding.place.pointer or ""
    near = suggest(pointer.removeprefix("/"), fields.known_keys(card.kind))
    edits = rename(card, pointer, near[0]) if near else None
    return Fix(f"rename the key to `{near[0]}`", edits, safe=False) if edits else None


@fixer("MET029")
def make_list(finding: Finding, card: Card) -> Fix | None:
    """A text where a list of texts is meant."""
    found = own(card, finding.place.pointer or "")
    edits = wrap(card, found.value) if found else None
    return Fix("write the value as a list", edits) if edits else None


@fixer("MET004")
def make_type(finding: Finding, card: Card) -> Fix | None:
    """`tags: a` is a list of one; a number where text is meant goes into quotes."""
    pointer = finding.place.pointer or ""
    if pointer == "/tags":
        return make_list(finding, card)
    found = own(card, pointer)
    if found is None or not means_text(pointer) or quote_of(card, found.value) != "":
        return None
    value = scalar(found.value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    edits = rewrite(card, found.value, found.value.raw, '"')
    return Fix(f'write "{found.value.raw}" in quotes', edits) if edits else None


@fixer("MET007")
def remove_repeated_item(finding: Finding, card: Card) -> Fix | None:
    """The later of two equal items."""
    pointer = finding.place.pointer or ""
    parent = own(card, parent_of(pointer))
    index = pointer.rpartition("/")[2]
    if parent is None or not index.isdigit() or int(index) >= len(parent.value.items):
        return None
    edits = remove(card, parent.value, int(index))
    return Fix("remove the repeated item", edits) if edits else None


@fixer("MET025")
def trim(finding: Finding, card: Card) -> Fix | None:
    """White space and quotes that became part of a value."""
    found = own(card, finding.place.pointer or "")
    value = scalar(found.value) if found and found.value.kind == "scalar" else None
    if found is None or not isinstance(value, str):
        return None
    text = value.strip()
    inner = re.fullmatch(r"([\"'])(.*)\1", text)
    text = inner[2].strip() if inner else text
    edits = rewrite(card, found.value, text) if text else None
    return Fix("remove the white space or quotes around the value", edits) if edits else None
