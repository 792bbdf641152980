"""What is known of every rule, from the front matter of its page by way of `index.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from opendata_lint.finding import Severity

PAGES = Path(__file__).parent / "pages"
"""Where the rules' pages stand, one `CODE.md` each."""


class RuleInfo(NamedTuple):
    """The facts of a rule."""

    code: str
    name: str
    summary: str
    severity: Severity
    """By default; profiles change it."""
    kinds: tuple[str, ...]
    """Kinds of card that it judges: `dataset`, `model`."""
    omission: bool
    """Whether it says that something is missing; `full` output shows those of a card as one block."""
    fixable: bool
    since: str


@cache
def catalog() -> Mapping[str, RuleInfo]:
    """Every rule by its code, in order of codes."""
    index = json.loads((PAGES.parent / "index.json").read_bytes())
    return {
        code: RuleInfo(
            code=code, name=facts["name"], summary=facts["summary"], severity=Severity.of(facts["severity"]),
            kinds=tuple(facts["kinds"]), omission=facts["omission"], fixable=facts["fixable"], since=facts["since"],
        )
        for code, facts in index.items()
    }  # fmt: skip


def page(code: str) -> str:
    """The Markdown of a rule's page. Raises `KeyError` for an unknown code."""
    return (PAGES / f"{catalog()[code].code}.md").read_text(encoding="utf-8")


def codes_of(selector: str) -> list[str]:
    """The codes that a selector means: a code, a family (`LIC`), a prefix of a code, a name, or `ALL`.

    Empty where there are none.
    """
    if selector.upper() == "ALL":
        return list(catalog())
    by_name = [code for code, info in catalog().items() if info.name == selector.lower()]
    return by_name or [code for code in catalog() if code.startswith(selector.upper())]
