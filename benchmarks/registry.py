"""Seconds and memory of the index and the site of a registry, as they grow: 1,000, 10,000 and 100,000 cards.

    python benchmarks/registry.py                 all three
    python benchmarks/registry.py 1000 10000      these

The repositories are made in `.cache/benchmarks` on the first run. Every figure is of a process of its own,
from cold start to exit: seconds of wall time and of all its processors, and the most memory of its largest
process. Searches and lists are also held against plain SQLite for the same, within one process.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.registry_cards import change_one, make
from opendata_lint.registry.index.asking import Filter, find_cards, match_expression, search
from opendata_lint.registry.index.making import reader

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "benchmarks"
_WORDS = ("zijo", "moths river", "collected")
"""What is searched for: a rare word, two, and one that nearly every card has."""
_PLAIN_SEARCH = (
    "SELECT c.id, c.title, rank FROM search JOIN cards c ON c.card = search.rowid "
    "WHERE search MATCH ? ORDER BY rank LIMIT 20"
)
_PLAIN_LIST = "SELECT c.* FROM cards c JOIN licenses l USING (card) WHERE l.license = 'MIT' ORDER BY c.id"
_RUNS = 7


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    processors: float
    """Seconds of all processors."""
    memory: float
    """Megabytes of its largest process."""


def main() -> None:
    """Measure and print a table."""
    print(f"{'cards':>7}  {'what':<28} {'seconds':>8} {'CPU s':>8} {'MB':>6}")
    for count in map(int, sys.argv[1:] or (1_000, 10_000, 100_000)):
        _measure(count)


def _measure(count: int) -> None:
    folder = CACHE / f"cards-{count}"
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        make(folder, count)
    shutil.rmtree(folder / "opendata", ignore_errors=True)
    first = _git(folder, "rev-list", "--max-parents=0", "main")
    _git(folder, "update-ref", "refs/heads/main", first)
    _print(count, "build", _run(folder, "build"))
    change_one(folder)
    _print(count, "build after one change", _run(folder, "build"))
    _print(count, "list --format jsonl", _run(folder, "list", "--format", "jsonl"))
    _print(count, "list --license mit", _run(folder, "list", "--license", "mit"))
    for words in _WORDS:
        _print(count, f"search {words}", _run(folder, "search", *words.split()))
    _print(count, "diff of the two commits", _run(folder, "diff", "main~1", "main", rev=False))
    _compare(count, folder / "opendata" / "index.sqlite")
    _print(count, "site --no-check", _run(folder, "site", str(CACHE / "site"), "--no-check"))
    if count <= _CHECKED:
        _print(count, "site", _run(folder, "site", str(CACHE / "site")))
    shutil.rmtree(CACHE / "site")


_CHECKED = 10_000
"""Cards up to which a site with findings is made: that takes a second for every 100 of them."""


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *words], stdout=subprocess.PIPE, check=True, text=True
    ).stdout.strip()


def _run(folder: Path, *words: str, rev: bool = True) -> Cost:
    """What a command of the registry takes, from start to exit."""
    command = [sys.executable, "-m", "opendata_lint", "registry", *words, "--repo", str(folder)]
    command += ["--rev", "main"] if rev else []
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - no file of ours
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=nothing, stderr=nothing, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _print(count: int, what: str, cost: Cost) -> None:
    print(
        f"{count:>7}  {what:<28} {cost.seconds:>8.2f} {cost.processors:>8.2f} {cost.memory:>6.0f}", flush=True
    )


def _compare(count: int, index: Path) -> None:
    """Searches and lists within a process, beside plain SQLite for the same."""
    connection = reader(index)

    def plain(query: str, *values: str) -> Callable[[], object]:
        return lambda: connection.execute(query, values).fetchall()

    for words in _WORDS:
        ours = partial(search, connection, [words], 20)
        _ratio(count, f"search {words}", ours, plain(_PLAIN_SEARCH, match_expression([words])))
    ours = partial(find_cards, connection, Filter(license=["mit"]))
    _ratio(count, "list --license mit", ours, plain(_PLAIN_LIST))
    connection.close()


def _ratio(count: int, what: str, ours: Callable[[], object], plain: Callable[[], object]) -> None:
    pairs = [(_milliseconds(ours), _milliseconds(plain)) for _ in range(_RUNS + 1)][1:]
    one, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{count:>7}  {what:<28} {one:.1f} ms, plain SQLite {other:.1f} ms, ratio {ratio:.2f}", flush=True)


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1_000


if __name__ == "__main__":
    try:
        main()
    except sqlite3.Error as error:
        sys.exit(f"the index cannot be read: {error}")
