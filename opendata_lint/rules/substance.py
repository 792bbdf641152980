"""SEC: sections with text that tell nothing: stock sentences, echoes, a text twice, a bare `N/A`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.card.outline import Section
from opendata_lint.card.prose import boilerplate, echoes, without_comments, word_count
from opendata_lint.card.section_answers import title_index
from opendata_lint.finding import Finding, Related, at_section, at_span
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

_FILL_IN = "say what is particular to this one, or that nothing is known"


def _text_of(section: Section) -> str:
    return "\n".join(
        block.text if block.kind == "code" else without_comments(block.text)
        for block in section.blocks
        if block.kind != "rule"
    ).strip()


@rule("SEC014")
def stock_text(card: Card, tree: Tree) -> Iterator[Finding]:
    """A section whose only answer is a sentence that stands alike in many cards."""
    for index, section in _hollow(card):
        if boilerplate(section.blocks[0].text, ""):
            message = f"`{section.title[:60]}` holds only a sentence that stands alike in many cards"
            yield Finding("SEC014", message, at_section(index), hint=_FILL_IN)


@rule("SEC015")
def section_echo(card: Card, tree: Tree) -> Iterator[Finding]:
    """A section that only says its heading or the card's name once more."""
    for index, section in _hollow(card):
        # `Uses: Medical NER` in the card of that name is an answer
        if card.section_topics[index] != "uses" and echoes(_text_of(section), section.title, _name(card)):
            message = f"`{section.title[:60]}` only repeats its heading or the name of the {card.kind}"
            yield Finding("SEC015", message, at_section(index), hint=_FILL_IN)


def _hollow(card: Card) -> Iterator[tuple[int, Section]]:
    """The sections whose text was read as boilerplate for the topic of their heading."""
    unfilled = {placeholder.section for placeholder in card.placeholders}
    for topic, answer in card.topics.items():
        for index, state in zip(answer.sections, answer.section_states, strict=True):
            section = card.sections[index]
            hollow = state == "boilerplate" and card.section_topics[index] == topic and section.blocks
            if hollow and index not in unfilled:  # SEC004 tells of those
                yield index, section


def _name(card: Card) -> str:
    title = card.sections[1].title if title_index(card) > 0 else ""
    return f"{title} {card.metadata.get('pretty_name') or ''}"


_LEAST_WORDS = 8
"""Shorter texts (`See above.`, `English`) may well answer two questions."""
_OWN = frozenset(
    ("summary", "rationale", "collection", "producers", "preprocessing", "annotation", "annotators", "pii",
     "bias", "limits", "social", "ethics", "uses", "curators")
)  # fmt: skip


@rule("SEC016")
def text_repeated(card: Card, tree: Tree) -> Iterator[Finding]:
    """The same text under two headings that ask for different things."""
    seen: dict[str, int] = {}
    for index, section in enumerate(card.sections):
        if card.section_topics[index] not in _OWN or not section.blocks:
            continue
        text = " ".join(_text_of(section).lower().split())
        if len(text) < 40 or text.startswith("[more") or word_count(text) < _LEAST_WORDS:
            continue
        first = seen.setdefault(text, index)
        topics = {card.section_topics[first], card.section_topics[index]}
        if len(topics) < 2 or not topics & _ALONE or _POINTER.match(text):
            continue
        yield Finding(
            "SEC016",
            f"the section `{section.title[:60]}` says the same as `{card.sections[first].title[:60]}`",
            at_section(index),
            hint="say what this heading asks for, or join the two sections",
            related=(Related(at_section(first), "the same text"),),
        )


_ALONE = frozenset(("summary", "rationale", "pii", "bias", "limits", "social", "ethics"))
"""Topics whose answer is no answer to another; those who annotate may well be those who wrote."""
_POINTER = re.compile(r"(?:for [^.]{0,60})?(?:please )?(?:refer to|see|check|read)\b")
"""A text that sends the reader elsewhere may do so twice."""


@rule("SEC017")
def not_applicable_alone(card: Card, tree: Tree) -> Iterator[Finding]:
    """A section that says `N/A` and gives no reason. `None` is an answer, if a short one."""
    silent = _SILENT if _unannotated(card) else frozenset()
    for index, section in enumerate(card.sections):
        topic = card.section_topics[index]
        if topic not in _REASONED or topic in silent or len(section.blocks) != 1:
            continue
        block = section.blocks[0]
        if block.kind in ("text", "item") and block.text.strip(_AROUND).lower() in _NOT_APPLICABLE:
            text = " ".join(block.text.split())
            yield Finding(
                "SEC017",
                f"`{text[:40]}` under `{section.title[:60]}` gives no reason",
                at_span(*card.line_span(block.line)),
                hint='say why there is nothing to tell, as in "no personal data: the texts are laws"',
            )


_REASONED = _OWN - {"summary", "curators", "uses"}
_SILENT = frozenset(("annotation", "annotators"))
_AROUND = " \t\n*_`[]().!:"
_NOT_APPLICABLE = frozenset(("n/a", "na", "n.a", "not applicable", "unknown", "not available"))


def _unannotated(card: Card) -> bool:
    """Whether nobody annotated, so that there is nobody to tell of."""
    value = card.metadata.get("annotations_creators")
    people = isinstance(value, list) and ("crowdsourced" in value or "expert-generated" in value)
    answer = card.topics.get("annotation")
    return card.kind == "dataset" and (
        not people or (answer is not None and "declined" in answer.section_states)
    )
