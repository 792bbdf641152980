"""Makes the file of an index: beside its place, from a copy of the former one where that is of use."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from opendata_lint import __version__
from opendata_lint.registry.index import schema
from opendata_lint.registry.index.filling import Filled, fill
from opendata_lint.registry.index.survey import Survey
from opendata_lint.tree import IndexTree, RevisionTree, Tree
from opendata_lint.tree.git import git

_ABANDONED = 6 * 3600
"""Seconds after which a half-made index is one of a run that was killed."""
_NAME = ".index."
_QUICK = (
    "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536",
    "temp_store = MEMORY",
)  # fmt: skip
"""Nobody reads the file before it is whole, and one that is not made to the end is thrown away."""

Say = Callable[[str], None]


class Made(NamedTuple):
    """An index that was made."""

    path: Path
    filled: Filled


def make(survey: Survey, former: Path | None, folder: Path, say: Say) -> Made:
    """Make an index in a folder, under a name of its own. `former` is an index to take over what it can.

    Raises `OSError` where the folder cannot be written to, and what a survey raises.
    """
    _sweep(folder)
    handle, name = tempfile.mkstemp(prefix=_NAME, suffix=".sqlite", dir=folder)
    os.close(handle)
    path = Path(name)
    try:
        if former is not None and is_usable(former, survey):
            shutil.copyfile(former, path)
            with contextlib.suppress(sqlite3.DatabaseError):
                return Made(path, _fill(path, survey, say))
            say(f"the index {former} is damaged and made anew")
            path.write_bytes(b"")
        return Made(path, _fill(path, survey, say))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def reader(path: Path) -> sqlite3.Connection:
    """A connection that can only read. Raises `sqlite3.OperationalError` where the file cannot be opened."""
    # Files are only ever replaced as a whole, so that no lock is needed, nor a folder to write to.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def about(connection: sqlite3.Connection) -> dict[str, str]:
    """What an index says of itself; empty for one of another version. Raises `sqlite3.DatabaseError`."""
    if not schema.is_ours(connection):
        return {}
    said = dict(connection.execute("SELECT key, value FROM about").fetchall())
    return said if said.get("made_by") == __version__ else {}


def is_usable(path: Path, survey: Survey) -> bool:
    """Whether an index can be brought up to date: what it was read by is as it was."""
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(reader(path)) as connection:
        return about(connection).get("settings") == survey.settings_key
    return False


def stamp_of(survey: Survey) -> str:
    """What tells without a listing that nothing changed: the tree of a revision, or the whole Git index.

    Empty where there is no such thing: files on disk may change without Git.
    """
    tree: Tree = survey.tree
    if isinstance(tree, RevisionTree):
        return (
            f"{git(tree.root, 'rev-parse', f'{tree.commit}^{{tree}}').decode().strip()} {survey.caller_key}"
        )
    if isinstance(tree, IndexTree):
        return f"{_checksum(tree.root)} {survey.caller_key}"
    return ""


def _checksum(root: Path) -> str:
    """The sum at the end of Git's index; where Git was told to leave it out, the sum of the whole."""
    path = root / os.fsdecode(git(root, "rev-parse", "--git-path", "index", own_index=True)).rstrip("\n")
    try:
        data = path.read_bytes()
    except OSError:  # nothing was ever staged
        return "none"
    return data[-20:].hex() if any(data[-20:]) else hashlib.sha256(data).hexdigest()


def _fill(path: Path, survey: Survey, say: Say) -> Filled:
    """Bring a file up to date. Raises `sqlite3.DatabaseError` where it is damaged."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for one in _QUICK:
            connection.execute(f"PRAGMA {one}").fetchall()
        new = not schema.is_ours(connection)
        if new:
            schema.create(connection)
        filled = fill(connection, survey, say)
        stamps = {
            "made_by": __version__,
            "settings": survey.settings_key,
            "others": "\0".join(filled.others),
            "key": survey.key(filled.others),
            "stamp": stamp_of(survey),
        }
        connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", stamps.items())
        connection.commit()
        if new:
            connection.execute("ANALYZE")
            connection.commit()
    return filled


def _sweep(folder: Path) -> None:
    """Throw away what runs that were killed have left."""
    for path in folder.glob(f"{_NAME}*.sqlite"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()
