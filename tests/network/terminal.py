"""A terminal to run the program at, as a person would."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Terminal:
    """A program at a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], above: int) -> None:
        self._process = process
        self._above = above

    def type(self, text: bytes) -> None:
        os.write(self._above, text)

    def until(self, words: bytes | None) -> bytes:
        """What is shown up to some words, or to the end."""
        shown, end = b"", time.monotonic() + 30
        while time.monotonic() < end and (words is None or words not in shown):
            if not select.select([self._above], [], [], 0.2)[0]:
                continue
            try:
                more = os.read(self._above, 4_096)
            except OSError:  # the program has gone
                break
            if not more:
                break
            shown += more
        return shown

    def code(self) -> int:
        return self._process.wait(30)


@contextmanager
def at_terminal(root: Path, *arguments: str) -> Iterator[Terminal]:
    """Run the program at a terminal for as long as the block runs."""
    pty = pytest.importorskip("pty", reason="no terminals of this kind here")
    above, below = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "opendata_lint", *arguments],
        env=os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200"}, stdin=below, stdout=below, stderr=below,
    )  # fmt: skip
    os.close(below)
    try:
        yield Terminal(process, above)
    finally:
        process.kill()
        process.wait(30)
        os.close(above)
