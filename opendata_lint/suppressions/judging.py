"""What is wrong with the suppressions of a card: nothing to suppress, no such rule, no reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from opendata_lint.finding import Edit, Finding, Fix, Place, at_span
from opendata_lint.rules.catalog import RuleInfo
from opendata_lint.suppressions.applying import Outcome
from opendata_lint.suppressions.reading import FAMILY, TOO_MANY, Selector, Suppression
from opendata_lint.vocabulary import suggest

CODES = ("IGN001", "IGN002", "IGN003")
"""The rules that are checked here, as they need to know what the others found."""


def findings_about(
    suppressions: Sequence[Suppression],
    outcome: Outcome,
    judged: Callable[[frozenset[str]], bool],
    rules: Mapping[str, RuleInfo],
) -> Iterator[Finding]:
    """The findings about a card's suppressions.

    `judged` tells of a selector's codes whether all that could have found something did run: only then
    does it say anything that a selector keeps nothing back.
    """
    for one in suppressions:
        if one.fault:
            fix = None if one.fault == TOO_MANY else _without(one)
            yield Finding("IGN002", one.fault, at_span(*one.comment.span), fix=fix)
            continue
        invalid = [selector for selector in one.selectors if not selector.codes]
        unused = [s for s in one.selectors if s.codes and s.span not in outcome.used and judged(s.codes)]
        dead = invalid + unused
        yield from _about_invalid(one, invalid, dead, rules)
        if unused:
            place = _place(one, unused)
            yield Finding("IGN001", _nothing(one, unused), place, fix=_fix(one, unused, dead))
        if not one.reason:
            message = f"`{_named(one.selectors)}` is suppressed without a reason"
            yield Finding(
                "IGN003", message, at_span(*one.comment.span), hint="write the reason behind the bracket"
            )


def _about_invalid(
    one: Suppression, invalid: list[Selector], dead: list[Selector], rules: Mapping[str, RuleInfo]
) -> Iterator[Finding]:
    for selector in invalid:
        word = selector.text
        if word.upper() in {FAMILY, *CODES}:
            message = f"`{word}` is about suppressions and cannot be suppressed by one"
            hint = "mend the suppression, or switch the rule off in the configuration"
        else:
            near = suggest(word, [*rules, *(info.name for info in rules.values())])
            message = f"there is no rule `{word[:60]}` to suppress"
            hint = f"did you mean `{near[0]}`?" if near else "`opendata-lint rule` lists the rules"
        fix = _fix(one, [selector], dead)
        yield Finding("IGN002", message, at_span(*selector.span), hint=hint, fix=fix)


def _place(one: Suppression, selectors: list[Selector]) -> Place:
    if len(selectors) == len(one.selectors):
        return at_span(*one.comment.span)
    return at_span(selectors[0].span[0], selectors[-1].span[1])


def _nothing(one: Suppression, unused: list[Selector]) -> str:
    where = "in this card" if one.whole_file else "here"
    return f"`{_named(unused)}` is suppressed {where}, and nothing of it is found"


def _named(selectors: Sequence[Selector]) -> str:
    return "`, `".join(selector.text[:60] for selector in selectors)


def _fix(one: Suppression, selectors: Sequence[Selector], dead: Sequence[Selector]) -> Fix:
    """Remove selectors; where all of a comment's selectors are to go, the comment goes."""
    if len(dead) == len(one.selectors):
        return _without(one)
    kept = [selector.span for selector in one.selectors if selector not in dead]
    spans = [selector.span for selector in one.selectors]
    edits = []
    for selector in selectors:
        index = spans.index(selector.span)
        # The comma behind goes along, for those at the end of the list the one in front; so the edits
        # of different findings never overlap.
        if selector.span > kept[-1]:
            edits.append(Edit(spans[index - 1][1], spans[index][1], ""))
        else:
            edits.append(Edit(spans[index][0], spans[index + 1][0], ""))
    return Fix(f"remove `{_named(selectors)}` from the suppression", tuple(edits))


def _without(one: Suppression) -> Fix:
    (start, end), text = one.comment.removal
    return Fix("remove the suppression", (Edit(start, end, text),))
