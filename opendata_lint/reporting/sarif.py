"""`sarif`: a log of SARIF 2.1.0 (OASIS) with what GitHub code scanning wants of it.

GitHub wants a region with all four numbers for every result, so that a finding about the card as a
whole stands at its beginning. See the page on SARIF support in GitHub's documentation.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from opendata_lint import __version__
from opendata_lint.finding import Fix, Location, SettledFinding, Severity
from opendata_lint.report import CardResult, Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import CardText, from_root, to_json
from opendata_lint.rules.catalog import RuleInfo, page

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISION = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}
_START = Location(1, 1, 1, 1)
# In a SARIF message this would be a link (section 3.11.6 of the standard), and a card could set one.
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def render(report: Report, options: RenderOptions) -> str:
    """One log with one run."""
    codes = sorted({finding.code for finding in report.findings})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "opendata-lint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(report.rule(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(report, options)],
        "columnKind": "unicodeCodePoints",
        "results": [
            one for result in report.results for one in _results(result, index, options)
        ],
        "properties": {"suppressed": report.suppressed, "baselined": report.baselined},
    }  # fmt: skip
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return to_json({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(info: RuleInfo) -> dict[str, Any]:
    _, _, body = (info.page or page(info.code)).split("---\n", 2)
    help_text = f"# {info.name} ({info.code})\n\n{info.summary}\n{body}"
    return {
        "id": info.code,
        "name": info.name,
        "shortDescription": {"text": info.summary},
        "fullDescription": {"text": info.summary},
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
        "properties": {
            "tags": ["data documentation", *(_file_of(kind) for kind in info.kinds)],
            "precision": _PRECISION[info.severity],
            "problem.severity": _PROBLEMS[info.severity],
        },
    }


def _file_of(kind: str) -> str:
    return kind if kind == "descriptor" else f"{kind} card"


def _results(result: CardResult, index: dict[str, int], options: RenderOptions) -> Iterator[dict[str, Any]]:
    for finding in result.findings:
        path = from_root(finding.path, options)
        one: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": index[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [_location(finding, path)],
            "partialFingerprints": {"opendataLintFingerprint/v1": finding.fingerprint},
        }
        if finding.related:
            one["relatedLocations"] = _related(finding, options)
        if finding.fix and finding.fix.edits:  # SARIF cannot say that a byte order mark goes
            one["fixes"] = [_fix(finding.fix, path, CardText(result.text))]
        yield one


def _location(finding: SettledFinding, path: str) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(path, finding.location or _START)}
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer, "kind": "property"}]
    return location


def _message(finding: SettledFinding) -> str:
    text = f"{finding.message}\nHelp: {finding.hint}" if finding.hint else finding.message
    return _plain(text)


def _plain(text: str) -> str:
    return _LINK.sub(r"\\[", text)


def _physical(path: str, location: Location | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if location:
        physical["region"] = _region(location)
    return physical


def _artifact(path: str) -> dict[str, str]:
    """A URI relative to the repository's top; names that are not UTF-8 keep their bytes."""
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}


def _region(location: Location) -> dict[str, int]:
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def _related(finding: SettledFinding, options: RenderOptions) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "physicalLocation": _physical(from_root(related.path, options), related.location),
            "message": {"text": _plain(related.message)},
        }
        for number, related in enumerate(finding.related, start=1)
    ]


def _fix(fix: Fix, path: str, text: CardText) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _region(text.location(edit.start, edit.end)),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": _plain(fix.title)},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _invocation(report: Report, options: RenderOptions) -> dict[str, Any]:
    notes = [
        _note("error", f"A bug: the rule {crash.rule} failed: {crash.error}", from_root(crash.path, options))
        for crash in report.crashes
    ]
    notes += [
        _note("warning", f"Not checked: {skipped.reason}", from_root(skipped.path, options))
        for skipped in report.skipped
    ]
    notes += [{"level": "warning", "message": {"text": _plain(warning)}} for warning in report.warnings]
    return {"executionSuccessful": not report.crashes, "toolExecutionNotifications": notes}


def _note(level: str, text: str, path: str) -> dict[str, Any]:
    return {
        "level": level,
        "message": {"text": _plain(text)},
        "locations": [{"physicalLocation": _physical(path, None)}],
    }
