"""Which fixes of a card go together in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opendata_lint.finding import Edit, SettledFinding


class Plan(NamedTuple):
    """Fixes that can be applied at once."""

    findings: tuple[SettledFinding, ...]
    """The findings that they mend."""
    edits: tuple[Edit, ...]
    """In order, each once, none of which overlaps another."""
    drop_bom: bool


def plan(findings: Iterable[SettledFinding], unsafe: bool) -> Plan:
    """The fixes of `findings`, the first come first.

    One that meets the edits of another waits for the next pass.
    """
    chosen: list[SettledFinding] = []
    edits: set[Edit] = set()
    drop_bom = False
    for finding in findings:
        fix = finding.fix
        if (
            fix is None
            or not (fix.safe or unsafe)
            or any(meets(e, other) for e in fix.edits for other in edits)
        ):
            continue
        chosen.append(finding)
        edits.update(fix.edits)
        drop_bom |= fix.drop_bom
    return Plan(tuple(chosen), tuple(sorted(edits)), drop_bom)


def meets(one: Edit, other: Edit) -> bool:
    """Whether two different edits touch the same text, or write at the same place."""
    if one == other:
        return False
    return one.start == other.start or max(one.start, other.start) < min(one.end, other.end)
