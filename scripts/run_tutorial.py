"""Run the commands of the tutorials in `docs/`, and compare what they print.

    python scripts/run_tutorial.py           write into the pages what they print
    python scripts/run_tutorial.py --check   exit 1 and show the difference where a page is not true

A name of a page, such as `tutorial.md`, restricts it to that page.

A page begins in an empty folder, and a fence where the one before it ended: readers paste all of them
into one shell. A `sh` fence is run by bash with `-e`; a `text` fence right behind it holds its output.
Comments in front of a fence speak to this program: `<!-- exit 1 -->` is the exit code that it must have,
and a fence behind `<!-- not run: ... -->` is passed over.

Nothing of the user's Git configuration counts, the page's address of the linter leads to the files of
this checkout, and pre-commit installs from `.cache/wheelhouse` where `scripts/dev.py` has filled it.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import opendata_lint  # noqa: E402

PAGES = ("tutorial.md", "registry-tutorial.md")
"""Pages of `docs/` whose commands are run."""

ADDRESS = "https://git.example.org/opendata-lint"
WHEELHOUSE = ROOT / ".cache" / "wheelhouse"
_GIT_CONFIG = """\
[user]
    name = A Reader
    email = reader@example.org
[init]
    defaultBranch = main
[url "{linter}"]
    insteadOf = {address}
"""
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
    folder: Path
    """Where the commands ended."""


class WrongExitError(Exception):
    """Commands of the page ended with another exit code than it says."""


def rewritten(page: str) -> str:
    """The page with the output that its commands have now. Raises `WrongExitError`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        environment = surroundings(folder)
        (folder / "work").mkdir()
        return _all(page, folder / "work", environment)


def surroundings(folder: Path) -> dict[str, str]:
    """Environment variables for the commands; what they lead to is made in `folder`."""
    told = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CI", "GITHUB_ACTIONS", "PYTHONPATH")
    prefixes = ("GIT_", "OPENDATA_LINT_", "PRE_COMMIT")
    kept = {k: v for k, v in os.environ.items() if k not in told and not k.startswith(prefixes)}
    (folder / ".gitconfig").write_text(  # at home, as pre-commit does not hand the variable on to Git
        _GIT_CONFIG.format(linter=copy_of_linter(folder / "linter").as_uri(), address=ADDRESS),
        encoding="utf-8",
    )
    # The ids of commits are shown, so each run must make the same ones.
    kept |= dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-11-02T09:00:00Z")
    kept |= {
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": str(folder / ".gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    if WHEELHOUSE.is_dir():
        kept |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELHOUSE), "PIP_CONFIG_FILE": os.devnull}
        kept |= {"VIRTUALENV_NO_PERIODIC_UPDATE": "1"}
    return kept


def copy_of_linter(folder: Path) -> Path:
    """A Git repository with the files of this checkout and the tag that the page names."""
    listed = _git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():  # one that is deleted but still in the index is listed too
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all")
    _git(
        folder,
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "commit",
        "--quiet",
        "--message",
        "Copy",
    )
    _git(folder, "tag", f"v{opendata_lint.__version__}")
    return folder


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


def _all(page: str, folder: Path, environment: dict[str, str]) -> str:
    new, end = [], 0
    for step in _STEP.finditer(page):
        text, folder = _one(step, folder, environment)
        new += [page[end : step.start()], text]
        end = step.end()
    return "".join(new) + page[end:]


def _one(step: re.Match[str], folder: Path, environment: dict[str, str]) -> tuple[str, Path]:
    """The step with its output, and the folder where it ended."""
    if step["skip"]:
        return step.group(), folder
    done = run(step["commands"], folder, environment)
    if done.code != int(step["code"] or 0):
        raise WrongExitError(f"exit code {done.code}:\n{done.commands}\n{done.output}")
    if step["output"] is None:
        return step.group(), done.folder
    start, end = step.span("text")
    new = step.group()[: start - step.start()] + done.output + step.group()[end - step.start() :]
    return new, done.folder


def run(commands: str, folder: Path, environment: dict[str, str]) -> Step:
    """Run commands as a reader would who pastes them into a shell."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as ended:
        done = subprocess.run(
            ["bash", "-e", "-c", f"trap 'pwd > {ended.name}' EXIT\n{commands}"], cwd=folder,
            env=environment, check=False, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        last = Path(ended.read().rstrip("\n"))
    lines = done.stdout.splitlines()
    return Step(commands, "".join(f"{line.rstrip()}\n" for line in lines), done.returncode, last)


def main() -> int:
    """Write the pages anew, or say how they differ."""
    named = [word for word in sys.argv[1:] if word in PAGES]
    return max(_renew(ROOT / "docs" / name, "--check" in sys.argv) for name in named or PAGES)


def _renew(path: Path, check: bool) -> int:
    page = path.read_text(encoding="utf-8")
    try:
        new = rewritten(page)
    except WrongExitError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return 1
    if check:
        told = difflib.unified_diff(page.splitlines(True), new.splitlines(True), path.name, "now")
        sys.stderr.writelines(told)
        return int(page != new)
    path.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
