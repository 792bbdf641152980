"""The card as one JSON document, which is what the schemas judge."""

from __future__ import annotations

from typing import Any

from opendata_lint.card.card import Card
from opendata_lint.card.passages import passages_of


def document_of(card: Card) -> dict[str, Any]:
    """`kind`, `metadata`, `topics` and `sections` of a card, as JSON values.

    `metadata` is left out where the front matter is absent or cannot be read as a mapping: that is a
    finding of its own, and nothing can be concluded on its keys.
    """
    document: dict[str, Any] = {
        "kind": card.kind,
        "topics": {
            name: {"in": list(answer.where), "words": answer.words, "state": answer.state}
            | ({"sections": len(answer.sections)} if answer.sections else {})
            for name, answer in card.topics.items()
        },
        "sections": [
            {"title": section.title, "level": section.level, "topic": topic}
            for section, topic in zip(card.sections, card.section_topics, strict=True)
            if section.level
        ],
    }
    if card.readable:
        document["metadata"] = card.metadata
    return document


def document_with_words(card: Card) -> dict[str, Any]:
    """`document_of` with the `words` of each section, those of its subsections among them.

    Placeholders have no words. Counting reads every line once more, and only schemas of a user's own ask.
    """
    document = document_of(card)
    words = [sum(passage.words for passage in passages_of(section)) for section in card.sections]
    for index in reversed(range(len(words))):
        parent = card.sections[index].parent
        if parent is not None:
            words[parent] += words[index]
    shown = [count for count, section in zip(words, card.sections, strict=True) if section.level]
    for told, count in zip(document["sections"], shown, strict=True):
        told["words"] = count
    return document
