"""Texts that begin with a heading, a topic each: for formats with a list of descriptions and no topics."""

from __future__ import annotations

from collections.abc import Iterable

from opendata_lint.exchange.body import TITLES

METHODS = frozenset({
    "rationale", "source", "collection", "producers", "preprocessing", "annotation", "annotators",
    "training_procedure",
})  # fmt: skip
"""Topics that tell how the work was made."""
TECHNICAL = frozenset({
    "structure", "instances", "fields", "splits", "modality", "technical", "environment", "access",
    "training_data", "evaluation", "model_details",
})  # fmt: skip
"""Topics that tell what it is made of and what it needs."""


def headed(topic: str, text: str) -> str:
    """What a card says of a topic, below a line with the topic's heading."""
    return f"{TITLES.get(topic, topic)}\n\n{text}"


def read_headed(text: str) -> tuple[str, str] | None:
    """Topic and text of what begins with a known heading; None for all else."""
    first, _, rest = text.strip().partition("\n")
    if not rest.strip() or len(first) > 200:
        return None
    title = first.strip().strip("#*: ").strip()
    topic = _topic(title)
    return (topic, rest.strip()) if topic else None


def _topic(title: str) -> str | None:
    from opendata_lint.vocabulary.headings import heading_topics

    for topic, heading in TITLES.items():
        if title == heading:
            return topic
    known = heading_topics(title, whole=True)
    return known[0] if known and known[0] in TITLES else None


def topics_in_order(topics: Iterable[str]) -> list[str]:
    """Topics in the order of a card's sections; those of no section last, by name."""
    order = {topic: index for index, topic in enumerate(TITLES)}
    return sorted(topics, key=lambda topic: (order.get(topic, len(order)), topic))
