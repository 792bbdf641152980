"""The text of a card: a summary and a section a topic. For cards, and descriptions in Markdown elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.card.outline import Block, Section
from opendata_lint.card.passages import bold_label, passages_of
from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.vocabulary.headings import heading_topics, label_topics

TITLES = {
    "model_details": "Model Details",
    "uses": "Intended Uses",
    "misuse": "Out-of-Scope Use",
    "languages": "Languages",
    "structure": "Dataset Structure",
    "instances": "Data Instances",
    "fields": "Data Fields",
    "splits": "Data Splits",
    "modality": "Modalities",
    "rationale": "Curation Rationale",
    "source": "Source Data",
    "collection": "Data Collection",
    "producers": "Who are the source data producers?",
    "preprocessing": "Preprocessing",
    "annotation": "Annotation Process",
    "annotators": "Who are the annotators?",
    "pii": "Personal and Sensitive Information",
    "considerations": "Considerations for Using the Data",
    "social": "Social Impact",
    "bias": "Biases",
    "limits": "Limitations",
    "recommend": "Recommendations",
    "ethics": "Ethical Considerations",
    "safety": "Safety",
    "training_data": "Training Data",
    "training_procedure": "Training Procedure",
    "evaluation": "Evaluation",
    "technical": "Technical Specifications",
    "environment": "Environmental Impact",
    "access": "How to Use",
    "maintenance": "Maintenance",
    "curators": "Dataset Curators",
    "funding": "Funding",
    "contact": "Contact",
    "acknowledgments": "Acknowledgments",
    "links": "Links",
    "license": "License",
    "citation": "Citation",
}
"""The heading that is written for each topic, in the order of a card's sections."""

_END = "Sentinel of the end"


class Body(NamedTuple):
    """What a text says."""

    summary: str | None
    topics: dict[str, str]
    """By topic, in the order of the text."""
    rest: tuple[tuple[str, str], ...]
    """Title and text of sections that are about nothing known."""


def describe(card: CanonicalCard, titles: bool = True) -> str:
    """Summary and topics as Markdown, with a heading of the second level a topic; empty where both are.

    Without `titles` the summary alone.
    """
    parts = [guarded(card.summary)] if card.summary else []
    if titles:
        parts += sections_of(card.topics)
    return "\n\n".join(parts)


def sections_of(topics: Mapping[str, str]) -> Iterator[str]:
    """A section for each topic, in the usual order; one that has no heading here goes by its name."""
    for topic in sorted(topics, key=lambda one: (_ORDER.get(one, len(_ORDER)), one)):
        yield f"## {TITLES.get(topic, topic)}\n\n{guarded(topics[topic])}"


_ORDER = {topic: index for index, topic in enumerate(TITLES)}


def read_description(text: str, kind: Kind) -> tuple[str | None, dict[str, str]]:
    """Summary and topics of a description in Markdown; what is about nothing known belongs to the summary."""
    card = Card(f"# Description\n\n{text}".encode("utf-8", "replace"), "README.md", kind)
    body = body_of(card)
    others = [f"## {title}\n\n{said}" for title, said in body.rest]
    return "\n\n".join(filter(None, (body.summary, *others))) or None, body.topics


def body_of(card: Card) -> Body:
    """What the body of a card says, without what only asks to be filled in."""
    texts = _own_texts(card)
    answered = _answered_sections(card)
    topics: dict[str, list[str]] = {}
    rest: list[tuple[str, str]] = []
    lead: list[str] = []
    owner: dict[int, int | None] = {}
    for index, section in enumerate(card.sections):
        known = [topic for topic, sections in answered.items() if index in sections]
        parent = owner.get(section.parent) if section.parent is not None else None
        if known or card.section_topics[index]:
            owner[index] = index
            for topic in (_about(one, texts[index]) for one in known):
                text = _told(card, index, texts[index]) if topic == "summary" else texts[index]
                topics.setdefault(topic, []).append(text)
        elif parent is not None:  # a heading that only divides the subject of the one above it
            owner[index] = parent
            for topic, said in topics.items():
                if parent in answered.get(topic, ()):
                    said.append(f"{_heading(card, index)}\n\n{texts[index]}")
        elif section.level == 0 or index == _title_index(card):
            lead.append(_told(card, index, texts[index]))
        elif heading_topics(section.title) != ("contents_list",):
            rest.append((section.title, texts[index]))
    made = {topic: "\n\n".join(filter(None, map(str.strip, said))) for topic, said in topics.items()}
    summary = made.pop("summary", None)
    found = "\n\n".join(filter(None, lead))
    return Body(
        "\n\n".join(filter(None, (found, summary))) or None,
        {topic: said for topic, said in made.items() if said} | _labeled(card, made),
        tuple((title, said) for title, said in rest if said),
    )


