"""How findings are mended: edits of the card's text, worked out from a finding and its card.

A fixer is a function for one rule, or several that are mended alike. It sees the finding and the card, and
returns a fix, or None where mending would take a guess, touch a comment, or change what another use of an
anchor reads. Rules whose findings bring their own fix need none here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from opendata_lint.card import Card
from opendata_lint.finding import Finding, Fix

Fixer = Callable[[Finding, Card], Fix | None]
"""Works out the fix of a finding; None where there is none that is sure."""

_MODULES = {
    "YML": ("fences", "scalars"),
    "MET": ("metadata", "words"),
    "MOD": ("words",),
    "PRV": ("words",),
    "LIC": ("licenses",),
    "LNG": ("words",),
    "SEC": ("prose",),
    "LNK": ("prose",),
}
"""The modules of this package that mend the rules of a family; they are imported when first needed."""

_FIXERS: dict[str, Fixer] = {}


def fixer(*codes: str) -> Callable[[Fixer], Fixer]:
    """Register a fixer for rules. Raises `ValueError` for a code that is taken."""

    def register(function: Fixer) -> Fixer:
        for code in codes:
            if code in _FIXERS:
                raise ValueError(f"two fixers are for {code}")
            _FIXERS[code] = function
        return function

    return register


@cache
def _load(family: str) -> None:
    for module in _MODULES.get(family, ()):
        import_module(f"{__name__}.{module}")


def fix_of(finding: Finding, card: Card) -> Fix | None:
    """The fix of a finding: its own, else that of its rule's fixer.

    None where the file is not UTF-8, as what is not text could not be written back.
    """
    if card.source.fault:
        return None
    if finding.fix:
        return finding.fix
    _load(finding.code[:3])
    function = _FIXERS.get(finding.code)
    return function(finding, card) if function else None


def fixable_codes() -> frozenset[str]:
    """The codes of the rules that have a fixer here."""
    for family in _MODULES:
        _load(family)
    return frozenset(_FIXERS)
