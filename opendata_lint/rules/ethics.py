"""ETH: the details that a card owes once it speaks of personal data, people or offensive content.

That a topic is missing altogether is said in `schemas/defs/ethics.schema.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.card import Card
from opendata_lint.finding import Finding, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.reading import described, place_of, prose_of, tells, text_on, unsaid
from opendata_lint.tree import Tree
from opendata_lint.vocabulary.details import field_words


def _has_personal(card: Card) -> str:
    """What a card says of personal data, where it says that there is some; empty otherwise."""
    answer = card.topics.get("pii")
    if answer is None or "answered" not in answer.section_states or "declined" in answer.section_states:
        return ""
    text = text_on(card, "pii")
    return text if tells(text, "personal") and not _NONE.search(text) else ""


_NONE = re.compile(
    r"\bno (?:other |such |additional )?(?:personal|pii|sensitive|annotator)|not contain any"
    r"|does not (?:contain|include)"
    r"|do not (?:contain|include|expect)|not expected|unlikely|none\b|\?|exclude any|not included|left out"
    r"|(?<!not )(?:removed|masked|anonymi[sz]ed|replaced)\b"
)
"""What takes a word on personal data back, or asks instead of telling."""


@rule("ETH009")
def deidentification_unstated(card: Card, tree: Tree) -> Iterator[Finding]:
    """Personal data, and no word on how it is protected."""
    text = _has_personal(card)
    if text and not tells(text, "deidentified"):
        yield from unsaid(
            card, "ETH009", ("pii",),
            "the data holds personal information, and nothing says how people are protected",
            "say what was removed, masked or replaced, or that nothing was and why",
        )  # fmt: skip


@rule("ETH010")
def consent_unstated(card: Card, tree: Tree) -> Iterator[Finding]:
    """Personal data, and no word on consent or another ground for holding it."""
    if _has_personal(card) and not tells(prose_of(card), "consent"):
        yield from unsaid(
            card, "ETH010", ("pii",),
            "the data holds personal information, and nothing says whether people agreed",
            "say whether they consented and how they can withdraw, or on what legal ground the data is held",
        )  # fmt: skip


@rule("ETH011")
def ethics_review_unstated(card: Card, tree: Tree) -> Iterator[Finding]:
    """People took part, and no word on an ethics review."""
    topics = ("producers", "collection", "pii")
    took_part = described(card, *topics) and tells(text_on(card, *topics), "subjects")
    if took_part and not tells(prose_of(card), "review"):
        yield from unsaid(
            card, "ETH011", topics,
            "people took part, and nothing says whether an ethics board looked at it",
            "name the board and its decision, or say why none was needed",
        )  # fmt: skip


_OFFENSIVE = re.compile(r"hate|toxic|offensive|abusive|nsfw|not-for-all-audiences|profanity|cyberbull")


@rule("ETH012")
def content_warning_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """A task or tag that means offensive content, and no word that warns of it."""
    for key in ("task_ids", "tags"):
        value: Any = card.metadata.get(key)
        for index, member in enumerate(value if isinstance(value, list) else ()):
            if isinstance(member, str) and _OFFENSIVE.search(member.lower()):
                if card.body.strip() and not tells(prose_of(card), "warning"):
                    yield Finding(
                        "ETH012",
                        f"`{member[:60]}` means offensive content, and nothing in the card warns of it",
                        at_value(f"/{key}/{index}"),
                        hint="warn readers at the top of the card",
                    )
                return


@rule("ETH013")
def sensitive_field_unnamed(card: Card, tree: Tree) -> Iterator[Finding]:
    """A column of a special kind, in a card that says there is no personal or sensitive information."""
    answer = card.topics.get("pii")
    if answer is None or answer.state != "declined" or "section" not in answer.where:
        return
    text = text_on(card, "pii")
    for name, pointer in _columns(card):
        kind = field_words().get(name.lower().replace(" ", "_").replace("-", "_"))
        if kind and not any(word in text for word in (name.lower(), *kind.split(" or "))):
            yield Finding(
                "ETH013",
                f"the column `{name[:60]}` is about {kind}, which the card says is not there",
                at_value(pointer) if pointer else place_of(card, "pii"),
                hint="say what the column holds and how people are protected, or leave it out",
                subject=name,
            )
            return


def _columns(card: Card) -> Iterator[tuple[str, str]]:
    """Names of columns with their pointers: those of `dataset_info`, and those listed under the fields."""
    infos: Any = card.metadata.get("dataset_info")
    for number, info in enumerate(infos if isinstance(infos, list) else [infos]):
        features = info.get("features") if isinstance(info, dict) else None
        parent = f"/dataset_info/{number}" if isinstance(infos, list) else "/dataset_info"
        for index, feature in enumerate(features if isinstance(features, list) else ()):
            if isinstance(feature, dict) and isinstance(feature.get("name"), str):
                yield feature["name"], f"{parent}/features/{index}/name"
    for index, topic in enumerate(card.section_topics):
        if topic == "fields":
            for block in card.sections[index].blocks:
                match = _FIELD.match(block.text) if block.kind == "item" else None
                if match:
                    yield match[1], ""


_FIELD = re.compile(r"[*_]*`([\w -]{1,40})`")


@rule("ETH014")
def mitigation_unstated(card: Card, tree: Tree) -> Iterator[Finding]:
    """A bias or limit that is told, and no word on what to do about it."""
    told = any(
        "answered" in card.topics[topic].section_states
        for topic in ("bias", "limits")
        if topic in card.topics
    )
    if told and not tells(
        text_on(card, "bias", "limits", "social", "recommend", "ethics", "considerations"), "mitigation"
    ):
        yield from unsaid(
            card, "ETH014", ("bias", "limits"),
            "a bias or limit is named, and nothing says what was done or should be done about it",
            "say what was done against it, and what users should do",
        )  # fmt: skip
