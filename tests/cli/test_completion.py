"""Completion scripts, tried in real shells where they are."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from opendata_lint.cli.arguments import COMMANDS, command_parsers
from tests.cli.conftest import Program

SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_there(program: Program, shell: str) -> None:
    script = program.run("completion", shell).out
    for name, (parser, _) in command_parsers().items():
        assert name in script
        for option in parser._option_string_actions:
            fish = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            assert (fish if shell == "fish" else option) in script
    assert set(command_parsers()) == set(COMMANDS)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_takes_the_script(program: Program, shell: str) -> None:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"there is no {shell} here")
    script = program.run("completion", shell).out
    done = subprocess.run([found, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def _completed(program: Program, *words: str) -> list[str]:
    """What bash makes of words of which the last is being typed."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("there is no bash here")
    script = program.run("completion", "bash").out
    quoted = " ".join(f"'{word}'" for word in ("opendata-lint", *words))
    script += f"\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _opendata_lint\n"
    script += "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    done = subprocess.run(
        [bash, "--norc"], input=script, cwd=program.path, capture_output=True, text=True, check=True
    )
    assert not done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["che"], ["check"]),
        (["check", "--output-fo"], ["--output-format"]),
        (["check", "--output-format", "js"], ["json", "json-lines"]),
        (["check", "--kind", ""], ["dataset", "model"]),
        (["check", "a.md", "--fail-level", "w"], ["warning"]),
        (["check", "--select", "license-u"], ["license-unknown"]),
        (["rule", "LIC00"], [f"LIC00{number}" for number in range(1, 10)]),
        (["schema", "d"], ["dataset"]),
        (["completion", "z"], ["zsh"]),
        (["check", "READ"], []),
    ],
)
def test_bash(program: Program, words: list[str], completed: list[str]) -> None:
    told = _completed(program, *words)
    assert set(completed) <= set(told)
    assert all(word.startswith(words[-1]) for word in told)
    assert bool(told) == bool(completed)
