"""Symbolic places to offsets: the one point where meaning becomes position."""

from __future__ import annotations

from opendata_lint.card import Card
from opendata_lint.card.values import Found
from opendata_lint.finding import Place, Span


def span_of(place: Place, card: Card) -> tuple[Span | None, tuple[Span, ...]]:
    """The offsets of a place in its card, and those of the aliases through which it was reached."""
    if place.span is not None:
        return place.span, ()
    if place.section is not None:
        return card.sections[place.section].span, ()
    if place.pointer is None or card.front_matter is None:
        return None, ()
    found = card.find(place.pointer) if place.pointer else None
    if found is None:
        return card.front_matter.opener, ()
    return _span_in(place, found), found.aliases


def _span_in(place: Place, found: Found) -> Span:
    key, value = found.key, found.value
    if place.part == "item" and key is not None:
        return key.start, max(key.end, value.end)
    if place.part == "key" or value.start == value.end:
        if key is not None:
            return key.span
        if value.items and value.items[0].key is not None:  # a mapping in a list: its first key stands for it
            return value.items[0].key.span
    if place.within is not None:
        return value.start + place.within[0], value.start + place.within[1]
    return value.span
