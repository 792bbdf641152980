"""Front matter that no reader can read, or that it had better not."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import Finding, at_span
from opendata_lint.rules import rule
from opendata_lint.rules.yaml_causes import cause_of, template_span
from opendata_lint.tree import Tree

_SIZE_FAULTS = ("depth", "expansion", "cycle", "length")


@rule("YML002")
def syntax(card: Card, tree: Tree) -> Iterator[Finding]:
    """Front matter that no YAML reader accepts."""
    fault = card.yaml_fault
    if fault and fault.kind not in _SIZE_FAULTS and not template_span(card):
        cause = cause_of(card, fault)
        yield Finding("YML002", f"Invalid YAML: {cause.what}", at_span(*cause.span), hint=cause.hint)


@rule("YML016")
def nesting(card: Card, tree: Tree) -> Iterator[Finding]:
    """Front matter that is nested or repeated beyond all need."""
    fault = card.yaml_fault
    if fault and fault.kind in _SIZE_FAULTS:
        line_end = card.line_span(card.source.line_of(fault.span[0]))[1]
        place = at_span(fault.span[0], max(fault.span[0], min(fault.span[1], line_end)))
        yield Finding(
            "YML016",
            f"the front matter is not read: {fault.problem}",
            place,
            hint="write the values out flat",
        )
