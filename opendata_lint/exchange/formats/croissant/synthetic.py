"""Whether a card says that some of the data is synthetic.

Asked for with datasets at NeurIPS as `rai:hasSyntheticData`. Only what the card says counts: a tag, a labeled
paragraph, or a sentence that says it or denies it. Where sentences disagree nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

TOPICS = ("source", "collection", "preprocessing", "producers", "rationale")
"""Topics in which a sentence on synthetic data is about the data itself."""
LABEL = "Synthetic data"
_TAGS = ("synthetic", "synthetic data", "synthetic-data")
_LABELED = re.compile(rf"(?i)^\*\*{LABEL}:?\*\*:?\s*(yes|no|none|true|false)\b", re.M)
_MACHINE = r"(?:machines?|programs?|(?:large )?language models?|llms?|ai|chatgpt|gpt-?\w*)\b"
_NAMED = (
    r"(?:\bsynthetic(?:ally)?\b|\bartificially (?:generated|made)\b|\b(?:machine|model|llm|ai)-generated\b"
    rf"|\b(?:generated|written|made|produced) (?:by|with|using) (?:an? |any |the )?{_MACHINE})"
)
_DENIED = re.compile(
    rf"(?i)\b(?:no|not|none|never|neither|without|nor|free of)\b[^.;]{{0,50}}{_NAMED}"
    rf"|{_NAMED}[^.;]{{0,30}}\b(?:not|never)\b"
)
_SAID = re.compile(
    r"(?i)\b(?:is|are|was|were|been|contains?|contained|includes?|included|consists?|comprises?)\b"
    rf"[^.;]{{0,50}}{_NAMED}|{_NAMED}[^.;]{{0,50}}\b(?:is|are|was|were|been)\b"
)


_LOOKED_AT = 50_000
"""Characters of a text that are searched."""


def synthetic(keywords: tuple[str, ...], summary: str | None, topics: Mapping[str, str]) -> bool | None:
    """What a card says: some of the data is synthetic, none is, or nothing."""
    texts = [topics[topic] for topic in TOPICS if topic in topics]
    for text in texts:
        if labeled := _LABELED.search(text):
            return labeled[1].lower() in ("yes", "true")
    if any(word.lower() in _TAGS for word in keywords):
        return True
    said = {one for text in (summary or "", *texts) for one in _sentences(text[:_LOOKED_AT])}
    return said.pop() if len(said) == 1 else None


def _sentences(text: str) -> Iterator[bool]:
    """What each sentence that speaks of it says."""
    for sentence in re.split(r"(?<=[.!?;])\s|\n\n", text):
        line = " ".join(sentence.split())
        if _DENIED.search(line):
            yield False
        elif _SAID.search(line):
            yield True


def labeled(value: bool) -> str:
    """The paragraph that says it."""
    return f"**{LABEL}:** {'yes' if value else 'no'}"
