"""`json-lines`: one finding a line, each the object that `json` has in its `findings`."""

from __future__ import annotations

from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import to_json
from opendata_lint.reporting.json import finding_object


def render(report: Report, _: RenderOptions) -> str:
    """All findings, a JSON object and a line each; nothing where there are none."""
    return "".join(to_json(finding_object(finding)) + "\n" for finding in report.findings)
