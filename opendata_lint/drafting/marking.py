"""What a card still lacks by its profile: the linter itself is asked, and each place is marked.

A mark is the placeholder that the linter knows: `check` finds it until somebody writes something there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.questions import BY_FIELD
from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.finding import SettledFinding, Severity

PLACEHOLDER = "[More Information Needed]"
OF_MARKS = ("SEC004", "LNG004")
"""Codes of what `check` finds at marks: placeholders, and the one key that none can stand in for."""
_ROUNDS = 5
"""What is marked may ask for more: uses for what is no use."""

_BOTH = {
    "LIC001": "topics/license",
    "PRV003": "topics/links", "PRV004": "citation", "PRV006": "topics/contact",
    "PRV015": "topics/curators", "PRV016": "topics/maintenance", "PRV018": "topics/funding",
    "SEC001": "title", "SEC009": "topics/summary", "ETH002": "topics/pii", "ETH003": "topics/limits",
    "ETH004": "topics/bias", "ETH005": "topics/social", "ETH008": "topics/misuse",
    "LNG004": "languages", "MOD001": "topics/modality",
}  # fmt: skip
_OF_DATASET = {
    "PRV001": "topics/source", "PRV007": "topics/collection", "PRV014": "topics/producers",
    "SEC030": "topics/uses", "SEC031": "topics/rationale", "SEC033": "topics/preprocessing",
    "SEC034": "topics/access", "ANN001": "topics/annotation", "ANN002": "topics/annotators",
    "ETH001": "topics/pii", "DAT003": "columns", "DAT016": "topics/splits", "DAT005": "topics/instances",
}  # fmt: skip
_OF_MODEL = {
    "PRV001": "topics/training_data", "ETH001": "topics/bias", "MDL020": "topics/uses",
    "MDL021": "topics/misuse", "MDL022": "topics/training_data", "MDL024": "topics/training_procedure",
    "MDL025": "topics/technical", "MDL026": "topics/training_procedure", "MDL027": "topics/environment",
    "MDL028": "topics/evaluation", "MDL029": "topics/evaluation", "MDL031": "topics/safety",
    "MDL032": "topics/access", "MDL036": "topics/social", "MDL038": "topics/training_data",
}  # fmt: skip
"""Where the answer to a finding belongs, by the code of its rule."""

Check = Callable[[CanonicalCard], Sequence[SettledFinding]]
"""What the linter finds in a card, as it would be written."""


class Marked(NamedTuple):
    """A card with marks."""

    card: CanonicalCard
    fields: tuple[str, ...]
    """What was marked: fields of the card, `topics/NAME`, `columns`."""
    rest: tuple[SettledFinding, ...]
    """Findings of at least warning level beside the marks."""


def lacking(draft: Draft, check: Check) -> list[str]:
    """The fields that the profile asks for and the draft does not have, in the order of the findings."""
    return list(mark(draft.card, check).fields)


def mark(card: CanonicalCard, check: Check) -> Marked:
    """A card with a mark for all that the profile asks for, at least as a warning, and the card lacks."""
    marked: dict[str, None] = {}
    for _ in range(_ROUNDS):
        findings = [one for one in check(card) if one.severity >= Severity.WARNING]
        wanted = [field for one in findings if (field := _field(one.code, card)) and field not in marked]
        if not wanted:
            break
        for field in wanted:
            card = _with_mark(card, field)
            marked[field] = None
    rest = tuple(one for one in findings if one.code not in OF_MARKS)
    return Marked(card, tuple(marked), rest)


def _field(code: str, card: CanonicalCard) -> str | None:
    own = _OF_DATASET if card.kind == "dataset" else _OF_MODEL
    return own.get(code) or _BOTH.get(code)


def _with_mark(card: CanonicalCard, field: str) -> CanonicalCard:
    topic = field.removeprefix("topics/")
    if field == "languages":
        return card  # a key of the front matter alone, which `writing` marks
    if field == "columns":
        tables = tuple(
            table._replace(
                columns=tuple(
                    one._replace(description=one.description or PLACEHOLDER) for one in table.columns
                )
            )
            for table in card.tables
        )
        return card._replace(tables=tables)
    if field in ("title", "citation"):
        facts: dict[str, Any] = {field: PLACEHOLDER if field == "title" else _mark(field, card)}
        return card._replace(**facts)
    before = card.topics.get(topic)
    text = f"{before}\n\n{_mark(field, card)}" if before else _mark(field, card)
    return card._replace(topics={**card.topics, topic: text})


_SAME = {
    "topics/summary": "summary",
    "topics/license": "license",
    "topics/curators": "creators",
    "topics/links": "url",
}
"""Sections that stand in for a field of the front matter until it is known."""


def question_field(field: str) -> str:
    """The field of the question that a marked field waits for."""
    return _SAME.get(field, field)


def _mark(field: str, card: CanonicalCard) -> str:
    """The placeholder, with the question below it as a comment.

    Above it the question would make the card look like a template, whose paragraphs say what to write.
    """
    question = BY_FIELD.get(question_field(field))
    if question is None:
        return PLACEHOLDER
    where = " It is best written into the front matter, as `license:`." if question.key == "license" else ""
    return f"{PLACEHOLDER}\n<!-- {question.text(card.kind)} {question.why}{where} -->"
