"""Whether a card tells a fact: a word of it anywhere, with a number beside it where one is owed.

Words are looked for with `str.find`, which reads a card of 20,000 letters in microseconds; expressions
only see the few letters around a word that was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from opendata_lint.card import Card

NUMBER = r"\d"
"""Something counted or measured."""


@lru_cache(maxsize=2)
def text_of(card: Card) -> str:
    """The card's text, front matter included, in lower case with plain spaces and hyphens."""
    text = card.text.lower()
    if "   " in text:  # tables are padded, and words must stay near their numbers
        text = re.sub("   +", "  ", text)
    if not text.isascii():
        for odd, plain in _PLAIN:
            text = text.replace(odd, plain)
    return text


_PLAIN = (("\u00a0", " "), ("\u2010", "-"), ("\u2011", "-"), ("\u2013", "-"), ("\u2019", "'"))


def left_open(card: Card, *topics: str) -> bool:
    """Whether one of the topics has a place that says nothing yet, which is a finding of its own."""
    return any((answer := card.topics.get(topic)) is not None and not answer.satisfied for topic in topics)


def says(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text, alone or in a longer word."""
    return any(word in text for word in words)


def says_beside(text: str, words: Iterable[str], beside: str, reach: int = 40) -> bool:
    """Whether the expression `beside` matches within `reach` letters of one of the words."""
    return any(re.search(beside, window) for window in windows(text, words, reach))


def windows(text: str, words: Iterable[str], reach: int) -> Iterator[str]:
    """The text around every place of the words, where they do not stand inside a longer word.

    Behind a word letters may follow, so that `epoch` finds `epochs`; a word of four letters or fewer
    stands alone, so that `wer` does not find `were`.
    """
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (word[0].isalpha() and text[at - 1 : at].isalpha()) and not (
                len(word) <= _SHORT and text[end : end + 1].isalpha()
            ):
                yield text[max(0, at - reach) : end + reach]
            at = text.find(word, end)


_SHORT = 4
