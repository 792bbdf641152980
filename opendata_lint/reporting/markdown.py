"""`markdown`: a summary for the page of a CI job: counts, a table of findings, omissions folded away.

GitHub cuts off a job's summary at 1 MiB, so that only the first findings are shown. Text from cards
is written so that Markdown and HTML find nothing in it to act on, whatever the reader's dialect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import gravest_first, is_omission
from opendata_lint.reporting.terminal import harmless, remarks, summary, where

SHOWN = 500
"""Findings, and omissions, that are shown at most."""
_MARKUP = re.compile(r"[&<>\\`*_\[\]|~^$]")
# What services link or draw without being asked: addresses, mentions, numbers of issues, emoji by name.
_UNASKED = re.compile(r"(?i)@|:(?=//|[a-z+-][\w+-]*:)|\bwww(?=\.)|#(?=\d)")


def render(report: Report, _: RenderOptions) -> str:
    """One Markdown document."""
    findings = gravest_first(report.findings)
    placed = [finding for finding in findings if not is_omission(finding)]
    omissions = [finding for finding in findings if is_omission(finding)]
    blocks = ["## opendata-lint", inert(summary(report, color=False))]
    if findings:
        blocks.append(_counts(report))
    if placed:
        blocks.append(_table(placed))
    if omissions:
        blocks.append(_folded(f"What cards do not say ({len(omissions)})", _table(omissions)))
    for title, lines in _troubles(report):
        blocks.append(_folded(title, "\n".join(f"- {line}" for line in lines[:SHOWN])))
    return "\n\n".join(blocks) + "\n"


def _troubles(report: Report) -> Iterator[tuple[str, list[str]]]:
    """What else readers of a green or red job should know, as titles and lines of inert text."""
    crashes = [f"{_code(crash.path)}: {inert(crash.rule)}: {inert(crash.error)}" for crash in report.crashes]
    skipped = [f"{_code(one.path)}: {inert(one.reason)}" for one in report.skipped]
    if crashes:
        yield f"Bugs of opendata-lint ({len(crashes)})", crashes
    if skipped:
        yield f"Not checked ({len(skipped)})", skipped
    if report.warnings:
        yield f"Not looked at ({len(report.warnings)})", [inert(warning) for warning in report.warnings]


def _counts(report: Report) -> str:
    rows = [f"| {severity.label} | {report.count(severity)} |" for severity in reversed(Severity)]
    return "\n".join(["| Severity | Findings |", "| --- | ---: |", *rows])


def _table(findings: list[SettledFinding]) -> str:
    rows = [_row(finding) for finding in findings[:SHOWN]]
    table = "\n".join(["| Severity | Place | Rule | Finding |", "| --- | --- | --- | --- |", *rows])
    rest = len(findings) - SHOWN
    return f"{table}\n\nAnd {rest} more, which the other formats have." if rest > 0 else table


def _row(finding: SettledFinding) -> str:
    what = "<br>".join(inert(line) for line in [finding.message, *remarks(finding)])
    rule = f"{finding.code} {inert(finding.name)}"
    return f"| {finding.severity.label} | {_code(where(finding))} | {rule} | {what} |"


def _folded(title: str, body: str) -> str:
    return f"<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>"


def inert(text: str) -> str:
    """`text` as Markdown that shows just that; what stands between a pair of backticks is shown as code."""
    parts = text.split("`")
    closed = len(parts) - (len(parts) % 2 == 0)
    shown = [_code(part) if number % 2 else _escaped(part) for number, part in enumerate(parts[:closed])]
    return "".join(shown) + "".join("&#96;" + _escaped(part) for part in parts[closed:])


def _code(text: str) -> str:
    return f"<code>{_escaped(text)}</code>"


def _escaped(text: str) -> str:
    """Characters that could be markup as references, automatic links broken by an empty comment."""
    broken = _UNASKED.sub("\\g<0>\0", harmless(text))
    return _MARKUP.sub(lambda match: f"&#{ord(match.group())};", broken).replace("\0", "<!-- -->")
