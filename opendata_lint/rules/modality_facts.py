"""MOD: what a card owes its reader on the kind of data that it is about.

A fact is told where a word of it stands with a number beside it, or a unit behind a number, anywhere in the
card: the claim is only that it is nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding
from opendata_lint.rules import rule
from opendata_lint.rules.modality_evidence import declared
from opendata_lint.rules.telling import NUMBER, says, says_beside, text_of
from opendata_lint.tree import Tree


class Fact(NamedTuple):
    """Something that a card on one modality must say."""

    name: str
    """As a message names it."""
    told: Callable[[str], bool]
    """Whether a card's text in lower case says it."""


def _beside(*words: str) -> Callable[[str], bool]:
    return lambda text: says_beside(text, words, NUMBER)


def _matches(*patterns: str) -> Callable[[str], bool]:
    return lambda text: any(re.search(pattern, text) for pattern in patterns)


def _words(*words: str) -> Callable[[str], bool]:
    return lambda text: says(text, words)


_RATE = Fact("sampling rate", _matches(r"\d ?k?hz\b", r"sampl\w*[ _]rate\W{0,4}\d", r"\d ?k sampl"))
_HOURS = Fact(
    "duration in hours, minutes or seconds",
    _matches(
        r"\d[ -]?(?:\+ ?)?(?:h|hr|hrs|hours?|min|mins|minutes?|s|sec|secs|seconds?)\b",
        r"\d (?:[a-z-]+ ){1,2}hours?\b",
        r"\b\d+h\d+",
        r"\b\d+:\d\d:\d\d\b",
    ),
)
_RESOLUTION = Fact(
    "resolution",
    _matches(
        r"\d ?(?:px)? ?[x×*] ?\d",
        r"\d ?(?:px|pixels?|dpi|ppi|megapixels?|mp)\b",
        r"(?:480|720|1080|2160)p\b",
        r"\\times ?\d",
        r"shape\W{0,4}\(?\[?\d",
        r"resolution\D{0,30}\d",
        r"(?:width|height)['\"]?: ?\d{2}",
        r"\b[248]k (?:resolution|video)",
        r"\d ?by ?\d",
    ),
)
_FRAMES = Fact(
    "frame rate", _matches(r"\d ?(?:fps|hz|frames? per second|frames?/s)", r"(?:fps|frame rate)\D{0,20}\d")
)
_FREQUENCY = Fact(
    "sampling interval",
    _matches(
        r"\d ?[kmg]?hz\b",
        r"\b(?:sub|semi|bi)?-?(?:hourly|daily|weekly|monthly|quarterly|yearly|annual|minutely)\b",
        r"\d+[ -]?(?:s|sec|min|minutes?|seconds?|hours?|days?|h)\b",
        r"every (?:\w+ )?(?:second|minute|hour|day|week|month|year)",
        r"\b(?:per|each) (?:second|minute|hour|day|week|month|year)",
        r"\bfreq(?:uency)?\b",
    ),
)
_UNITS = Fact(
    "units",
    _matches(
        r"\bunits?\b",
        r"\b(?:kwh|mwh|kw|mw|°c|celsius|fahrenheit|m/s|km/h|mmhg|bpm|mv|hpa|ppm)\b",
        r"\b(?:usd|eur|percent|volts?|amperes?|watts?)\b",
        r"(?:\d ?|\bin )(?:%|°|mv|kg|cm|mm|km|ms|db)\b",
        r"[µμ][gvms]\b",
    ),
)
_ZONE = Fact(
    "time zone",
    _matches(
        r"\b(?:utc|gmt|cet|est|pst)\b",
        r"time ?zone",
        r"local time",
        r"\bunix\b",
        r"\bepoch seconds",
        r"time change",
        r"daylight",
    ),
)
_SYSTEM = Fact(
    "reference system",
    _matches(
        r"\bepsg\b",
        r"wgs ?-?84",
        r"\bcrs\b",
        r"\butm\b",
        r"coordinate (?:reference )?system",
        r"\bprojection\b",
        r"\bprojected\b",
        r"\bmercator\b",
        r"\betrs\b",
        r"\bnad ?-?83\b",
    ),
)
_EXTENT = Fact(
    "extent",
    _words(
        "bounding box",
        "bbox",
        "extent",
        "cover",
        "global",
        "worldwide",
        "region",
        "country",
        "countries",
        "city",
        "area of interest",
        "continent",
        "latitude",
        "county",
        "district",
        "state of",
        "km²",
        "km2",
        "hectare",
    ),
)

