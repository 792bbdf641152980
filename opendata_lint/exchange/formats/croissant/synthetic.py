"""Whether a card says that some of the data is synthetic.

Asked for with datasets at NeurIPS as `rai:hasSyntheticData`. Only what the card says counts: a tag, a labeled
paragraph, or a sentence that says it or denies it. Where sentences disagree nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

TOPICS = ("source", "collection", "preprocessing", "annotation", "producers", "rationale", "bias", "limits")
_TAGS = ("synthetic", "synthetic data", "synthetic-data")
LABEL = "Synthetic data"
_LABELED = re.compile(rf"(?i)^\*\*{LABEL}:?\*\*:?\s*(yes|no|none|true|false)\b", re.M)
_NAMED = re.compile(r"(?i)\bsynthetic(?:ally)?\b|\bartificially (?:generated|made)\b")
_DENIED = re.compile(r"(?i)\b(?:no|not|none|never|without|nor|free of)\b")
_SAID = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|contains?|contained|includes?|included|consists?|comprises?)\b"
)


def synthetic(keywords: tuple[str, ...], summary: str | None, topics: Mapping[str, str]) -> bool | None:
    """What a card says: some of the data is synthetic, none is, or nothing."""
    texts = [topics[topic] for topic in TOPICS if topic in topics]
    for text in texts:
        if labeled := _LABELED.search(text):
            return labeled[1].lower() in ("yes", "true")
    if any(word.lower() in _TAGS for word in keywords):
        return True
    said = {
        not _DENIED.search(sentence)
        for text in (summary or "", *texts)
        for sentence in re.split(r"(?<=[.!?;])\s|\n\n", text[:100_000])
        if _NAMED.search(sentence) and (_DENIED.search(sentence) or _SAID.search(sentence))
    }
    return said.pop() if len(said) == 1 else None


def labeled(value: bool) -> str:
    """The paragraph that says it."""
    return f"**{LABEL}:** {'yes' if value else 'no'}"
