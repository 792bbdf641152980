"""What the search in the browser looks into: facts of all cards, and an index of words in small files.

Files are loaded as scripts, which browsers allow for pages on the disk too. A word's file goes by its first
letter and is loaded when somebody types it. A posting is a card's number and a weight; numbers are written
as differences in base 36.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.making import Made
from opendata_lint.registry.site.site import language_name, status_of, title_of
from opendata_lint.registry.site.words import words_of

TITLE, NAMED, SAID, TEXT = 3, 2, 1, 0
"""Weights: words of the title, of id, tags, tasks and the like, of the summary, of the rest."""

_SUMMARY = 180
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WEIGHTS = 4


class Facet(NamedTuple):
    """A head under which cards are sorted."""

    key: str
    label: str
    values: list[str]
    of: list[list[int]]
    """For every card the numbers of its values."""


def facets_of(entries: Sequence[Entry], made: Sequence[Made]) -> list[Facet]:
    """All facets; a card without a value has none of them."""
    shares = [[_share(one.completeness)] if one.completeness is not None else [] for one in made]
    return [
        _facet("kind", "Kind", [[entry.kind] for entry in entries]),
        _facet("license", "License", [entry.licenses or ("no license",) for entry in entries]),
        _facet("modality", "Modality", [entry.modalities for entry in entries]),
        _facet("task", "Task", [entry.tasks for entry in entries]),
        _facet("language", "Language", [[*map(language_name, entry.languages)] for entry in entries]),
        _facet("status", "Status", [[status_of(entry)] for entry in entries]),
        _facet("complete", "Completeness", shares),
    ]


def _share(percent: int) -> str:
    for least, words in ((90, "90 % and more"), (70, "70 to 89 %"), (50, "50 to 69 %"), (25, "25 to 49 %")):
        if percent >= least:
            return words
    return "less than 25 %"


def _facet(key: str, label: str, said: Sequence[Iterable[str]]) -> Facet:
    rows = [list(dict.fromkeys(values)) for values in said]
    values = sorted({value for row in rows for value in row})
    numbers = {value: number for number, value in enumerate(values)}
    return Facet(key, label, values, [[numbers[value] for value in row] for row in rows])


def search_files(
    entries: Sequence[Entry], made: Sequence[Made], facets: Sequence[Facet]
) -> Iterator[tuple[str, str]]:
    """Names and texts of the files; `entries` in the order in which cards are listed."""
    shards: dict[str, dict[str, array[int]]] = {}  # plain lists of numbers take eight times the memory
    for number, (entry, one) in enumerate(zip(entries, made, strict=True)):
        for word, weight in _weighted(entry, one.words.split()).items():
            shards.setdefault(shard_of(word), {}).setdefault(word, array("Q")).append(
                number * _WEIGHTS + weight
            )
    yield "search/cards.js", f"window.catalogue = {script(_cards(entries, made, facets, sorted(shards)))};\n"
    for name, words in sorted(shards.items()):
        lines = "\n".join(f"{word} {_postings(words[word])}" for word in sorted(words))
        yield f"search/words-{name}.js", f"window.catalogueWords({script(name)}, {script(lines)});\n"


def shard_of(word: str) -> str:
    """The name of the file that a word is in: its first letter, or a stretch of Unicode."""
    first = word[0]
    return first if first in _DIGITS else f"u{ord(first) >> 8:x}"


def script(value: Any) -> str:
    """A value as JavaScript; half a pair of surrogates, as in a path that is no text, as an escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()


def _weighted(entry: Entry, text: Sequence[str]) -> dict[str, int]:
    """The words by which a card is found, each with its best weight."""
    named = (entry.id, entry.path, *entry.tags, *entry.tasks, *entry.modalities, *entry.licenses,
             *map(language_name, entry.languages), *entry.owners)  # fmt: skip
    found = dict.fromkeys(text, TEXT)
    found |= dict.fromkeys(words_of(entry.summary), SAID)
    found |= dict.fromkeys((word for one in named for word in words_of(one)), NAMED)
    return found | dict.fromkeys(words_of(title_of(entry)), TITLE)


def _postings(numbers: Sequence[int]) -> str:
    last = 0
    parts = []
    for number in numbers:
        parts.append(_base36(number - last))
        last = number
    return ",".join(parts)


def _base36(number: int) -> str:
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
        if not number:
            return text


def _cards(
    entries: Sequence[Entry], made: Sequence[Made], facets: Sequence[Facet], shards: list[str]
) -> dict[str, Any]:
    """A column a fact, which is smaller than a row a card."""
    return {
        "ids": [entry.id for entry in entries],
        "titles": [title_of(entry) for entry in entries],
        "summaries": [_cut(entry.summary) for entry in entries],
        "versions": [entry.version or "" for entry in entries],
        "complete": [one.completeness for one in made],
        "errors": [one.errors for one in made],
        "facets": [facet._asdict() for facet in facets],
        "shards": shards,
    }


def _cut(text: str) -> str:
    return text if len(text) <= _SUMMARY else text[:_SUMMARY].rpartition(" ")[0].rstrip(" ,;:") + "…"
