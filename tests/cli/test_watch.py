"""`check --watch`: started, told of a change, ended as a person ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import Empty, Queue
from typing import IO

import pytest

from tests.cli.conftest import COMMAND, PLAIN, Program

LONG = 60
"""Seconds after which a line will not come any more."""


def _heed_interrupts() -> None:
    """What runs in the background of a script is started with interrupts ignored, and hands that on."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Watcher:
    """A run that watches, and the lines that it has said."""

    def __init__(self, program: Program, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "check", "--watch", *arguments],
            cwd=program.path, env={**program.environment, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            preexec_fn=_heed_interrupts if os.name == "posix" else None,  # noqa: PLW1509 - no thread runs yet
        )  # fmt: skip
        self.lines: Queue[str] = Queue()
        assert self.process.stdout
        threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self.lines.put(line)

    def until(self, words: str) -> list[str]:
        """The lines up to one that has these words."""
        told = []
        while True:
            try:
                told.append(self.lines.get(timeout=LONG))
            except Empty:
                pytest.fail(f"no line with {words!r} came behind {told}")
            if words in told[-1]:
                return told


@pytest.fixture
def watcher(program: Program) -> Iterator[Watcher]:
    made = Watcher(program, "--select", "ETH001", "--output-format", "concise")
    yield made
    made.process.kill()
    made.process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_watch(program: Program, watcher: Watcher) -> None:
    told = watcher.until("watching for changes; Ctrl+C ends")
    assert any("README.md: error ETH001" in line for line in told)

    program.write("README.md", PLAIN + "\n## Limitations\n\nNo gauge north of the harbor is read at night.\n")
    assert "README.md changed" in watcher.until("changed")[-1]
    assert any(line.startswith("Nothing found in 1 card") for line in watcher.until("watching for changes"))

    program.write("tides/README.md", PLAIN)
    assert "tides/README.md changed" in watcher.until("changed")[-1]
    assert any("tides/README.md: error ETH001" in line for line in watcher.until("watching for changes"))

    program.write("opendata-lint.toml", 'exclude = ["tides"]\n')
    assert "opendata-lint.toml changed" in watcher.until("changed")[-1]
    watcher.until("watching for changes")

    os.kill(watcher.process.pid, signal.SIGINT)
    assert watcher.process.wait(LONG) == 0


def test_what_it_does_not_go_with(program: Program) -> None:
    result = program.run("check", "--watch", "--write-baseline")
    assert result.code == 2
    assert "--write-baseline and --watch cannot be used together" in result.err
