"""Fixes of license ids: another spelling of the same grant, never another grant."""

from __future__ import annotations

from opendata_lint.card import Card
from opendata_lint.card.values import scalar
from opendata_lint.finding import Edit, Finding, Fix
from opendata_lint.rules.fixes import fixer
from opendata_lint.rules.fixes.yaml_edits import own, quote_of, respell
from opendata_lint.rules.license import spellings
from opendata_lint.vocabulary import licenses


def _text(finding: Finding, card: Card) -> str | None:
    found = own(card, finding.place.pointer or "")
    value = scalar(found.value) if found and found.value.kind == "scalar" else None
    return value.strip() if isinstance(value, str) else None


@fixer("LIC002", "LIC009")
def respell_license(finding: Finding, card: Card) -> Fix | None:
    """What is surely another spelling of one id of the Hub."""
    text = _text(finding, card) or ""
    new = licenses.hub_spelling(text) or licenses.renamed_hub_id(text)
    edits = respell(card, finding.place.pointer or "", new) if new else None
    return Fix(f"write `{new}`", edits) if edits else None


@fixer("LIC006")
def replace_deprecated(finding: Finding, card: Card) -> Fix | None:
    """An id that the Hub renamed. What SPDX gave up stays valid, and is never replaced unasked."""
    text = _text(finding, card) or ""
    renamed = licenses.renamed_hub_id(text)
    if renamed:
        edits = respell(card, finding.place.pointer or "", renamed)
        return Fix(f"write `{renamed}`", edits) if edits else None
    part = _part(finding, card)
    new = licenses.spdx_replacement(part) if part else None
    if part is None or new is None or new.endswith("-only"):
        return None  # `GPL-2.0` may have been meant with later versions
    return _in_place(finding, card, new, safe=False)


@fixer("LIC007")
def respell_case(finding: Finding, card: Card) -> Fix | None:
    """An id of the Hub in its case. One of SPDX alone is valid in any case, and is not touched unasked."""
    part = _part(finding, card)
    if part is None:
        return None
    if part == _text(finding, card) and licenses.hub_license(part):
        return _in_place(finding, card, spellings(part)[0])
    return _in_place(finding, card, spellings(part)[-1], safe=False)


def _part(finding: Finding, card: Card) -> str | None:
    """The part of the value that a finding marks, where the text shows it as it is."""
    found, within = own(card, finding.place.pointer or ""), finding.place.within
    if found is None or within is None or quote_of(card, found.value) is None:
        return None
    return card.text[found.value.start : found.value.end][slice(*within)]


def _in_place(finding: Finding, card: Card, new: str, safe: bool = True) -> Fix | None:
    found, within = own(card, finding.place.pointer or ""), finding.place.within
    if found is None or within is None:
        return None
    start = found.value.start
    return Fix(f"write `{new}`", (Edit(start + within[0], start + within[1], new),), safe)
