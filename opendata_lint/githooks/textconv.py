"""A card as lines for `git diff`: what its front matter says, then its body with the path of each section.

Nothing that a reviewer should see is left out: comments, a byte order mark and odd line ends have lines of
their own. What cannot be read as a card is given as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.card.comments import scalar_regions
from opendata_lint.card.outline import Section
from opendata_lint.githooks.values import Lines, TooLong, add_values

MAX_BYTES = 8_000_000
"""Bytes of a file that are looked at."""

_ATX = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
_HASH = re.compile(r"(?<!\S)#")
_LINE_END = re.compile(r"\r\n|\r|\n")


def card_lines(data: bytes) -> list[str]:
    """The lines of a card. They may hold anything: who prints them makes them harmless. Never raises."""
    card = Card(data, "README.md", "dataset")
    if card.source.fault or card.source.rest:
        return _as_it_is(data)
    lines = Lines()
    try:
        _add_file(lines, card)
        _add_front_matter(lines, card)
        _add_body(lines, card)
    except TooLong:
        return _as_it_is(data)
    return lines.lines


def _as_it_is(data: bytes) -> list[str]:
    return _LINE_END.split(data.decode(errors="backslashreplace").removesuffix("\n"))


def _add_file(lines: Lines, card: Card) -> None:
    if card.source.bom:
        lines.add("[byte order mark]")
    if card.source.newline != "\n":
        lines.add("[line ends: CRLF]" if card.source.newline == "\r\n" else "[line ends: CR]")


def _add_front_matter(lines: Lines, card: Card) -> None:
    if card.front_matter is None:
        return
    lines.add("= [front matter]")
    if card.yaml_fault:
        lines.add(f"[not YAML: {card.yaml_fault.problem}]")
        for line in _LINE_END.split(card.raw_front_matter or ""):
            lines.add(line)
    elif card.root is not None:
        add_values(lines, card.root)
        for comment in _comments(card):
            lines.add(comment)
    lines.add("")


def _comments(card: Card) -> Iterator[str]:
    """The comments of the front matter: they say to reviewers, and to us, what no value says."""
    assert card.front_matter
    end = card.front_matter.yaml[1]
    regions = sorted(scalar_regions(card))
    starts = [start for start, _ in regions]
    behind = 0
    for match in _HASH.finditer(card.text, card.front_matter.yaml[0], end):
        at = match.start()
        index = bisect_right(starts, at) - 1
        if at < behind or (index >= 0 and at < regions[index][1]):
            continue
        line_end = _LINE_END.search(card.text, at, end)
        behind = line_end.start() if line_end else end
        yield card.text[at:behind]


def _add_body(lines: Lines, card: Card) -> None:
    source = card.source
    if card.body_start >= len(card.text):
        return
    at = source.line_of(card.body_start)
    for section in card.sections[1:]:
        first = source.line_of(section.span[0])
        _add_text(lines, card, at, first)
        lines.add(f"{'=' * section.level} {_path(section, card)}")
        at = _behind_heading(section, card, first)
    last = len(source.line_starts) - card.text.endswith(("\n", "\r"))
    _add_text(lines, card, at, last)


def _add_text(lines: Lines, card: Card, start: int, end: int) -> None:
    for number in range(start, end):
        lines.add(card.source.line_text(number))


def _path(section: Section, card: Card) -> str:
    """The titles on the way to a section. A heading of level 1 is the card's title, and on every way."""
    path = [" ".join(section.raw.split("\n"))]
    while section.parent is not None:
        section = card.sections[section.parent]
        if section.level > 1:
            path.append(section.title)
    return " > ".join(reversed(path))


def _behind_heading(section: Section, card: Card, first: int) -> int:
    """The line behind a heading: one with a line of dashes below it takes two or more."""
    source = card.source
    if _ATX.match(source.line_text(first)):
        return first + 1
    below = first + section.raw.count("\n") + 1
    is_underline = below < len(source.line_starts) and _UNDERLINE.match(source.line_text(below))
    return below + 1 if is_underline else below
