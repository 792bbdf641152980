"""Measure what pushes made to hurt a server cost it: `python benchmarks/pushes.py [FOLDER]`.

Makes a bare repository with the `pre-receive` hook and pushes to it 100,000 refs, a card and a data file of
2 GB, and one card among 10,000. Prints seconds of the whole push, of the hook, and the most memory that one
process of the hook took. Needs about 6 GB in the folder.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
GOOD = (ROOT / "examples/good-dataset/README.md").read_bytes()
GIGABYTE = 1 << 30
HOOK = """#!/bin/sh
exec {python} -P {script} hook {log}
"""


def main() -> None:
    """Run all cases and print a table."""
    if sys.argv[1:2] == ["hook"]:
        raise SystemExit(_hook(Path(sys.argv[2])))
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
        print("| push | outcome | push, s | hook, s | memory of the hook, MiB |\n|---|---|---|---|---|")
        for number, (name, case) in enumerate(CASES.items()):
            place = Path(folder, str(number))
            place.mkdir()
            print(f"| {name} | {' | '.join(_measured(place, case))} |", flush=True)
            shutil.rmtree(place)


def _hook(log: Path) -> int:
    """Stand in for the hook: run it, and note its time and the most memory of a process of it."""
    start = time.monotonic()
    code = subprocess.run([sys.executable, "-P", "-m", "opendata_lint", "receive"], check=False).returncode
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    log.write_text(f"{time.monotonic() - start:.1f} {most}")
    return code


def _measured(place: Path, case: Callable[[Path], list[str]]) -> Iterator[str]:
    bare, work, log = place / "bare.git", place / "work", place / "log"
    _git(place, "init", "--quiet", "--bare", str(bare))
    _git(place, "init", "--quiet", str(work))
    refs = case(work)
    hook = bare / "hooks/pre-receive"
    if refs[0] == "first":
        _git(work, "push", "--quiet", str(bare), refs[1])
        refs = case(work)[2:]
    hook.write_text(HOOK.format(python=sys.executable, script=Path(__file__), log=log))
    hook.chmod(0o755)
    _git(bare, "config", "receive.autogc", "false")
    _git(bare, "config", "opendata-lint.config", str(place / "server.toml"))
    (place / "server.toml").write_text("[registry.receive]\nrefs = 99999\n")
    start = time.monotonic()
    done = _run(work, "push", str(bare), *refs)
    seconds = time.monotonic() - start
    told = [line for line in done.stderr.splitlines() if "opendata-lint: " in line]
    yield told[0].partition("opendata-lint: ")[2].strip() if told else "taken" if not done.returncode else "?"
    yield f"{seconds:.1f}"
    yield from log.read_text().split()


def _run(folder: Path, *arguments: str, told: bytes = b"") -> subprocess.CompletedProcess[str]:
    names = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
    own = dict.fromkeys(names, "bench@example.org") | {"GIT_CONFIG_GLOBAL": os.devnull}
    environment = {**os.environ, **own, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, input=told.decode(), capture_output=True,
        text=True, check=False,
    )  # fmt: skip


def _git(folder: Path, *arguments: str) -> str:
    done = _run(folder, *arguments)
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments[:2])}: {done.stderr}")
    return done.stdout.strip()


def _commit(work: Path) -> str:
    _git(work, "add", "--all")
    _git(work, "commit", "--quiet", "--allow-empty", "--message", "A commit")
    return _git(work, "rev-parse", "HEAD")


def _refs(count: int) -> Callable[[Path], list[str]]:
    def make(work: Path) -> list[str]:
        (work / "README.md").write_bytes(GOOD)
        commit = _commit(work)
        lines = sorted(f"{commit} refs/heads/b{number}\n" for number in range(count))
        (work / ".git/packed-refs").write_text(f"# pack-refs with: sorted \n{''.join(lines)}")
        return ["refs/heads/b*:refs/heads/b*"]

    return make


def _large(name: str) -> Callable[[Path], list[str]]:
    def make(work: Path) -> list[str]:
        (work / "README.md").write_bytes(GOOD)
        with (work / name).open("r+b" if (work / name).exists() else "wb") as file:
            file.truncate(2 * GIGABYTE)
        _commit(work)
        return ["HEAD:refs/heads/main"]

    return make


def _many_cards(work: Path) -> list[str]:
    """10,000 cards that are there; then one changes, and a file that many may name is gone."""
    if not (work / "c0").exists():
        for number in range(10_000):
            (work / f"c{number}").mkdir()
            (work / f"c{number}/README.md").write_bytes(GOOD + f"\nNumber {number}.\n".encode())
        (work / "notes.txt").write_text("x")
        _commit(work)
        return ["first", "HEAD:refs/heads/main"]
    (work / "c7/README.md").write_bytes(GOOD + b"\nAnother.\n")
    (work / "notes.txt").unlink()
    _commit(work)
    return ["", "", "HEAD:refs/heads/main"]


CASES: dict[str, Callable[[Path], list[str]]] = {
    "99,999 branches of one commit, as many as allowed": _refs(99_999),
    "100,000 branches, one too many": _refs(100_000),
    "a card of 2 GB": _large("README.md"),
    "a data file of 2 GB beside a card": _large("data.bin"),
    "one card of 10,000, and a file less": _many_cards,
}


if __name__ == "__main__":
    main()
