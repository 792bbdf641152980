"""What is known of every rule, from the front matter of its page by way of `index.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from opendata_lint.finding import Severity

if TYPE_CHECKING:
    from opendata_lint.card import Card

PAGES = Path(__file__).parent / "pages"
"""Where the rules' pages stand, one `CODE.md` each."""

Status = Literal["preview", "stable", "deprecated", "removed"]
"""Where a rule is in its life: `preview` runs when asked for, `removed` no longer, and keeps its page."""

AllowList = Literal["licenses", "languages", "tasks", "tags"]
"""The tables of the configuration that let a value pass that no list has."""


class Option(NamedTuple):
    """A setting of one rule, as `[rules.CODE]` of the configuration gives it."""

    name: str
    type: Literal["integer", "boolean", "text", "texts"]
    default: Any
    """An integer, a boolean, a text, or a tuple of texts."""
    about: str
    minimum: int | None = None
    """The least integer that makes sense."""


class RuleInfo(NamedTuple):
    """The facts of a rule."""

    code: str
    name: str
    summary: str
    severity: Severity
    """By default; profiles change it."""
    kinds: tuple[str, ...]
    """Kinds of files that it judges: cards of a `dataset`, of a `model`; a `descriptor`."""
    omission: bool
    """Whether it says that something is missing; `full` output shows those of a card as one block."""
    fixable: bool
    since: str
    status: Status = "stable"
    instead: str | None = None
    """The code of the rule that takes the place of a deprecated or removed one."""
    formerly: tuple[str, ...] = ()
    """Codes and names that it had before; they lead here."""
    options: tuple[Option, ...] = ()
    allow: AllowList | None = None
    """The allow-list whose values it lets pass."""
    page: str | None = None
    """The Markdown of its page where that does not stand in `PAGES`: a rule of somebody else's."""

    def option(self, name: str) -> Option:
        """The option of that name. Raises `KeyError` where the rule has none."""
        return {option.name: option for option in self.options}[name]


def info_of(facts: Mapping[str, Any], page: str | None = None) -> RuleInfo:
    """The facts of a rule from the front matter of its page.

    Raises `KeyError` for one that lacks a fact, `ValueError` or `TypeError` where a fact is of no use.
    """
    return RuleInfo(
        code=facts["code"],
        name=facts["name"],
        summary=facts["summary"],
        severity=Severity.of(facts["severity"]),
        kinds=tuple(facts["kinds"]),
        omission=facts["omission"],
        fixable=facts["fixable"],
        since=facts["since"],
        status=facts.get("status", "stable"),
        instead=facts.get("instead"),
        formerly=tuple(facts.get("formerly", ())),
        options=tuple(_option(name, told) for name, told in facts.get("options", {}).items()),
        allow=facts.get("allow"),
        page=page,
    )


def _option(name: str, told: Mapping[str, Any]) -> Option:
    default = tuple(told["default"]) if told["type"] == "texts" else told["default"]
    return Option(name, told["type"], default, told["about"], told.get("minimum"))


@cache
def catalog() -> Mapping[str, RuleInfo]:
    """Every built-in rule by its code, in order of codes."""
    index = json.loads((PAGES.parent / "index.json").read_bytes())
    return {code: info_of({"code": code, **facts}) for code, facts in index.items()}


def page(code: str) -> str:
    """The Markdown of a built-in rule's page. Raises `KeyError` for an unknown code."""
    return (PAGES / f"{catalog()[code].code}.md").read_text(encoding="utf-8")


def option(card: Card, code: str, name: str) -> Any:
    """The value of a rule's option for a card: the configured one, else the default of the rule's page."""
    given = card.options.get(code, {})
    return given[name] if name in given else catalog()[code].option(name).default


def codes_of(selector: str, rules: Mapping[str, RuleInfo] | None = None) -> list[str]:
    """The codes that a selector means: a code, a family (`LIC`), a prefix of a code, a name, or `ALL`.

    `rules` None is for the built-in ones. Empty where there are none.
    """
    known = catalog() if rules is None else rules
    if selector.upper() == "ALL":
        return list(known)
    by_name = [code for code, info in known.items() if info.name == selector.lower()]
    return by_name or [code for code in known if code.startswith(selector.upper())]


def redirect(selector: str, rules: Iterable[RuleInfo]) -> str | None:
    """The code of the rule that once had this code or name, None where there is none."""
    word = selector.casefold()
    return next((info.code for info in rules if word in map(str.casefold, info.formerly)), None)
