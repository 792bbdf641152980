"""Rules on records: they say what the card and its data are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Related
from opendata_lint.registry.rules.changes import verdict
from opendata_lint.registry.rules.standing import standing, unless_unknown
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

if TYPE_CHECKING:
    from opendata_lint.registry.record import Record
    from opendata_lint.registry.recording import Difference

_OF_DATA = {"data", "data_digest", "exports"}
_REMEDY = "Run `opendata-lint registry record` and commit what it writes."


@rule("REG004")
@unless_unknown
def stale_record(card: Card, tree: Tree) -> Iterator[Finding]:
    """A record that does not say what the card and its data are, or none at all."""
    stands = standing(card, tree)
    if stands is None or stands.now is None or stands.double:
        return
    from opendata_lint.registry.record import record_path
    from opendata_lint.registry.recording import differences

    path = record_path(stands.now.id)
    if stands.record is None:
        fault = stands.shelf.records.faults.get(path)
        told = (
            f"the record of `{stands.id}` cannot be used: {fault}"
            if fault
            else f"`{stands.id}` has no record"
        )
        yield Finding("REG004", told, hint=_REMEDY, subject="record")
        return
    if stands.record.card != stands.now.card:
        # What its data is at the new place nobody knows before it is on record there.
        yield _of_another_place(stands.record, stands.now.card, path)
        return
    different = differences(stands.record, stands.now)
    moved = {one.field for one in different}
    drifted = verdict(card, tree) if moved and moved <= _OF_DATA else None
    if drifted is not None and drifted.code == "REG001":
        return  # The record lags behind because the card does.
    found = [_told(one) for one in different]
    if not found and stands.record.id in stands.shelf.records.odd:
        found = ["it is not written as the program writes it"]
    if found:
        told = "; ".join(found[:3]) + (f"; and {len(found) - 3} more" if len(found) > 3 else "")
        related = (Related(NOWHERE, f"the record of `{stands.record.id}`", record_path(stands.record.id)),)
        yield Finding(
            "REG004", f"the record of `{stands.id}` is not current: {told}", hint=_REMEDY, related=related,
            subject="record",
        )  # fmt: skip


def _of_another_place(recorded: Record, card: str, path: str) -> Finding:
    related = (Related(NOWHERE, f"the record of `{recorded.id}`", path),)
    told = f"the record of `{recorded.id}` is of the card at `{recorded.card}`, and the card is at `{card}`"
    return Finding("REG004", told, hint=_REMEDY, related=related, subject="record")


def _told(difference: Difference) -> str:
    name = difference.field.replace("_", " ")
    if difference.field in ("card_digest", "data_digest", "exports", "lineage"):
        return f"{name} changed"
    return f"{name} is `{_shown(difference.now)}`, on record `{_shown(difference.recorded)}`"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
