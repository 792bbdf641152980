"""What the page of a card tells, in the words and the order of the page."""

from __future__ import annotations

from typing import NamedTuple

from opendata_lint.finding import Severity
from opendata_lint.registry.digests import content_digest
from opendata_lint.registry.index.entry import Entry, State
from opendata_lint.registry.site.site import language_name, status_of
from opendata_lint.report import CardResult

_MOST_FINDINGS = 200
"""Findings that a page lists."""
_MOST_TAGS = 60

RECORDS: dict[State, str] = {
    "current": "current",
    "stale": "of a former state of the card",
    "unrecorded": "none; `opendata-lint registry record` writes it",
    "gone": "the card itself is gone",
}
"""What is said of the record, by the state of the entry."""


def notices(entry: Entry) -> list[str]:
    """What a visitor should know first."""
    told = {
        "deprecated": "This is deprecated.",
        "withdrawn": "This was withdrawn.",
        "draft": "This is a draft.",
        "in review": "This is in review.",
        "gone": "The card is gone; what is here is what was on record.",
    }.get(status_of(entry))
    notice = entry.record.notice if entry.record else None
    return [line for line in (told, notice) if line]


def lists(entry: Entry) -> list[tuple[str, tuple[str, ...]]]:
    """Facts that have several values, each under its head."""
    return [
        ("Task", entry.tasks),
        ("Modality", entry.modalities),
        ("Language", tuple(map(language_name, entry.languages))),
        ("Tags", entry.tags[:_MOST_TAGS]),
        ("Owners", entry.owners),
    ]


def digests(entry: Entry) -> list[tuple[str, str]]:
    """The digests that are known, each with what it is of."""
    found = [("Card digest", content_digest(entry.blob))] if entry.blob else []
    if entry.record and entry.record.data_digest:
        found.append(("Data digest", entry.record.data_digest))
    return found


class Told(NamedTuple):
    """A finding as the page shows it."""

    code: str
    name: str
    severity: str
    message: str
    hint: str | None
    line: int | None


def findings(result: CardResult | None) -> list[Told] | None:
    """The gravest findings first; None where the card was not checked."""
    if result is None:
        return None
    return [
        Told(one.code, one.name, one.severity.label, one.message, one.hint,
             one.location.line if one.location else None)
        for one in sorted(result.findings, key=lambda finding: -finding.severity)[:_MOST_FINDINGS]
    ]  # fmt: skip


def counts(result: CardResult | None) -> dict[str, int]:
    """How many findings there are, by severity; empty where the card was not checked."""
    if result is None:
        return {}
    found = [one.severity for one in result.findings]
    return {severity.label: found.count(severity) for severity in sorted(Severity, reverse=True)}
