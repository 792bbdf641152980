"""What a card and its data are at a commit, computed from that commit alone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.registry.record import Record, record_path
from opendata_lint.registry.recording import Shelf, differences
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.settings import CardEntry, RegistrySettings, did_you_mean
from opendata_lint.tree import RevisionTree


class Found(NamedTuple):
    """A card at a commit."""

    recorded: Record
    now: Record
    """What should be on record, but for the profile: rules are not run again."""
    odd: tuple[str, ...]
    """What the record says otherwise, in words; empty where it is current."""


def recompute(root: Path, commit: str, card_id: str) -> Found:
    """A card at a commit beside its record.

    Which paths are data and who owns them is taken from the records of that commit: they are what the
    release is of. Raises `RegistryFault` where there is no such card, `TreeFault` where the clone does not
    have what is needed.
    """
    shelf = _shelf(root, commit)
    for path in shelf.records.faults:
        shelf.tree.read(path)  # What a partial clone does not have is no fault of a record.
    record = recorded(shelf, card_id, commit[:12])
    now = shelf.record_of(_card(shelf, record), card_id, record.profile)
    if now is None:
        raise RegistryFault(f"the card {record.card} of `{card_id}` is not in {commit[:12]}")
    return Found(record, now, unequal(shelf, record, now))


def recorded(shelf: Shelf, card_id: str, where: str) -> Record:
    """The record of a card. Raises `RegistryFault` where there is none that can be used."""
    record = shelf.records.by_id.get(card_id)
    if record is not None:
        return record
    fault = shelf.records.faults.get(record_path(card_id))
    if fault:
        raise RegistryFault(f"the record of `{card_id}` in {where} cannot be used: {fault}")
    near = did_you_mean(card_id, shelf.records.by_id) if shelf.records.by_id else ""
    raise RegistryFault(
        f"there is no record of `{card_id}` in {where}{near}; `opendata-lint registry record` makes records, "
        "and they count once they are committed"
    )


def unequal(shelf: Shelf, record: Record, now: Record) -> tuple[str, ...]:
    """What a record says otherwise than it should, in words; also that it is not written as we write it."""
    told = tuple(one.field.replace("_", " ") for one in differences(record, now))
    if not told and record.id in shelf.records.odd:
        return ("the way it is written",)
    return told


def _card(shelf: Shelf, record: Record) -> Card:
    return Card(shelf.tree.read(record.card), record.card, record.kind)


@lru_cache(maxsize=4)
def _shelf(root: Path, commit: str) -> Shelf:
    tree = RevisionTree(root, commit)
    plain = Shelf(tree)
    entries = []
    for record in plain.records.by_id.values():
        usual = plain.holding(record.card).roots
        data = record.data if record.data != usual else None
        entries.append((record.id, CardEntry(data, record.owners)))
    return Shelf(tree, RegistrySettings(cards=tuple(entries)))
