"""`full`: what is wrong, where (source and caret), how to mend it; omissions as one block a card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.finding import Location, SettledFinding, Severity
from opendata_lint.report import CardResult, Report
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
    rules: dict[str, list[SettledFinding]] = {}  # each rule's findings together, in order of their first ones
    for finding in result.findings:
        if not is_omission(finding):
            rules.setdefault(finding.code, []).append(finding)
    for findings in rules.values():
        yield "\n".join(_rule(findings, lines, color))
    omissions = [finding for finding in result.findings if is_omission(finding)]
    if omissions:
        yield "\n".join(_omissions(result.file.path, omissions, color))


def _rule(findings: list[SettledFinding], lines: list[str], color: bool) -> Iterator[str]:
    """What one rule found in a card: its first findings, and how many more there are."""
    told: set[str] = set()
    gutter = ""
    for finding in findings[:SHOWN_PER_RULE]:
        if finding is not findings[0] and _is_whole_line(finding, lines):
            yield _source(finding.location, lines, color)
            continue
        head = f"{severity_word(finding.severity, color)} {paint(finding.code, '1', color)} {finding.name}"
        yield f"{paint(where(finding), '1', color)}: {head}: {harmless(finding.message)}"
        if finding.location and finding.severity > Severity.INFO:  # what is for later needs no picture
            gutter = " " * len(str(finding.location.line))
            if _is_whole_line(finding, lines):  # a caret below all of it would point at nothing
                yield _source(finding.location, lines, color)
            else:
                yield from _snippet(finding.location, lines, color, gutter)
        for remark in remarks(finding):
            if remark not in told:  # the same help three times over helps nobody
                yield f"{gutter} = {remark}"
            told.add(remark)
    if len(findings) > SHOWN_PER_RULE:
        yield f"{gutter} = and {len(findings) - SHOWN_PER_RULE} more {findings[0].code} in this file"


def _is_whole_line(finding: SettledFinding, lines: list[str]) -> bool:
    """Whether a line is all that there is to show: a second placeholder, say, needs no words of its own."""
    place = finding.location
    if place is None or place.line != place.end_line or finding.related or place.line > len(lines):
        return False
    line = lines[place.line - 1]
    return (
        len(line) <= _LONGEST_LINE
        and line.strip() not in ("{", "[")  # a brace tells nothing of what is missing in it
        and line.strip() == line[place.column - 1 : place.end_column - 1].strip() != ""
    )


def _source(location: Location | None, lines: list[str], color: bool) -> str:
    """A whole line with its number."""
    assert location is not None
    line = "".join(cells(lines[location.line - 1])).replace("\t", "    ")
    return f"{paint(str(location.line), '1;34', color)} {paint('|', '1;34', color)} {line}"


def _snippet(location: Location, lines: list[str], color: bool, gutter: str) -> Iterator[str]:
    line = lines[location.line - 1] if location.line <= len(lines) else ""
    start, end = location.column - 1, _end_on_first_line(location, len(line))
    cut = max(0, start - _LONGEST_LINE // 2) if len(line) > _LONGEST_LINE else 0
    shown = [cell.replace("\t", "    ") for cell in cells(line[cut : cut + _LONGEST_LINE])]
    before = ("…" if cut else "") + "".join(shown[: start - cut])
    flagged = "".join(shown[start - cut : end - cut])
    after = "".join(shown[max(start, end) - cut :]) + ("…" if cut + _LONGEST_LINE < len(line) else "")
    bar = paint("|", "1;34", color)
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
