"""The rules: pure generators that see a card and the tree around it, and yield findings.

A rule knows nothing of severities, suppressions or outputs. What a card must contain is said in
`schemas/`; only what JSON Schema cannot say is a function here. One Markdown page a rule stands in
`pages/`; `index.json` is made from the pages and holds what a run needs of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.tree import Tree

Check = Callable[[Card, Tree], Iterator[Finding]]
"""A rule's check."""

FAMILIES = (
    "front_matter", "yaml_syntax", "yaml_readers", "yaml_values", "metadata", "license",
    "license_agreement", "license_restrictions", "license_details", "source_terms", "base_terms",
    "generated_content", "llama", "provenance", "provenance_details", "language", "modality",
    "modality_claims", "modality_facts", "models", "model_lineage", "model_results", "asked",
    "data_claims", "data", "data_columns", "data_rows", "secrets", "annotation", "ethics", "sections",
    "substance", "links",
)  # fmt: skip
"""The modules of this package that hold rules, in the order of their codes' families."""

ABOVE = ("opendata_lint.exchange.consistency", "opendata_lint.registry.rules")
"""Families that live in rooms above this one; like those of plugins they are loaded by their names."""

_CHECKS: dict[str, Check] = {}


def rule(code: str) -> Callable[[Check], Check]:
    """Register a check under its code. Raises `ValueError` for a code that is taken."""

    def register(check: Check) -> Check:
        if code in _CHECKS:
            raise ValueError(f"two rules have the code {code}")
        _CHECKS[code] = check
        return check

    return register


def registered() -> dict[str, Check]:
    """Every check that has been registered so far, by code."""
    return dict(_CHECKS)


@cache
def all_checks(plugins: tuple[str, ...] = ()) -> dict[str, Check]:
    """Every built-in check and those of the modules of other people's rules, by code."""
    for module in (*(f"opendata_lint.rules.{family}" for family in FAMILIES), *ABOVE, *plugins):
        import_module(module)
    return dict(sorted(_CHECKS.items()))
