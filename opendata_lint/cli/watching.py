"""`check --watch`: check again whenever a file changes.

Each check is a process of its own, so that nothing of an earlier one is left over. Changes are seen by
looking at times and sizes again and again: that works on every system and every kind of file system.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from opendata_lint.cli import CLEAN

_PAUSE = 0.3
"""Seconds between two looks, at the least."""
_SHARE = 10
"""A look takes one part in so many of the time, however many files there are."""
_TELLING = (".md", ".markdown", ".toml", ".json", ".jsonld", ".xml", ".yaml", ".yml", ".cff", ".ttl")
"""Endings of files that decide on findings: cards, descriptors, configuration, profiles, schemas."""

_State = Mapping[str, tuple[int, int]]
"""Time of change in nanoseconds and size in bytes, by path."""


def add_options(group: Any) -> None:
    """Add the option."""
    group.add_argument("--watch", "-w", action="store_true", help="check again on every change, until Ctrl+C")


def watch(arguments: argparse.Namespace) -> int:
    """Check, and again on every change; ends when somebody interrupts it."""
    from opendata_lint.settings import SettingsFault

    for name in ("add_ignore", "write_baseline", "shrink_baseline", "staged", "rev"):
        if getattr(arguments, name) not in (False, None):
            raise SettingsFault(f"--{name.replace('_', '-')} and --watch cannot be used together")
    command = [sys.executable, "-m", "opendata_lint", *_without_watch(sys.argv[1:])]
    try:
        _watch(command, [*arguments.paths, *_named_files(arguments)])
    except KeyboardInterrupt:
        return CLEAN
    return CLEAN


def _without_watch(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in ("--watch", "-w")]


def _named_files(arguments: argparse.Namespace) -> list[Path]:
    named = (*arguments.config, arguments.profile, arguments.schema)
    return [Path(word) for word in named if word and Path(word).is_file()]


def _watch(command: Sequence[str], paths: Sequence[Path]) -> None:
    import subprocess

    while True:
        state = _look(paths)  # before the check: what changes meanwhile is checked again
        _say(f"checking at {time.strftime('%H:%M:%S')}")
        subprocess.run(command, check=False)
        _say("watching for changes; Ctrl+C ends")
        changed = _wait(paths, state)
        _say(f"{changed} changed")


def _wait(paths: Sequence[Path], before: _State) -> str:
    """Wait for a change; returns the path of a file that changed."""
    while True:
        start = time.monotonic()
        now = _look(paths)
        changed = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
        if changed:
            return changed[0]
        time.sleep(max(_PAUSE, _SHARE * (time.monotonic() - start)))


def _look(paths: Sequence[Path]) -> _State:
    state = {}
    for path in _files(paths):
        try:
            status = path.stat()
        except OSError:
            continue
        state[path.as_posix()] = (status.st_mtime_ns, status.st_size)
    return state


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files below the paths that may decide on findings, and the configuration files above."""
    from opendata_lint.configuration.files import NAMES
    from opendata_lint.tree.walk import SKIPPED_FOLDERS

    for path in paths:
        if not path.is_dir():
            yield path
        for here, folders, files in os.walk(path):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            yield from (Path(here, name) for name in files if name.lower().endswith(_TELLING))
        above = path.absolute().parents
        yield from (folder / name for folder in above for name in (*NAMES, "pyproject.toml"))


def _say(text: str) -> None:
    from opendata_lint.reporting.terminal import harmless

    print(f"opendata-lint: {harmless(text)}", file=sys.stderr, flush=True)
