"""The `format`s that cards need and JSON Schema does not know, and those that it leaves to extra packages.

Each is a predicate over a string; jsonschema, the quick check and the messages share this one table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal

from opendata_lint.vocabulary import fields, languages, licenses


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


_MOMENT = r"(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)"


def _is_date_time(text: str) -> bool:
    """A moment of RFC 3339: with seconds and an offset; leap seconds are left out."""
    parts = re.fullmatch(_MOMENT, text)
    return parts is not None and _is_date(parts[1])


def _is_iri_reference(text: str) -> bool:
    """RFC 3987, 2.2: scheme, authority, path, query and fragment; what is relative has no colon up front."""
    rest, _, fragment = text.partition("#")
    rest, _, query = rest.partition("?")
    scheme, colon, below = rest.partition(":")
    if colon and "/" not in scheme:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*\Z", scheme):
            return False
        rest = below
    authority = rest[2:].partition("/")[0] if rest.startswith("//") else ""
    host = authority.rpartition("@")[2]
    if not re.match(r"(?:\[[0-9A-Fa-f:.]+\]|[^:\[\]]*)(?::\d*)?\Z", host):
        return False
    others = rest.replace(host, host.strip("[]:0123456789"), 1) + query + fragment
    return bool(re.match(r"(?:[^\s\x00-\x20\x7f<>\"{}|\\^`%\[\]#]|%[0-9A-Fa-f]{2})*\Z", others))


def _is_uri(text: str) -> bool:
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z", text))


def _is_repo_id(text: str) -> bool:
    """`owner/name` or `name`, as the Hub has them (huggingface_hub `validate_repo_id`).

    96 characters at most, no `--` or `..`, no `.` or `-` at either end of a part, no `.git` ending.
    """
    if len(text) > 96 or "--" in text or ".." in text or text.endswith(".git"):
        return False
    return bool(
        re.match(
            r"(?:[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?/)?[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?\Z", text, re.A
        )
    )


def _is_hub_language(text: str) -> bool:
    return languages.is_iso639(text) or languages.is_special(text)


LanguageForm = Literal["code", "three-letter", "retired", "tag", "unknown"]


@cache
def language_form(text: str) -> LanguageForm:
    """What a value of `language` is.

    `code`: an ISO 639 code as the Hub takes it, a group of ISO 639-5, or a special value; `three-letter`: a
    code whose language has one of two letters; `retired`: withdrawn by ISO; `tag`: BCP 47 with more than a
    plain lower-case code; `unknown`: none of these, which country codes and names of languages are.
    """
    if text == text.lower() and languages.two_letter(text):
        return "three-letter"
    if _is_hub_language(text) or languages.is_collection(text):
        return "code"
    if _is_retired(text):
        return "retired"
    primary = languages.primary_subtag(text)
    known = languages.is_iso639(primary) or languages.is_collection(primary) or _is_retired(primary)
    return "tag" if known and languages.well_formed_bcp47(text) else "unknown"


def _is_retired(code: str) -> bool:
    replaced = languages.replacement(code)
    return code == code.lower() and replaced is not None and replaced.reason == "retired"


def _names_one_license(text: str) -> bool:
    """Whether nothing is left to say about the license: no family, no `other`, no `LicenseRef-`."""
    entry = licenses.hub_license(text)
    if entry:
        return entry.category not in ("ambiguous-family", "custom", "unknown")
    return licenses.is_license(text) and "licenseref" not in text.casefold()


_NO_SOURCE = frozenset({
    "original", "extended", "unknown", "none", "na", "other", "todo", "tbd", "null", "various",
    "multiple", "custom",
})  # fmt: skip


def _is_source_dataset(text: str) -> bool:
    """A value of the Hub's `source_datasets`; ids of repositories without owner are those of old datasets."""
    origin, bar, name = text.partition("|")
    if origin in ("original", "extended"):
        return not bar or bool(name.strip())
    return _is_repo_id(text) and text.casefold() not in _NO_SOURCE


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "date-time": _is_date_time,
    "uri": _is_uri,
    "iri-reference": _is_iri_reference,
    "regex": _is_regex,
    "idn-email": lambda text: bool(re.match(r"[^@\s]+@[^@\s]+\Z", text)),
    "email": lambda text: bool(re.match(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", text)),
    "doi": lambda text: bool(re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.\d{4,9}/\S+\Z", text, re.I)),
    "arxiv-id": lambda text: bool(
        re.match(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\Z", text)
    ),
    "hub-repo-id": _is_repo_id,
    "hub-language": _is_hub_language,
    "language-tag": lambda text: language_form(text) != "unknown",
    "language-current": lambda text: language_form(text) != "retired",
    "language-plain": lambda text: language_form(text) != "tag",
    "language-short": lambda text: language_form(text) != "three-letter",
    "split-name": fields.is_split_name,
    # `bool_` is how Arrow spells a type whose plain name Python has taken
    "feature-dtype": lambda text: fields.is_feature_dtype(text.removesuffix("_")),
    "hub-license": licenses.is_hub_id,
    "license": licenses.is_license,
    "named-license": _names_one_license,
    "source-dataset": _is_source_dataset,
}
"""Predicates by format name. Formats that are not listed are not checked."""

EXAMPLES: dict[str, str] = {
    "date": "a date as YYYY-MM-DD",
    "uri": "a URI such as https://example.org/",
    "email": "an e-mail address",
    "date-time": "a moment such as 2024-05-17T10:00:00Z",
    "iri-reference": "an address such as https://example.org/",
    "idn-email": "an e-mail address",
    "regex": "a regular expression",
    "doi": "a DOI such as 10.5281/zenodo.1234567",
    "arxiv-id": "an arXiv id such as 2301.10140",
    "hub-repo-id": "a repository id such as owner/name",
    "hub-language": "an ISO 639 code such as en or deu",
    "language-tag": "an ISO 639 code or BCP 47 tag such as en or pt-BR",
    "language-current": "a language code in use",
    "language-plain": "a plain ISO 639 code in lower case",
    "language-short": "the two-letter code of its language",
    "split-name": "a split name of letters, digits, underscores and dots such as train",
    "feature-dtype": "a data type such as int64, string or image",
    "hub-license": "a license id of the Hub such as cc-by-4.0",
    "license": "an SPDX expression or a license id of the Hub such as cc-by-4.0",
    "named-license": "the id of one license such as cc-by-4.0",
    "source-dataset": "original, extended, extended|name or a repository id such as owner/name",
}
"""What a value of the format looks like, for messages."""


@cache
def format_checker() -> object:
    """The table as jsonschema's `FormatChecker`."""
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())
    for name, predicate in FORMATS.items():
        checker.checks(name)(lambda value, holds=predicate: not isinstance(value, str) or holds(value))
    return checker
