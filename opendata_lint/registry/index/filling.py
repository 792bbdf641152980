"""Brings the tables of an index to what a tree has now: reads what changed, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from opendata_lint.registry.index import writing
from opendata_lint.registry.index.entry import Entry, of_member, of_record, with_record
from opendata_lint.registry.index.reading import Pairs, Reader
from opendata_lint.registry.index.survey import Survey, is_telling
from opendata_lint.registry.index.writing import clean
from opendata_lint.registry.record import Record, record_path


class Filled(NamedTuple):
    """What was done to an index."""

    cards: int
    """Cards that it has now, with those that are gone."""
    read: int
    """Files that were read."""
    unusable: Mapping[str, str]
    """Why records among the files that were read cannot be used, by path."""
    others: tuple[str, ...]
    """Cards that their names do not show to be such."""


class _Known(NamedTuple):
    """What the index knows of a file: for a record, its id and the path of its card."""

    blob: str
    what: str
    id: str | None
    card: str | None


_LONG = 2_000
"""Files to read from which on the user is told to wait."""


def fill(connection: sqlite3.Connection, survey: Survey, say: Callable[[str], None]) -> Filled:
    """Bring an index, which may be empty, to what a survey tells. Raises what a survey raises.

    `say` is told what takes long, before it does.
    """
    return _Filler(connection, Reader(survey), say).fill()


class _Filler:
    def __init__(self, connection: sqlite3.Connection, reader: Reader, say: Callable[[str], None]) -> None:
        self._connection = connection
        self._say = say
        self._reader = reader
        self._survey = reader.survey
        rows = connection.execute("SELECT path, blob, what, id, card FROM files")
        self._known = {path: _Known(*row) for path, *row in rows}
        self._records: dict[str, Record] = {}
        """Records that were read, by id."""

    def fill(self) -> Filled:
        survey, known = self._survey, self._known
        records = {path for path, place in survey.records.items() if self._differs(path, place.blob)}
        lost = {path for path, one in known.items() if one.what == "record" and path not in survey.records}
        if len(records) + len(survey.candidates) - len(known) > _LONG:
            self._say(f"reading {len(survey.candidates)} cards and {len(records)} records into the index")
        self._load(records)
        pairs = Pairs(survey, self._cards_of_records(records))
        wanted = survey.candidates.keys()
        changed = {path for path in wanted if self._differs(path, self._blob(path))}
        dropped = {path for path, one in known.items() if one.what != "record" and path not in wanted}
        touched = self._touched(records | lost, changed | dropped)
        cards = touched & wanted
        self._forget(touched)
        self._keep_claims(pairs)
        writing.add(self._connection, self._entries(cards, pairs), self._next_number())
        self._note(records, cards, lost | dropped)
        (count,) = self._connection.execute("SELECT count(*) FROM cards").fetchone()
        unusable = {path: why for path, why in self._reader.refused.items() if path in records}
        others = tuple(sorted(path for path in wanted if not is_telling(path)))
        return Filled(count, len(records) + len(cards), unusable, others)

    def _differs(self, path: str, blob: str) -> bool:
        known = self._known.get(path)
        return known is None or known.blob != blob

    def _blob(self, path: str) -> str:
        return self._survey.candidates[path].blob

    def _load(self, paths: Collection[str]) -> None:
        self._records |= {record.id: record for record in self._reader.records(sorted(paths))}

    def _cards_of_records(self, read: Collection[str]) -> dict[str, str]:
        """The paths of cards by the ids of all records, read now or before."""
        kept = {
            one.id: one.card
            for path, one in self._known.items()
            if one.id and one.card and path in self._survey.records and path not in read
        }
        return kept | {name: record.card for name, record in self._records.items()}

    def _touched(self, records: Collection[str], cards: Collection[str]) -> set[str]:
        """The paths of cards that changed, whose records changed, and that share an id with one of these."""
        former = [self._known[path] for path in records if path in self._known]
        paths = {*cards, *(one.card for one in former if one.card)}
        paths |= {record.card for record in self._records.values()}
        if self._known:
            ids = {one.id for one in former if one.id} | self._records.keys()
            ids |= set(self._column("SELECT id FROM cards WHERE path = ?", paths))
            paths |= set(self._column("SELECT path FROM cards WHERE id = ?", ids))
        return paths

    def _column(self, query: str, values: Iterable[str]) -> Iterator[Any]:
        for value in values:
            yield from (row[0] for row in self._connection.execute(query, (clean(value),)))

    def _forget(self, paths: Collection[str]) -> None:
        """Take out the cards at some paths, and all that are gone or of members: these are read anew."""
        if self._known:
            numbers = set(self._column("SELECT card FROM cards WHERE path = ?", paths))
            numbers |= set(self._column("SELECT card FROM cards WHERE state = ?", ["gone", "member"]))
            writing.remove(self._connection, numbers)

    def _keep_claims(self, pairs: Pairs) -> None:
        """Leave records to the moved cards that have them already, and are not read again."""
        if pairs.spare and self._known:
            for name, path in self._connection.execute("SELECT id, path FROM cards WHERE record IS NOT NULL"):
                if path not in pairs.by_card:
                    pairs.claim(name)

    def _entries(self, paths: Collection[str], pairs: Pairs) -> Iterator[Entry]:
        by_card = {path: pairs.by_card[path] for path in paths if path in pairs.by_card}
        needed = {*by_card.values(), *pairs.spare}
        self._load([record_path(name) for name in needed if name not in self._records])
        records = self._records
        with_records = {path: records[name] for path, name in by_card.items() if name in records}
        for entry in self._reader.cards(sorted(paths), with_records):
            name = pairs.spare_for(entry)
            yield with_record(entry, records[name]) if name in records else entry
        yield from (of_record(records[name], None) for name in sorted(pairs.spare) if name in records)
        for known in self._survey.members():
            yield from (of_member(known.name, one, known.trusted) for one in known.records.values())

    def _next_number(self) -> int:
        (last,) = self._connection.execute("SELECT coalesce(max(card), 0) FROM cards").fetchone()
        return int(last) + 1

    def _note(self, records: Collection[str], cards: Collection[str], lost: Collection[str]) -> None:
        """Write down which content of which file was read."""
        by_path = {record_path(name): record for name, record in self._records.items()}
        refused = self._reader.refused
        rows: list[tuple[str | None, ...]] = []
        for path in records:
            record = by_path.get(path)
            told = (record.id, record.card) if record else (None, None)
            rows.append((path, self._survey.records[path].blob, "record", *told, refused.get(path)))
        for path in cards:
            what = "neither" if path in refused else "card"
            rows.append((path, self._blob(path), what, None, None, refused.get(path)))
        self._connection.executemany("DELETE FROM files WHERE path = ?", [(clean(path),) for path in lost])
        self._connection.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", (tuple(map(clean, row)) for row in rows)
        )
