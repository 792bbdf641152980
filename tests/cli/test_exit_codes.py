"""The exit codes: 0 clean, 1 findings, 2 a fault. Nothing that people get wrong ends in a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.cli.conftest import COMMAND, GOOD, MENDABLE, PLAIN, Program

FAULTS = {
    "a path that is not there": (["missing.md"], ["missing.md: no such file or folder"]),
    "several of them": (["a.md", "b.md"], ["a.md: no such", "b.md: no such"]),
    "an unknown rule": (
        ["--select", "LIC0003"],
        ["--select: there is no rule `LIC0003`; did you mean `LIC003`?"],
    ),
    "an unknown rule's name": (["--ignore", "licence-unknown"], ["did you mean `license-unknown`?"]),
    "an unknown profile": (["--profile", "hubb"], ["there is no profile `hubb`; did you mean `hub`?"]),
    "an unknown format": (
        ["--output-format", "jsn"],
        ["there is no output format `jsn`; there are full, concise,"],
    ),
    "an unknown option": (["--fxi"], ["there is no option `--fxi`; did you mean `--fix`?"]),
    "an abbreviated option": (["--stat"], ["there is no option `--stat`"]),
    "a wrong level": (["--fail-level", "fatal"], ["invalid choice: 'fatal'"]),
    "no processes": (["--jobs", "0"], ["must be at least 1"]),
    "a configuration file that is not there": (["--config", "no.toml"], ["no.toml"]),
    "a schema that is not there": (["--schema", "no.json"], ["no.json"]),
}


@pytest.mark.parametrize(("arguments", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_of_usage(program: Program, arguments: list[str], told: list[str]) -> None:
    result = program.run("check", *arguments)
    assert (result.code, result.out) == (2, "")
    assert all(words in result.err for words in told), result.err


def test_an_unknown_command(program: Program) -> None:
    assert program.run("chekc").err.startswith(
        "opendata-lint: there is no command `chekc`; did you mean `check`?"
    )
    assert program.run("chekc").code == 2
    assert program.run().code == 2


def test_a_command_within_a_command(program: Program) -> None:
    told = program.run("registry", "recrod").err
    assert "there is no command `recrod`; did you mean `record`?" in told
    told = program.run("registry", "list", "--licence", "mit").err
    assert "there is no option `--licence`; did you mean `--license`?" in told
    assert "Try `opendata-lint registry list --help`." in told


def test_an_unknown_key_of_the_configuration(program: Program) -> None:
    program.write("opendata-lint.toml", 'profile = "hub"\nselct = ["LIC"]\n')
    result = program.run("check")
    assert (result.code, result.out) == (2, "")
    assert "opendata-lint.toml:2: there is no key `selct`; did you mean `select`?" in result.err


@pytest.mark.parametrize("schema", ["{", "[]", '{"type": "objekt"}', '{"$ref": "gone.json"}'])
def test_a_broken_schema_does_not_look_like_a_bad_card(program: Program, schema: str) -> None:
    program.write("metadata.schema.json", schema)
    result = program.run("check", "--schema", "metadata.schema.json", "README.md")
    assert (result.code, result.out) == (2, "")
    assert "metadata.schema.json" in result.err


def test_a_clean_card(program: Program) -> None:
    result = program.run("check", "--profile", "hub")
    assert (result.code, result.err) == (0, "")


def test_findings(program: Program) -> None:
    assert program.run("check").code == 1
    assert program.run("check", "--select", "ETH001").code == 1


def test_what_does_not_fail(program: Program) -> None:
    warnings = ("check", "--select", "PRV003")
    assert "warning PRV003" in program.run(*warnings).out
    assert program.run(*warnings).code == 0
    assert program.run(*warnings, "--strict").code == 1
    assert program.run(*warnings, "--fail-level", "info").code == 1
    assert program.run("check", "--exit-zero").code == 0
    assert program.run("check", "--exit-zero", "missing.md").code == 2


@pytest.mark.parametrize("data", [b"# Caf\xe9\n", b"\xff\xfe#\x00\n\x00", b"\x1f\x8b\x08\xff"])
def test_a_card_that_is_not_utf_8_is_a_finding(program: Program, data: bytes) -> None:
    program.write("README.md", data)
    result = program.run("check", "README.md")
    assert result.code == 1
    assert "error YML0" in result.out


def test_an_unreadable_card(program: Program) -> None:
    card = program.write("locked/README.md", GOOD)
    card.chmod(0)
    command = [*COMMAND, "check", "--isolated", "locked/README.md"]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root may read everything, and there is no setpriv to become somebody else")
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
        for folder in (program.path, *program.path.parents):
            if any(part.startswith("pytest-") for part in folder.parts):  # what pytest made for us
                folder.chmod(folder.stat().st_mode | 0o005)
    done = subprocess.run(
        command, cwd=program.path, env=program.environment, capture_output=True, text=True, check=False
    )
    if "opendata-lint:" not in done.stderr:
        pytest.skip(f"the other user may not even run Python: {done.stderr[:200]}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "locked/README.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away(program: Program) -> None:
    links = "".join(f"[link](#gone-{number})\n" for number in range(150))
    for name in ("a", "b", "c"):  # together more than a pipe holds
        program.write(f"{name}/README.md", PLAIN + links)
    checking = subprocess.Popen(
        [*COMMAND, "check", "--output-format", "json"],
        cwd=program.path, env=program.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert checking.stdout
    assert checking.stderr
    assert checking.stdout.readline() == b"{\n"
    checking.stdout.close()
    told = checking.stderr.read()
    checking.stderr.close()
    assert (checking.wait(), told) == (0, b"")


def test_no_card_at_all(program: Program) -> None:
    program.path.joinpath("README.md").unlink()
    result = program.run("check")
    assert (result.code, result.out, result.err) == (0, "No cards found.\n", "")
    assert program.run("check", "--output-format", "json").err == "opendata-lint: no card was found\n"
    result = program.run("check", "--error-if-empty")
    assert result.code == 2
    assert result.err == "opendata-lint: no card was found, and --error-if-empty is given\n"


def test_a_fault_wins_over_findings(program: Program) -> None:
    result = program.run("check", "README.md", "missing.md")
    assert result.code == 2
    assert "missing.md" in result.err


def test_fixes(program: Program) -> None:
    program.write("README.md", MENDABLE)
    assert program.run("check", "--profile", "hub").code == 1
    assert program.run("check", "--profile", "hub", "--diff").code == 1
    assert program.run("check", "--profile", "hub", "--fix").code == 0
    assert program.run("check", "--profile", "hub").code == 0


def test_a_crash_says_what_to_send(program: Program) -> None:
    program.write(
        "crashing/__main__.py",
        "import sys, opendata_lint.runner\n"
        "def fail(*_): raise RuntimeError('boo\\x1b[31m')\n"
        "opendata_lint.runner.run = fail\n"
        "from opendata_lint.cli import main\n"
        "sys.exit(main(['check']))\n",
    )
    done = subprocess.run(
        [COMMAND[0], "crashing"], cwd=program.path, env={**program.environment, "TMPDIR": str(program.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "this is a bug in opendata-lint, not in your card: RuntimeError: boo\\x1b[31m" in done.stderr
    assert "Traceback" not in done.stderr
    (report,) = program.path.glob("opendata-lint-crash-*.txt")
    assert str(report) in done.stderr
    assert "Traceback" in report.read_text(encoding="utf-8")
    assert "Python" in report.read_text(encoding="utf-8")
