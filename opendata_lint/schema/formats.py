"""The `format`s that cards need and JSON Schema does not know, and those that it leaves to extra packages.

Each is a predicate over a string; jsonschema, the quick check and the messages share this one table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from opendata_lint.vocabulary import languages, licenses


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_uri(text: str) -> bool:
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z", text))


def _is_repo_id(text: str) -> bool:
    """`owner/name` or `name`, as the Hub has them (huggingface_hub `validate_repo_id`): 96 characters at most,
    no `--` or `..`, no `.` or `-` at either end of a part, no `.git` ending."""
    if len(text) > 96 or "--" in text or ".." in text or text.endswith(".git"):
        return False
    return bool(re.match(r"(?:[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?/)?[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?\Z", text, re.A))


def _is_hub_language(text: str) -> bool:
    return languages.is_iso639(text) or languages.is_special(text)


def _is_language_tag(text: str) -> bool:
    return _is_hub_language(text) or _is_known_tag(text)


def _is_known_tag(text: str) -> bool:
    primary = re.split("[-_]", text)[0]
    return languages.well_formed_bcp47(text) and _is_hub_language(primary.lower())


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "uri": _is_uri,
    "regex": _is_regex,
    "email": lambda text: bool(re.match(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", text)),
    "doi": lambda text: bool(re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.\d{4,9}/\S+\Z", text, re.I)),
    "arxiv-id": lambda text: bool(re.match(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\Z", text)),
    "hub-repo-id": _is_repo_id,
    "hub-language": _is_hub_language,
    "language-tag": _is_language_tag,
    "hub-license": lambda text: licenses.is_hub_id(text),
    "license": lambda text: licenses.is_license(text),
}
"""Predicates by format name. Formats that are not listed are not checked."""

EXAMPLES: dict[str, str] = {
    "date": "a date as YYYY-MM-DD",
    "uri": "a URI such as https://example.org/",
    "email": "an e-mail address",
    "regex": "a regular expression",
    "doi": "a DOI such as 10.5281/zenodo.1234567",
    "arxiv-id": "an arXiv id such as 2301.10140",
    "hub-repo-id": "a repository id such as owner/name",
    "hub-language": "an ISO 639 code such as en or deu",
    "language-tag": "an ISO 639 code or BCP 47 tag such as en or pt-BR",
    "hub-license": "a license id of the Hub such as cc-by-4.0",
    "license": "an SPDX expression or a license id of the Hub such as cc-by-4.0",
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
