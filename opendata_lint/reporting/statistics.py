"""How often each rule found something, as a table and as JSON: `--statistics` of any run."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from opendata_lint import __version__
from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import to_json
from opendata_lint.reporting.terminal import paint, severity_word, summary


class Count(NamedTuple):
    """What one rule found at one severity."""

    code: str
    name: str
    severity: Severity
    findings: int
    cards: int
    fixable: int
    """Findings that `--fix` mends."""


def render(report: Report, options: RenderOptions) -> str:
    """A line a rule, the most frequent first, and a last line that counts."""
    rows = [_row(count, options.color) for count in counts(report)]
    head = ["Findings  Cards  Fixable  Severity  Rule"] if rows else []
    return "\n".join([*head, *rows, summary(report, options.color)]) + "\n"


def _row(count: Count, color: bool) -> str:
    word = severity_word(count.severity, color, len("Severity"))
    code = paint(count.code, "1", color)
    return f"{count.findings:>8}  {count.cards:>5}  {count.fixable:>7}  {word}  {code} {count.name}"


def render_json(report: Report, _: RenderOptions) -> str:
    """The same as one JSON object; keys are only ever added while `version` stays."""
    document = {
        "version": 1,
        "tool": {"name": "opendata-lint", "version": __version__},
        "cards": len(report.results),
        "rules": [_object(count) for count in counts(report)],
    }
    return to_json(document, indent=2) + "\n"


def _object(count: Count) -> dict[str, Any]:
    return {**count._asdict(), "severity": count.severity.label}


def counts(report: Report) -> list[Count]:
    """What each rule found, the most frequent first."""
    found: dict[tuple[str, Severity], list[SettledFinding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.code, finding.severity].append(finding)
    counted = [_count(findings) for findings in found.values()]
    return sorted(counted, key=lambda count: (-count.findings, count.code))


def _count(findings: list[SettledFinding]) -> Count:
    first = findings[0]
    fixable = sum(finding.fix is not None and finding.fix.safe for finding in findings)
    cards = len({finding.path for finding in findings})
    return Count(first.code, first.name, first.severity, len(findings), cards, fixable)
