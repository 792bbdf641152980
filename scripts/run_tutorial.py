"""Run the commands of `docs/tutorial.md` in an empty folder and compare what they print.

    python scripts/run_tutorial.py           write into the page what they print
    python scripts/run_tutorial.py --check   exit 1 and show the difference where the page is not true

A `sh` fence is run by bash with `-e`; a `text` fence right behind it holds its output. Comments in
front of a fence speak to this program: `<!-- exit 1 -->` is the exit code that it must have, and a
fence behind `<!-- not run: ... -->` is passed over. `pre-commit` and `opendata-lint` must be on PATH,
and the page's address of the linter must lead to a repository (see `tests/docs/test_tutorial.py`).
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parent.parent / "docs" / "tutorial.md"
_STEP = re.compile(
    r"(?:^<!-- (?:exit (?P<code>\d)|(?P<skip>not run): [^\n]*) -->\n\n)?"
    r"^(?P<ticks>`{3,})sh\n(?P<commands>.*?)^(?P=ticks)$"
    r"(?P<output>\n\n^```text\n(?P<text>.*?)^```$)?",
    re.M | re.S,
)


class Step(NamedTuple):
    """What a `sh` fence did."""

    commands: str
    output: str
    code: int


class WrongExitError(Exception):
    """Commands of the page ended with another exit code than it says."""


def rewritten(page: str) -> str:
    """The page with the output that its commands have now. Raises `WrongExitError`."""
    with tempfile.TemporaryDirectory() as folder:
        return _STEP.sub(lambda step: _one(step, Path(folder)), page)


def _one(step: re.Match[str], folder: Path) -> str:
    if step["skip"]:
        return step.group()
    done = run(step["commands"], folder)
    if done.code != int(step["code"] or 0):
        raise WrongExitError(f"exit code {done.code}:\n{done.commands}\n{done.output}")
    if step["output"] is None:
        return step.group()
    start, end = step.span("text")
    return step.group()[: start - step.start()] + done.output + step.group()[end - step.start() :]


def run(commands: str, folder: Path) -> Step:
    """Run commands with nothing said by the environment about colors, width or formats."""
    told = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CI", "GITHUB_ACTIONS")
    kept = {k: v for k, v in os.environ.items() if k not in told and not k.startswith("OPENDATA_LINT_")}
    done = subprocess.run(
        ["bash", "-e", "-c", commands], cwd=folder, env=kept, check=False, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    return Step(commands, "".join(f"{line.rstrip()}\n" for line in lines), done.returncode)


def main() -> int:
    """Write the page anew, or say how it differs."""
    page = PAGE.read_text(encoding="utf-8")
    try:
        new = rewritten(page)
    except WrongExitError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" in sys.argv:
        sys.stderr.writelines(
            difflib.unified_diff(page.splitlines(True), new.splitlines(True), "page", "now")
        )
        return int(page != new)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
