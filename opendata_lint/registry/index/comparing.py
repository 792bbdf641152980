"""What two trees have of cards that differs: from records and trees alone, whatever lies between them.

Only what differs is read, so that it does not matter how many cards there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple

from opendata_lint.registry.holdings import Holdings, home_of
from opendata_lint.registry.index.changes import (
    FieldChange,
    FilesChange,
    field_changes,
    files_change,
    lineage_facts,
)
from opendata_lint.registry.index.entry import Entry, of_record, with_record
from opendata_lint.registry.index.reading import Reader
from opendata_lint.registry.index.survey import Survey
from opendata_lint.registry.record import Record, record_path
from opendata_lint.tree import GitFile


class CardChange(NamedTuple):
    """A card that two trees do not have alike."""

    change: Literal["added", "removed", "changed"]
    id: str
    path: str
    """Where the card is; of one that was removed, where it was."""
    version: str | None
    fields: list[FieldChange]
    """Facts that changed: of the registry, and keys of the front matter that are none of these."""
    text: bool
    """Whether the Markdown behind the front matter changed."""
    data: FilesChange
    """Files of the card's data."""


def compare(old: Survey, new: Survey) -> list[CardChange]:
    """The cards that two trees do not have alike, by id. Raises `TreeFault`, `SettingsFault`."""
    sides = _Side(old, new), _Side(new, old)
    paths = sides[0].touched() | sides[1].touched()
    before, after = (side.entries(paths) for side in sides)
    found = []
    for card_id in sorted(before.keys() | after.keys()):
        one, other = before.get(card_id), after.get(card_id)
        data = files_change(sides[0].data(one), sides[1].data(other))
        change = _change(card_id, one, other, data)
        if change is not None:
            found.append(change)
    return found


def _change(card_id: str, old: Entry | None, new: Entry | None, data: FilesChange) -> CardChange | None:
    if old is None or new is None:
        there = new or old
        assert there is not None
        kind: Literal["added", "removed"] = "removed" if new is None else "added"
        return CardChange(kind, card_id, there.path, there.version, [], False, data)
    fields = field_changes(_facts(old), _facts(new))
    named = {change.field for change in fields}
    fields += [one for one in field_changes(old.front_matter, new.front_matter) if one.field not in named]
    text = old.body != new.body
    if not (fields or text or data):
        return None
    return CardChange("changed", card_id, new.path, new.version, fields, text, data)


def _facts(entry: Entry) -> dict[str, Any]:
    record = entry.record
    return {
        "version": entry.version,
        "license": entry.license,
        "status": entry.status,
        "state": entry.state,
        "profile": entry.passes,
        "data_digest": record.data_digest if record else None,
        "title": entry.title,
        "kind": entry.kind,
        "path": entry.path,
        "owners": list(entry.owners),
        "lineage": lineage_facts(entry.lineage),
        "notice": record.notice if record else None,
        "replaced_by": record.replaced_by if record else None,
    }


class _Side:
    """One of two trees, as far as it differs from the other."""

    def __init__(self, survey: Survey, other: Survey) -> None:
        self.survey = survey
        self._files = {path: file for path, file in survey.files.items() if other.files.get(path) != file}
        self._reader = Reader(survey)

    @cached_property
    def _records(self) -> dict[str, Record]:
        """The records that differ, by the paths of their cards."""
        paths = [path for path in self._files if path in self.survey.records]
        return {record.card: record for record in reversed(self._reader.records(sorted(paths)))}

    def touched(self) -> set[str]:
        """The paths of cards that differ, whose records do, or whose data does."""
        cards = {path for path in self._files if path in self.survey.candidates}
        owners = {self._holdings.owner(path) for path in self._files}
        return cards | self._records.keys() | {owner for owner in owners if owner}

    @cached_property
    def _holdings(self) -> Holdings:
        return Holdings(self._files, {*self.survey.candidates, *self._records}, self._configured())

    def _configured(self) -> dict[str, tuple[str, ...]]:
        """The data that the configuration names, by the paths of cards."""
        every = self.survey.said_of("README.md").registry.cards
        said = {name: entry.data for name, entry in every if entry.data is not None}
        paths = [path for path in map(record_path, said) if path in self.survey.records]
        records = self._reader.records(paths)
        return {record.card: said[record.id] for record in records}

    def entries(self, paths: Iterable[str]) -> dict[str, Entry]:
        """The cards at some paths, and records whose cards are gone, by id."""
        survey, records = self.survey, dict(self._records)
        there = [path for path in sorted(paths) if path in survey.candidates]
        found: dict[str, Entry] = {}
        for entry in self._reader.cards(there, {path: records[path] for path in there if path in records}):
            whole = entry if entry.record else with_record(entry, self._record_of(entry))
            found.setdefault(whole.id, whole)
        for record in records.values():
            if record.card not in survey.candidates:
                found.setdefault(record.id, of_record(record, None))
        return found

    def _record_of(self, entry: Entry) -> Record | None:
        """The record of a card that is the same in both trees: it goes by the id, if it is this card's."""
        path = record_path(entry.id)
        if path not in self.survey.records:
            return None
        found = self._reader.records([path])
        ours = [one for one in found if one.card == entry.path or one.card not in self.survey.candidates]
        return ours[0] if ours else None

    def data(self, entry: Entry | None) -> Mapping[str, GitFile]:
        """Data files of a card that differ, by path from the card's own folder: that may have moved."""
        if entry is None or entry.state == "gone":
            return {}
        home = home_of(entry.path)
        prefix = f"{home}/" if home else ""
        return {path.removeprefix(prefix): file for path, file in self._holdings.of(entry.path).data.items()}
