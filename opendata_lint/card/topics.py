"""Which topics a card answers, where, and how.

A section, a labelled bullet, a front-matter key or plain prose may answer a topic. A claim that a topic is
missing must be true, so every one of them is looked at before a topic counts as absent.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from opendata_lint.card import front_matter
from opendata_lint.card.answers import Answer, Book, State, Where
from opendata_lint.card.other_answers import read_labels, read_metadata, read_prose, read_wholes
from opendata_lint.card.passages import Placeholder, passages_of, placeholders_in
from opendata_lint.card.section_answers import read_sections, title_index
from opendata_lint.vocabulary import headings
from opendata_lint.vocabulary import phrases as vocabulary

if TYPE_CHECKING:
    from opendata_lint.card.card import Card

__all__ = [
    "Answer",
    "Placeholder",
    "State",
    "TopicReading",
    "Where",
    "body_language_known",
    "read_topics",
    "reads_as_english",
    "topics_conclusive",
    "topics_of",
]


class TopicReading(NamedTuple):
    """All that is read of a card's topics in one pass."""

    topics: dict[str, Answer]
    section_topics: tuple[str | None, ...]
    """The main topic of each section's heading."""
    placeholders: tuple[Placeholder, ...]


def topics_of(card: Card) -> dict[str, Answer]:
    """The answer of every topic that the card has a place for."""
    return read_topics(card).topics


def read_topics(card: Card) -> TopicReading:
    """Topics, the sections' main topics, and placeholders, in the order of the card."""
    passages = [passages_of(section) for section in card.sections]
    topics = _heading_topics(card)
    book = Book()
    read_sections(card, topics, passages, book)
    read_labels(card, passages, book)
    read_metadata(card, book)
    read_prose(card, topics, passages, book)
    read_wholes(book)
    return TopicReading(
        topics={topic: entry.answer() for topic, entry in book.entries.items()},
        section_topics=tuple(found[0] if found else None for found in topics),
        placeholders=tuple(p for i, found in enumerate(passages) for p in placeholders_in(card, i, found)),
    )


def _heading_topics(card: Card) -> list[headings.Topics]:
    """The topics of each section; the card's title counts only where it is a known heading as a whole."""
    title = title_index(card)
    return [
        tuple(
            topic
            for topic in headings.heading_topics(section.title, whole=index == title)
            if topic != "contents_list"
        )
        for index, section in enumerate(card.sections)
    ]


_SAMPLE = 6_000
"""Code points of prose by which the language is told."""
_FEW_WORDS = 40
"""A shorter text is too short to tell its language by its words, or to hide an answer."""
_ENGLISH = 0.06
"""The least share of common English words in English prose; tables and lists of names have few."""
_TERSE = 0.03
"""The same where hardly a common word of another language stands beside them."""
_KNOWN = 0.75
"""The least share of headings that are known, for a body that is not in English."""


def body_language_known(card: Card) -> bool:
    """Whether the body is in a language whose headings the vocabulary knows.

    English always is. Of other languages only part of the vocabulary is there, so that most of a card's
    headings must be known before the lack of one means anything.
    """
    return reads_as_english(card) or _headings_known(card)


@lru_cache(maxsize=2)  # every omission of a card asks
def reads_as_english(card: Card) -> bool:
    """Whether the body's prose is in English, as far as its letters and commonest words tell."""
    blocks = (
        block.text for section in card.sections for block in section.blocks if block.kind in ("text", "item")
    )
    titles = " ".join(section.title for section in card.sections)
    return _is_english(" ".join(blocks)[:_SAMPLE].lower(), titles)


@lru_cache(maxsize=2)
def _headings_known(card: Card) -> bool:
    """Whether hardly a heading is left whose meaning is unknown, and which so could hide an answer.

    The title hides none, and a heading below a known one only divides its subject.
    """
    title = title_index(card)
    placed: dict[int, bool] = {title: False}
    for index, section in enumerate(card.sections):
        if section.title and index != title:
            below = section.parent is not None and placed.get(section.parent, False)
            placed[index] = below or bool(headings.heading_topics(section.title))
    del placed[title]
    known = sum(placed.values())
    return known >= 3 and known >= _KNOWN * len(placed)


def _is_english(sample: str, titles: str) -> bool:
    if not sample.isascii() and _is_other_script(sample):
        return False
    tokens = sample.split()
    english = sum(map(vocabulary.word_set("stopwords").__contains__, tokens))
    foreign = sum(map(vocabulary.word_set("foreign_stopwords").__contains__, tokens))
    if len(tokens) < _FEW_WORDS:
        plain = all(character.isascii() for character in sample + titles if character.isalpha())
        return plain and foreign <= english + 1
    return english >= (_TERSE if english > 3 * foreign else _ENGLISH) * len(tokens)


def _is_other_script(sample: str) -> bool:
    """Whether many of a text's letters are not of the Latin script."""
    others = sum(map(str.isalpha, filter("\u024f".__lt__, sample)))
    return others > 0 and others > 0.3 * sum(map(str.isalpha, sample))


def topics_conclusive(card: Card) -> bool:
    """Whether the absence of a topic can be concluded: the card was read whole, in a language we know."""
    return _front_matter_read(card) and not card.outline.truncated and body_language_known(card)


def _front_matter_read(card: Card) -> bool:
    """Whether nothing that was meant as front matter stands unread at the card's top."""
    if card.front_matter is None:
        return not front_matter.oddities(card.text, None) and not front_matter.in_code_fence(card.text)
    return card.yaml_fault is None and (card.value is None or card.readable)
