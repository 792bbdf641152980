"""Fixes of links and headings in a card's body."""

from __future__ import annotations

import re

from opendata_lint.card import Card
from opendata_lint.card.links import anchors_of, links_of, slug_of
from opendata_lint.finding import Edit, Finding, Fix, Span
from opendata_lint.rules.fixes import fixer
from opendata_lint.vocabulary.suggestions import fold

_EMPTY_LINK = re.compile(r"\[((?:[^\[\]]|\\.)*)\]\(\s*(?:<\s*>)?\s*\)\Z")


@fixer("LNK001")
def unwrap_link(finding: Finding, card: Card) -> Fix | None:
    """`[text]()` is `text`, and `[]()` nothing."""
    if finding.place.span is None:
        return None
    start, end = finding.place.span
    match = _EMPTY_LINK.match(card.text, start, end)
    if match is None:
        return None
    return Fix("keep the text alone" if match[1] else "remove the empty link", (Edit(start, end, match[1]),))


def _target_span(finding: Finding, card: Card) -> Span | None:
    """Where the target of a link stands."""
    if finding.place.span is None:
        return None
    link = next((link for link in links_of(card) if link.span == finding.place.span), None)
    source = card.text[slice(*finding.place.span)]
    at = source.rfind(link.target) if link and link.target else -1
    if link is None or at < 1 or source[at - 1] not in "(<\"'=: \t":
        return None
    start = finding.place.span[0] + at
    return start, start + len(link.target)


@fixer("LNK004")
def add_mailto(finding: Finding, card: Card) -> Fix | None:
    """An address of e-mail is a link with `mailto:`."""
    span = _target_span(finding, card)
    if span is None or re.search(r"[{},]", card.text[slice(*span)]):
        return None
    return Fix("put `mailto:` before the address", (Edit(span[0], span[0], "mailto:"),))


@fixer("LNK002")
def respell_anchor(finding: Finding, card: Card) -> Fix | None:
    """An anchor that differs from exactly one of the card's in case and dashes alone."""
    span = _target_span(finding, card)
    if span is None:
        return None
    word = fold(card.text[slice(*span)].removeprefix("#"))
    near = [anchor for anchor in anchors_of(card) if fold(anchor) == word]
    if len(near) != 1 or not re.fullmatch(r"[\w-]+", near[0]):
        return None
    return Fix(f"link to `#{near[0]}`", (Edit(*span, f"#{near[0]}"),))


_OPTIONAL = re.compile(r"[ \t]*\[optional\](?![\[(:])", re.I)


@fixer("SEC012")
def remove_optional(finding: Finding, card: Card) -> Fix | None:
    """The mark goes, unless it is all there is; links to the heading follow it."""
    if finding.place.section is None:
        return None
    section = card.sections[finding.place.section]
    start, end = section.span
    source = card.text[start:end]
    if not re.search(r"\w", _OPTIONAL.sub("", source)):
        return None
    edits = [Edit(start + m.start(), start + m.end(), "") for m in _OPTIONAL.finditer(source)]
    old = slug_of(section.raw)
    new = slug_of(_OPTIONAL.sub("", section.raw).strip())
    for link in links_of(card):
        if link.target.casefold() == f"#{old}" and not start <= link.span[0] < end:
            span = _target_span(Finding("", "", finding.place._replace(section=None, span=link.span)), card)
            if span is None:
                return None
            edits.append(Edit(*span, f"#{new}"))
    return Fix("remove `[optional]`", tuple(sorted(set(edits)))) if edits else None
