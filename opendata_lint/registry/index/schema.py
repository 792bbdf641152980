"""The tables of the index. They are a contract: what people query in SQL keeps its names and meanings.

A change that breaks queries gets another `VERSION`; an index of another version is built anew.
"""

from __future__ import annotations

import contextlib
import sqlite3

VERSION = 2
"""The version of the tables, in the file's `user_version`."""

APPLICATION = 0x4F444C49
"""The file's `application_id`: `ODLI`."""

_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, blob TEXT NOT NULL, what TEXT NOT NULL, id TEXT, card TEXT, why TEXT
) WITHOUT ROWID;
CREATE TABLE cards (
    card INTEGER PRIMARY KEY, id TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
    title TEXT, summary TEXT NOT NULL, license TEXT, version TEXT, status TEXT, profile TEXT,
    card_digest TEXT, data_digest TEXT, notice TEXT, replaced_by TEXT, record TEXT, words INTEGER NOT NULL
);
CREATE INDEX cards_by_id ON cards (id, path);
CREATE INDEX cards_by_path ON cards (path);
CREATE TABLE versions (card INTEGER NOT NULL, source TEXT NOT NULL, version TEXT NOT NULL,
    PRIMARY KEY (card, source)) WITHOUT ROWID;
CREATE TABLE exports (card INTEGER NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (card, path)) WITHOUT ROWID;
CREATE TABLE lineage (card INTEGER NOT NULL, relation TEXT NOT NULL, upstream TEXT NOT NULL, revision TEXT,
    license TEXT, digest TEXT, PRIMARY KEY (card, relation, upstream)) WITHOUT ROWID;
CREATE INDEX lineage_by_upstream ON lineage (upstream);
CREATE TABLE front_matter (card INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE texts (card INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, terms TEXT NOT NULL,
    summary TEXT NOT NULL, body TEXT NOT NULL);
"""

LISTS = {
    "licenses": "license", "languages": "language", "tasks": "task", "modalities": "modality", "tags": "tag",
    "owners": "owner", "data": "path",
}  # fmt: skip
"""Tables of one value a row, with the column that holds it."""

_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5 (id, title, terms, summary, body, content = 'texts',
    content_rowid = 'card', tokenize = 'porter unicode61 remove_diacritics 2');
INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 10.0, 5.0, 3.0, 1.0)');
"""
"""How much a word counts in each column is kept in the table, for whoever sorts by `rank`."""

_VIEWS = """
CREATE VIEW catalog AS SELECT
    id, kind, state, status, title, version, license, profile, path, summary,
    (SELECT group_concat(license, ', ') FROM licenses l WHERE l.card = c.card) AS licenses,
    (SELECT group_concat(language, ', ') FROM languages l WHERE l.card = c.card) AS languages,
    (SELECT group_concat(task, ', ') FROM tasks t WHERE t.card = c.card) AS tasks,
    (SELECT group_concat(modality, ', ') FROM modalities m WHERE m.card = c.card) AS modalities,
    (SELECT group_concat(tag, ', ') FROM tags t WHERE t.card = c.card) AS tags,
    (SELECT group_concat(owner, ', ') FROM owners o WHERE o.card = c.card) AS owners
FROM cards c;
CREATE VIEW edges AS SELECT
    c.id AS id, l.relation AS relation, l.upstream AS upstream, l.revision AS revision, c.license AS license,
    l.license AS license_seen, u.license AS upstream_license, u.status AS upstream_status
FROM lineage l JOIN cards c ON c.card = l.card LEFT JOIN cards u ON u.id = l.upstream;
"""


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database; without full-text search where SQLite was built so."""
    connection.executescript(_TABLES)
    for table, column in LISTS.items():
        connection.execute(
            f"CREATE TABLE {table} (card INTEGER NOT NULL, {column} TEXT NOT NULL, "
            f"PRIMARY KEY (card, {column})) WITHOUT ROWID"
        )
        connection.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column})")
    connection.executescript(_VIEWS)
    with contextlib.suppress(sqlite3.OperationalError):  # no FTS5
        connection.executescript(_SEARCH)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def has_search(connection: sqlite3.Connection) -> bool:
    """Whether the index can be searched by words."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone())


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database is an index of this version. Raises `sqlite3.DatabaseError` where it is none."""
    pragmas = ("application_id", "user_version")
    return [connection.execute(f"PRAGMA {one}").fetchone()[0] for one in pragmas] == [APPLICATION, VERSION]
