"""`gitlab`: a Code Quality report of GitLab CI, a subset of the Code Climate format."""

from __future__ import annotations

import hashlib
from typing import Any

from opendata_lint.finding import Location, SettledFinding, SettledRelated, Severity
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import from_root, to_json

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_FIRST_LINE = Location(1, 1, 1, 1)


def render(report: Report, options: RenderOptions) -> str:
    """A JSON array with an object a finding; those without a place stand at line 1."""
    seen: set[str] = set()
    return to_json([_issue(finding, options, seen) for finding in report.findings], indent=2) + "\n"


def _issue(finding: SettledFinding, options: RenderOptions, seen: set[str]) -> dict[str, Any]:
    issue: dict[str, Any] = {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{finding.code} {finding.name}: {finding.message}",
        "categories": ["Style"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": _unique(finding, seen),
        "location": _location(finding, options),
    }
    if finding.hint:
        issue["content"] = {"body": finding.hint}
    if finding.related:
        issue["other_locations"] = [_location(related, options) for related in finding.related]
    return issue


def _location(place: SettledFinding | SettledRelated, options: RenderOptions) -> dict[str, Any]:
    location = place.location or _FIRST_LINE
    lines = {"begin": location.line, "end": location.end_line}
    return {"path": from_root(place.path, options), "lines": lines}


def _unique(finding: SettledFinding, seen: set[str]) -> str:
    """The finding's fingerprint, mixed with its path where cards of two repositories share it."""
    fingerprint = finding.fingerprint
    while fingerprint in seen:
        mixed = f"{fingerprint}\0{finding.path}".encode("utf-8", "surrogatepass")
        fingerprint = hashlib.sha256(mixed).hexdigest()[:20]
    seen.add(fingerprint)
    return fingerprint
