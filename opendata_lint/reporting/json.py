"""`json`: the contract for other programs, version 1."""

from __future__ import annotations

from typing import Any

from opendata_lint import __version__
from opendata_lint.finding import Fix, Location, SettledFinding, SettledRelated, Severity
from opendata_lint.report import Crash, Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import to_json


def render(report: Report, _: RenderOptions) -> str:
    """The whole report as one JSON object, a line a finding: quick to write, and still fit to look at."""
    members = ",\n".join(f" {to_json(key)}: {_lines(value)}" for key, value in document(report).items())
    return f"{{\n{members}\n}}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return to_json(value)
    return "[\n  " + ",\n  ".join(map(to_json, value)) + "\n ]"


def document(report: Report) -> dict[str, Any]:
    """The report as JSON values; keys are only ever added while `version` stays."""
    return {
        "version": 1,
        "tool": {"name": "opendata-lint", "version": __version__},
        "files": [result.file._asdict() for result in report.results],
        "findings": [finding_object(finding) for finding in report.findings],
        "summary": {
            "files": len(report.results),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "suppressed": report.suppressed,
            "baselined": report.baselined,
        },
        "skipped": [skipped._asdict() for skipped in report.skipped],
        "warnings": list(report.warnings),
        "crashes": [_crash(crash) for crash in report.crashes],
    }


def finding_object(finding: SettledFinding) -> dict[str, Any]:
    """One finding as JSON values."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "message": finding.message,
        "hint": finding.hint,
        "path": finding.path,
        "location": _location(finding.location),
        "pointer": finding.pointer,
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix),
        "fingerprint": finding.fingerprint,
    }


def _crash(crash: Crash) -> dict[str, str]:
    return {"rule": crash.rule, "path": crash.path, "error": crash.error}


def _location(location: Location | None) -> dict[str, int] | None:
    return location._asdict() if location else None


def _related(related: SettledRelated) -> dict[str, Any]:
    return {"path": related.path, "location": _location(related.location), "message": related.message}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"safe": fix.safe, "title": fix.title, "edits": [edit._asdict() for edit in fix.edits]}
