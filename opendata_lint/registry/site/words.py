"""The words of a text as the search compares them; `assets/site.js` folds what is typed in the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LONGEST = 30
_APART = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
"""Letters of scripts that set no spaces between words: each counts as a word."""
_WORD = re.compile(rf"[{_APART}]|[^\W_{_APART}]+")


def folded(text: str) -> str:
    """A text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M")).lower()


def words_of(text: str) -> list[str]:
    """The words of a text, folded, long ones cut."""
    return [word[:_LONGEST] for word in _WORD.findall(folded(text))]


def telling_words(texts: Iterable[str], most: int) -> Iterator[str]:
    """At most so many different words of some texts; those of one or two plain letters are left out."""
    seen: set[str] = set()
    for text in texts:
        for word in words_of(text):
            if word not in seen and (len(word) > 2 or not word.isascii()):
                seen.add(word)
                yield word
                if len(seen) >= most:
                    return
