"""`concise`: one line a finding, `path:line:col: severity CODE name: message`."""

from __future__ import annotations

from opendata_lint.engine import Report
from opendata_lint.finding import SettledFinding
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.terminal import harmless, paint, severity_word, summary


def render(report: Report, options: RenderOptions) -> str:
    """All findings, a line each, and a last line that counts."""
    lines = [_line(finding, options.color) for finding in report.findings]
    return "\n".join([*lines, summary(report, options.color), ""])


def _line(finding: SettledFinding, color: bool) -> str:
    where = harmless(finding.path)
    if finding.location:
        where += f":{finding.location.line}:{finding.location.column}"
    code = paint(finding.code, "1", color)
    return f"{where}: {severity_word(finding.severity, color)} {code} {finding.name}: {harmless(finding.message)}"
