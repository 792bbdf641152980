"""Rules that only some standards ask for: off by default, and on where a profile has them.

That a topic is missing altogether is said in `schemas/defs/asked.schema.json`.
"""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding
from opendata_lint.rules import rule
from opendata_lint.rules.telling import says, says_beside, text_of
from opendata_lint.tree import Tree
from opendata_lint.vocabulary.model_words import words

_CREATORS = ("annotations_creators", "language_creators")


@rule("PRV030")
def synthetic_untold(card: Card, tree: Tree) -> Iterator[Finding]:
    """Neither a key nor a word tells whether the data is synthetic or made by people and devices."""
    if not any(card.metadata.get(key) for key in _CREATORS) and not says(text_of(card), words("synthetic")):
        yield Finding(
            "PRV030",
            "nothing tells whether some of the data is synthetic",
            NOWHERE,
            "say whether a program made some of it, and which; that none did is an answer",
        )


_AMOUNT = (
    r"\d ?(?:[kmbt]\b|[a-z]{0,2}b\b|million|billion|trillion|thousand|hours|tokens|images|words|sentences"
    r"|examples|samples)|\d{4,}|\d[,.]\d{3}"
)


@rule("MDL037")
def data_size_untold(card: Card, tree: Tree) -> Iterator[Finding]:
    """No number tells how much data the model was trained on."""
    if not says_beside(text_of(card), words("amount"), _AMOUNT, 60):
        yield Finding(
            "MDL037",
            "nothing tells how much data the model was trained on",
            NOWHERE,
            "give tokens of text, numbers of images, hours of sound and film",
        )


@rule("MDL038")
def data_cutoff_untold(card: Card, tree: Tree) -> Iterator[Finding]:
    """No date tells up to when training data was acquired."""
    if not says_beside(text_of(card), words("cutoff"), r"\b(?:19|20)\d\d\b", 80):
        yield Finding(
            "MDL038",
            "nothing tells up to when training data was acquired",
            NOWHERE,
            "give the month in which the latest data was acquired",
        )


@rule("MDL039")
def rights_untold(card: Card, tree: Tree) -> Iterator[Finding]:
    """Not a word on rights that were reserved in the training data."""
    if not says(text_of(card), words("rights")):
        yield Finding(
            "MDL039",
            "nothing tells how rights reserved in training data were respected",
            NOWHERE,
            "tell how opt-outs from text and data mining, such as robots.txt, were followed",
        )


@rule("MDL040")
def unlawful_content_untold(card: Card, tree: Tree) -> Iterator[Finding]:
    """Not a word on what was removed from the training data."""
    if not says(text_of(card), words("removal")):
        yield Finding(
            "MDL040",
            "nothing tells how unlawful content was kept out of the training data",
            NOWHERE,
            "tell what was filtered out, and how",
        )


@rule("MDL041")
def source_kinds_untold(card: Card, tree: Tree) -> Iterator[Finding]:
    """Not a word on the kind of sources: public data, licensed, crawled, of users, synthetic."""
    if not card.metadata.get("datasets") and not says(text_of(card), words("source-kinds")):
        yield Finding(
            "MDL041",
            "nothing tells of what kind the sources of training data are",
            NOWHERE,
            "tell of each kind whether it was used: public, licensed, crawled, of users, synthetic",
        )
