"""Folders with cards and configuration, and the program run in them as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

CARD = "---\nlicense: mit\n---\n\n# Dataset Card for Tides\n\nWater levels of nine gauges, read every hour.\n"


class Result(NamedTuple):
    """What a run of the program gave."""

    code: int
    out: str
    err: str


class Folder:
    """A folder to check."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).write_text(text, encoding="utf-8")

    def run(self, *arguments: str, here: str = ".", path: str = "") -> Result:
        """Run the program; `here` is the working directory, `path` goes on PYTHONPATH."""
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), path]))}
        done = subprocess.run(
            [sys.executable, "-m", "opendata_lint", *arguments],
            cwd=self.path / here, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return Result(done.returncode, done.stdout, done.stderr)

    def codes(self, *arguments: str, path: str = "") -> dict[str, str]:
        """Severity by code of the findings of `check`."""
        told = self.run("check", "--output-format", "concise", *arguments, path=path)
        assert told.code < 2, told.err
        lines = [line.partition(": ")[2].split() for line in told.out.splitlines()[:-1]]
        return {words[1]: words[0] for words in lines}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], Folder]:
    """A function that makes a Git repository of a card and further files."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)

    def make(files: Mapping[str, str]) -> Folder:
        made = Folder(tmp_path / "repository")
        made.path.mkdir(exist_ok=True)
        subprocess.run(["git", "init", "--quiet", str(made.path)], check=True)
        made.write({"README.md": CARD, **files})
        return made

    return make
