"""`rdjson`: reviewdog's Diagnostic Result. Its columns count bytes of UTF-8, the end exclusive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opendata_lint.finding import Location, SettledFinding, SettledRelated
from opendata_lint.report import CardResult, Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import CardText, to_json


def render(report: Report, _: RenderOptions) -> str:
    """One JSON object; paths count from the working directory, as reviewdog wants them."""
    diagnostics = [one for result in report.results for one in _diagnostics(result)]
    document: dict[str, Any] = {"source": {"name": "opendata-lint"}, "diagnostics": diagnostics}
    if report.findings:
        document["severity"] = max(finding.severity for finding in report.findings).name
    return to_json(document, indent=2) + "\n"


def _diagnostics(result: CardResult) -> Iterator[dict[str, Any]]:
    text = CardText(result.text) if result.findings else None
    for finding in result.findings:
        diagnostic: dict[str, Any] = {
            "message": _message(finding),
            "location": _location(finding, text),
            "severity": finding.severity.name,
            "code": {"value": finding.code},
        }
        if finding.fix and text:
            edits = [(text.location(edit.start, edit.end), edit.text) for edit in finding.fix.edits]
            diagnostic["suggestions"] = [{"range": _range(place, text), "text": new} for place, new in edits]
        if finding.related:
            diagnostic["related_locations"] = [_related(one, finding.path, text) for one in finding.related]
        yield diagnostic


def _related(related: SettledRelated, path: str, text: CardText | None) -> dict[str, Any]:
    own = text if related.path == path else None
    return {"message": related.message, "location": _location(related, own)}


def _message(finding: SettledFinding) -> str:
    help_line = f"\nhelp: {finding.hint}" if finding.hint else ""
    return f"{finding.name}: {finding.message}{help_line}"


def _location(place: SettledFinding | SettledRelated, text: CardText | None) -> dict[str, Any]:
    if place.location is None:
        return {"path": place.path}
    return {"path": place.path, "range": _range(place.location, text)}


def _range(location: Location, text: CardText | None) -> dict[str, Any]:
    """A range; without columns where the text that they count in is not at hand."""
    if text is None:
        return {"start": {"line": location.line}, "end": {"line": location.end_line}}
    return {
        "start": _position(location.line, location.column, text),
        "end": _position(location.end_line, location.end_column, text),
    }


def _position(line: int, column: int, text: CardText) -> dict[str, int]:
    return {"line": line, "column": text.byte_column(line, column)}
