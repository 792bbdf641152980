"""Which questions are open, and what is known where one is left out."""

from __future__ import annotations

from collections.abc import Iterable

from opendata_lint.drafting.draft import Draft
from opendata_lint.drafting.marking import question_field
from opendata_lint.drafting.questions import QUESTIONS, Question


def open_questions(draft: Draft, lacking: Iterable[str]) -> list[Question]:
    """The questions to ask: the usual ones, and those whose answers the profile asks for.

    What a file or person has said is not asked again; what was guessed is.
    """
    wanted = set(map(question_field, lacking))
    return [
        question
        for question in questions_of(draft)
        if (question.always or question.field in wanted) and not _is_said(draft, question)
    ]


def questions_of(draft: Draft) -> list[Question]:
    """All questions that fit the kind of the card."""
    return [question for question in QUESTIONS if draft.card.kind in question.kinds]


def _is_said(draft: Draft, question: Question) -> bool:
    return question.field not in draft.guesses and bool(known(draft, question))


def known(draft: Draft, question: Question) -> str:
    """What the draft has where a question would put its answer, in a line; empty where it has nothing."""
    card, field = draft.card, question.field
    if field.startswith("topics/"):
        return card.topics.get(field.removeprefix("topics/"), "")
    if field == "license":
        return card.license.expression or card.license.name or card.license.url or ""
    if field == "creators":
        return "; ".join(agent.name for agent in card.creators)
    if field == "url":
        return card.url or card.doi or ""
    if field == "related":
        return "; ".join(one.id for one in card.related if one.relation not in ("documentedBy", "references"))
    value = getattr(card, field)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")
