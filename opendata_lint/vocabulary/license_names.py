"""Licenses as running text names them: `CC BY-SA 4.0`, an address, `the MIT license`.

Each pattern has a word that must be in the text before it is compiled and tried, so that a text that
speaks of no license costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from opendata_lint.vocabulary.grants import Grant, grant_of


class Mention(NamedTuple):
    """A license that a text names."""

    grant: Grant
    start: int
    """Offset into the text, in code points."""
    end: int


Builder: TypeAlias = Callable[[re.Match[str]], Grant]
"""Makes the license of a match."""


def _dotted(version: str | None) -> str | None:
    """`4.0` for `4`."""
    return version if version is None or "." in version else f"{version}.0"


def _cc(match: re.Match[str]) -> Grant:
    said = re.sub(r"\band\b|[^a-z]", "", match["parts"].lower())
    parts = ["cc", "by"]
    parts += ["nc"] if "nc" in said or "noncommercial" in said else []
    parts += ["nd"] if "nd" in said or "noderiv" in said else []
    parts += ["sa"] if "sa" in said or "sharealike" in said else []
    return Grant("-".join(parts), _dotted(match["version"]))


def _fixed(license_id: str) -> Builder:
    return lambda match: grant_of(license_id)


def _versioned(family: str) -> Builder:
    return lambda match: Grant(family, _dotted(match["version"]))


def _apache(match: re.Match[str]) -> Grant:
    return Grant("apache", _dotted(match["version"] or match["url"]))


def _gnu(match: re.Match[str]) -> Grant:
    family = {"a": "agpl", "l": "lgpl"}.get((match["kind"] or "").lower()[:1], "gpl")
    return Grant(family, _dotted(match["version"]))


def _bsd(match: re.Match[str]) -> Grant:
    return grant_of(f"bsd-{match['a'] or match['b']}-clause")


def _llama(match: re.Match[str]) -> Grant:
    return Grant("llama", match["version"])


def _cdla(match: re.Match[str]) -> Grant:
    return Grant(f"cdla-{match['kind'].lower()}", _dotted(match["version"]))


_WORD = r"(?<![\w/.-])"
_V = r"[\s,(-]*(?:v|ver|version)?[\s.:]*"
_LICENSE = r"licen[sc]e"
_CC_PARTS = r"(?:[\s_/,+-]*(?:by|nc|sa|nd|share-?alike|non-?commercial|no-?deriv(?:ative)?s)(?![a-z]))"
_LONG_PARTS = (
    r"(?:[\s,/&-]*(?:and\s)?(?:attribution|by|non[\s-]?commercial|share[\s-]?alike"
    r"|no[\s-]?deriv(?:ative)?(?:s|[\s-]works)?|nc|sa|nd)(?![a-z]))"
)
_FILLER = (
    rf"(?:[\s,(\[-]*(?:{_LICENSE}|international|public|unported|generic|igo|the|version|v"
    r"|\[?cc[\s-]?by(?:-\w\w)*))*"
)
_CC_VERSION = r"[\s_,(-]*v?\.?\s*(?P<version>[1-4](?:\.[05])?)(?![\d.]*\d|\s*%)"
_VERSION_3 = rf"(?:{_V}(?P<version>[1-3](?:\.[01])?)(?![\d.]*\d))?"
_CC_NUMBER = rf"(?:{_CC_VERSION})?"
_CC_URL = r"creativecommons\.org/licenses/(?P<parts>by(?:-(?:nc|nd|sa))*)(?:/(?P<version>\d\.\d))?"
_CC_SHORT = rf"(?<![a-z/.-])cc[\s_-]*(?P<parts>by(?![a-z]){_CC_PARTS}*){_CC_NUMBER}"
_CC_LONG = (
    rf"creative\s?commons?(?:\s*\(cc\))?[\s:,-]*(?:{_LICENSE}\s*[:,-]?\s*)?"
    rf"(?P<parts>(?:attribution|by)(?![a-z]){_LONG_PARTS}*){_FILLER}{_CC_NUMBER}"
)
_MIT = (
    rf"{_WORD}(?:the\s)?mit[\s-](?:open[\s-]source\s)?{_LICENSE}|opensource\.org/licenses?/mit\b"
    rf"|(?<=under )(?:the )?mit(?![\w/-]|\s[A-Z])|{_WORD}mit-{_LICENSE}d"
)
_APACHE = (
    rf"apache[\s-]*(?:software\s)?(?:{_LICENSE})?{_V}(?P<version>[12](?:\.[01])?)(?![\d.]*\d)"
    rf"|apache\.org/licenses/license-(?P<url>2\.0)|apache[\s-]{_LICENSE}"
)
_GNU_LONG = rf"(?:gnu\s)?(?P<kind>affero|lesser|library)?\s?general\spublic\s{_LICENSE}{_VERSION_3}"
_GFDL_LONG = rf"gnu\sfree\sdocumentation\s{_LICENSE}(?:{_V}(?P<version>1\.[1-3]))?"
_PDDL_LONG = rf"(?<!cc0 )(?<!1\.0 )(?<!universal )public\sdomain\sdedication\s(?:and|&)\s{_LICENSE}"
_CDLA_SHORT = r"cdla[\s-]*(?P<kind>permissive|sharing)(?:[\s-]*v?(?P<version>[12](?:\.0)?))?"
_CDLA_LONG = (
    rf"community\sdata\s{_LICENSE}\sagreement[\s\u2013-]*(?P<kind>permissive|sharing)"
    r"(?:[\s,\u2013-]*(?:v|version)?\s?(?P<version>[12](?:\.0)?))?"
)
_ETALAB = rf"{_WORD}etalab(?:[\s-]*(?:open\slicen[sc]e)?[\s-]*v?(?P<version>2\.0))?"

_PATTERNS: tuple[tuple[str, str, Builder], ...] = (
    ("creativecommons.org/licenses/", _CC_URL, _cc),
    ("publicdomain/zero", r"creativecommons\.org/publicdomain/zero(?:/1\.0)?", _fixed("cc0-1.0")),
    ("cc", _CC_SHORT, _cc),
    ("creative", _CC_LONG, _cc),
    ("cc", r"(?<![a-z/.-])cc[\s-]?(?:0|zero)(?![\w])(?:[\s-]*1\.0)?", _fixed("cc0-1.0")),
    ("creative", r"creative\s?commons\s(?:cc)?(?:zero|0)(?!\w)(?:\s*v?1\.0)?", _fixed("cc0-1.0")),
    ("mit", _MIT, _fixed("mit")),
    ("apache", _APACHE, _apache),
    ("gpl", rf"{_WORD}(?:gnu[\s-])?(?P<kind>a|l)?gpl(?!(?!v\d)[a-z]){_VERSION_3}", _gnu),
    ("general public", _GNU_LONG, _gnu),
    ("bsd", rf"{_WORD}bsd[\s-]*(?P<a>[23])[\s-]clause|(?P<b>[23])[\s-]clause\sbsd", _bsd),
    ("free documentation", _GFDL_LONG, _versioned("gfdl")),
    ("gfdl", rf"{_WORD}gfdl(?:[\s-]*v?(?P<version>1\.[1-3]))?", _versioned("gfdl")),
    ("odbl", rf"{_WORD}odbl(?![a-z])", _fixed("odbl")),
    ("open database", rf"open\sdatabase\s{_LICENSE}", _fixed("odbl")),
    ("odc", rf"{_WORD}odc[\s-]by(?![a-z])", _fixed("odc-by")),
    ("open data commons", r"open\sdata\scommons\sattribution", _fixed("odc-by")),
    ("opendatacommons.org", r"opendatacommons\.org/licenses/by", _fixed("odc-by")),
    ("pddl", rf"{_WORD}pddl(?![a-z])", _fixed("pddl")),
    ("public domain dedication", _PDDL_LONG, _fixed("pddl")),
    ("cdla", _CDLA_SHORT, _cdla),
    ("community data", _CDLA_LONG, _cdla),
    ("uda", rf"{_WORD}c-uda(?![a-z])", _fixed("c-uda")),
    ("computational use of data", r"computational\suse\sof\sdata\sagreement", _fixed("c-uda")),
    ("mozilla", rf"mozilla\spublic\s{_LICENSE}(?:{_V}(?P<version>[12]\.[01]))?", _versioned("mpl")),
    ("etalab", _ETALAB, _versioned("etalab")),
    ("unlicense", rf"{_WORD}(?:the\s)?unlicense(?!d)", _fixed("unlicense")),
    ("llama", rf"llama[\s-]*(?P<version>2|3(?:\.[1-3])?|4)\s(?:community\s)?{_LICENSE}", _llama),
    ("gemma", rf"gemma\s(?:terms\sof\suse|{_LICENSE})|ai\.google\.dev/gemma/terms", _fixed("gemma")),
    ("creativeml", r"creativeml[\s-]*open[\s-]?rail[\s-]?(?!\+)m?", _fixed("creativeml-openrail-m")),
    ("bigscience", r"bigscience[\s-]*open[\s-]?rail[\s-]?m?", _fixed("bigscience-openrail-m")),
    ("bigcode", r"bigcode[\s-]*open[\s-]?rail[\s-]?m?", _fixed("bigcode-openrail-m")),
)
"""A word in lower case that the text must hold, the pattern, and what its match means."""


def mentions(text: str) -> list[Mention]:
    """The licenses that `text` names, in order, the longest where several begin alike."""
    found = sorted(_all(text, text.lower()), key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _all(text: str, lowered: str) -> Iterator[Mention]:
    for word, pattern, build in _PATTERNS:
        if word in lowered:
            for match in re.finditer(pattern, text, re.I):
                yield Mention(build(match), match.start(), match.end())
