"""Reads the content of cards and records, side by side in several processes where that pays."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from opendata_lint.card import Card, Kind
from opendata_lint.discovery.looking import LOOK_LIMIT
from opendata_lint.discovery.names import ROOT_README
from opendata_lint.discovery.search import recognized
from opendata_lint.registry.index.entry import Entry, entry_of
from opendata_lint.registry.index.survey import Place, Survey
from opendata_lint.registry.record import LARGEST, Record, RecordFault, from_json, record_path
from opendata_lint.tree import Blobs, TreeFault, UnknownTree, WorkTree

_WORTH_A_WORKER = 150
"""Files a process below which starting another one costs more than it saves."""
_CHUNK = 48
"""Files that are sent to a process in one go, and asked of Git in one go."""
_CHUNKS_AHEAD = 4
_LARGEST_CARD = 4_000_000
"""Bytes of a file that are read; of a card no more than a million characters count."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class _CardTask(NamedTuple):
    place: Place
    kind: Kind | None
    id: str | None
    record: Record | None


class Refused(NamedTuple):
    """A file that is not what its name says, or that cannot be read."""

    path: str
    why: str


def load_records(survey: Survey, paths: Iterable[str], jobs: int = 0) -> Iterator[Record | Refused]:
    """The records at some paths of a survey, in order. Raises what a survey raises."""
    places = [survey.records[path] for path in paths]
    lost, there = _parted(places, survey)
    yield from lost
    yield from _mapped(partial(_records_at, survey.root), there, jobs)


def load_cards(
    survey: Survey, paths: Iterable[str], by_card: Mapping[str, Record], jobs: int = 0
) -> Iterator[Entry | Refused]:
    """The cards at some paths of a survey, in order. Raises what a survey raises.

    A file of a record (`by_card`) is a card; of any other its content says so.
    """
    places = [survey.candidates[path] for path in paths]
    lost, there = _parted(places, survey)
    yield from lost
    tasks = []
    for place in there:
        said, record = survey.said_of(place.path), by_card.get(place.path)
        kind = said.kind or (record.kind if record else None)
        if record is None and _is_root(place):
            kind = _kind_of_root(survey, place, kind)
        tasks.append(_CardTask(place, kind, said.id, record))
    yield from _mapped(partial(_cards_at, survey.root), tasks, jobs)


def _is_root(place: Place) -> bool:
    """Whether it is the README of the repository: what that is, the files around it say too."""
    return place.path.lower() in ROOT_README


def _kind_of_root(survey: Survey, place: Place, said: Kind | None) -> Kind | None:
    try:
        found, _ = recognized(survey.tree, place.path, _read(survey.root, place, LOOK_LIMIT), True)
    except TreeFault:
        return None
    return found and (said or found)


def _parted(places: Sequence[Place], survey: Survey) -> tuple[list[Refused], list[Place]]:
    """What a partial clone does not have, and the rest."""
    why = "this partial clone does not have its content, and nothing is fetched"
    absent = survey.missing if places else frozenset()
    lost = [Refused(place.path, why) for place in places if place.blob in absent and not place.on_disk]
    return lost, [place for place in places if place.blob not in absent or place.on_disk]


def _mapped(
    work: Callable[[Sequence[_Task]], list[_Result]], tasks: Sequence[_Task], jobs: int
) -> Iterator[_Result]:
    """What `work` makes of tasks, in order. No more is read ahead than the processes need."""
    chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
    workers = jobs or min(os.cpu_count() or 1, 1 + len(tasks) // _WORTH_A_WORKER)
    if workers < 2 or len(tasks) < 2:
        for chunk in chunks:
            yield from work(chunk)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    ahead: deque[Future[list[_Result]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        for chunk in chunks:
            ahead.append(pool.submit(work, chunk))
            if len(ahead) > workers * _CHUNKS_AHEAD:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


@cache
def _blobs(root: Path) -> Blobs:
    return Blobs(root)


def _read(root: Path, place: Place, limit: int) -> bytes:
    """Raises `TreeFault`."""
    if place.on_disk:
        return WorkTree(root).read(place.path, limit)
    return _blobs(root).read(place.blob, limit)


def _read_each(root: Path, places: Sequence[Place], limit: int) -> list[bytes | TreeFault]:
    """The contents of files; the fault of each that cannot be read."""
    in_git = [place.blob for place in places if not place.on_disk]
    contents = iter(_blobs(root).read_each(in_git, limit) if in_git else ())
    found: list[bytes | TreeFault] = []
    for place in places:
        try:
            found.append(_read(root, place, limit) if place.on_disk else next(contents))
        except TreeFault as fault:
            found.append(fault)
    return found


def _records_at(root: Path, places: Sequence[Place]) -> list[Record | Refused]:
    contents = _read_each(root, places, LARGEST)
    return [_record(place, content) for place, content in zip(places, contents, strict=True)]


def _record(place: Place, content: bytes | TreeFault) -> Record | Refused:
    if isinstance(content, TreeFault):
        return Refused(place.path, str(content))
    try:
        record = from_json(content)
    except RecordFault as fault:
        return Refused(place.path, str(fault))
    if record_path(record.id) != place.path:
        return Refused(place.path, f"the record of `{record.id}` belongs at {record_path(record.id)}")
    return record


def _cards_at(root: Path, tasks: Sequence[_CardTask]) -> list[Entry | Refused]:
    contents = _read_each(root, [task.place for task in tasks], _LARGEST_CARD)
    return [_card(task, content) for task, content in zip(tasks, contents, strict=True)]


def _card(task: _CardTask, content: bytes | TreeFault) -> Entry | Refused:
    place, kind = task.place, task.kind
    if isinstance(content, TreeFault):
        return Refused(place.path, str(content))
    if task.record is None and not _is_root(place):
        found, recognition = recognized(UnknownTree(), place.path, content[:LOOK_LIMIT], True)
        kind = found and (kind or found)
        if kind is None:
            return Refused(place.path, recognition.reason)
    if kind is None:
        return Refused(place.path, "not a card")
    return entry_of(Card(content, place.path, kind), place.blob, content, task.id, task.record)
