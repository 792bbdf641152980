"""Front matter's keys and values as YAML: what its readers refuse, or take otherwise than it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.card.nodes import Node
from opendata_lint.card.values import KNOWN_TAGS, key_text, scalar
from opendata_lint.finding import Finding, Place, Related, at_key, at_span, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.yaml_causes import TEMPLATE, template_span
from opendata_lint.tree import Tree


@rule("YML005")
def duplicate_key(card: Card, tree: Tree) -> Iterator[Finding]:
    """A key that its mapping has twice."""
    first: dict[tuple[str, str], Node] = {}
    for pointer, item in card.members:
        if item.key is None or item.key.raw == "<<":
            continue
        name = key_text(item.key)
        earlier = first.setdefault((pointer, name), item.key)
        if earlier is not item.key:
            yield Finding(
                "YML005",
                f"duplicated mapping key `{name[:60]}`: the Hub refuses it, Python tools keep the last value",
                at_span(*item.key.span),
                hint="keep one of the two",
                related=(Related(at_span(*earlier.span), "first given here"),),
            )


@rule("YML015")
def tag(card: Card, tree: Tree) -> Iterator[Finding]:
    """Tags such as `!!python/tuple`, of which safe readers make nothing."""
    root = [(card.root, card.root.tag, at_span(card.root.start, card.root.start))] if card.root else []
    for node, tag, place in [*root, *_tagged(card)]:
        if tag is None or tag == "!":
            continue
        short = tag.replace("tag:yaml.org,2002:", "!!")
        if tag not in KNOWN_TAGS:
            message = f"unknown tag `{short}`: no safe YAML reader makes a value of it"
        elif short in _LOOKS and node.kind == "scalar" and not _fits_tag(node, short):
            message = f"the tag `{short}` does not fit the value `{node.raw[:40]}`"
        else:
            continue
        yield Finding("YML015", message, place, hint="remove the tag")


def _tagged(card: Card) -> Iterator[tuple[Node, str, Place]]:
    """Members with a tag, with it and their place; what stands behind an alias was tagged elsewhere."""
    for pointer, item in card.members:
        for node, place_of in ((item.key, at_key), (item.value, at_value)):
            if node is not None and node.tag is not None and not item.alias:
                yield node, node.tag, place_of(pointer)


_LOOKS = {"!!bool": (bool,), "!!int": (int,), "!!float": (int, float), "!!null": (type(None),)}


def _fits_tag(node: Node, short: str) -> bool:
    value = scalar(node)
    return isinstance(value, _LOOKS[short]) and isinstance(value, bool) == (short == "!!bool")


@rule("YML017")
def key_type(card: Card, tree: Tree) -> Iterator[Finding]:
    """Keys that are numbers, booleans, null or collections; one finding for those of a mapping."""
    mappings: dict[str, list[Node]] = {}
    for pointer, item in card.members:
        if item.key is not None and not _is_text_key(item.key) and not _is_inner_brace(card, item.key):
            mappings.setdefault(pointer.rpartition("/")[0], []).append(item.key)
    for parent, keys in mappings.items():
        first = keys[0]
        kind = _KEY_KINDS[type(scalar(first))] if first.kind == "scalar" else f"a {first.kind}"
        also = f", as are {len(keys) - 1} more" if len(keys) > 1 else ""
        of_labels = parent.endswith("class_label/names")
        reason = (
            "the numbers of `class_label` must be text"
            if of_labels
            else "Python tools do not take it as text"
        )
        yield Finding(
            "YML017",
            f"the key `{(first.raw or key_text(first))[:40]}` is {kind}{also}: {reason}",
            at_span(*first.span),
            hint="put the keys in quotes",
            subject=parent,
        )


_KEY_KINDS = {bool: "a boolean", int: "a number", float: "a number", type(None): "null"}


def _is_text_key(key: Node) -> bool:
    return key.kind == "scalar" and isinstance(scalar(key), str)


def _is_inner_brace(card: Card, key: Node) -> bool:
    """Whether a key is the inner mapping of `{{ name }}`, a template that YML018 tells of."""
    return key.kind == "mapping" and card.text[key.start - 1] == "{"


@rule("YML018")
def template(card: Card, tree: Tree) -> Iterator[Finding]:
    """Template expressions that no program has filled in."""
    spans = [at_span(*span)] if (span := template_span(card)) else []
    if card.root is not None and _is_template(card.root):
        spans.append(at_span(*card.root.span))
    else:
        spans.extend(_template_places(card))
    for place in spans:
        assert place.span is not None
        shown = " ".join(card.text[slice(*place.span)].split())[:60]
        yield Finding(
            "YML018", f"unfilled template expression `{shown}`", place, hint="write the value itself"
        )


def _template_places(card: Card) -> Iterator[Place]:
    for pointer, item in card.members:
        value = item.value
        if item.alias or not (
            _is_template(value) or (value.kind == "scalar" and TEMPLATE.fullmatch(value.raw.strip()))
        ):
            continue
        if not re.search(r"template|prompt|widget|chat|inference", pointer):  # templates by purpose
            yield at_span(*value.span)


def _is_template(node: Node) -> bool:
    """Whether a node is `{{ name }}` or `{name}`, which YAML takes for mappings."""
    if node.kind != "mapping" or node.style != "flow" or len(node.items) != 1:
        return False
    key, value, _ = node.items[0]
    if key is None or value.raw or value.kind != "scalar" or value.style != "plain":
        return False
    return key.kind == "mapping" or bool(
        re.fullmatch(r"[A-Za-z_][\w.]*", key.raw) and value.start == value.end
    )


_EDGES = "\u00a0\u200b\u2060\ufeff\u00ad"
_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
_TYPOGRAPHIC = re.compile(r"[“”„«‘’‚][^“”„«»‘’‚]*[“”»‘’]")


@rule("YML021")
def odd_character(card: Card, tree: Tree) -> Iterator[Finding]:
    """Characters that look like white space, line ends or quotes, and are not."""
    raw = card.raw_front_matter
    if raw is None or card.front_matter is None:
        return
    for match in _LINE_ENDS.finditer(raw):
        start = card.front_matter.yaml[0] + match.start()
        code = f"U+{ord(match.group()):04X}"
        message = f"{code} ends a line for Python tools and is a character like any other for the Hub"
        yield Finding("YML021", message, at_span(start, start + 1), hint="remove the character")
    for pointer, item in card.members:
        if item.key is not None and item.key.raw != item.key.raw.strip(_EDGES):
            message = f"the key `{item.key.raw.strip(_EDGES)[:40]}` has an invisible character at its edge"
            yield Finding("YML021", message, at_key(pointer), hint="remove the no-break or zero-width space")
        value = item.value
        if value.style == "plain" and not item.alias and _TYPOGRAPHIC.fullmatch(value.raw):
            message = f"the typographic quotes around `{value.raw[1:-1][:40]}` are part of the value"
            yield Finding("YML021", message, at_value(pointer), hint='write straight quotes (") or none')


_OLD_TAGS = {"!", *("tag:yaml.org,2002:" + name for name in ("binary", "timestamp", "set", "omap", "pairs"))}


@rule("YML022")
def old_feature(card: Card, tree: Tree) -> Iterator[Finding]:
    """Merge keys and types of YAML 1.1 that YAML 1.2 dropped."""
    for _, item in card.members:
        if item.key is not None and item.key.raw == "<<" and item.key.style == "plain":
            message = "the merge key `<<` is no part of YAML 1.2: some readers take it for a key of that name"
            yield Finding("YML022", message, at_span(*item.key.span), hint="write the keys out")
    for node, tag, place in _tagged(card):
        if tag not in _OLD_TAGS or (tag == "!" and (node.kind != "scalar" or node.style == "quoted")):
            continue  # `!` says only what lists, mappings and quoted texts are already
        short = tag.replace("tag:yaml.org,2002:", "!!")
        message = f"readers make different values of the tag `{short}`"
        yield Finding("YML022", message, place, hint="write the value as plain text, list or mapping")
