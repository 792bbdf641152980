"""`grouped`: findings under the name of their card, in columns."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.finding import SettledFinding
from opendata_lint.report import CardResult, Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.terminal import harmless, paint, severity_word, shown_path, summary


def render(report: Report, options: RenderOptions) -> str:
    """A block a card that has findings, and a last line that counts."""
    blocks = ["\n".join(_card(result, options.color)) for result in report.results if result.findings]
    return "\n\n".join([*blocks, summary(report, options.color)]) + "\n"


def _card(result: CardResult, color: bool) -> Iterator[str]:
    yield paint(f"{shown_path(result.file.path)}:", "1", color)
    broadest = max(len(_place(finding)) for finding in result.findings)
    for finding in result.findings:
        place = _place(finding).rjust(broadest)
        word = severity_word(finding.severity, color, 7)
        rule = f"{paint(finding.code, '1', color)} {finding.name}"
        yield f"  {place}  {word}  {rule}: {harmless(finding.message)}"


def _place(finding: SettledFinding) -> str:
    return f"{finding.location.line}:{finding.location.column}" if finding.location else "-"
