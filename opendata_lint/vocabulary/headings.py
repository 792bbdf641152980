"""Which topics a heading or a label speaks of.

The data file was made by hand for this project from the public templates of dataset and model cards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from opendata_lint.vocabulary import load

Topics = tuple[str, ...]
"""Topic keys such as `license`, the main one first; empty where there is none."""

_PLURAL = re.compile(r"\((s|es)\)")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200
"""Code points of a heading that are looked at."""

_BEFORE = frozenset(
    (
        "dataset",
        "data",
        "model",
        "corpus",
        "the",
        "our",
        "this",
        "some",
        "general",
        "additional",
        "important",
        "main",
        "other",
        "known",
        "detailed",
    )
)
_AFTER = frozenset(
    (
        "dataset",
        "data",
        "model",
        "corpus",
        "information",
        "info",
        "details",
        "statement",
        "section",
        "notes",
        "note",
    )
)


def normalize(text: str) -> str:
    """A heading as the vocabulary writes it: lower case, words apart by one space, no punctuation."""
    text = text[:_LONGEST].lower().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(_WORD.findall(_PLURAL.sub(r"\1", text)))


@lru_cache(maxsize=4096)
def heading_topics(title: str, whole: bool = False) -> Topics:
    """The topics of a heading.

    With `whole` only a heading that is known as it stands counts, not one that holds a known phrase
    (the title of a card may be `A Dataset of Gender Bias` and yet not speak of its own bias).
    """
    name = normalize(title)
    if not name:
        return ()
    if topics := _known(name):
        return topics
    if not whole:
        # A question is known by its telling words; its parts (`hosting/maintaining`) tell little.
        topics = _phrased(name) if title.endswith("?") else _composed(title) or _phrased(name)
    return topics or _mistyped(name)


@lru_cache(maxsize=4096)
def label_topics(label: str) -> Topics:
    """The topics of a label such as `Curated by`, or of a line in bold type that stands for a heading."""
    name = normalize(label)
    found: Topics = _labels().get(name, ())
    return found or _known(name) or (_phrased(name) if label.rstrip().endswith("?") else _mistyped(name))


def parts(topic: str) -> Topics:
    """The topics whose answers also answer `topic`."""
    return tuple(load("headings")["parts"].get(topic, ()))


def wholes() -> Topics:
    """The topics that have parts."""
    return tuple(load("headings")["parts"])


@cache
def all_topics() -> frozenset[str]:
    """Every topic key that a heading or label can have."""
    found = {topic for topics in _headings().values() for topic in topics}
    return frozenset(found | {topic for topics in _labels().values() for topic in topics} | set(wholes()))


@cache
def _headings() -> dict[str, Topics]:
    data = load("headings")
    known: dict[str, Topics] = {}
    for topic, names in data["headings"].items():
        known.update(dict.fromkeys(names, (topic,)))
    known.update({name: tuple(topics.split()) for name, topics in data["shared_headings"].items()})
    return known


@cache
def _labels() -> dict[str, Topics]:
    labels = load("headings")["labels"]
    return {name: tuple(topics.split()) for topics, names in labels.items() for name in names}


@cache
def _phrases() -> list[tuple[str, Topics, tuple[str, ...]]]:
    """Phrases with their topics and the words that forbid them; words in Latin script stand alone."""
    return [
        (f" {phrase} " if phrase.isascii() else phrase, tuple(topics.split()), tuple(vetoes))
        for phrase, topics, *vetoes in load("headings")["phrases"]
    ]


def _known(name: str) -> Topics:
    headings = _headings()
    if name in headings:
        return headings[name]
    tokens = name.split()
    while len(tokens) > 1 and tokens[0] in _BEFORE:
        tokens = tokens[1:]
        if (rest := " ".join(tokens)) in headings:
            return headings[rest]
    while len(tokens) > 1 and tokens[-1] in _AFTER:
        tokens = tokens[:-1]
        if tokens[-1] in ("the", "of", "this"):
            tokens = tokens[:-1] or tokens
        if (rest := " ".join(tokens)) in headings:
            return headings[rest]
    return ()


_BETWEEN = re.compile(r",|;|/|&|\||:|\s[–—-]\s|\sand\s|[（）()]", re.I)


def _composed(title: str) -> Topics:
    """The topics of a heading's parts: `Intended Uses & Limitations`, `License (MIT)`."""
    found: dict[str, None] = {}
    pieces = _BETWEEN.split(title[:_LONGEST])
    if len(pieces) > 1:
        for piece in pieces:
            name = normalize(piece)
            found.update(dict.fromkeys(_known(name)))
            found.update(dict.fromkeys(_phrased(name)))
    return tuple(found)


def _phrased(name: str) -> Topics:
    found: dict[str, None] = {}
    text = f" {name} "
    for phrase, topics, vetoes in _phrases():
        if phrase in text and not any(f" {veto} " in text for veto in vetoes):
            found.update(dict.fromkeys(topics))
    return tuple(found)


def _mistyped(name: str) -> Topics:
    """The topics of a heading with one word mistyped (`Dataset Sturcture`)."""
    tokens = name.split()
    vocabulary = _vocabulary()
    unknown = [index for index, token in enumerate(tokens) if token not in vocabulary]
    if len(tokens) > 8 or not 1 <= len(unknown) <= 2:
        return ()
    for index in unknown:
        meant = _meant(tokens[index])
        if meant is None:
            return ()
        tokens[index] = meant
    return _known(" ".join(tokens))


@cache
def _vocabulary() -> dict[str, list[str]]:
    """The words of all headings in Latin script; under each first letter, those long enough to mistype."""
    found: dict[str, list[str]] = {}
    for name in _headings():
        for token in name.split() if name.isascii() else ():
            if token not in found:
                found[token] = []
    for token in list(found):
        if len(token) >= 6:
            found.setdefault("^" + token[0], []).append(token)
    return found


@lru_cache(maxsize=4096)
def _meant(token: str) -> str | None:
    """The one word of the vocabulary that is a slip of the keyboard away from `token`."""
    if len(token) < 5 or not token.isascii() or token in load("headings")["real_words"]:
        return None
    words = _vocabulary().get("^" + token[0], ())
    near = [word for word in words if abs(len(token) - len(word)) <= 1 and _is_slip(token, word)]
    return near[0] if near else None


def _is_slip(token: str, word: str) -> bool:
    """Whether one letter is missing, too many or wrong, or two neighbors changed places.

    Of words whose lengths differ by one at most.
    """
    if token == word:
        return False
    start = next(_differences(token, word), min(len(token), len(word)))
    left, right = token[start:], word[start:]
    if len(left) != len(right):
        return left[1:] == right or left == right[1:]
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])


def _differences(token: str, word: str) -> Iterator[int]:
    return (index for index, (one, other) in enumerate(zip(token, word, strict=False)) if one != other)
