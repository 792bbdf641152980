"""Turns of phrase of card prose: what speaks of a topic, what declines one, what says nothing.

The lists were made by hand for this project from reading public cards; fingerprints stand for lines
of public templates.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal
from zlib import crc32

from opendata_lint.vocabulary import load

_WORD = re.compile(r"[^\W_]+")
_TARGET = re.compile(r"\]\([^()]*\)")


@cache
def phrases(part: Literal["prose", "model_prose", "code_prose", "declined"], topic: str) -> tuple[str, ...]:
    """Turns of phrase, in lower case, that show that a text speaks of `topic`.

    `prose` are those of running text, `model_prose` more of them for model cards, `code_prose` those
    of code; `declined` say that there is nothing to tell.
    """
    return tuple(load("phrases")[part].get(topic, ()))


@cache
def prose_topics() -> tuple[str, ...]:
    """The topics that running text can answer."""
    return tuple(load("phrases")["prose"])


@cache
def words(
    part: Literal["placeholders", "placeholder_starts", "prose_noise", "stopwords", "foreign_stopwords"],
) -> tuple[str, ...]:
    """Whole placeholders, their beginnings, phrases that mislead, or common words of English or others."""
    return tuple(load("phrases")[part])


@cache
def placeholder_phrases() -> frozenset[str]:
    """The placeholders, in lower case without punctuation around them."""
    return frozenset(words("placeholders"))


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
