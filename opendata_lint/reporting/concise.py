"""`concise`: one line a finding, `path:line:col: severity CODE name: message`."""

from __future__ import annotations

from opendata_lint.finding import SettledFinding
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.terminal import harmless, paint, severity_word, summary, where


def render(report: Report, options: RenderOptions) -> str:
    """All findings, a line each, and a last line that counts."""
    lines = [line(finding, options.color) for finding in report.findings]
    return "\n".join([*lines, summary(report, options.color), ""])


def line(finding: SettledFinding, color: bool) -> str:
    """One finding on one line."""
    code = paint(finding.code, "1", color)
    what = f"{severity_word(finding.severity, color)} {code} {finding.name}"
    return f"{where(finding)}: {what}: {harmless(finding.message)}"
