"""Gives an index that is current for a tree: the one in the Git folder, brought up to date where it is not.

A file is never changed once it has its name: a new one is made beside it and put in its place. So whoever
reads goes on with what was there, two builds do not meet, and the files can be read where nothing can be
written.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from opendata_lint.configuration import Configuration
from opendata_lint.registry.index.filling import Filled
from opendata_lint.registry.index.making import Made, Say, about, make, reader, stamp_of
from opendata_lint.registry.index.survey import Survey
from opendata_lint.tree import Tree
from opendata_lint.tree.git import git

_Answer = TypeVar("_Answer")


class Index(NamedTuple):
    """An index of a tree that can be read."""

    connection: sqlite3.Connection
    path: Path
    filled: Filled | None
    """What was read to bring it up to date; None where it was."""


def default_place(root: Path) -> Path:
    """Where the index of a repository is: in its Git folder, shared by its work trees. Raises `TreeFault`."""
    common = os.fsdecode(git(root, "rev-parse", "--git-common-dir")).rstrip("\n")
    return Path(os.path.normpath(root / common / "opendata" / "index.sqlite"))


def ask(
    tree: Tree, configuration: Configuration, question: Callable[[sqlite3.Connection], _Answer], say: Say
) -> _Answer:
    """The answer of a question to the index of a tree. `say` is told what the user should know.

    Raises `TreeFault` where Git fails, `SettingsFault` where the configuration is wrong.
    """
    place = default_place(tree.root)
    try:
        with opened(tree, configuration, place, say) as index:
            return question(index.connection)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        say(f"the index {place} is damaged ({error}) and made anew")
        with opened(tree, configuration, place, say, anew=True) as index:
            return question(index.connection)


@contextlib.contextmanager
def opened(
    tree: Tree, configuration: Configuration, place: Path, say: Say, anew: bool = False
) -> Iterator[Index]:
    """The index of a tree at a place, brought up to date; `anew` uses nothing of what is there.

    Where nothing can be written, it lasts as long as it is open. Raises what `ask` raises.
    """
    survey = Survey(tree, configuration)
    found = None if anew else _current(place, survey, say)
    if found is not None:
        with contextlib.closing(found):
            yield Index(found, place, None)
        return
    former = None if anew or not place.exists() else place
    with _written(survey, former, place, say) as made, contextlib.closing(reader(made.path)) as connection:
        yield Index(connection, made.path, made.filled)


def _current(place: Path, survey: Survey, say: Say) -> sqlite3.Connection | None:
    """The index at a place if it is current for a survey."""
    if not place.exists():
        return None
    connection = None
    try:
        connection = reader(place)
        if _is_current(about(connection), survey):
            return connection
    except sqlite3.DatabaseError as error:
        say(f"the index {place} is damaged ({error}) and made anew")
    if connection is not None:
        connection.close()
    return None


def _is_current(said: dict[str, str], survey: Survey) -> bool:
    if not said:
        return False
    stamp = stamp_of(survey)
    return (stamp and stamp == said["stamp"]) or said["key"] == survey.key(said["others"].split("\0"))


@contextlib.contextmanager
def _written(survey: Survey, former: Path | None, place: Path, say: Say) -> Iterator[Made]:
    """A new index at its place, or in a folder that is thrown away where that cannot be written."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        made = make(survey, former, place.parent, say)
        try:
            made.path.replace(place)
        except OSError:  # as on Windows while somebody reads it
            made.path.unlink(missing_ok=True)
            raise
    except (OSError, sqlite3.OperationalError):  # nothing can be written there, or no more
        with tempfile.TemporaryDirectory(prefix="opendata-lint-") as folder:
            yield make(survey, former, Path(folder), say)
        return
    yield made._replace(path=place)
