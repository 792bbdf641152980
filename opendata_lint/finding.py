"""What a rule says about a card: a finding, its place, and how to mend it.

A rule names a place by its meaning (a JSON pointer into the front matter, a section, a span of
text); the engine turns it into offsets once, late, so that no rule ever counts lines.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, NamedTuple, TypeAlias

FileKind: TypeAlias = Literal["dataset", "model", "descriptor"]
"""What a checked file is: a card of one of two kinds, or a registry's descriptor in JSON, XML or YAML."""

Span: TypeAlias = tuple[int, int]
"""Start and end offsets into a card's text, in code points, the end exclusive."""


class Severity(IntEnum):
    """How sure and how grave a finding is; a higher number is graver."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that outputs show: `error`, `warning` or `info`."""
        return self.name.lower()

    @classmethod
    def of(cls, label: str) -> Severity:
        """The severity named `label`. Raises `KeyError` for any other word."""
        return cls[label.upper()]


class Place(NamedTuple):
    """Where in a card, by meaning. At most one of `pointer`, `section` and `span` is set."""

    pointer: str | None = None
    """A JSON pointer (RFC 6901) into the front matter, such as `/model-index/0/name`."""
    part: Literal["key", "value", "item"] = "value"
    """With `pointer`: whether the key, its value or both together are meant."""
    within: Span | None = None
    """With `pointer`: offsets inside the value's own source text."""
    section: int | None = None
    """An index into `Card.sections`; its heading is meant."""
    span: Span | None = None
    """Offsets into the card's text."""


NOWHERE = Place()
MAX_FINDINGS = 200
"""Findings of one rule that are told of one card; real cards have up to 107."""
"""The card as a whole; such a finding has no location."""


def at_key(pointer: str) -> Place:
    """The key that `pointer` names."""
    return Place(pointer=pointer, part="key")


def at_item(pointer: str) -> Place:
    """The key that `pointer` names together with its value."""
    return Place(pointer=pointer, part="item")


def at_value(pointer: str, within: Span | None = None) -> Place:
    """The value that `pointer` names, or the part of its source text that `within` bounds."""
    return Place(pointer=pointer, within=within)


def at_section(index: int) -> Place:
    """The heading of the section `Card.sections[index]`."""
    return Place(section=index)


def at_span(start: int, end: int) -> Place:
    """The text between two offsets."""
    return Place(span=(start, end))


class Related(NamedTuple):
    """A second place that explains a finding, in the same card unless `path` names another."""

    place: Place
    message: str
    path: str | None = None


class Edit(NamedTuple):
    """Replace the text between two offsets of the card by `text`."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """A way to mend a finding. A safe fix changes no meaning and may be applied unasked."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True
    drop_bom: bool = False
    """Whether the byte order mark goes, which no edit can reach: it is no part of the text."""


class Finding(NamedTuple):
    """What one rule found, before the engine gave it a severity and a location."""

    code: str
    message: str
    place: Place = NOWHERE
    hint: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str = ""
    """What the finding is about where its place alone does not tell (a missing key, a line's text);
    it keeps fingerprints apart and is never shown."""
    conclusive: bool = True
    """False where the card does not allow a conclusion; the finding is then shown as info."""


class Location(NamedTuple):
    """A place for people: lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class SettledRelated(NamedTuple):
    """A related place, with its file and location."""

    path: str
    location: Location | None
    message: str


class SettledFinding(NamedTuple):
    """A finding as outputs show it."""

    code: str
    name: str
    severity: Severity
    message: str
    hint: str | None
    path: str
    """POSIX path, relative to the working directory."""
    location: Location | None
    span: Span | None
    """The offsets behind `location`."""
    pointer: str | None
    related: tuple[SettledRelated, ...]
    fix: Fix | None
    fingerprint: str
    """Stable while lines move: made of the rule, the path from the tree's root, and what is meant."""
