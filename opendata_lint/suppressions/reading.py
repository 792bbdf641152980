"""What a comment that speaks to this program says: `opendata-lint: ignore[LIC003, LNK] reason`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.comments import Comment, comments_of
from opendata_lint.finding import Span
from opendata_lint.rules.catalog import RuleInfo

_SHAPE = re.compile(
    r"opendata-lint(?P<colon>\s*:)?\s*(?P<verb>[\w-]*)\s*(?P<codes>\[(?P<list>[^\]]*)\])?(?P<reason>.*)",
    re.I | re.S,
)
_SELECTOR = re.compile(r"[^\s,]+(?:[ \t]+[^\s,]+)*")
VERBS = ("ignore", "ignore-file")
"""What a comment can ask for."""
MAX_SUPPRESSIONS = 500
"""Comments that are read in one card; the next is told, and nothing behind it counts."""
TOO_MANY = f"only the first {MAX_SUPPRESSIONS} suppressions of a card count; this is one more"
FAMILY = "IGN"
"""The rules about suppressions, which no suppression can keep back."""


class Selector(NamedTuple):
    """One of the rules or families that a comment names."""

    text: str
    span: Span
    codes: frozenset[str]
    """What it means; empty where there is no such rule, or one that cannot be suppressed."""


class Suppression(NamedTuple):
    """A comment, understood as far as it can be."""

    comment: Comment
    whole_file: bool
    selectors: tuple[Selector, ...]
    reason: str
    fault: str | None
    """Why the comment as a whole means nothing, None where it does."""


def read(card: Card, rules: Mapping[str, RuleInfo]) -> tuple[Suppression, ...]:
    """The suppressions of a card, in order; `rules` are those that can be named, by code."""
    comments = list(islice(comments_of(card), MAX_SUPPRESSIONS + 1))
    named = _by_name(rules) if comments else {}
    read = [_suppression(comment, card.text, named) for comment in comments]
    if len(comments) > MAX_SUPPRESSIONS:
        read[-1] = Suppression(comments[-1], False, (), "", TOO_MANY)
    return tuple(filter(None, read))


def _by_name(rules: Mapping[str, RuleInfo]) -> dict[str, frozenset[str]]:
    """Codes by whatever names them: a code, a name, a former one of either, a family."""
    named: dict[str, frozenset[str]] = {}
    for code, info in rules.items():
        if code.startswith(FAMILY):
            continue
        for word in (code, info.name, *info.formerly):
            named[word.upper()] = frozenset((code,))
        family = code.rstrip("0123456789")
        named[family] = named.get(family, frozenset()) | {code}
    return named


def _suppression(comment: Comment, text: str, named: Mapping[str, frozenset[str]]) -> Suppression | None:
    match = _SHAPE.match(text, *comment.inner)
    if match is None or (not match["colon"] and match["verb"].lower() not in VERBS):
        return None  # a remark that happens to begin with our name
    selectors = tuple(_selectors(match, named)) if match["list"] is not None else ()
    reason = " ".join(match["reason"].split()).lstrip(":-\u2013\u2014 ")
    return Suppression(
        comment, match["verb"].lower() == VERBS[1], selectors, reason, _fault(match, selectors)
    )


def _selectors(match: re.Match[str], named: Mapping[str, frozenset[str]]) -> list[Selector]:
    start = match.start("list")
    return [
        Selector(
            found.group(),
            (start + found.start(), start + found.end()),
            named.get(found.group().upper(), frozenset()),
        )
        for found in _SELECTOR.finditer(match["list"])
    ]


def _fault(match: re.Match[str], selectors: tuple[Selector, ...]) -> str | None:
    verb = match["verb"].lower()
    if not match["colon"]:
        return f"a colon is missing behind `opendata-lint`: write `opendata-lint: {verb}[CODE] reason`"
    if verb not in VERBS:
        said = f"`{match['verb'][:40]}`" if verb else "nothing"
        return f"this comment says {said} where `ignore[CODE]` or `ignore-file[CODE]` is understood"
    if not selectors or any(selector.text.upper() in ("*", "ALL") for selector in selectors):
        return f"a suppression must name the rules or families that it means, as in `{verb}[LIC003]`"
    return None
