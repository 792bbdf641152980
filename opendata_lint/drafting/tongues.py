"""Which language a sample of texts is in: a guess, or nothing.

Told by small words that every text of a language has, for a few languages; and by script, where a script
is as good as of one language. Languages that are hard to tell apart are all on the list, so that a text
in one of them is left undecided rather than taken for the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from opendata_lint.vocabulary import load

_LEAST_WORDS = 100
_LEAST_SHARE = 0.15
"""Of the words of running text a fifth to a half are those of the list; of labels and names hardly any."""
_LEAST_LEAD = 1.6
"""How often the words of the language must come for each word of the next one."""
_MOST_CHARACTERS = 400_000
_LEAST_LETTERS = 200
_WORD = re.compile(r"[^\W\d_]+")


class Guess(NamedTuple):
    """A language."""

    code: str
    why: str
    """What the guess rests on, for people."""


def language_of(texts: Iterable[str]) -> Guess | None:
    """The language of texts, None where it is not plain."""
    text = "\n".join(texts)[:_MOST_CHARACTERS]
    return _by_script(text) or _by_words(text)


def _by_script(text: str) -> Guess | None:
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return None
    counts: Counter[str] = Counter()
    for code, start, end in load("function-words")["scripts"]:
        counts[code] += sum(start <= letter <= end for letter in letters)
    kana, han = counts["ja"], counts["zh"]
    if kana > len(letters) * 0.1 and kana + han > len(letters) * 0.6:
        return Guess("ja", "from the script of the texts")
    for code in counts:
        if counts[code] > len(letters) * 0.7 and (code != "zh" or kana < len(letters) * 0.01):
            return Guess(code, "from the script of the texts")
    return None


def _by_words(text: str) -> Guess | None:
    words = _WORD.findall(text.casefold())
    if len(words) < _LEAST_WORDS:
        return None
    counts = Counter(words)
    totals = {code: sum(counts[word] for word in set(row.split())) for code, row in _rows().items()}
    (first, most), (_, next_most) = Counter(totals).most_common(2)
    share = most / len(words)
    if share < _LEAST_SHARE or most < _LEAST_LEAD * next_most:
        return None
    return Guess(first, f"from the small words of {len(words):,} words: {share:.0%} are those of `{first}`")


def _rows() -> dict[str, str]:
    rows: dict[str, str] = load("function-words")["words"]
    return rows
