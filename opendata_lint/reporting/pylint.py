"""`pylint`: one line a finding as pylint's parseable output has it, for tools that read that."""

from __future__ import annotations

from opendata_lint.finding import SettledFinding
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.terminal import harmless, shown_path


def render(report: Report, _: RenderOptions) -> str:
    """All findings, a line each; those without a place stand at line 1."""
    return "".join(_line(finding) + "\n" for finding in report.findings)


def _line(finding: SettledFinding) -> str:
    line = finding.location.line if finding.location else 1
    return (
        f"{shown_path(finding.path)}:{line}: [{finding.code}({finding.name}), ] {harmless(finding.message)}"
    )
