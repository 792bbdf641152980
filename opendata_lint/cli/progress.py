"""How far a long run has come, for somebody who looks on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TextIO

_PATIENCE = 1.0
"""Seconds after which somebody wonders."""
_MANY = 50
"""Cards below which a run is not long."""
_PAUSE = 0.1
"""Seconds between two looks."""


def progress(stream: TextIO) -> Callable[[int, int], None] | None:
    """Shows a count on a stream, in one line that goes away again; None where nobody looks on.

    Logs of CI, pipes, hooks and files get nothing, whatever they pretend to be.
    """
    watched = stream.isatty() and os.environ.get("TERM") != "dumb"
    return _Count(stream) if watched and not {"CI", "PRE_COMMIT"} & os.environ.keys() else None


class _Count:
    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.next = time.monotonic() + _PATIENCE
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total:
            self._clear()
        elif total > _MANY and now >= self.next:
            self.next = now + _PAUSE
            self.shown = True
            self.stream.write(f"\r{done} of {total} cards")
            self.stream.flush()

    def _clear(self) -> None:
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
