"""Which findings the suppressions of a card keep back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import Location, SettledFinding, Span
from opendata_lint.suppressions.reading import FAMILY, Suppression


class Outcome(NamedTuple):
    """Findings, sorted by whether a suppression keeps them back."""

    kept: tuple[SettledFinding, ...]
    suppressed: tuple[SettledFinding, ...]
    used: frozenset[Span]
    """The spans of the selectors that keep a finding back."""


def apply(suppressions: tuple[Suppression, ...], findings: Iterable[SettledFinding], card: Card) -> Outcome:
    """Sort the findings of a card."""
    kept: list[SettledFinding] = []
    suppressed: list[SettledFinding] = []
    used: set[Span] = set()
    for finding in findings:
        spans = _spans(finding, card)
        by = [selector for one in suppressions if _covers(one, spans) for selector in one.selectors]
        matching = [selector.span for selector in by if finding.code in selector.codes]
        (suppressed if matching and not finding.code.startswith(FAMILY) else kept).append(finding)
        used.update(matching)
    return Outcome(tuple(kept), tuple(suppressed), frozenset(used))


def _spans(finding: SettledFinding, card: Card) -> list[Span]:
    """Where a finding stands in its card, its related places counted in."""
    own = [finding.span] if finding.span else []
    places = [related.location for related in finding.related if related.path == finding.path]
    return own + [_offsets(location, card) for location in places if location]


def _offsets(location: Location, card: Card) -> Span:
    starts = card.source.line_starts
    line, column, end_line, end_column = location
    return starts[line - 1] + column - 1, starts[end_line - 1] + end_column - 1


def _covers(suppression: Suppression, spans: list[Span]) -> bool:
    if suppression.fault:
        return False
    return suppression.whole_file or any(_meets(suppression, span) for span in spans)


def _meets(suppression: Suppression, span: Span) -> bool:
    comment = suppression.comment
    start, end = span[0], max(span[1], span[0] + 1)
    if comment.covers and comment.covers[0] <= start < comment.covers[1]:
        return True
    if comment.line and start < comment.line[1] and end > comment.line[0]:
        return True
    return start <= comment.span[0] < end  # in the midst of what the finding marks
