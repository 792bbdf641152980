"""Codes and names of languages: ISO 639-1 and 639-3 as the Hub lists them, BCP 47 tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from opendata_lint.vocabulary import load


class Replacement(NamedTuple):
    """What to write in place of a code."""

    code: str | None
    """The one right code; None if the old one was split or just withdrawn."""
    reason: Literal["retired", "bibliographic", "country", "programming"]
    choices: tuple[str, ...]
    """The codes it may stand for: one, several, or none."""


@cache
def iso639_codes() -> frozenset[str]:
    """Return every two-letter and three-letter code in use, as candidates for `suggest`."""
    data = load("languages")
    return frozenset(data["iso_639_1"].split()).union(data["iso_639_3"].split())


def is_iso639(code: str) -> bool:
    """Tell whether `code` is an ISO 639-1 or 639-3 code (lower case) for one language."""
    return code in iso639_codes()


def is_special(code: str) -> bool:
    """Tell whether `code` is one of the Hub's own values: `code`, `multilingual`."""
    return code in load("languages")["special"]


def is_collection(code: str) -> bool:
    """Tell whether `code` names a group of languages (ISO 639-5: `ber`, `nah`), not one."""
    return code in load("language-changes")["collections"].split()


def one_name(code: str) -> str:
    """Return one code for all that name a language: `fil` for `tl`, `zh` for `cmn`, `no` for `nb`."""
    names: Mapping[str, str] = load("language-mistakes")["one_language"]
    return names.get(code, code)


def is_macrolanguage(code: str) -> bool:
    """Tell whether ISO 639-3 counts several languages under `code`, such as `ar`, `ku` and `zh`."""
    return code in load("language-mistakes")["macrolanguages"].split()


def two_letter(code: str) -> str | None:
    """Return the two-letter code of the language with the three-letter `code`, or None."""
    return _changes("two_letter").get(code) or _changes("bibliographic").get(code)


@cache
def three_letter(code: str) -> str | None:
    """Return the code of ISO 639-3 for one of two letters (`deu` for `de`), or None."""
    return next((three for three, two in _changes("two_letter").items() if two == code), None)


@cache
def replacement(code: str) -> Replacement | None:
    """Return what to write for a retired or plainly wrong code; None if nothing is known.

    A code that a language has is never wrong here: `se` is Northern Sami, `br` is Breton. Three
    that ISO withdrew are still on the Hub's list (`bh`, `dek`, `nte`).
    """
    mistakes = load("language-mistakes")
    key = code.casefold()
    if key in mistakes["country_codes"]:
        return _replacement("country", [mistakes["country_codes"][key]])
    if key in mistakes["programming"]:
        return _replacement("programming", ["code"])
    if key in _changes("bibliographic"):
        return _replacement("bibliographic", [_changes("bibliographic")[key]])
    if key in mistakes["withdrawn"]:
        return _replacement("retired", mistakes["withdrawn"][key])
    old = _changes("retired").get(key)
    if old is None:
        return None
    return _replacement("retired", [two_letter(new) or new for new in old.split(",") if new])


def _replacement(
    reason: Literal["retired", "bibliographic", "country", "programming"], choices: list[str]
) -> Replacement:
    return Replacement(choices[0] if len(choices) == 1 else None, reason, tuple(choices))


@cache
def _changes(table: str) -> Mapping[str, str]:
    text: str = load("language-changes")[table]
    pairs = (pair.partition("=") for pair in text.split())
    return {left: right for left, _, right in pairs}


@cache
def _names() -> Mapping[str, str]:
    text: str = load("language-names")["names"]
    rows = (row.partition(" ") for row in text.split("\n"))
    return {code: name for code, _, name in rows}


@cache
def _codes() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for code, name in _names().items():
        codes.setdefault(name.casefold(), two_letter(code) or code)
    others: Mapping[str, str] = load("language-mistakes")["other_names"]
    return {**codes, **others}


def name_of(code: str) -> str | None:
    """Return the English name of the language with this ISO 639 code, or None."""
    return _names().get(code)


def code_of(name: str) -> str | None:
    """Return the code, two-letter if there is one, of the language with this English name."""
    return _codes().get(" ".join(name.split()).casefold())


def language_names() -> list[str]:
    """Return every English name, as candidates for `suggest`."""
    return list(_names().values())


@cache
def _bcp47() -> re.Pattern[str]:
    """The grammar of RFC 5646, section 2.1; the irregular tags it still allows come last."""
    language = r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    script, region = r"(?:-[a-z]{4})?", r"(?:-(?:[a-z]{2}|\d{3}))?"
    variants = r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    extensions = r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*"
    private = r"x(?:-[a-z\d]{1,8})+"
    irregular = (
        "en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo"
        "|navajo|pwn|tao|tay|tsu)|art-lojban|cel-gaulish|no-(?:bok|nyn)|zh-(?:guoyu|hakka|min"
        "|min-nan|xiang)"
    )
    tag = f"{language}{script}{region}{variants}{extensions}(?:-{private})?"
    return re.compile(f"(?:{tag}|{private}|{irregular})", re.IGNORECASE | re.ASCII)


def well_formed_bcp47(tag: str) -> bool:
    """Tell whether `tag` follows the grammar of BCP 47 (`zh-Hant-TW`); codes are not looked up."""
    return _bcp47().fullmatch(tag) is not None


def primary_subtag(tag: str) -> str:
    """Return the language of a BCP 47 tag in lower case: `zh` for `zh-Hant-TW`."""
    return tag.partition("-")[0].casefold()
