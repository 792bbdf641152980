"""Turns of phrase of card prose: what speaks of a topic, what declines one, what says nothing.

The lists were made by hand for this project from reading public cards; fingerprints stand for lines
of public templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from typing import Literal, NamedTuple
from zlib import crc32

from opendata_lint.vocabulary import load

_WORD = re.compile(r"[^\W_]+")
_TARGET = re.compile(r"\]\([^()]*\)")


_GRAM = 4
"""Code points in a row by which a phrase is looked for; of three, most texts hold most phrases'."""


class Phrase(NamedTuple):
    """A turn of phrase, with the two ends of its longest word."""

    text: str
    """In lower case; a space before or behind it counts."""
    head: str
    """The word's first `_GRAM` code points; empty where the word is shorter."""
    tail: str
    """Its last."""


class SearchedText:
    """A text in lower case in which many phrases are looked for, most of which are not there.

    A phrase can only be where the ends of its longest word are; a set of what stands in the text's words
    tells that in a fraction of the time that a search takes.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.ascii = text.isascii()

    @cached_property
    def _grams(self) -> set[str]:
        words = set(self.text.split())
        return {word[at : at + _GRAM] for word in words for at in range(len(word) - _GRAM + 1)}

    def find(self, phrases: Iterable[Phrase]) -> int:
        """The offset of the first of `phrases`, in their order, that is in the text; -1 where none is."""
        grams = self._grams
        for text, head, tail in phrases:
            likely = head in grams and tail in grams if head else not self.ascii or text.isascii()
            if likely and (at := self.text.find(text)) >= 0:
                return at
        return -1


@cache
def spoken(part: Literal["prose", "model_prose", "code_prose"], topic: str) -> tuple[Phrase, ...]:
    """Turns of phrase that show that a text speaks of `topic`.

    `prose` are those of running text, `model_prose` more of them for model cards, `code_prose` those of code.
    """
    return tuple(map(_phrase, load("phrases")[part].get(topic, ())))


def _phrase(text: str) -> Phrase:
    word = max(text.split(), key=len)
    return Phrase(text, word[:_GRAM], word[-_GRAM:]) if len(word) >= _GRAM else Phrase(text, "", "")


@cache
def declining(topic: str) -> tuple[str, ...]:
    """Turns of phrase, in lower case, that say that there is nothing to tell of `topic`."""
    return tuple(load("phrases")["declined"].get(topic, ()))


@cache
def prose_topics() -> tuple[str, ...]:
    """The topics that running text can answer."""
    return tuple(load("phrases")["prose"])


@cache
def words(part: Literal["placeholder_starts", "prose_noise"]) -> tuple[str, ...]:
    """Beginnings of placeholders, or phrases that mislead."""
    return tuple(load("phrases")[part])


@cache
def word_set(part: Literal["placeholders", "stopwords", "foreign_stopwords"]) -> frozenset[str]:
    """Whole placeholders without punctuation around them, or common words of English or other languages."""
    return frozenset(load("phrases")[part])


@lru_cache(maxsize=256)  # a paragraph of one line is asked of twice
def fingerprint(text: str) -> str:
    """A checksum and the length of a line's words, blind to case, markup and the targets of links.

    Nobody has a reason to forge one, so that a checksum does; `hashlib` takes 3 ms to import.
    """
    text = _TARGET.sub(" ", text.lower()) if "](" in text else text.lower()
    plain = " ".join(_WORD.findall(text)).encode()
    return f"{crc32(plain):08x}-{len(plain)}"


@cache
def fingerprints(part: Literal["template", "boilerplate"]) -> frozenset[str]:
    """Fingerprints of lines that stand alike in many cards and tell nothing of any."""
    return frozenset(load("phrases")[f"{part}_fingerprints"])
