"""`full`: what is wrong, where (source and caret), how to mend it; omissions as one block a card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from opendata_lint.engine import CardResult, Report
from opendata_lint.finding import Location, SettledFinding
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import is_omission
from opendata_lint.reporting.terminal import (
    cells,
    harmless,
    paint,
    remarks,
    severity_word,
    shown_path,
    summary,
    where,
    width,
)

SHOWN_PER_RULE = 3
"""Findings of one rule that are shown for a card before the rest is only counted."""
_LONGEST_LINE = 160


def render(report: Report, options: RenderOptions) -> str:
    """Findings card by card, and a last line that counts."""
    parts = [block for result in report.results for block in _card(result, options.color)]
    return "\n\n".join([*parts, summary(report, options.color)]) + "\n"


def _card(result: CardResult, color: bool) -> Iterator[str]:
    lines = re.split("\r\n|\r|\n", result.text) if result.findings else []
    placed = [finding for finding in result.findings if not is_omission(finding)]
    totals = Counter(finding.code for finding in placed)
    shown: Counter[str] = Counter()
    for finding in placed:
        shown[finding.code] += 1
        if shown[finding.code] <= SHOWN_PER_RULE:
            folded = totals[finding.code] - SHOWN_PER_RULE if shown[finding.code] == SHOWN_PER_RULE else 0
            yield "\n".join(_finding(finding, lines, color, folded))
    omissions = [finding for finding in result.findings if is_omission(finding)]
    if omissions:
        yield "\n".join(_omissions(result.file.path, omissions, color))


def _finding(finding: SettledFinding, lines: list[str], color: bool, folded: int) -> Iterator[str]:
    head = f"{severity_word(finding.severity, color)} {paint(finding.code, '1', color)} {finding.name}"
    yield f"{paint(where(finding), '1', color)}: {head}: {harmless(finding.message)}"
    gutter = ""
    if finding.location:
        gutter = " " * len(str(finding.location.line))
        yield from _snippet(finding.location, lines, color, gutter)
    for remark in remarks(finding):
        yield f"{gutter} = {remark}"
    if folded > 0:
        yield f"{gutter} = and {folded} more {finding.code} in this card"


def _snippet(location: Location, lines: list[str], color: bool, gutter: str) -> Iterator[str]:
    line = lines[location.line - 1] if location.line <= len(lines) else ""
    start, end = location.column - 1, _end_on_first_line(location, len(line))
    cut = max(0, start - _LONGEST_LINE // 2) if len(line) > _LONGEST_LINE else 0
    shown = [cell.replace("\t", "    ") for cell in cells(line[cut : cut + _LONGEST_LINE])]
    before = ("…" if cut else "") + "".join(shown[: start - cut])
    flagged = "".join(shown[start - cut : end - cut])
    after = "".join(shown[max(start, end) - cut :]) + ("…" if cut + _LONGEST_LINE < len(line) else "")
    bar = paint("|", "1;34", color)
    yield f"{gutter} {bar}"
    yield f"{paint(str(location.line), '1;34', color)} {bar} {before}{flagged}{after}".rstrip()
    caret = paint("^" * max(1, width(flagged)), "1;31", color)
    yield f"{gutter} {bar} {' ' * width(before)}{caret}{_extent(location)}"


def _end_on_first_line(location: Location, length: int) -> int:
    return location.end_column - 1 if location.end_line == location.line else length


def _extent(location: Location) -> str:
    """How far a place goes on; a line end that closes it makes no second line."""
    last = location.end_line - (location.end_column == 1)
    return f" ... to line {last}" if last > location.line else ""


def _omissions(path: str, findings: list[SettledFinding], color: bool) -> Iterator[str]:
    yield f"{paint(shown_path(path), '1', color)}: the card does not say"
    for finding in sorted(findings, key=lambda f: (-f.severity, f.code)):
        word = severity_word(finding.severity, color, 7)
        yield f"  {word} {paint(finding.code, '1', color)} {finding.name}: {harmless(finding.message)}"
        for remark in remarks(finding):
            yield f"          = {remark}"
    yield f"  = `opendata-lint rule {findings[0].code}` explains the first of these and shows an example"
