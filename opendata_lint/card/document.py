"""The card as one JSON document, which is what the schemas judge."""

from __future__ import annotations

from typing import Any

from opendata_lint.card.card import Card


def document_of(card: Card) -> dict[str, Any]:
    """`kind`, `metadata`, `topics` and `sections` of a card, as JSON values.

    `metadata` is left out where the front matter is absent or cannot be read as a mapping: that is a
    finding of its own, and nothing can be concluded on its keys.
    """
    document: dict[str, Any] = {
        "kind": card.kind,
        "topics": {
            name: {"in": list(answer.where), "words": answer.words, "state": answer.state}
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