def _about(topic: str, text: str) -> str:
    """The topic of a section; thanks to contributors, as cards of the Hub end with, promise no upkeep."""
    thanks = topic == "maintenance" and text.lstrip().lower().startswith("thanks to ")
    return "acknowledgments" if thanks else topic


def _told(card: Card, index: int, text: str) -> str:
    """What a section tells of the work as a whole: no badges, HTML, placeholders and labeled facts."""
    section = card.sections[index]
    kept = [block for block in section.blocks if _tells(block, section)]
    if len(kept) == len(section.blocks) and "<!--" not in text:
        return text
    lines = ("\n".join(map(card.source.line_text, range(block.line, block.end_line))) for block in kept)
    return "\n\n".join(filter(None, map(str.strip, lines)))


def _tells(block: Block, section: Section) -> bool:
    if block.kind not in ("text", "item", "code"):
        return False
    passages = passages_of(section._replace(blocks=(block,)))
    if any(one.verdict in ("placeholder", "label") for one in passages):
        return False
    return not (block.kind == "item" and bold_label(block.text)) and not _PICTURE.match(block.text)


_PICTURE = re.compile(r"\s*(\[?!\[|<)")


def _answered_sections(card: Card) -> dict[str, set[int]]:
    """By topic, the sections that answer it."""
    return {
        topic: {
            index
            for index, state in zip(answer.sections, answer.section_states, strict=True)
            if state in ("answered", "declined")
        }
        for topic, answer in card.topics.items()
    }


def _labeled(card: Card, known: Mapping[str, str]) -> dict[str, str]:
    """Topics that a labeled item of a list answers, and no section."""
    found: dict[str, list[str]] = {}
    for bullet in card.bullets:
        if card.source.line_text(bullet.line).lstrip().startswith("|"):
            continue  # the first cell of a row, such as the name of a split
        for topic in label_topics(bullet.label):
            answer = card.topics.get(topic)
            if topic not in known and answer and answer.satisfied and not _NOTHING.match(bullet.value):
                found.setdefault(topic, []).append(bullet.value.strip())
    return {topic: "\n\n".join(said) for topic, said in found.items()}


_NOTHING = re.compile(r"\s*(n/?a\.?|none|-+)?\s*$", re.IGNORECASE)
"""A value by which a label stays without an answer."""


def _title_index(card: Card) -> int:
    from opendata_lint.card.section_answers import title_index

    return title_index(card)


def _own_texts(card: Card) -> list[str]:
    """The Markdown right below each heading, up to the next one."""
    starts = [_heading_start(card, index) for index in range(1, len(card.sections))]
    ends = [*starts, len(card.text)]
    return [card.text[_body_start(card, index) : end].strip("\n").rstrip() for index, end in enumerate(ends)]


def _heading(card: Card, index: int) -> str:
    return card.text[_heading_start(card, index) : _body_start(card, index)].strip()


def _heading_start(card: Card, index: int) -> int:
    return card.source.line_starts[card.source.line_of(card.sections[index].span[0])]


def _body_start(card: Card, index: int) -> int:
    """The offset of the line behind a heading; one that is underlined ends with the line below it."""
    section, source = card.sections[index], card.source
    if section.level == 0:
        return card.body_start
    line = source.line_of(section.span[1])
    if not source.line_text(source.line_of(section.span[0])).lstrip().startswith("#"):
        line += 1
    return source.line_starts[line + 1] if line + 1 < len(source.line_starts) else len(card.text)


def guarded(text: str) -> str:
    """A text that cannot reach out of its section: headings, fences and HTML are escaped where they would."""
    if _stays(text):
        return text
    escaped = "\n".join(_reaching().sub(r"\1\\\2", line) for line in text.split("\n"))
    if _stays(escaped):
        return escaped
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


@cache
def _reaching() -> re.Pattern[str]:
    return re.compile(r"^([ \t]*(?:[-*+>] ?)*)([#`~<=_*\[-])")


def _stays(text: str) -> bool:
    """Whether the heading behind a text is still one, and none in it stands as high."""
    card = Card(f"# Title\n\n{text}\n\n## {_END}\n".encode("utf-8", "replace"), "README.md", "dataset")
    inner = card.sections[2:-1]
    return (
        len(card.sections) > 2
        and card.sections[-1].title == _END
        and not any(section.level < 3 for section in inner)
        and not any(card.section_topics[2:-1])
    )
