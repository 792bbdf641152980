"""What a card says of its license: in its front matter, and in its prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import Place, Span, at_span, at_value
from opendata_lint.vocabulary.grants import Grant, grant_of, grants_of
from opendata_lint.vocabulary.hub_licenses import hub_license, hub_spelling
from opendata_lint.vocabulary.license_names import Mention, mentions

_KEYS = ("license", "licenses")
_LABELS = ("license", "licence", "licensing", "data licen", "dataset licen", "model licen", "weights licen")


class Declared(NamedTuple):
    """The license of the front matter."""

    pointer: str
    values: tuple[str, ...]
    grants: tuple[Grant, ...]
    """Of all values and expressions: which of them is for what part the front matter cannot say."""

    @property
    def place(self) -> Place:
        """The value of the key."""
        return at_value(self.pointer)

    @property
    def shown(self) -> str:
        """The values as a message names them."""
        return ", ".join(f"`{value}`" for value in self.values)

    def agrees(self, grant: Grant) -> bool:
        """Whether one of the licenses may be this one."""
        return any(own.agrees(grant) for own in self.grants)


class Claim(NamedTuple):
    """A license that the prose names for the work of the card."""

    mention: Mention
    span: Span
    """Of the name in the card's text."""
    own: bool
    """Whether it is said of the work itself; the license of a source or of the code proves nothing."""

    @property
    def place(self) -> Place:
        """Where the license is named."""
        return at_span(*self.span)


class Line(NamedTuple):
    """A line of prose."""

    text: str
    number: int
    """In the file, from 0."""
    licensing: bool
    """Whether it stands in a section or behind a label on the license."""
    in_table: bool


@lru_cache(maxsize=4)  # of one card a dozen rules ask for it
def declared(card: Card) -> Declared | None:
    """The license of the front matter; None where it is absent or says nothing that can be compared."""
    for key in _KEYS:
        value = card.metadata.get(key)
        values = tuple(
            v.strip() for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)
        )
        found = [grants_of(v) for v in values if v]
        grants = [grant for some in found if some for grant in some]
        if grants and None not in found:
            return Declared(f"/{key}", values, tuple(grants))
    return None


@lru_cache(maxsize=4)
def lowered(card: Card) -> str:
    """The body in lower case, to ask quickly whether a word is in it."""
    return card.body.lower()


@lru_cache(maxsize=4)
def lines(card: Card) -> tuple[Line, ...]:
    """The lines of the card's prose, without code."""
    return tuple(_lines(card))


def _lines(card: Card) -> Iterator[Line]:
    inside = _license_sections(card)
    labeled = {bullet.line for bullet in card.bullets if bullet.label.lower().startswith(_LABELS)}
    for index, section in enumerate(card.sections):
        for block in section.blocks:
            if block.kind in ("code", "rule"):
                continue
            for offset, text in enumerate(block.text.split("\n")):
                number = block.line + offset
                yield Line(text, number, index in inside or number in labeled, block.kind == "cell")


_OTHER_THING = r"(?i)\b(code|software|source|original|third[\s-]party|base|upstream|script)"


def _license_sections(card: Card) -> frozenset[int]:
    """Sections on the license of the work, with their subsections."""
    found: set[int] = set()
    for index, (section, topic) in enumerate(zip(card.sections, card.section_topics, strict=True)):
        inside = topic == "license" or (topic is None and section.parent in found)
        if inside and not re.search(_OTHER_THING, section.title):
            found.add(index)
    return frozenset(found)


@lru_cache(maxsize=4)
def claims(card: Card) -> tuple[Claim, ...]:
    """The licenses that the prose names for the work: in sections and labels on it, else anywhere."""
    inside = [claim for line in lines(card) if line.licensing for claim in _claims_in(card, line)]
    found = inside or list(_bare(card))
    if not found and "under" in lowered(card):
        for line in lines(card):
            if not line.licensing and any(verb in line.text for verb in _VERBS):
                found += _claims_in(card, line)
    return tuple(found)


_VERBS = ("licen", "released", "distributed", "published", "available", "provided", "shared", "covered")


_ENDS = r"(?<=[.;!?])\s+(?=[A-Z\[*`(])|;|\bwhile\b|\bwhereas\b|,\s(?:and|but)\s(?=the|our|all|code|its)"
_CODE = (
    r"(?i)\b(code|codebase|scripts?|software|source code|repo|repository|toolkit|library"
    r"|loader|implementation|package)\b"
)
_WORK = (
    r"(?i)\b(data ?sets?|data|corpus|corpora|annotations?|benchmark|models?|weights"
    r"|checkpoints?|collection)\b"
)
_PART = (
    r"(?i)\b(originals?|originally|sources?|wikipedia|wiktionary|underlying|upstream|derived"
    r"|based on|third[\s-]party|base model"
    r"|previous(?:ly)?|formerly|no longer|not (?:licensed|released|under)|compatible|similar"
    r"|instead|e\.g\.|such as|except"
    r"|(?:contents?|articles?|pages?|posts?|images?|photos?) (?:on|from|hosted on|provided by)"
    r"|some|most|part of|portions?|subsets?|each|respective|other)\b"
)
_GRANTED = (
    r"(?i)\b(this|the|our|all|its)\s[^.;:]{0,80}?\b(?:is|are|was|were|been|be)\s[^.;:]{0,40}?"
    r"(?:licen[sc]ed|released|distributed|published|available|provided|shared|covered)\b"
)


def _claims_in(card: Card, line: Line) -> Iterator[Claim]:
    """The licenses of one line; outside of sections on the license only what a sentence grants."""
    found = mentions(line.text) if len(line.text) < 5_000 else []
    for mention in found:
        clause = _clause(line.text, mention)
        if re.search(_CODE, clause) and not re.search(_WORK, clause):
            continue
        if not line.licensing and not (re.search(_GRANTED, clause) and re.search(_WORK, clause)):
            continue
        yield Claim(mention, _span(card, line, mention), not re.search(_PART, clause))


def _bare(card: Card) -> Iterator[Claim]:
    """Labels on the license whose value is just an id or a name, such as `MIT`."""
    for bullet in card.bullets:
        name = re.sub(r"\]\([^)]*\)|[\[\]*_`\"']", "", bullet.value).strip(" .")
        spelled = hub_spelling(name) if name and bullet.label.lower().startswith(_LABELS) else None
        if spelled and hub_license(spelled) and grants_of(spelled):
            start, end = card.line_span(bullet.line)
            at = card.text.find(name, start, end)
            span = (at, at + len(name)) if at >= 0 else (start, end)
            yield Claim(Mention(grant_of(spelled), 0, len(name)), span, own=True)


def _clause(text: str, mention: Mention) -> str:
    """The part of a sentence in which a license is named."""
    start = 0
    for match in re.finditer(_ENDS, text):
        if match.start() >= mention.end:
            return text[start : match.start()]
        if match.end() <= mention.start:
            start = match.end()
    return text[start:]


def _span(card: Card, line: Line, mention: Mention) -> Span:
    """Where the name stands in the file; the whole line where markup hides it."""
    start, end = card.line_span(line.number)
    name = line.text[mention.start : mention.end]
    at = card.text.find(name, start, end)
    return (at, at + len(name)) if at >= 0 else (start, end)
