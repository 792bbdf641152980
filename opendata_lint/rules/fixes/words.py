"""Fixes of words from closed lists: tasks, sizes, languages, modalities and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opendata_lint.card import Card
from opendata_lint.card.values import scalar
from opendata_lint.finding import Finding, Fix
from opendata_lint.rules.fixes import fixer
from opendata_lint.rules.fixes.yaml_edits import own, respell
from opendata_lint.rules.modality import meant as meant_modality
from opendata_lint.vocabulary import fields, languages, tasks
from opendata_lint.vocabulary.suggestions import fold


def _text(finding: Finding, card: Card) -> str | None:
    """The text that a finding is about, None where it is no text or may not be edited."""
    found = own(card, finding.place.pointer or "")
    value = scalar(found.value) if found and found.value.kind == "scalar" else None
    return value if isinstance(value, str) else None


def _respelled(finding: Finding, card: Card, text: str | None, safe: bool = True) -> Fix | None:
    edits = respell(card, finding.place.pointer or "", text) if text else None
    return Fix(f"write `{text}`", edits, safe) if edits else None


def _same_but_for_case(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that differs from a word in case and punctuation alone."""
    target = fold(word)
    same = [candidate for candidate in candidates if fold(candidate) == target]
    return same[0] if len(same) == 1 else None


_CLOSED = ("annotations_creators", "language_creators", "multilinguality")
_LISTS: dict[str, Callable[[str, Card], Iterable[str]]] = {
    "MET008": lambda _, card: tasks.pipeline_tags(),
    "MET009": lambda _, card: tasks.task_ids(),
    "MET010": lambda _, card: tasks.pipeline_tags(),
    "MET015": lambda key, card: fields.values(key) if key in _CLOSED else (),  # type: ignore[arg-type]
    "PRV002": lambda _, card: ("original", "extended"),
}
"""The words that are allowed where a rule finds another, by the key."""


@fixer(*_LISTS)
def respell_word(finding: Finding, card: Card) -> Fix | None:
    """A word of a list in another case or with other dashes."""
    word, key = _text(finding, card), (finding.place.pointer or "/").split("/")[1]
    return _respelled(
        finding, card, _same_but_for_case(word, _LISTS[finding.code](key, card)) if word else None
    )


@fixer("MET011")
def replace_task(finding: Finding, card: Card) -> Fix | None:
    """A retired task, where exactly one stands for it today."""
    word = _text(finding, card)
    removed = tasks.removed_task(word) if word else None
    return _respelled(finding, card, removed.replacement) if removed else None


@fixer("MET013")
def respell_size(finding: Finding, card: Card) -> Fix | None:
    """A size of the same bounds."""
    word = _text(finding, card)
    return _respelled(finding, card, fields.size_spelling(word)) if word else None


@fixer("MOD002")
def respell_modality(finding: Finding, card: Card) -> Fix | None:
    """A tag for a modality; certain where only case and dashes differ."""
    word = _text(finding, card)
    meant = meant_modality(word) if word else None
    return _respelled(finding, card, meant, safe=fold(word or "") == meant)


_COUNTRIES = frozenset(("BE", "BR", "CA", "CH", "KR", "SE", "TW", "UK"))
"""Countries that are written for their languages, and whose letters are the code of another language."""


@fixer("LNG001")
def respell_language(finding: Finding, card: Card) -> Fix | None:
    """A language by its name or in upper case; what stands for a country or a program is a guess."""
    word = " ".join((_text(finding, card) or "").split())
    if not word or (finding.place.pointer or "").startswith("/language_bcp47"):
        return None
    code = word.casefold()
    known = languages.two_letter(code) or (
        code if languages.is_iso639(code) or languages.is_special(code) else None
    )
    named = languages.code_of(word)
    if word in _COUNTRIES or (known and named not in (None, known) and not word.isupper()):
        return None  # `Ga` is a language, and `ga` is the code of another
    if known or named:
        return _respelled(finding, card, known or named)
    replaced = languages.replacement(word)
    return _respelled(finding, card, replaced.code, safe=False) if replaced else None


@fixer("LNG002")
def replace_language(finding: Finding, card: Card) -> Fix | None:
    """A withdrawn code, where exactly one stands for it today."""
    replaced = languages.replacement(_text(finding, card) or "")
    return _respelled(finding, card, replaced.code) if replaced else None


@fixer("LNG006")
def shorten_language(finding: Finding, card: Card) -> Fix | None:
    """A code of three letters whose language has one of two."""
    return _respelled(finding, card, languages.two_letter(_text(finding, card) or ""))
