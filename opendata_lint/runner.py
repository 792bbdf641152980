"""Many cards: find them, check them side by side, gather one report."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.discovery import Candidate, Discovery, discover
from opendata_lint.engine import CardResult, Report, Skipped, lint_card
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import IndexTree, Tree, TreeFault, WorkTree, find_root

_WORTH_A_WORKER = 60
"""Cards a process below which starting another one costs more than it saves."""


class PathFault(Exception):
    """Named paths are missing or cannot be read; the message names each of them."""


class Task(NamedTuple):
    """One card to check; small, so that it can be sent to another process."""

    root: Path
    tree_path: str
    shown_path: str
    kind: Kind
    staged: bool


class Request(NamedTuple):
    """What to check."""

    paths: Sequence[Path] = (Path(),)
    kind: Kind | None = None
    only_cards: bool = False
    staged: bool = False
    """Judge what is staged in Git, of files that differ from the last commit."""
    globs: Sequence[str] = ()
    exclude: Sequence[str] = ()
    force_exclude: bool = False


def run(request: Request, settings: Settings, jobs: int = 0) -> Report:
    """Check the cards among the paths of a request: files, and folders that are walked.

    `jobs` is the number of processes, 0 for as many as pay. Raises `PathFault` for a path that is not
    there or cannot be read, `TreeFault` where Git fails, `SchemaFault` where a user's schema is broken.
    """
    found = _discover(request)
    faults = [f"{_shown(path)}: no such file or folder" for path in found.missing]
    faults += [f"{_shown(path)}: {reason}" for path, reason in found.unreadable]
    if faults:
        raise PathFault("\n".join(faults))
    tasks = [_task(candidate, request.staged) for candidate in found.cards]
    skipped = tuple(Skipped(_shown(path), reason) for path, reason in found.skipped)
    return Report(tuple(_results(tasks, settings, jobs)), skipped, tuple(found.warnings))


def _discover(request: Request) -> Discovery:
    staged = None
    if request.staged:
        root = find_root(Path())
        if root is None:
            raise TreeFault("nothing can be staged here: this folder is in no Git repository")
        staged = _tree(root, True)
    found = discover(
        request.paths, only_cards=request.only_cards, kind=request.kind, globs=request.globs,
        exclude=request.exclude, force_exclude=request.force_exclude, staged=staged,
    )  # fmt: skip
    if isinstance(staged, IndexTree):
        changed = staged.changed()
        found = found._replace(cards=[candidate for candidate in found.cards if candidate.tree_path in changed])
    return found


def _task(candidate: Candidate, staged: bool) -> Task:
    return Task(candidate.root, candidate.tree_path, _shown(candidate.path), candidate.kind, staged)


def _shown(path: Path) -> str:
    """A path as people see it: POSIX, relative to the working directory where it lies below it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path).as_posix()


@cache
def _tree(root: Path, staged: bool) -> Tree:
    return IndexTree(root) if staged else WorkTree(root)


def _results(tasks: list[Task], settings: Settings, jobs: int) -> Iterator[CardResult]:
    workers = jobs or min(os.cpu_count() or 1, 1 + len(tasks) // _WORTH_A_WORKER)
    if workers < 2 or len(tasks) < 2:
        yield from (check(task, settings) for task in tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from itertools import repeat

    chunk = max(1, min(32, len(tasks) // (workers * 4)))
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(check, tasks, repeat(settings), chunksize=chunk)


def check(task: Task, settings: Settings) -> CardResult:
    """Check one card. Raises `PathFault` where its file can no longer be read."""
    tree = _tree(task.root, task.staged)
    try:
        data = tree.read(task.tree_path)
    except TreeFault as error:
        raise PathFault(f"{task.shown_path}: {error}") from error
    return lint_card(Card(data, task.tree_path, task.kind), tree, settings, task.shown_path)


def lint_paths(
    paths: Sequence[str | Path], kind: Kind | None = None, profile: str = "default", jobs: int = 0
) -> Report:
    """Check the cards among files and folders: named files as cards, folders by searching them.

    Raises `PathFault` for a path that is not there or cannot be read, `SettingsFault` for an unknown
    profile.
    """
    request = Request(paths=tuple(map(Path, paths)), kind=kind)
    return run(request, Settings(load_profile(profile)), jobs)
