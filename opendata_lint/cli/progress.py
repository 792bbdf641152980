"""How far a long run has come, for somebody who looks on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

_PATIENCE = 1.0
"""Seconds after which somebody wonders."""
_MANY = 50
"""Cards below which a run is not long."""
_PAUSE = 0.1
"""Seconds between two looks."""


def progress() -> Callable[[int, int], None] | None:
    """Shows a count on standard error, in one line that goes away again; None where nobody looks on.

    Logs of CI, pipes, hooks and files get nothing, whatever they pretend to be.
    """
    watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return _Count() if watched and not {"CI", "PRE_COMMIT"} & os.environ.keys() else None


class _Count:
    def __init__(self) -> None:
        self.next = time.monotonic() + _PATIENCE
        self.shown = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total:
            self._clear()
        elif total > _MANY and now >= self.next:
            self.next = now + _PAUSE
            self.shown = True
            sys.stderr.write(f"\r{done} of {total} cards")
            sys.stderr.flush()

    def _clear(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
