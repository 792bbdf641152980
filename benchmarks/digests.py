"""The digest of the data of a repository beside `git ls-tree -r`, as a ratio of runs that take turns.

    python benchmarks/digests.py [FILES]

Ours is all that `registry record` does for the data of a card: ask Git for the files of the commit, choose
those that are the card's, make the id of their tree. The repository, of 20,000 files unless told otherwise,
is made on the first run in `.cache/benchmarks`. Ends with 1 where the median is above the target.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from opendata_lint.registry.holdings import Holdings  # noqa: E402
from opendata_lint.tree import RevisionTree  # noqa: E402

TARGET = 5.0
RUNS = 15
_CLOSED = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def main() -> int:
    """Measure, print the ratio and return the exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folder = _repository(count)
    listing = ["git", "-C", str(folder), "ls-tree", "-r", "HEAD"]
    pairs = []
    for _ in range(RUNS + 1):
        theirs = _seconds(lambda: subprocess.run(listing, capture_output=True, check=True))
        pairs.append((_seconds(lambda: _digest(folder)), theirs))
    ours, git = zip(*pairs[1:], strict=True)
    ratio = statistics.median(a / b for a, b in pairs[1:])
    verdict = "met" if ratio <= TARGET else "MISSED"
    print(
        f"digest of {count} files beside git ls-tree -r: ratio {ratio:.2f} (target {TARGET:.2f}, {verdict}; "
        f"{statistics.median(ours):.3f} s beside {statistics.median(git):.3f} s, median of {RUNS})"
    )
    return int(ratio > TARGET)


def _digest(folder: Path) -> str | None:
    files = RevisionTree(folder, "HEAD").git_files()
    return Holdings(files, ["README.md"]).of("README.md").digest


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _repository(count: int) -> Path:
    """A repository with a card and so many files, in folders of 30."""
    folder = ROOT / ".cache" / "benchmarks" / f"digests-{count}"
    if (folder / "made").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        file = folder / f"data/part-{number % 100:03}/sub-{number % 7}/file-{number:06}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{number}\n", encoding="utf-8")
    (folder / "README.md").write_text("---\nlicense: mit\n---\n# Many files\n", encoding="utf-8")
    for command in (["init", "-q"], ["add", "--all"], ["commit", "-q", "-m", "Many files"]):
        author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"]
        subprocess.run(["git", "-C", str(folder), *author, *command], check=True, env=os.environ | _CLOSED)
    (folder / "made").touch()
    return folder


if __name__ == "__main__":
    raise SystemExit(main())
