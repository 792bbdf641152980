"""`full`: what is wrong, where (source and caret), why it matters to fix it; omissions as one block a card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from opendata_lint.engine import CardResult, Report
from opendata_lint.finding import Location, SettledFinding
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.terminal import harmless, paint, severity_word, summary, width
from opendata_lint.rules.catalog import catalog

SHOWN_PER_RULE = 3
"""Findings of one rule that are shown for a card before the rest is only counted."""
_LONGEST_LINE = 160


def render(report: Report, options: RenderOptions) -> str:
    """Findings card by card, and a last line that counts."""
    parts = [block for result in report.results for block in _card(result, options.color)]
    return "\n\n".join([*parts, summary(report, options.color)]) + "\n"


def _card(result: CardResult, color: bool) -> Iterator[str]:
    lines = re.split("\r\n|\r|\n", result.text) if result.findings else []
    placed = [finding for finding in result.findings if not _is_omission(finding)]
    totals = Counter(finding.code for finding in placed)
    shown: Counter[str] = Counter()
    for finding in placed:
        shown[finding.code] += 1
        if shown[finding.code] <= SHOWN_PER_RULE:
            folded = totals[finding.code] - SHOWN_PER_RULE if shown[finding.code] == SHOWN_PER_RULE else 0
            yield "\n".join(_finding(finding, lines, color, folded))
    omissions = [finding for finding in result.findings if _is_omission(finding)]
    if omissions:
        yield "\n".join(_omissions(result.file.path, omissions, color))


def _is_omission(finding: SettledFinding) -> bool:
    return catalog()[finding.code].omission


def _finding(finding: SettledFinding, lines: list[str], color: bool, folded: int) -> Iterator[str]:
    where = harmless(finding.path)
    if finding.location:
        where += f":{finding.location.line}:{finding.location.column}"
    head = f"{severity_word(finding.severity, color)} {paint(finding.code, '1', color)} {finding.name}"
    yield f"{paint(where, '1', color)}: {head}: {harmless(finding.message)}"
    gutter = ""
    if finding.location:
        gutter = " " * len(str(finding.location.line))
        yield from _snippet(finding.location, lines, color, gutter)
    for related in finding.related:
        place = f":{related.location.line}:{related.location.column}" if related.location else ""
        yield f"{gutter} = note: {harmless(related.path)}{place}: {harmless(related.message)}"
    if finding.hint:
        yield f"{gutter} = help: {harmless(finding.hint)}"
    if folded > 0:
        yield f"{gutter} = and {folded} more {finding.code} in this card"


def _snippet(location: Location, lines: list[str], color: bool, gutter: str) -> Iterator[str]:
    line = lines[location.line - 1] if location.line <= len(lines) else ""
    start = location.column - 1
    end = location.end_column - 1 if location.end_line == location.line else len(line)
    cut = max(0, start - _LONGEST_LINE // 2)  # a huge line is shown around its fault only
    text = line[cut : cut + _LONGEST_LINE]
    before, flagged = line[cut:start], line[start : min(end, cut + _LONGEST_LINE)]
    bar = paint("|", "1;34", color)
    yield f"{gutter} {bar}"
    yield f"{paint(str(location.line), '1;34', color)} {bar} {_shown(text)}"
    caret = "^" * max(1, width(_shown(flagged)))
    yield f"{gutter} {bar} {' ' * width(_shown(before))}{paint(caret, '1;31', color)}"


def _shown(text: str) -> str:
    return harmless(text).replace("\t", "    ")


def _omissions(path: str, findings: list[SettledFinding], color: bool) -> Iterator[str]:
    yield f"{paint(harmless(path), '1', color)}: the card does not say"
    for finding in sorted(findings, key=lambda f: (-f.severity, f.code)):
        word = severity_word(finding.severity, color, 7)
        yield f"  {word} {paint(finding.code, '1', color)} {finding.name}: {harmless(finding.message)}"
    hints = [finding.hint for finding in findings if finding.hint]
    if hints:
        yield f"  = help: `opendata-lint rule {findings[0].code}` tells what is wanted and shows an example"
