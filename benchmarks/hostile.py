"""Seconds and memory that hostile cards of 10 MB cost: `python benchmarks/hostile.py`.

Exits with 1 where one takes more than 2 seconds or 500 MB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile import CARDS  # noqa: E402 - the path must be set first

SECONDS, MEGABYTES = 2.0, 500.0


def measure(make: Callable[[], bytes]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one cold check."""
    with tempfile.TemporaryDirectory() as folder:
        card = Path(folder) / "README.md"
        card.write_bytes(make())
        command = [sys.executable, "-m", "opendata_lint", "check", "--isolated", str(card)]
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> int:
    """Print a line a card."""
    over = 0
    for name, make in CARDS.items():
        seconds, megabytes = measure(make)
        fine = seconds <= SECONDS and megabytes <= MEGABYTES
        over += not fine
        print(f"{name:<28} {seconds:6.2f} s  {megabytes:6.0f} MB{'' if fine else '  OVER'}", flush=True)
    return min(over, 1)


if __name__ == "__main__":
    sys.exit(main())
