"""Says whether a Markdown file is a dataset card, a model card, or no card, and why.

Named signals (see ``signals``) are counted for four sides. Pure: no input or output, the
time is linear in at most 64 KiB of front matter and as much of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from opendata_lint.recognition.reading import Reading, read
from opendata_lint.recognition.signals import Hit, Side, words
from opendata_lint.recognition.template import template_sign

__all__ = ["CARD_POINTS", "Kind", "Recognition", "guess_kind", "recognize"]

Kind = Literal["dataset", "model"]

CARD_POINTS = 4
"""A file is a card from this many points on, points for other documents taken off."""

_NAME_POINTS = 6
# A name in the plural (`model-cards.md`) is that of a page about cards.
_NAME = re.compile(r"(data|model)(?:set)?[-_. ]?(?:card|sheet|statement)(?!s(?![a-z]))")
_SPACE_KEY = "sdk"
_SHOWN_HITS = 2
_WORD_POINTS = 2
_MAJORITY = 2


class Recognition(NamedTuple):
    """What a file is: ``kind`` None with a ``refusal``, or a kind with ``refusal`` empty.

    ``reason`` is one short phrase for people.
    """

    kind: Kind | None
    refusal: Literal["", "space", "template", "not-a-card"]
    reason: str


def recognize(
    name: str,
    metadata: Mapping[str, object] | None,
    raw_front_matter: str | None,
    body: str,
) -> Recognition:
    """Tell what the file ``name`` is.

    ``metadata`` is the parsed front matter, None when it is absent or no mapping;
    ``raw_front_matter`` its text, from which keys are then read; ``body`` the Markdown
    after it.
    """
    reading = read(metadata, raw_front_matter, body)
    if _SPACE_KEY in reading.keys:
        return Recognition(None, "space", "sdk in the front matter")
    sign = template_sign(name, raw_front_matter, reading)
    if sign:
        return Recognition(None, "template", sign)
    hits = [*_name_hits(name), *_hits(reading)]
    own = max(_points(hits, "dataset"), _points(hits, "model"))
    if own + _points(hits, "card") - _points(hits, "other") < CARD_POINTS:
        return Recognition(None, "not-a-card", _reason(hits, ("other",), "no sign of a card"))
    kind = _kind(hits, reading)
    return Recognition(kind, "", _reason(hits, (kind, "card"), "signs of a card"))


def guess_kind(
    name: str,
    metadata: Mapping[str, object] | None,
    raw_front_matter: str | None,
    body: str,
) -> Kind:
    """The likelier kind of a file that somebody says is a card."""
    reading = read(metadata, raw_front_matter, body)
    return _kind([*_name_hits(name), *_hits(reading)], reading)


def _kind(hits: Sequence[Hit], reading: Reading) -> Kind:
    """The side with more points; of cards with few signs most are model cards.

    Which of the two words stands far more often counts here, in any language that borrowed
    them, but says nothing about being a card.
    """
    lead = _points(hits, "dataset") - _points(hits, "model")
    datasets, models = reading.text.count("dataset"), reading.text.count("model")
    lead += _WORD_POINTS * ((datasets > _MAJORITY * models) - (models > _MAJORITY * datasets))
    return "dataset" if lead > 0 else "model"


def _points(hits: Sequence[Hit], side: Side) -> int:
    return sum(hit.points for hit in hits if hit.side == side)


def _name_hits(name: str) -> Iterator[Hit]:
    """``DATASET_CARD.md``, ``my-model-card.md`` and the like."""
    match = _NAME.search(name.lower())
    if match:
        yield Hit("model" if match[1] == "model" else "dataset", _NAME_POINTS, "name", name)


def _hits(reading: Reading) -> Iterator[Hit]:
    """Every signal of the table that the file shows, once each."""
    exact = (("key", reading.keys), ("heading", frozenset(reading.headings)))
    for place, found in exact:
        yield from (hit for word, hit in words(place).items() if word in found)
    title = reading.headings[0] if reading.headings else ""
    for place, text in (("title", title), ("lead", reading.lead), ("text", reading.text)):
        yield from (hit for word, hit in words(place).items() if word in text)


def _reason(hits: Sequence[Hit], sides: Sequence[Side], otherwise: str) -> str:
    """The weightiest signs of these sides, else ``otherwise``."""
    signs = sorted((hit for hit in hits if hit.side in sides), key=lambda hit: -hit.points)
    return ", ".join(f"{hit.place} {hit.word!r}" for hit in signs[:_SHOWN_HITS]) or otherwise
