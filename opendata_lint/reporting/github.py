"""`github`: annotations of GitHub Actions, the gravest first, since a step shows ten of each level.

Syntax: the workflow commands `error`, `warning` and `notice` of GitHub's documentation, escaped as
the `@actions/core` toolkit escapes them.
"""

from __future__ import annotations

from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import from_root, gravest_first
from opendata_lint.reporting.terminal import harmless, remarks, summary

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, options: RenderOptions) -> str:
    """A command a finding, and a last line, no command, that counts."""
    commands = [_command(finding, options) for finding in gravest_first(report.findings)]
    return "\n".join([*commands, summary(report, color=False), ""])


def _command(finding: SettledFinding, options: RenderOptions) -> str:
    properties = {"file": harmless(from_root(finding.path, options)), **_place(finding)}
    properties["title"] = f"{finding.code} {finding.name}"
    listed = ",".join(f"{key}={_in_property(value)}" for key, value in properties.items())
    message = "\n".join([harmless(finding.message), *remarks(finding)])
    return f"::{_LEVELS[finding.severity]} {listed}::{_in_data(message)}"


def _place(finding: SettledFinding) -> dict[str, str]:
    location = finding.location
    if location is None:
        return {}
    if location.line != location.end_line:  # GitHub refuses columns where several lines are meant
        return {"line": str(location.line), "endLine": str(location.end_line)}
    return {
        "line": str(location.line),
        "col": str(location.column),
        "endLine": str(location.end_line),
        "endColumn": str(location.end_column),
    }


def _in_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_data(text).replace(":", "%3A").replace(",", "%2C")
