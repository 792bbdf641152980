"""JSON with places: the standard library says what it means, a scan of the tokens where it stands."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

from opendata_lint.exchange.documents.base import (
    DEEPEST,
    MOST_VALUES,
    bound_paths,
    depth_fault,
    size_fault,
    text_of,
)
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import Place, Span

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'  # possessive: a text of megabytes leaves no way back open
_TOKEN = re.compile(rf'{_STRING}|[{{}}\[\]:,]|[^\s{{}}\[\]:,"]+', re.DOTALL)
_LONGEST_NUMBER = 300
"""Characters of a number that is read: a larger one no program can count with."""
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


class _Spot(NamedTuple):
    key: Span | None
    value: Span


class JsonDocument:
    """A JSON file."""

    def __init__(self, text: str, value: Any, doubles: tuple[str, ...]) -> None:
        self.text = text
        self.value = value
        self.doubles = doubles
        """Keys that stand more than once in an object."""

    def span(self, place: Place) -> Span | None:
        """The offsets of a JSON pointer, or of what is nearest above it."""
        if place.span is not None or place.pointer is None:
            return place.span
        pointer = place.pointer
        while pointer and pointer not in self._spots:
            pointer = pointer.rpartition("/")[0]
        spot = self._spots.get(pointer)
        if spot is None:
            return None
        if pointer != place.pointer or not pointer:  # what is missing stands at the start of what lacks it
            return spot.key or (spot.value[0], min(spot.value[0] + 1, spot.value[1]))
        if place.part == "item" and spot.key:
            return spot.key[0], spot.value[1]
        return spot.key if place.part == "key" and spot.key else spot.value

    @cached_property
    def _spots(self) -> dict[str, _Spot]:
        return _scan(self.text)


def read_json(data: bytes, path: str) -> JsonDocument:
    """A JSON file. Raises `DescriptorFault` for what is none, with its place."""
    text = text_of(data, path)
    _bound(text, path)
    doubles: list[str] = []

    def paired(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            doubles.extend(name for name, count in counts.items() if count > 1)
        return made

    def refused(word: str) -> Any:
        raise DescriptorFault(f"{path} holds {word}, which JSON does not have", _word(text, word))

    def number(word: str) -> int | float:
        made = int(word) if word.lstrip("-").isdecimal() and len(word) <= _LONGEST_NUMBER else float(word)
        if len(word) > _LONGEST_NUMBER or abs(made) == inf:
            problem = f"{path} holds a number that is too large or too long: {word[:30]}..."
            raise DescriptorFault(problem, _word(text, word))
        return made

    try:
        value = json.loads(
            text, object_pairs_hook=paired, parse_constant=refused, parse_int=number, parse_float=number
        )
    except json.JSONDecodeError as error:
        at = min(error.pos, max(len(text) - 1, 0))
        problem = error.msg[:1].lower() + error.msg[1:]
        raise DescriptorFault(
            f"{path} is no JSON: {problem} in line {error.lineno}, column {error.colno}", (at, at + 1)
        ) from error
    except RecursionError as error:
        raise depth_fault(path) from error
    for match in _ESCAPE.finditer(text) if "\\u" in text else ():
        if match[1]:
            problem = f"{path} holds `\\{match[1]}`, half of a character, which no text can hold"
            raise DescriptorFault(problem, match.span())
    bound_paths(value, path)
    return JsonDocument(text, value, tuple(doubles))


def _bound(text: str, path: str) -> None:
    """Refuse what is too large or too deep before anything is made of it."""
    opens = text.count("[") + text.count("{")
    if opens <= DEEPEST and text.count(",") + opens <= MOST_VALUES:
        return
    bare = re.sub(_STRING, "", text, flags=re.DOTALL)
    if bare.count(",") + bare.count("[") + bare.count("{") > MOST_VALUES:
        raise size_fault(path)
    depth = 0
    for match in re.finditer(r"[\[{]++|[\]}]++", bare):
        depth += len(match[0]) if match[0][0] in "[{" else -len(match[0])
        if depth > DEEPEST:
            raise depth_fault(path)


def _word(text: str, word: str) -> Span:
    start = max(text.find(word), 0)
    return start, start + len(word)


class _Level(NamedTuple):
    pointer: str
    start: int
    key: Span | None


def _scan(text: str) -> dict[str, _Spot]:
    """The places of all values of a valid JSON text, by pointer; of doubles the last counts."""
    spots: dict[str, _Spot] = {}
    levels: list[_Level] = []
    counts: list[int] = []  # per level, the index of the next item; -1 in objects
    key: Span | None = None
    pointer = ""
    for match in _TOKEN.finditer(text):
        token, span = match.group(), match.span()
        if token in ",:":
            if token == "," and counts[-1] >= 0:
                counts[-1] += 1
                pointer = f"{levels[-1].pointer}/{counts[-1]}"
            elif token == ",":
                key = None
        elif token in "}]":
            level = levels.pop()
            counts.pop()
            spots[level.pointer] = _Spot(level.key, (level.start, span[1]))
            key = None
        elif counts and counts[-1] < 0 and key is None:
            key = span
            pointer = f"{levels[-1].pointer}/{json.loads(token).replace('~', '~0').replace('/', '~1')}"
        elif token in "{[":
            levels.append(_Level(pointer, span[0], key))
            counts.append(0 if token == "[" else -1)
            key = None
            pointer = f"{pointer}/0"
        else:
            spots[pointer] = _Spot(key, span)
            key = None if counts and counts[-1] >= 0 else key
    return spots
