"""Fixes of front matter as a block: its fences, what stands above it, byte order mark and line ends.

Each is tried before it is offered: behind it the Hub must find a block that is a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from opendata_lint.card import Card
from opendata_lint.card import front_matter as fm
from opendata_lint.card.nodes import compose
from opendata_lint.card.values import key_text
from opendata_lint.finding import Edit, Finding, Fix
from opendata_lint.rules.fixes import fixer
from opendata_lint.vocabulary import fields


@fixer("YML009")
def drop_byte_order_mark(finding: Finding, card: Card) -> Fix | None:
    """The mark says nothing in UTF-8."""
    return Fix("remove the byte order mark", (), drop_bom=True)


@fixer("YML008")
def move_to_top(finding: Finding, card: Card) -> Fix | None:
    """White space above the opening fence says nothing."""
    if card.front_matter is None:
        return None
    return Fix("let the file begin with `---`", (Edit(0, card.front_matter.opener[0], ""),))


@fixer("YML006", "YML007")
def mend_fence(finding: Finding, card: Card) -> Fix | None:
    """A fence that is there and misspelt is written right; one that is missing is put where it must be."""
    if card.front_matter is not None:
        return _close_above_heading(finding, card)
    odd = fm.oddities(card.text, None)
    mend = _MENDERS.get(odd[0].oddity) if odd else None
    return mend(card, odd[0]) if mend else None


def _keys(card: Card, edits: tuple[Edit, ...]) -> list[str]:
    """The keys of the front matter that the Hub finds behind some edits; none where it is no mapping."""
    text = card.text
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    found = fm.find(text)
    root = compose(text[slice(*found.yaml)], found.yaml[0]).root if found else None
    return (
        [key_text(i.key) for i in root.items if i.key is not None] if root and root.kind == "mapping" else []
    )


def _knows(keys: list[str]) -> bool:
    """Whether a key is one that cards have, so that the block is certainly meant as front matter."""
    return any(
        key in fields.known_keys(kind) or fields.renamed_key(key)
        for key in keys
        for kind in ("dataset", "model")
    )


def _tried(card: Card, title: str, *edits: Edit, safe: bool = True) -> Fix | None:
    keys = _keys(card, edits)
    return Fix(title, edits, safe and _knows(keys)) if keys else None


def _straighten_opener(card: Card, odd: fm.LookAlike) -> Fix | None:
    return _tried(card, "make the first line `---`", Edit(0, odd.span[1], "---"))


def _add_opener(card: Card, odd: fm.LookAlike) -> Fix | None:
    return _tried(
        card, "put a line `---` above the first key", Edit(0, odd.span[0], f"---{card.source.newline}")
    )


def _straighten_closer(card: Card, odd: fm.LookAlike) -> Fix | None:
    line = card.source.line_starts[card.source.line_of(odd.span[0])]
    return _tried(card, "close the front matter with a line `---`", Edit(line, odd.span[1], "---"))


def _move_text_down(card: Card, odd: fm.LookAlike) -> Fix | None:
    """What stands above goes below the block; comments are seen by nobody, so that moving them is safe."""
    above = card.text[: odd.span[0]]
    block = fm.find(card.text[odd.span[0] :])
    if block is None or card.source.rest or re.search(r"^\s*(?:```|~~~)", above, re.M):  # an example in code
        return None
    end = odd.span[0] + block.block[1]
    newline = card.source.newline
    joint = "" if card.text[end - 1 : end] in ("\n", "\r") else newline
    moved = Edit(end, end, f"{joint}{newline}{above.strip()}{newline}")
    only_comments = not re.sub(r"<!--.*?-->", "", above, flags=re.S).strip()
    title = "move what stands above the front matter below it"
    return _tried(card, title, Edit(0, odd.span[0], ""), moved, safe=only_comments)


def _mend_line_ends(card: Card, odd: fm.LookAlike) -> Fix | None:
    if card.source.rest:
        return None
    edits = (Edit(match.start(), match.end(), "\n") for match in re.finditer("\r", card.text))
    return _tried(card, "end lines with LF", *edits)


_YAML_LINE = re.compile(r"[ \t]*(?:#.*)?\Z|[ \t]+\S|- ?|[\"']?[A-Za-z_][\w-]*[\"']?:(?:[ \t]|\Z)")
_BODY_LINE = re.compile(r"#{1,6} +\S|<|!\[|\[")


def _add_closer(card: Card, odd: fm.LookAlike) -> Fix | None:
    """Below the last line of YAML; certain above nothing, or a blank line and a heading, HTML or a link."""
    if card.source.rest:
        return None
    number = first = card.source.line_of(odd.span[0]) + 1
    last = len(card.source.line_starts)
    while (
        number < last and _YAML_LINE.match(card.source.line_text(number)) and not _begins_body(card, number)
    ):
        number += 1
    below = number
    while number > first and not card.source.line_text(number - 1).strip():
        number -= 1
    # A heading right below YAML may be a comment of it.
    follows = card.source.line_text(below).strip() if below < last else ""
    safe = not follows or (below > number and _BODY_LINE.match(follows) is not None)
    newline = card.source.newline
    at = card.source.line_starts[number] if number < last else len(card.text)
    joint = "" if card.text[at - 1 : at] in ("\n", "\r") else newline
    return _tried(
        card, "close the front matter with a line `---`", Edit(at, at, f"{joint}---{newline}"), safe=safe
    )


def _begins_body(card: Card, number: int) -> bool:
    """Whether a line is a heading behind a blank line; a comment of YAML stands among keys."""
    if (
        not re.match(r"#{1,6} +\S", card.source.line_text(number))
        or card.source.line_text(number - 1).strip()
    ):
        return False
    later = (
        card.source.line_text(n) for n in range(number + 1, min(number + 4, len(card.source.line_starts)))
    )
    following = next((line for line in later if line.strip()), "")
    return not re.match(r"[A-Za-z_][\w-]*:(?:[ \t]|\Z)", following)


def _close_above_heading(finding: Finding, card: Card) -> Fix | None:
    """The block runs on over a heading; unsafe, as the heading may be a comment after all."""
    if finding.place.span is None:
        return None
    line = card.source.line_of(finding.place.span[0])
    while line > 0 and not card.source.line_text(line - 1).strip():
        line -= 1
    at = card.source.line_starts[line]
    title = "close the front matter above the heading"
    return _tried(card, title, Edit(at, at, f"---{card.source.newline}"), safe=False)


_MENDERS: dict[fm.Oddity, Callable[[Card, fm.LookAlike], Fix | None]] = {
    "opener-trailing-space": _straighten_opener,
    "opener-dashes": _straighten_opener,
    "opener-language": _straighten_opener,
    "opener-missing": _add_opener,
    "text-before-opener": _move_text_down,
    "no-closer": _add_closer,
    "odd-closer": _straighten_closer,
    "carriage-returns": _mend_line_ends,
}
