"""Explain a whole card: what each profile asks for, where the card answers it, what the next one needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.answers import RANK, Answer
from opendata_lint.card.other_answers import keys_of_topic
from opendata_lint.card.topics import topics_conclusive
from opendata_lint.engine import lint_card
from opendata_lint.finding import Severity
from opendata_lint.report import CardResult
from opendata_lint.schema import card_schema
from opendata_lint.settings import Settings
from opendata_lint.tree import Tree

_OF_RULES = {"LNG004": ("languages",), "MOD001": ("modality",), "SEC009": ("summary", "model_details")}
"""The topics that rules in Python ask for; what the schemas ask for, they say themselves."""


class Spot(NamedTuple):
    """A place of a card that speaks of a topic."""

    kind: Literal["metadata", "section", "bullet", "prose"]
    name: str = ""
    """The key of the front matter, or the title of the section."""
    line: int | None = None
    """From 1; None where it is not known."""
    state: str = ""
    """Of a section, which may be worse than that of the topic."""


class Topic(NamedTuple):
    """What a card says of a topic."""

    name: str
    state: str
    """`answered`, `declined`, `boilerplate`, `placeholder`, `empty` or `absent`."""
    words: int
    """In the places that answer; 0 for keys of the front matter."""
    spots: tuple[Spot, ...]


class Demand(NamedTuple):
    """Something that a profile asks of cards of this kind."""

    code: str
    name: str
    """The name of the rule."""
    topics: tuple[str, ...]
    """One of these is to be there; empty where it is about something else, such as a title."""
    missing: bool
    """Whether the rule found it missing under any of the profiles."""
    by_schema: bool
    """Whether a schema says so, which wants one of the topics in every card."""
    levels: Mapping[str, str | None]
    """The severity by profile; None where the profile does not ask for it."""


class Rung(NamedTuple):
    """A profile, and how the card stands to it."""

    profile: str
    description: str
    rules: int
    """How many of its rules judge cards of this kind."""
    result: CardResult

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(finding.severity is severity for finding in self.result.findings)

    def passes(self, level: Severity) -> bool:
        """Whether nothing is found from a severity on."""
        return all(finding.severity < level for finding in self.result.findings)


class Explanation(NamedTuple):
    """Everything that is to be said of a card."""

    path: str
    kind: str
    topics: tuple[Topic, ...]
    """Those that any profile asks for, then others that the card speaks of."""
    demands: tuple[Demand, ...]
    ladder: tuple[Rung, ...]
    """The profiles, those that ask for least first."""
    level: Severity
    """From which on a finding fails."""
    conclusive: bool
    """Whether what was not found can be said to be absent: the card is in a language that we know."""

    @property
    def next(self) -> Rung | None:
        """The first profile that the card does not pass, None where it passes all."""
        return next((rung for rung in self.ladder if not rung.passes(self.level)), None)


def explain(
    card: Card, tree: Tree, profiles: Sequence[Settings], shown_path: str, level: Severity
) -> Explanation:
    """Explain a card by the settings of several profiles. Raises what `lint_card` raises."""
    distinct = {settings.profile.name: settings for settings in profiles}
    ladder = sorted((_rung(card, tree, one, shown_path) for one in distinct.values()), key=lambda r: r.rules)
    demands = tuple(_demands(card, [(rung, distinct[rung.profile]) for rung in ladder]))
    asked = dict.fromkeys(topic for demand in demands for topic in demand.topics)
    names = dict.fromkeys((*asked, *card.topics))
    topics = tuple(_topic(card, name) for name in names)
    return Explanation(shown_path, card.kind, topics, demands, tuple(ladder), level, topics_conclusive(card))


def _rung(card: Card, tree: Tree, settings: Settings, shown_path: str) -> Rung:
    settings = settings._replace(baseline=None)
    rules = sum(settings.judges(code, card.kind) for code in settings.levels())
    result = lint_card(card, tree, settings, shown_path)
    return Rung(settings.profile.name, settings.profile.description, rules, result)


def _demands(card: Card, ladder: Sequence[tuple[Rung, Settings]]) -> Iterator[Demand]:
    found = {finding.code for rung, _ in ladder for finding in rung.result.findings}
    rules = {code: info for _, settings in ladder for code, info in settings.rules().items()}
    topics = _asked_topics(card, [settings for _, settings in ladder])
    for code, info in rules.items():
        levels = {rung.profile: _level(code, settings, card) for rung, settings in ladder}
        if (info.omission or code in topics) and any(levels.values()):
            yield Demand(code, info.name, topics.get(code, ()), code in found, code not in _OF_RULES, levels)


def _level(code: str, settings: Settings, card: Card) -> str | None:
    judges = code in settings.rules() and settings.judges(code, card.kind)
    return settings.levels()[code].label if judges else None


def _asked_topics(card: Card, every: Sequence[Settings]) -> dict[str, tuple[str, ...]]:
    """The topics of which rules ask for one, by code."""
    asked: dict[str, dict[str, None]] = {}
    schemas = [card_schema(card.kind), *(own.schema for one in every for own in one.card_schemas)]
    for schema in schemas:
        about = schema.get("properties", {}).get("topics", {})
        for code, topic in _required(about, ""):
            asked.setdefault(code, {})[topic] = None
    return {code: tuple(topics) for code, topics in asked.items() if code} | _OF_RULES


def _required(node: Any, code: str) -> Iterator[tuple[str, str]]:
    """Every topic that a schema over topics requires, with the code of the rule that it stands for."""
    if isinstance(node, list):
        for member in node:
            yield from _required(member, code)
    if not isinstance(node, dict):
        return
    note = node.get("x-opendata-lint")
    code = note.get("code", code) if isinstance(note, dict) else code
    yield from ((code, topic) for topic in node.get("required", ()) if isinstance(topic, str))
    for keyword in ("allOf", "anyOf", "oneOf", "then", "else"):
        yield from _required(node.get(keyword), code)


def _topic(card: Card, name: str) -> Topic:
    answer = card.topics.get(name)
    if answer is None:
        return Topic(name, "absent", 0, ())
    return Topic(name, answer.state, answer.words, tuple(_spots(card, name, answer)))


def _spots(card: Card, name: str, answer: Answer) -> Iterator[Spot]:
    """The places of a topic, the best first."""
    told = zip(answer.sections, answer.section_states, strict=True)
    for index, state in sorted(told, key=lambda one: -RANK[one[1]]):
        section = card.sections[index]
        line = card.source.location(*section.span).line if section.level else None
        yield Spot("section", section.title or "(above the first heading)", line, state)
    yield from (Spot("bullet", line=line + 1) for line in answer.lines)
    if "metadata" in answer.where:
        for key in keys_of_topic(name, card):
            found = card.find(f"/{key}")
            line = card.source.location(found.value.start, found.value.end).line if found else None
            yield Spot("metadata", key, line)
    if "prose" in answer.where:
        yield Spot("prose")
