"""`azure`: issues of Azure Pipelines, the gravest first, since a task shows ten of each type.

Syntax: the logging command `task.logissue`, escaped as the agent's own converter does it. It knows
the types error and warning only, so that an info is a warning that says so.
"""

from __future__ import annotations

from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import from_root, gravest_first
from opendata_lint.reporting.terminal import harmless, remarks, summary

_ESCAPES = {"%": "%AZP25", "\r": "%0D", "\n": "%0A", ";": "%3B", "]": "%5D"}


def render(report: Report, options: RenderOptions) -> str:
    """A command a finding, and a last line, no command, that counts."""
    commands = [_command(finding, options) for finding in gravest_first(report.findings)]
    return "\n".join([*commands, summary(report, color=False), ""])


def _command(finding: SettledFinding, options: RenderOptions) -> str:
    properties = {
        "type": "error" if finding.severity is Severity.ERROR else "warning",
        "sourcepath": harmless(from_root(finding.path, options)),
    }
    if finding.location:
        properties["linenumber"] = str(finding.location.line)
        properties["columnnumber"] = str(finding.location.column)
    properties["code"] = finding.code
    listed = "".join(f"{key}={_escaped(value)};" for key, value in properties.items())
    name = f"{finding.name} (info)" if finding.severity is Severity.INFO else finding.name
    message = "\n".join([f"{name}: {harmless(finding.message)}", *remarks(finding)])
    return f"##vso[task.logissue {listed}]{_escaped(message)}"


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)
