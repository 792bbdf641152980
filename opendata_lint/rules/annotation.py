"""ANN: how labels came to be, and by whom.

That a described process or the annotators are missing altogether is said in
`schemas/defs/annotation.schema.json`; here are the details that a described process owes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.card import Card
from opendata_lint.finding import Finding, Related, at_section, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.reading import described, prose_of, tells, text_on, unsaid
from opendata_lint.tree import Tree

_SECTIONS = ("annotation", "annotators")


def creators_of(card: Card, key: str) -> set[str]:
    """The values of `annotations_creators` or `language_creators`."""
    value: Any = card.metadata.get(key)
    members = value if isinstance(value, list) else [value]
    return {member for member in members if isinstance(member, str)}


def _by_people(card: Card) -> bool:
    return bool(creators_of(card, "annotations_creators") & {"crowdsourced", "expert-generated"})


@rule("ANN003")
def agreement_unstated(card: Card, tree: Tree) -> Iterator[Finding]:
    """A process with people in it and no word on how far they agree or how labels were checked."""
    if _by_people(card) and described(card, "annotation") and not tells(prose_of(card), "agreement"):
        yield from unsaid(
            card, "ANN003", _SECTIONS,
            "nothing says how many people labeled an item, how far they agree, or how labels were checked",
            "give the labels per item and a measure of agreement, such as Cohen's kappa",
        )  # fmt: skip


@rule("ANN004")
def guidelines_unstated(card: Card, tree: Tree) -> Iterator[Finding]:
    """A process with people in it and no guidelines, tool or platform."""
    if (
        _by_people(card)
        and described(card, "annotation")
        and not tells(text_on(card, *_SECTIONS), "guideline")
    ):
        yield from unsaid(
            card, "ANN004", _SECTIONS,
            "the annotation is described without its guidelines, tool or platform",
            "link the guidelines, and name the tool or platform that annotators worked with",
        )  # fmt: skip


@rule("ANN005")
def pay_unstated(card: Card, tree: Tree) -> Iterator[Finding]:
    """Crowd workers whose pay or conditions nobody tells."""
    crowd = "crowdsourced" in creators_of(card, "annotations_creators")
    if crowd and described(card, *_SECTIONS) and not tells(prose_of(card), "pay"):
        yield from unsaid(
            card, "ANN005", ("annotators", "annotation"),
            "nothing says what the crowd workers were paid, or that they were volunteers",
            "give the pay for an hour or a task and the conditions of work",
        )  # fmt: skip


@rule("ANN006")
def annotation_tool_unnamed(card: Card, tree: Tree) -> Iterator[Finding]:
    """Labels that a machine made, and no word in the description on which machine."""
    if "machine-generated" not in creators_of(card, "annotations_creators") or not described(
        card, "annotation"
    ):
        return
    if not tells(text_on(card, *_SECTIONS, "summary", "collection", "preprocessing"), "labeler"):
        yield from unsaid(
            card, "ANN006", _SECTIONS,
            "labels are machine-generated, and nothing says by which model or program",
            "name the model or program with its version",
        )  # fmt: skip


@rule("ANN007")
def annotation_contradiction(card: Card, tree: Tree) -> Iterator[Finding]:
    """The front matter says that nobody annotated and sections say who did, or the other way round."""
    creators = creators_of(card, "annotations_creators")
    if creators == {"no-annotation"}:
        sections = [_section(card, topic, "answered") for topic in _SECTIONS]
        if None not in sections and _ANNOTATES.search(text_on(card, *_SECTIONS)):
            message = "`annotations_creators` says `no-annotation`, and sections say how and by whom"
            yield _contradiction(card, message, sections[0] or 0)
    elif creators and not creators & {"no-annotation", "found"}:
        index = _section(card, "annotation", "declined")
        text = text_on(card, "annotation")
        if index is not None and len(text.split()) < _SHORT and _DENIES.search(text):
            who = sorted(creators)[0]
            message = (
                f"`annotations_creators` says `{who[:40]}`, and a section says that there are no annotations"
            )
            yield _contradiction(card, message, index)


_DENIES = re.compile(
    r"\b(?:no|any|without) (?:manual |human )?annotations? (?!beyond)|(?:was|were) not annotated[. ]\s"
)
"""`No additional annotations` is no denial: the label itself is then none of them."""
_ANNOTATES = re.compile(r"\b(?:annotat|labell?ed|labell?ing|crowd)")
_SHORT = 25
"""Words; a longer text tells of some work after all."""


def _section(card: Card, topic: str, state: str) -> int | None:
    """The first section on a topic that answers it in this way."""
    answer = card.topics.get(topic)
    pairs = zip(answer.sections, answer.section_states, strict=True) if answer else ()
    return next((index for index, found in pairs if found == state), None)


def _contradiction(card: Card, message: str, index: int) -> Finding:
    return Finding(
        "ANN007",
        message,
        at_value("/annotations_creators"),
        hint="correct the one that is wrong",
        related=(Related(at_section(index), f"the section `{card.sections[index].title[:60]}`"),),
    )
