"""Many cards: find them, check them side by side, gather one report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.configuration import Configuration, Given, flag
from opendata_lint.discovery import Candidate
from opendata_lint.engine import lint_card
from opendata_lint.finding import FileKind
from opendata_lint.report import CardResult, Report, Skipped, report_of
from opendata_lint.rules.catalog import RuleInfo
from opendata_lint.runner.around import Around, tree_around
from opendata_lint.runner.requests import PathFault, Request, find, shown
from opendata_lint.settings import Settings
from opendata_lint.tree import OverlayTree, Tree, TreeFault

_WORTH_A_WORKER = 60
"""Cards a process below which starting another one costs more than it saves."""


class Task(NamedTuple):
    """One card or descriptor to check; small, so that it can be sent to another process."""

    root: Path
    tree_path: str
    shown_path: str
    kind: FileKind
    around: Around
    settings: Settings
    content: bytes | None = None
    """What stands in the card, in place of its file's content: nobody may then write the file."""


def run(
    request: Request,
    configuration: Configuration,
    jobs: int = 0,
    work: Callable[[Task], CardResult] | None = None,
) -> Report:
    """Check the cards among the paths of a request, each by its own configuration.

    `jobs` is the number of processes, 0 for as many as pay; `work` is done to each card in place of
    `check`; descriptors are checked whatever it is. Raises `PathFault` for a path that is not there or cannot
    be read, `TreeFault` where Git fails, `SettingsFault` where the configuration of a card is wrong,
    `SchemaFault` where a user's schema is broken, `BaselineFault` where the baseline cannot be used.
    """
    found = find(request, configuration)
    tasks = [task_of(candidate, request, configuration) for candidate in found.cards]
    skipped = tuple(Skipped(shown(path), reason) for path, reason in found.skipped)
    return report_of(
        _counted(_results(tasks, jobs, partial(_work, work or check)), len(tasks), request.progress),
        skipped,
        found.warnings,
        own_rules=_own_rules(task.settings for task in tasks),
    )


def task_of(candidate: Candidate, request: Request, configuration: Configuration) -> Task:
    """The task to check a card by its own settings. Raises what is wrong in the configuration."""
    settings = configuration.resolve(candidate.root / candidate.tree_path).settings
    kind = candidate.kind
    if kind != "descriptor":
        kind = request.kind or settings.kind or kind
    return Task(
        candidate.root, candidate.tree_path, shown(candidate.path), kind, request.around, settings,
        request.content,
    )  # fmt: skip


def _own_rules(every: Iterable[Settings]) -> dict[str, RuleInfo]:
    """The rules of other people's making that could run."""
    distinct = {id(settings): settings for settings in every if settings.plugins or settings.card_schemas}
    return {
        code: info for one in distinct.values() for code, info in one.rules().items() if info.page is not None
    }


def _counted(
    results: Iterator[CardResult], total: int, progress: Callable[[int, int], None] | None
) -> Iterator[CardResult]:
    for count, result in enumerate(results, 1):
        if progress:
            progress(count, total)
        yield result


def _results(tasks: list[Task], jobs: int, work: Callable[[Task], CardResult]) -> Iterator[CardResult]:
    workers = jobs or min(os.cpu_count() or 1, 1 + len(tasks) // _WORTH_A_WORKER)
    if workers < 2 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor

    chunk = max(1, min(32, len(tasks) // (workers * 4)))
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, tasks, chunksize=chunk)


def _work(work: Callable[[Task], CardResult], task: Task) -> CardResult:
    return check_descriptor(task) if task.kind == "descriptor" else work(task)


def check_descriptor(task: Task) -> CardResult:
    """Check one descriptor. Raises `PathFault` where its file can no longer be read."""
    from opendata_lint.exchange.documents import LARGEST
    from opendata_lint.exchange.linting import lint_descriptor

    tree = tree_around(task.root, task.around)
    data = task.content if task.content is not None else _read(task, tree, LARGEST + 1)
    return lint_descriptor(data, task.tree_path, tree, task.settings, task.shown_path)


def check(task: Task) -> CardResult:
    """Check one card. Raises `PathFault` where its file can no longer be read."""
    card, tree = load(task)
    return lint_card(card, tree, task.settings, task.shown_path)


def load(task: Task) -> tuple[Card, Tree]:
    """A card and the tree around it. Raises `PathFault` where its file can no longer be read."""
    tree = tree_around(task.root, task.around)
    if task.kind == "descriptor":
        raise ValueError(f"{task.shown_path} is a descriptor")
    if task.content is not None:
        return Card(task.content, task.tree_path, task.kind), OverlayTree(tree, task.tree_path, task.content)
    return Card(_read(task, tree), task.tree_path, task.kind), tree


def _read(task: Task, tree: Tree, limit: int | None = None) -> bytes:
    try:
        return tree.read(task.tree_path, limit)
    except TreeFault as error:
        raise PathFault(f"{task.shown_path}: {error}") from error


def lint_paths(
    paths: Sequence[str | Path],
    kind: Kind | None = None,
    profile: str | None = None,
    jobs: int = 0,
    isolated: bool = False,
) -> Report:
    """Check the cards and descriptors among files and folders: named files, and what folders hold.

    Configuration files count as they do for the command, unless `isolated`; `profile`, a name or the path
    of a profile file, wins over theirs. Raises `PathFault` for a path that is not there or cannot be read,
    `SettingsFault` for an unknown profile or a wrong configuration, `SchemaFault` for a broken schema.
    """
    flags = {"profile": flag(profile, "profile")} if profile else {}
    request = Request(paths=tuple(map(Path, paths)), kind=kind, descriptors=True)
    return run(request, Configuration(Given(isolated=isolated, flags=flags)), jobs)
