"""What is printed and written: formats, files, statistics, colors, progress, and what is not checked."""

from __future__ import annotations

import io
import json
import os
import subprocess
from pathlib import Path

import pytest

from opendata_lint.cli.progress import progress
from tests.cli.conftest import COMMAND, PLAIN, Program

SPACE = "---\ntitle: Demo\nsdk: gradio\napp_file: app.py\nemoji: 🌊\n---\n"


def test_several_formats_in_one_run(program: Program) -> None:
    result = program.run(
        "check", "--output-format", "concise", "--output-format", "sarif=out/report.sarif",
        "--output-format", "junit=out/report.xml",
    )  # fmt: skip
    assert result.code == 1
    assert "error ETH001" in result.out
    report = json.loads(program.path.joinpath("out/report.sarif").read_bytes())
    assert report["version"] == "2.1.0"
    assert program.path.joinpath("out/report.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_a_file_besides_what_is_printed(program: Program) -> None:
    program.write("opendata-lint.toml", 'output-format = "grouped"\n')
    result = program.run("check", "--output-format", "json=report.json")
    assert result.out == program.run("check").out
    assert json.loads(program.path.joinpath("report.json").read_bytes())["findings"]


def test_a_file_in_place_of_what_is_printed(program: Program) -> None:
    printed = program.run("check", "--output-format", "pylint").out
    result = program.run("check", "--output-format", "pylint", "-o", "deep/er/report.txt", FORCE_COLOR="1")
    assert (result.code, result.out) == (1, "")
    assert program.path.joinpath("deep/er/report.txt").read_text(encoding="utf-8") == printed


def test_two_formats_cannot_both_be_printed(program: Program) -> None:
    result = program.run("check", "--output-format", "json", "--output-format", "sarif")
    assert result.code == 2
    assert "`json` and `sarif` cannot both be printed; write one into a file: sarif=FILE" in result.err


def test_a_file_that_cannot_be_written(program: Program) -> None:
    result = program.run("check", "-o", "README.md/report.txt")
    assert (result.code, result.out) == (2, "")
    assert "README.md/report.txt: cannot be written" in result.err


def test_the_variable_for_the_format(program: Program) -> None:
    program.write("opendata-lint.toml", 'output-format = "grouped"\n')
    assert json.loads(program.run("check", OPENDATA_LINT_OUTPUT_FORMAT="json").out)["version"] == 1
    told = program.run("check", "--output-format", "concise", OPENDATA_LINT_OUTPUT_FORMAT="json").out
    assert told == program.run("check", "--output-format", "concise").out
    result = program.run("check", OPENDATA_LINT_OUTPUT_FORMAT="sarf")
    assert result.code == 2
    assert "OPENDATA_LINT_OUTPUT_FORMAT: there is no output format `sarf`" in result.err


def test_paths_count_from_the_top_of_the_repository_where_services_want_that(program: Program) -> None:
    program.write("cards/tides/README.md", PLAIN)
    done = subprocess.run(
        [*COMMAND, "check", "--output-format", "gitlab"],
        cwd=program.path / "cards", env=program.environment, capture_output=True, check=False,
    )  # fmt: skip
    assert {one["location"]["path"] for one in json.loads(done.stdout)} == {"cards/tides/README.md"}


def test_statistics(program: Program) -> None:
    program.write("more/README.md", PLAIN + "\n[a](#gone) [b](#away)\n")
    result = program.run("check", "--statistics", "--select", "ETH001,LNK002")
    assert result.code == 1
    assert result.out == (
        "Findings  Cards  Fixable  Severity  Rule\n"
        "       2      2        0  error     ETH001 ethics-missing\n"
        "       2      1        0  warning   LNK002 anchor-broken\n"
        "Found 2 errors and 2 warnings in 2 of 2 cards.\n"
    )


def test_statistics_as_json(program: Program) -> None:
    result = program.run("check", "--statistics", "--select", "ETH001", "--output-format", "json")
    told = json.loads(result.out)
    assert (told["version"], told["cards"]) == (1, 1)
    assert told["rules"] == [
        {
            "code": "ETH001", "name": "ethics-missing", "severity": "error", "findings": 1, "cards": 1,
            "fixable": 0,
        }
    ]  # fmt: skip
    result = program.run("check", "--statistics", "--output-format", "sarif")
    assert result.code == 2
    assert "--statistics prints a table" in result.err


@pytest.mark.parametrize(
    ("environment", "colors"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_colors(program: Program, environment: dict[str, str], colors: bool) -> None:
    assert ("\x1b[" in program.run("check", **environment).out) is colors


def test_what_is_no_card_is_told_once_and_short(program: Program) -> None:
    program.write("docs/guide.md", "# Guide\n")
    program.write("demo/README.md", SPACE)
    result = program.run(
        "check", "--profile", "hub", "--only-cards", "README.md", "docs/guide.md", "demo/README.md"
    )
    assert result.code == 0
    assert result.err == "opendata-lint: not checked: demo/README.md: a Space, not checked\n"


def test_many_files_that_are_no_cards_are_counted(program: Program) -> None:
    for number in range(30):
        program.write(f"demo/{number}/README.md", SPACE)
    result = program.run("check", "--profile", "hub")
    assert len(result.err.splitlines()) == 10
    assert result.err.splitlines()[-1] == "opendata-lint: not checked: 21 more files; --show-files names them"


def _on_a_terminal(program: Program, *arguments: str, **environment: str) -> tuple[str, str]:
    """What a run prints, and what it says on standard error, which is a terminal."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [*COMMAND, *arguments], cwd=program.path, env={**program.environment, "TERM": "xterm", **environment},
        stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            read = os.read(ours, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not read:
            break
        said += read
    os.close(ours)
    printed = done.communicate()[0]
    return printed.decode(), said.decode()


def test_no_progress_in_short_runs(program: Program) -> None:
    assert _on_a_terminal(program, "check", "--profile", "hub")[1] == ""


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    for name in ("CI", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return _Terminal()


def test_progress_in_long_runs(terminal: _Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((0.0, 0.5, 1.5, 1.51, 1.7, 2.0))
    monkeypatch.setattr("opendata_lint.cli.progress.time.monotonic", lambda: next(clock))
    tell = progress(terminal)
    assert tell
    for count in (10, 20, 30, 40, 100):
        tell(count, 100)
    assert terminal.getvalue() == "\r20 of 100 cards\r40 of 100 cards\r\x1b[K"


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("PRE_COMMIT", "1"), ("TERM", "dumb")])
def test_no_progress_where_nobody_looks_on(
    terminal: _Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert progress(terminal) is not None
    assert progress(io.StringIO()) is None
    monkeypatch.setenv(name, value)
    assert progress(terminal) is None


def test_colors_on_a_terminal_only(program: Program) -> None:
    assert "\x1b[" not in _on_a_terminal(program, "check")[0]


def test_a_tree_with_a_card_that_is_not_on_disk(tmp_path: Path) -> None:
    from opendata_lint.tree import OverlayTree, WorkTree

    tmp_path.joinpath("data").mkdir()
    tmp_path.joinpath("data/a.csv").write_text("a")
    tree = OverlayTree(WorkTree(tmp_path), "data/new/README.md", b"text")
    assert tree.paths() == {"data/a.csv", "data/new/README.md"}
    assert tree.entries("data") == ("a.csv", "new/")
    assert tree.entries("data/new") == ("README.md",)
    assert tree.under("data").files == ("data/a.csv", "data/new/README.md")
    assert tree.under("data/old").files == ()
    assert tree.read("data/new/README.md", 2) == b"te"
    assert tree.read("data/a.csv") == b"a"
    assert [tree.exists(path) for path in ("data/new", "data/new/README.md", "data/ne", "README.md")] == [
        True, True, False, False,
    ]  # fmt: skip
