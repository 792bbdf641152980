"""The program run as people run it: a process in a folder, with its exit code and both outputs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

GOOD = (ROOT / "examples/good-dataset/README.md").read_text(encoding="utf-8")
"""A card without a fault."""
MENDABLE = GOOD.replace("tags:\n- text\n- gardening\n- citizen-science\n", "tags: text\n")
"""The same with one fault that `--fix` mends."""
PLAIN = (
    "---\nlicense: mit\n---\n\n# Dataset Card for Tides\n\nWater levels of nine gauges, read every hour.\n"
)
"""A card with an error under `default` (nothing on ethics) and none under `hub`."""

COMMAND = (sys.executable, "-m", "opendata_lint")


class Result(NamedTuple):
    """What a run gave."""

    code: int
    out: str
    err: str


class Program:
    """The program, in a Git repository of its own."""

    def __init__(self, path: Path, environment: Mapping[str, str]) -> None:
        self.path = path
        self.environment = environment

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def run(self, *arguments: str, stdin: str | bytes = b"", **environment: str) -> Result:
        """Run it; whatever happens, nobody is shown a traceback."""
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=self.path, env={**self.environment, **environment}, capture_output=True, check=False,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
        )  # fmt: skip
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in out + err
        return Result(done.returncode, out, err)


@pytest.fixture
def program(tmp_path: Path, clean_environment: Mapping[str, str]) -> Program:
    """The program in a repository that holds one card, `README.md`."""
    dropped = ("NO_COLOR", "FORCE_COLOR", "OPENDATA_LINT_OUTPUT_FORMAT", "CI", "PRE_COMMIT", "COLUMNS")
    environment = {name: value for name, value in clean_environment.items() if name not in dropped}
    made = Program(tmp_path / "repository", {**environment, "PYTHONPATH": str(ROOT)})
    made.write("README.md", PLAIN)
    subprocess.run(["git", "init", "--quiet", str(made.path)], check=True, env=made.environment)
    return made
