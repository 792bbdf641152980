"""The explanation of a card as tables for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from opendata_lint import __version__
from opendata_lint.explaining import Demand, Explanation, Rung, Spot, Topic
from opendata_lint.finding import Severity
from opendata_lint.reporting.common import to_json
from opendata_lint.reporting.json import finding_object
from opendata_lint.reporting.terminal import (
    harmless,
    paint,
    remarks,
    severity_word,
    shown_path,
    where,
    width,
)

_RIGHT = ("Words", "Rules", "Errors", "Warnings", "Infos")
"""Columns of numbers."""
_SHOWN = 4
"""Places of a topic that are shown."""
_STATES = ("answered", "declined", "boilerplate", "placeholder", "empty", "absent")
"""States of topics, the best first."""


def render(told: Explanation, color: bool) -> str:
    """What is asked for and where it is answered, the ladder of profiles, and what the next one needs."""
    blocks = [
        [f"{shown_path(told.path)}: a {told.kind} card"],
        _demand_table(told, color),
        _other_topics(told, color),
        _ladder(told, color),
        list(_needs(told, color)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _demand_table(told: Explanation, color: bool) -> list[str]:
    topics = {topic.name: topic for topic in told.topics}
    profiles = [rung.profile for rung in told.ladder]
    rows = []
    for demand in told.demands:
        spoken = [topics[name] for name in demand.topics]
        levels = [demand.levels[profile] or "-" for profile in profiles]
        words = max((topic.words for topic in spoken), default=0)
        label = f"{demand.code} {demand.name.removesuffix('-missing')}"
        rows.append([label, _state(demand, spoken, told), str(words or ""), *levels, _places(spoken)])
    return _table(["Asked for", "State", "Words", *profiles, "Where"], rows, color)


def _state(demand: Demand, spoken: Sequence[Topic], told: Explanation) -> str:
    """How the card meets a demand, in a word or two."""
    absent = "missing" if told.conclusive else "not found"
    if demand.missing:
        return absent
    if not spoken:
        return "no fault"
    best = min((topic.state for topic in spoken), key=_STATES.index)
    return best if best != "absent" else absent if demand.by_schema else "not needed"


def _places(spoken: Sequence[Topic]) -> str:
    """Where a card speaks of topics, in few words; labels that stand in several lines are one place."""
    spots = list(dict.fromkeys(spot for topic in spoken for spot in topic.spots))
    labels = [str(spot.line) for spot in spots if spot.kind == "bullet"]
    places = [_place(spot) for spot in spots if spot.kind != "bullet"]
    if labels:
        places.append(f"label{'' if len(labels) == 1 else 's'} (line {', '.join(labels[:_SHOWN])})")
    more = len(places) - _SHOWN
    return "; ".join(places[:_SHOWN]) + (f"; {more} more" if more > 0 else "")


def _place(spot: Spot) -> str:
    about = [f"line {spot.line}"] if spot.line else []
    if spot.kind == "prose":
        return "running text"
    if spot.kind == "section" and spot.state not in ("answered", "declined"):
        about.append(spot.state)
    kind = "key" if spot.kind == "metadata" else "section"
    return f"{kind} `{spot.name}`" + (f" ({', '.join(about)})" if about else "")


def _other_topics(told: Explanation, color: bool) -> list[str]:
    asked = {name for demand in told.demands for name in demand.topics}
    others = [topic for topic in told.topics if topic.name not in asked]
    rows = [[t.name, t.state, str(t.words or ""), _places([t])] for t in others]
    return _table(["Told besides", "State", "Words", "Where"], rows, color) if rows else []


def _ladder(told: Explanation, color: bool) -> list[str]:
    rows = [
        [
            rung.profile,
            str(rung.rules),
            *(str(rung.count(s)) for s in reversed(Severity)),
            _verdict(rung, told),
        ]
        for rung in told.ladder
    ]
    return _table(["Profile", "Rules", "Errors", "Warnings", "Infos", ""], rows, color)


def _verdict(rung: Rung, told: Explanation) -> str:
    return "passed" if rung.passes(told.level) else "not passed"


def _needs(told: Explanation, color: bool) -> Iterator[str]:
    """What stands between the card and the next profile."""
    rung = told.next
    if rung is None:
        yield "The card passes every one of these profiles."
        return
    yield f"To pass `{harmless(rung.profile)}`:"
    for finding in rung.result.findings:
        if finding.severity >= told.level:
            what = (
                f"{severity_word(finding.severity, color)} {paint(finding.code, '1', color)} {finding.name}"
            )
            yield f"  {where(finding)}: {what}: {harmless(finding.message)}"
            yield from (f"    = {remark}" for remark in remarks(finding))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], color: bool) -> list[str]:
    """Rows in columns, the last of which is as long as it likes."""
    cells = [[harmless(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(map(_padded, row, widths, head)).rstrip() for row in cells]
    return [paint(lines[0], "1", color), *lines[1:]]


def _padded(cell: str, columns: int, head: str) -> str:
    space = " " * (columns - width(cell))
    return space + cell if head in _RIGHT else cell + space


def render_json(told: Explanation) -> str:
    """The same as one JSON object; keys are only ever added while `version` stays."""
    document = {
        "version": 1,
        "tool": {"name": "opendata-lint", "version": __version__},
        "path": told.path,
        "kind": told.kind,
        "conclusive": told.conclusive,
        "topics": [_topic(topic) for topic in told.topics],
        "demands": [_demand(demand) for demand in told.demands],
        "ladder": [_rung(rung, told) for rung in told.ladder],
        "next": told.next.profile if told.next else None,
    }
    return to_json(document, indent=2) + "\n"


def _topic(topic: Topic) -> dict[str, Any]:
    return {**topic._asdict(), "spots": [_spot(spot) for spot in topic.spots]}


def _spot(spot: Spot) -> dict[str, Any]:
    return {key: value for key, value in spot._asdict().items() if value not in ("", None)}


def _demand(demand: Demand) -> dict[str, Any]:
    told = {"code": demand.code, "name": demand.name, "topics": list(demand.topics)}
    return {**told, "missing": demand.missing, "levels": dict(demand.levels)}


def _rung(rung: Rung, told: Explanation) -> dict[str, Any]:
    needs = [finding for finding in rung.result.findings if finding.severity >= told.level]
    return {
        "profile": rung.profile,
        "description": rung.description,
        "rules": rung.rules,
        "errors": rung.count(Severity.ERROR),
        "warnings": rung.count(Severity.WARNING),
        "infos": rung.count(Severity.INFO),
        "passed": rung.passes(told.level),
        "needs": [finding_object(finding) for finding in needs],
    }
