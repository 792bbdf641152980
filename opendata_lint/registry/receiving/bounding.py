"""Bounds of time and memory, kept by the system: a pattern that never ends would not look at a clock."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import NamedTuple

from opendata_lint.registry.receiving.server import Limits

OUT_OF_TIME = 124
"""The exit code of a process that ran out of time, where the system has no alarm for it."""

_SMALL_WINDOWS = {
    "core.packedGitWindowSize": "16m",
    "core.packedGitLimit": "128m",
    "core.deltaBaseCacheLimit": "32m",
    "core.bigFileThreshold": "4m",
}
"""Settings by which Git reads packs piece by piece: whole ones would not fit into bounded memory."""


def bound(limits: Limits) -> None:
    """Let the system end this process when its time is over, and refuse memory to it and what it starts."""
    if hasattr(signal, "SIGALRM"):  # not on Windows
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    else:
        timer = threading.Timer(limits.seconds, os._exit, (OUT_OF_TIME,))
        timer.daemon = True
        timer.start()
    try:
        import resource
    except ImportError:  # Windows
        return
    size = limits.memory << 20
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        size = min(size, most)
    with contextlib.suppress(OSError, ValueError):  # macOS knows the limit, and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (size, most))


class Done(NamedTuple):
    """How a supervised process ended."""

    code: int
    """Its exit code, negative for a signal."""
    told: list[str] | None
    """The lines that it has to say; None where it did not come so far."""
    seconds: float


def supervise(command: Sequence[str]) -> Done:
    """Run one of our commands with our standard input, and end what it started.

    It tells a list of lines in JSON. Whatever it says on standard error is left out: it may be a traceback.
    """
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "opendata_lint", *command],
        env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        output, _ = process.communicate()
    finally:
        _end_all(process)
    try:
        told = json.loads(output)
    except ValueError:
        told = None
    return Done(process.returncode, told, time.monotonic() - start)


def ran_out_of_time(code: int) -> bool:
    """Whether an exit code says that the time was over."""
    return code == OUT_OF_TIME or (hasattr(signal, "SIGALRM") and code == -signal.SIGALRM)


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """End the process and each Git that it left behind."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _environment() -> dict[str, str]:
    """Our environment, with bounds for Git, and without objects that stand in for others.

    `refs/replace/` may be pushed, and would show us other content than a clone gets.
    """
    settings = dict(os.environ) | {"GIT_NO_REPLACE_OBJECTS": "1"}
    count = int(settings.get("GIT_CONFIG_COUNT") or 0)
    for number, (key, value) in enumerate(_SMALL_WINDOWS.items(), count):
        settings |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return settings | {"GIT_CONFIG_COUNT": str(count + len(_SMALL_WINDOWS))}
