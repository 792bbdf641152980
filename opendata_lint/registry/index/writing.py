"""Entries as rows of the index."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from opendata_lint.registry.digests import content_digest
from opendata_lint.registry.index.entry import Entry
from opendata_lint.registry.index.schema import LISTS, has_search
from opendata_lint.registry.record import record_path

_LONGEST_BODY = 200_000
"""Characters of a card's text that are searched."""
_BATCH = 500
_OF_CARD = ("versions", "exports", "lineage", "front_matter", *LISTS)


def add(connection: sqlite3.Connection, entries: Iterable[Entry], first: int) -> int:
    """Write entries under numbers from `first` on; returns how many there were."""
    numbered = enumerate(entries, first)
    search = has_search(connection)
    count = 0
    while batch := list(islice(numbered, _BATCH)):
        _add(connection, batch, search)
        count += len(batch)
    return count


def remove(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take the cards with these numbers out of all tables."""
    rows = [(number,) for number in numbers]
    if has_search(connection):
        columns = "id, title, terms, summary, body"
        connection.executemany(
            f"INSERT INTO search (search, rowid, {columns}) "
            f"SELECT 'delete', card, {columns} FROM texts WHERE card = ?",
            rows,
        )
    for table in ("cards", "texts", *_OF_CARD):
        connection.executemany(f"DELETE FROM {table} WHERE card = ?", rows)


def _add(connection: sqlite3.Connection, batch: list[tuple[int, Entry]], search: bool) -> None:
    _insert(connection, "cards", (_card_row(number, entry) for number, entry in batch))
    texts = [_text_row(number, entry) for number, entry in batch]
    _insert(connection, "texts", texts)
    if search:
        connection.executemany(
            "INSERT INTO search (rowid, id, title, terms, summary, body) VALUES (?, ?, ?, ?, ?, ?)", texts
        )
    _insert(connection, "front_matter", ((n, _json(entry)) for n, entry in batch))
    _insert(connection, "versions", (row for n, entry in batch for row in _versions(n, entry)))
    _insert(connection, "exports", ((n, *map(clean, one)) for n, e in batch for one in _exports(e)))
    _insert(connection, "lineage", ((n, *map(clean, one)) for n, e in batch for one in e.lineage))
    for table in LISTS:
        rows = ((n, clean(value)) for n, entry in batch for value in _values(table, entry))
        _insert(connection, table, rows)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)


def _card_row(number: int, entry: Entry) -> tuple[Any, ...]:
    record = entry.record
    texts = (
        entry.id,
        entry.path,
        entry.kind,
        entry.state,
        entry.title,
        entry.summary,
        entry.license,
        entry.version,
        entry.status,
        entry.passes,
        content_digest(entry.blob) if entry.blob else None,
        record.data_digest if record else None,
        record.notice if record else None,
        record.replaced_by if record else None,
        record_path(record.id) if record else None,
    )
    return (number, *map(clean, texts), len(entry.body.split()))


def _text_row(number: int, entry: Entry) -> tuple[Any, ...]:
    terms = (*entry.licenses, *entry.languages, *entry.tasks, *entry.modalities, *entry.tags, *entry.owners)
    texts = (entry.id, entry.title or "", " ".join(terms), entry.summary, entry.body[:_LONGEST_BODY])
    return (number, *map(clean, texts))


def _versions(number: int, entry: Entry) -> Iterator[tuple[int, str, str | None]]:
    if entry.state not in ("gone", "member") and entry.version:
        yield number, "card", clean(entry.version)
    if entry.record and entry.record.version:
        yield number, "record", clean(entry.record.version)


def _exports(entry: Entry) -> tuple[tuple[str, str], ...]:
    return entry.record.exports if entry.record else ()


def _values(table: str, entry: Entry) -> tuple[str, ...]:
    if table == "data":
        return entry.record.data if entry.record else ()
    values: tuple[str, ...] = getattr(entry, table)
    return values


def _json(entry: Entry) -> str | None:
    text = json.dumps(_plain(entry.front_matter), ensure_ascii=False, separators=(",", ":"))
    return clean(text)


def _plain(value: Any) -> Any:
    """A value that JSON has: numbers that are none stand as text."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def clean(text: str | None) -> str | None:
    """A text that SQLite takes: what is no Unicode stands as an escape, NUL as U+FFFD."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\ufffd")
