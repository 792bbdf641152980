"""What the page of a card says that the card answers, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.card.answers import RANK, Answer

_BOTH = (
    ("license", "Under which license may it be used?", ("license",)),
    ("bias", "Which biases are known?", ("bias",)),
    ("limits", "What are its limits?", ("limits",)),
    ("social", "Whom may it help or harm?", ("social", "ethics")),
    ("misuse", "What is it not for?", ("misuse",)),
    ("citation", "How is it cited?", ("citation",)),
    ("contact", "Who answers questions?", ("contact", "curators")),
)
_QUESTIONS: dict[Kind, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "dataset": (
        ("summary", "What is in it?", ("summary",)),
        ("structure", "How is the data laid out?", ("structure", "fields", "instances")),
        ("source", "Where does the data come from?", ("source", "collection")),
        ("producers", "Who made the source data?", ("producers",)),
        ("annotation", "How was it annotated?", ("annotation", "annotators")),
        ("uses", "What is it for?", ("uses",)),
        ("pii", "Does it hold personal data?", ("pii",)),
        ("maintenance", "Who keeps it up to date?", ("maintenance",)),
        *_BOTH,
    ),
    "model": (
        ("summary", "What is it?", ("summary", "model_details")),
        ("uses", "What is it for?", ("uses",)),
        ("training_data", "What was it trained on?", ("training_data",)),
        ("training_procedure", "How was it trained?", ("training_procedure",)),
        ("evaluation", "How well does it do?", ("evaluation",)),
        ("environment", "What did training cost the climate?", ("environment",)),
        *_BOTH,
    ),
}
_WORDS = {
    "answered": "answered",
    "declined": "answered: nothing of the kind",
    "boilerplate": "only set phrases",
    "placeholder": "only a placeholder",
    "empty": "a heading without text",
    "absent": "not answered",
}


class Question(NamedTuple):
    """What a reader wants to know, and whether the card tells."""

    key: str
    words: str
    state: str
    """A state of `Answer`, or `absent`."""
    told: str
    """The state in plain words."""

    @property
    def is_answered(self) -> bool:
        """Whether a reader learns something."""
        return self.state in ("answered", "declined")


def questions_of(card: Card) -> tuple[Question, ...]:
    """All questions that are put to a card of its kind, with how it answers."""
    topics = card.topics
    return tuple(
        Question(key, words, state, _WORDS[state])
        for key, words, keys in _QUESTIONS[card.kind]
        for state in [_best(topics, keys)]
    )


def completeness(questions: tuple[Question, ...]) -> int:
    """The share of the questions that are answered, in percent."""
    return round(100 * sum(question.is_answered for question in questions) / len(questions))


def _best(topics: Mapping[str, Answer], keys: tuple[str, ...]) -> str:
    states = [topics[key].state for key in keys if key in topics]
    return max(states, key=RANK.__getitem__) if states else "absent"
