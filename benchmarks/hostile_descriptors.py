"""Seconds and memory that hostile descriptors cost: `python benchmarks/hostile_descriptors.py [FORMAT ...]`.

Each is checked in a process of its own; with --import it is made a card as well. CPU seconds count, as the
machine may have other work. Exits with 1 where a check takes more than 2 seconds or 500 MB, or fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile_descriptors import FORMATS, Hostile, hostile_files  # noqa: E402 - the path must be set first

SECONDS, MEGABYTES = 2.0, 500.0


def measure(file: Hostile, arguments: list[str]) -> tuple[float, float, str]:
    """CPU seconds, peak megabytes, and what is wrong with how a cold command ended."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file.path
        path.write_bytes(file.make())
        command = [sys.executable, "-m", "opendata_lint", *arguments, str(path)]
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            told = errors.read()
    wrong = "" if process.returncode in (0, 1, 2) else f"ended with {process.returncode}"
    wrong = "traceback" if b"Traceback" in told else "escape" if b"\x1b" in told else wrong
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, wrong


def main(arguments: list[str]) -> int:
    """Print a line for each that costs too much, and one a format."""
    imports = "--import" in arguments
    over = 0
    for name in [one for one in arguments if not one.startswith("--")] or FORMATS:
        worst: tuple[float, float, str] = (0.0, 0.0, "")
        count = 0
        for file in hostile_files(name):
            count += 1
            seconds, megabytes, wrong = measure(file, ["check", "--isolated"])
            if seconds > SECONDS or megabytes > MEGABYTES or wrong:
                over += 1
                print(
                    f"  {name}: {file.label}: {seconds:.2f} s  {megabytes:.0f} MB  OVER {wrong}", flush=True
                )
            if imports:
                seconds_of_import, _, wrong = measure(file, ["import", "--from", name])
                if wrong:
                    over += 1
                    print(f"  {name}: import of {file.label}: {seconds_of_import:.2f} s  {wrong}", flush=True)
            worst = max(worst, (seconds, megabytes, file.label))
        print(
            f"{name:<14} {count:4} files, worst {worst[0]:5.2f} s, {worst[1]:4.0f} MB: {worst[2]}", flush=True
        )
    return min(over, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
