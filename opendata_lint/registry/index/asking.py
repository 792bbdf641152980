"""Questions to the index: which cards there are, one of them, and those that speak of something."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from opendata_lint.registry.index.schema import LISTS, has_search
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.settings import did_you_mean
from opendata_lint.vocabulary.hub_licenses import hub_license
from opendata_lint.vocabulary.languages import two_letter

Card = dict[str, Any]
"""A card as it is told: a contract, see `docs/registry-questions.md`."""

_COLUMNS = (
    "id", "kind", "state", "status", "title", "version", "license", "profile", "path", "record", "summary",
    "card_digest", "data_digest", "notice", "replaced_by",
)  # fmt: skip
_LISTED = tuple(table for table in LISTS if table != "data")
_ALL = "1"
"""The condition that is true of every card."""


class Filter(NamedTuple):
    """Which cards are wanted: of each list that is not empty a card must have one value at least."""

    kind: Sequence[str] = ()
    state: Sequence[str] = ()
    status: Sequence[str] = ()
    license: Sequence[str] = ()
    """SPDX ids or the Hub's, in any case."""
    language: Sequence[str] = ()
    """Codes; one without a region stands for all its regions."""
    modality: Sequence[str] = ()
    task: Sequence[str] = ()
    tag: Sequence[str] = ()
    owner: Sequence[str] = ()
    passing: bool | None = None
    """Whether they pass their profile; None where that does not matter."""


_TABLES = {column: table for table, column in LISTS.items()}


def find_cards(connection: sqlite3.Connection, wanted: Filter = Filter()) -> list[Card]:  # noqa: B008
    """The cards that are wanted, by id."""
    return list(_cards(connection, *_condition(wanted)).values())


