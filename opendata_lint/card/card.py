"""The card: what every rule sees."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from opendata_lint.card import front_matter as fm
from opendata_lint.card.nodes import Item, Node, YamlFault, compose
from opendata_lint.card.outline import Bullet, Outline, Section, read_outline
from opendata_lint.card.text import MAX_TEXT, SourceText
from opendata_lint.card.values import Found, follow, to_value, walk
from opendata_lint.finding import Span

if TYPE_CHECKING:
    from opendata_lint.card.topics import Answer, Placeholder, TopicReading

Kind = Literal["dataset", "model"]


class Card:
    """A dataset card or model card, read once: text, front matter, sections and topics.

    Every part is made when first asked for and then kept. Nothing here raises: a fault of the input is
    a value (`source.fault`, `yaml_fault`), for a rule to report.
    """

    def __init__(self, data: bytes, path: str, kind: Kind) -> None:
        self.path = path
        """POSIX path from the tree's root."""
        self.kind = kind
        self.options: Mapping[str, Mapping[str, Any]] = {}
        """What the configuration sets of rules' options, by code and name; the engine puts it here."""
        self.source = SourceText(data)
        self.front_matter = fm.find(self.source.text)
        self.root: Node | None = None
        """The root node of the front matter, None where there is none or it is not YAML."""
        self.yaml_fault: YamlFault | None = None
        if self.front_matter:
            start, end = self.front_matter.yaml
            self.root, self.yaml_fault = compose(self.source.text[start:end], start)
        elif self.source.rest:
            self.front_matter = fm.find_unread(self.source.text, self.source.rest)
            if self.front_matter:
                problem = f"longer than {MAX_TEXT:,} characters"
                self.yaml_fault = YamlFault("length", problem, self.front_matter.opener)

    @property
    def text(self) -> str:
        """The card's text without byte order mark."""
        return self.source.text

    @cached_property
    def value(self) -> Any:
        """The front matter's value, whatever its type; None where it is absent, empty or not YAML."""
        return to_value(self.root) if self.root is not None else None

    @property
    def metadata(self) -> dict[str, Any]:
        """The front matter as a mapping; empty where it is absent or no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def readable(self) -> bool:
        """Whether the front matter is there and is a mapping, so that rules on its keys can conclude."""
        return isinstance(self.value, dict)

    @cached_property
    def members(self) -> tuple[tuple[str, Item], ...]:
        """Every member of the front matter with its pointer, each once; aliases are not followed."""
        return tuple(walk(self.root)) if self.root is not None else ()

    @property
    def raw_front_matter(self) -> str | None:
        """The text between the fences, None where there is no front matter."""
        return self.text[slice(*self.front_matter.yaml)] if self.front_matter else None

    @property
    def body_start(self) -> int:
        """The offset at which the Markdown body begins."""
        return self.front_matter.block[1] if self.front_matter else 0

    @property
    def body(self) -> str:
        """The Markdown behind the front matter."""
        return self.text[self.body_start :]

    @cached_property
    def outline(self) -> Outline:
        """Sections and labelled bullets of the body."""
        return read_outline(self.source, self.body_start)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order; the first, of level 0, is what stands above the first heading."""
        return self.outline.sections

    @property
    def bullets(self) -> tuple[Bullet, ...]:
        """The labelled bullets in order."""
        return self.outline.bullets

    @cached_property
    def _topic_reading(self) -> TopicReading:
        from opendata_lint.card.topics import read_topics

        return read_topics(self)

    @property
    def topics(self) -> dict[str, Answer]:
        """The answer of every topic that the card has a place for, by topic key."""
        return self._topic_reading.topics

    @property
    def section_topics(self) -> tuple[str | None, ...]:
        """The main topic of each section's heading, None where it has none."""
        return self._topic_reading.section_topics

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Lines that ask their writer to say something, in order."""
        return self._topic_reading.placeholders

    def find(self, pointer: str) -> Found | None:
        """The front matter's node at a JSON pointer, None where there is none."""
        return follow(self.root, pointer) if self.root is not None else None

    def section_at(self, offset: int) -> Section | None:
        """The section that holds an offset, None above the first heading and in the front matter."""
        index = bisect_right(self._section_starts, offset)
        return self.sections[index] if index else None

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.span[0] for section in self.sections[1:]]

    def line_span(self, line: int) -> Span:
        """Offsets of the text of a line, counted from 0, without the white space around it."""
        start = self.source.line_starts[line]
        text = self.source.line_text(line)
        lead = len(text) - len(text.lstrip())
        return start + lead, start + max(lead, len(text.rstrip()))