FACTS: Mapping[str, tuple[str, tuple[Fact, ...]]] = {
    "audio": ("MOD004", (_RATE, _HOURS)),
    "image": ("MOD005", (_RESOLUTION,)),
    "video": ("MOD006", (_RESOLUTION, _FRAMES, _HOURS)),
    "timeseries": ("MOD007", (_FREQUENCY, _UNITS, _ZONE)),
    "geospatial": ("MOD008", (_SYSTEM, _EXTENT)),
}
"""The rule of each modality and the facts that it asks for."""

_NOUNS = {
    "audio": "recordings",
    "image": "images",
    "video": "videos",
    "timeseries": "series",
    "geospatial": "geodata",
}


@rule("MOD004")
def audio(card: Card, tree: Tree) -> Iterator[Finding]:
    """A card on audio without the sampling rate or how much audio there is."""
    yield from _missing(card, "audio")


@rule("MOD005")
def image(card: Card, tree: Tree) -> Iterator[Finding]:
    """A card on images without their resolution."""
    yield from _missing(card, "image")


@rule("MOD006")
def video(card: Card, tree: Tree) -> Iterator[Finding]:
    """A card on videos without resolution, frame rate or duration."""
    yield from _missing(card, "video")


@rule("MOD007")
def timeseries(card: Card, tree: Tree) -> Iterator[Finding]:
    """A card on time series without interval, units or time zone, or the sensor of what was measured."""
    yield from _missing(card, "timeseries")


@rule("MOD008")
def geospatial(card: Card, tree: Tree) -> Iterator[Finding]:
    """A card on geodata without reference system or extent."""
    yield from _missing(card, "geospatial")


def _missing(card: Card, modality: str) -> Iterator[Finding]:
    if modality not in declared(card):
        return
    code, facts = FACTS[modality]
    text = text_of(card)
    lacking = [fact.name for fact in facts if not fact.told(text)]
    if lacking:
        names = " and ".join([", ".join(lacking[:-1]), lacking[-1]] if len(lacking) > 1 else lacking)
        yield Finding(
            code,
            f"nothing tells the {names} of the {_NOUNS[modality]}",
            NOWHERE,
            "state them where the fields are described",
        )


_ALIGNED = (
    "align",
    "pair",
    "match",
    "correspond",
    "synchron",
    "timestamp",
    "caption",
    "transcri",
    "each image",
    "each audio",
    "each video",
    "each clip",
    "each example",
    "each instance",
    "each sample",
    "per image",
    "per video",
    "for every",
    "associated",
    "along with",
    "together with",
    "annotated with",
    "labeled with",
    "labelled with",
    "question about",
)
_ALONE = frozenset(("image", "audio", "video", "3d", "timeseries", "geospatial"))


@rule("MOD009")
def alignment(card: Card, tree: Tree) -> Iterator[Finding]:
    """Parts of several modalities, and nothing on which belongs to which."""
    found = declared(card)
    if len(found) < 2 or not _ALONE & found or card.metadata.get("dataset_info"):
        return  # columns of one row belong together
    if not says(text_of(card), _ALIGNED):
        kinds = " and ".join(sorted(found))
        yield Finding(
            "MOD009",
            f"nothing tells how the parts ({kinds}) belong together",
            NOWHERE,
            "name the key, the pairing or the clock that joins them",
        )