def _cards(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> dict[int, Card]:
    """The cards that a condition on `cards c` is true of, by their numbers; in the order of ids."""
    columns = ", ".join(f"c.{column}" for column in _COLUMNS)
    query = f"SELECT c.card, {columns} FROM cards c WHERE {condition} ORDER BY c.id, c.path"
    found: dict[int, Card] = {}
    for number, *row in connection.execute(query, values):
        found[number] = dict(zip(_COLUMNS, row, strict=True)) | {table: [] for table in _LISTED}
    # One pass over each table: asking for every card's own rows takes ten times as long.
    chosen = "" if condition == _ALL else "WHERE card IN (SELECT value FROM json_each(?))"
    numbers = (json.dumps([*found]),) if chosen else ()
    for table in _LISTED:
        query = f"SELECT card, {LISTS[table]} FROM {table} {chosen}"
        for number, value in connection.execute(query, numbers):
            found[number][table].append(value)
    return found


def _condition(wanted: Filter) -> tuple[str, list[Any]]:
    """The condition on `cards c`, and the values of its marks."""
    parts, values = list[str](), list[Any]()
    for name in ("kind", "state", "status"):
        chosen = getattr(wanted, name)
        if chosen:
            parts.append(f"c.{name} IN ({_marks(chosen)})")
            values += chosen
    for name, table in _TABLES.items():
        chosen = getattr(wanted, name, ())
        if chosen:
            choices = [_choice(name, word) for word in chosen]
            either = " OR ".join(text for text, _ in choices)
            parts.append(f"EXISTS (SELECT 1 FROM {table} l WHERE l.card = c.card AND ({either}))")
            values += [value for _, some in choices for value in some]
    if wanted.passing is not None:
        parts.append(f"c.profile IS {'NOT ' if wanted.passing else ''}NULL")
    return " AND ".join(parts) or _ALL, values


def _choice(name: str, word: str) -> tuple[str, list[str]]:
    if name == "license":
        known = hub_license(word.lower())
        return "l.license COLLATE NOCASE IN (?, ?)", [word, (known.spdx if known else None) or word]
    if name == "language":
        code = two_letter(word.lower()) or word.lower()
        return "(l.language = ? OR l.language LIKE ? || '-%')", [code, code]
    return f"l.{name} = ? COLLATE NOCASE", [word]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def unknown_words(connection: sqlite3.Connection, wanted: Filter) -> list[str]:
    """What to tell somebody who found nothing: the words that no card at all has."""
    told = []
    for name, table in _TABLES.items():
        for word in getattr(wanted, name, ()):
            condition, values = _choice(name, word)
            if not connection.execute(
                f"SELECT 1 FROM {table} l WHERE {condition} LIMIT 1", values
            ).fetchone():
                known = connection.execute(f"SELECT DISTINCT {name} FROM {table} LIMIT 2000")
                meant = did_you_mean(word, [row[0] for row in known])
                told.append(f"no card has the {name} `{word}`{meant}")
    return told


def paths_of_cards(connection: sqlite3.Connection) -> list[str]:
    """The paths of all cards that are in the tree."""
    return [
        path for (path,) in connection.execute("SELECT path FROM cards WHERE state NOT IN ('gone', 'member')")
    ]


def ids_like(connection: sqlite3.Connection, card_id: str) -> str:
    """`; did you mean ...?`, where an id is near."""
    return did_you_mean(
        card_id, [row[0] for row in connection.execute("SELECT DISTINCT id FROM cards LIMIT 20000")]
    )


def card_of(connection: sqlite3.Connection, card_id: str) -> Card | None:
    """All that is known of the card with an id, None where there is none; of several the first by path."""
    numbers = connection.execute("SELECT card FROM cards WHERE id = ? ORDER BY path", (card_id,)).fetchall()
    if not numbers:
        return None
    (number,) = numbers[0]
    card = _cards(connection, "c.card = ?", (number,))[number]
    (text,) = connection.execute("SELECT json FROM front_matter WHERE card = ?", (number,)).fetchone()
    return card | {
        "same_id": len(numbers) - 1,
        "versions": dict(_rows(connection, "SELECT source, version FROM versions WHERE card = ?", number)),
        "data": [path for (path,) in _rows(connection, "SELECT path FROM data WHERE card = ?", number)],
        "exports": dict(_rows(connection, "SELECT path, digest FROM exports WHERE card = ?", number)),
        "lineage": _objects(
            connection,
            "SELECT relation, upstream AS id, revision, license, digest FROM lineage WHERE card = ?",
            number,
        ),
        "used_by": _objects(
            connection,
            "SELECT c.id AS id, l.relation AS relation FROM lineage l JOIN cards c ON c.card = l.card "
            "WHERE l.upstream = ? ORDER BY 1, 2",
            card_id,
        ),
        "front_matter": json.loads(text),
    }


def _rows(connection: sqlite3.Connection, query: str, value: object) -> list[Any]:
    return connection.execute(query, (value,)).fetchall()


def _objects(connection: sqlite3.Connection, query: str, value: object) -> list[dict[str, Any]]:
    found = connection.execute(query, (value,))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


MARKS = "\x02\x03"
"""What stands before and behind the words that were found, in snippets."""


def search(
    connection: sqlite3.Connection, words: Iterable[str], limit: int, wanted: Filter = Filter()  # noqa: B008
) -> list[Card]:  # fmt: skip
    """The cards that have all the words, the best first, each with `rank` (less is better) and `snippet`.

    A word that ends in `*` stands for all that begin so. Raises `RegistryFault` where SQLite cannot search.
    """
    if not has_search(connection):
        raise RegistryFault(
            "the SQLite of this Python was built without full-text search (FTS5); "
            "`registry list` and `registry query` work without it"
        )
    condition, values = _condition(wanted)
    chosen = "" if condition == _ALL else f"AND rowid IN (SELECT card FROM cards c WHERE {condition})"
    # Sorted by `rank`, snippets are made for the rows that come out, not for all that match.
    found = connection.execute(
        "SELECT rowid, rank, snippet(search, -1, ?, ?, '…', 24) FROM search "
        f"WHERE search MATCH ? {chosen} ORDER BY rank LIMIT ?",
        (*MARKS, match_expression(words), *values, limit),
    ).fetchall()
    cards = _cards(connection, f"c.card IN ({_marks(found)})", [number for number, _, _ in found])
    return [
        cards[number] | {"rank": round(rank, 4), "snippet": " ".join(snippet.split())}
        for number, rank, snippet in found
    ]


def match_expression(words: Iterable[str]) -> str:
    """What users type as an expression of FTS5, in which nothing of it is an operator.

    Raises `RegistryFault` where there is no word in it.
    """
    parts = []
    for text in words:
        for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text):
            prefix = "*" if word.endswith("*") else ""
            plain = (phrase or word).rstrip("*").replace('"', " ").replace("\0", " ")
            if re.search(r"\w", plain):
                parts.append(f'"{plain}"{prefix}')
    if not parts:
        raise RegistryFault("there is no word to search for")
    return " ".join(parts)
