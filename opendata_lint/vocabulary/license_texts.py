"""Licenses by their texts: which one a LICENSE file holds."""

from __future__ import annotations

import re
from functools import cache

from opendata_lint.vocabulary import load
from opendata_lint.vocabulary.grants import Grant, grant_of

HEAD = 2_500
"""Code points of a file that are looked at; every license has its title and its grant there."""
_TITLE = 1_200
"""Of these, where a title must begin; further down licenses name each other."""


def recognized(text: str) -> Grant | None:
    """The license whose text this is; None where it is none that is known, or where several are named.

    Longer texts are only looked at as far as `HEAD`.
    """
    words = _words(text[:HEAD])
    found = [
        (at, grant) for at, grant in (_place(words, phrases, grant) for phrases, grant in _texts()) if at >= 0
    ]
    if not found or re.search(_CHOICE, words):
        return None
    return min(found, key=lambda one: one[0])[1]


# Files that only say which other files hold the licenses of which parts.
_CHOICE = r"\b(?:dual[ -]licensed|either of the licenses|multiple licenses|under two licenses)\b"


def _place(words: str, phrases: tuple[str, ...], grant: Grant) -> tuple[int, Grant]:
    """Where the first phrase begins, -1 where one is not there."""
    at = words.find(phrases[0])
    if at > _TITLE or any(phrase not in words for phrase in phrases):
        return -1, grant
    return at, grant


@cache
def _texts() -> tuple[tuple[tuple[str, ...], Grant], ...]:
    """Phrases and licenses, the more telling of two that may begin at one place first."""
    return tuple((tuple(row["all"]), grant_of(row["id"])) for row in load("license-texts")["texts"])


def _words(text: str) -> str:
    """A text's words in lower case with one space between, without the marks that licenses differ in."""
    plain = re.sub(r"[^\w.+]+", " ", text.lower())
    return re.sub(r"\bnon commercial\b", "noncommercial", re.sub(r"\bshare alike\b", "sharealike", plain))
