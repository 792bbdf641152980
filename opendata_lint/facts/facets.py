"""What a card says of itself under a few heads, read from its front matter and the plain text of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from opendata_lint.card import Card
from opendata_lint.rules import modality_evidence
from opendata_lint.vocabulary import languages as vocabulary
from opendata_lint.vocabulary.expressions import LicenseExpressionError, parse_expression
from opendata_lint.vocabulary.modalities import modalities_of_task

_MOST = 1_000
"""Values of a key that are taken; a hostile card may list any number."""
_LONGEST_WORD = 200
_LONGEST_SUMMARY = 300
_BODY_LOOKED_AT = 20_000


def languages_of(card: Card) -> tuple[str, ...]:
    """Codes of the languages that the card names, as the shortest code for each; regions are kept."""
    key = "language" if "language" in card.metadata else "languages"
    return tuple(dict.fromkeys(_language(word) for word in words(card.metadata.get(key))))


def _language(word: str) -> str:
    code, dash, region = word.replace("_", "-").lower().partition("-")
    return (vocabulary.two_letter(code) or code) + dash + region


def tasks_of(card: Card) -> tuple[str, ...]:
    """The tasks that the card names: categories, their subtasks, the pipeline tag of a model."""
    named = (words(card.metadata.get(key)) for key in ("task_categories", "pipeline_tag", "task_ids"))
    return tuple(dict.fromkeys(word.lower() for some in named for word in some))


def modalities_of(card: Card) -> tuple[str, ...]:
    """The modalities that tags, keys, features and tasks tell, sorted."""
    of_pipeline = (
        one for task in words(card.metadata.get("pipeline_tag")) for one in modalities_of_task(task)
    )
    return tuple(sorted({*modality_evidence.declared(card), *of_pipeline}))


def tags_of(card: Card) -> tuple[str, ...]:
    """The tags, as they are written."""
    return tuple(dict.fromkeys(words(card.metadata.get("tags"))))


def terms_of(expression: str | None) -> tuple[str, ...]:
    """The licenses in an SPDX expression, each once, without operators; exceptions stay with theirs."""
    if expression is None:
        return ()
    try:
        return tuple(dict.fromkeys(str(term) for term in parse_expression(expression).terms()))
    except LicenseExpressionError:
        return (expression,)


def summary_of(card: Card) -> str:
    """What the card is about in at most 300 characters; empty where it does not say.

    The front matter's `summary` or `description`, else the first paragraph of plain text in the body.
    """
    for key in ("summary", "description", "dataset_summary", "model_summary"):
        value = card.metadata.get(key)
        if isinstance(value, str) and value.strip():
            return _cut(_without_markup(value))
    return _cut(next(_paragraphs(card.text[card.body_start : card.body_start + _BODY_LOOKED_AT]), ""))


def words(value: Any) -> list[str]:
    """The texts in a value of front matter: one, those of a list, or those of lists by configuration."""
    return list(islice((text for one in _flat(value) if (text := one.strip()[:_LONGEST_WORD])), _MOST))


def _flat(value: Any) -> Iterator[str]:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,)
    for member in members:
        if isinstance(member, str):
            yield member
        elif isinstance(value, dict) and isinstance(member, list):
            yield from (one for one in member if isinstance(one, str))


_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|^(`{3,}|~{3,}).*?(?:^\1|\Z)", re.S | re.M)
"""Comments and blocks of code."""
_NO_PROSE = re.compile(r"\s*(?:#|\||[-*+] |\d+[.)] |<|!\[|\[!\[|\[[^\]]+\]:|[-=_*\s]+\Z)")
"""How lines and paragraphs begin that are headings, tables, lists, HTML, pictures, rules."""
_LEAST_LETTERS = 20


def _paragraphs(body: str) -> Iterator[str]:
    for block in re.split(r"\n[ \t]*\r?\n", _ASIDE.sub("\n\n", body)):
        lines = [line for line in block.splitlines() if not line.lstrip().startswith("#")]
        text = "\n".join(lines).strip().removeprefix("> ")
        if text and not _NO_PROSE.match(text):
            plain = _without_markup(text)
            if sum(map(str.isalpha, plain)) >= _LEAST_LETTERS or not plain.isascii():
                yield plain


_MARKUP = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^<>]{1,300}>"), ""),
    (re.compile(r"\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"(\*\*|__|`)(.+?)\1"), r"\2"),
    (re.compile(r"(?<!\w)[*_](\S.*?)[*_](?!\w)"), r"\1"),
)


def _without_markup(text: str) -> str:
    for pattern, instead in _MARKUP:
        text = pattern.sub(instead, text[:_BODY_LOOKED_AT])
    return " ".join(text.split())


def _cut(text: str) -> str:
    if len(text) <= _LONGEST_SUMMARY:
        return text
    return text[: _LONGEST_SUMMARY - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"
