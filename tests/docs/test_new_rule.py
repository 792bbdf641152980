"""The command that begins a rule leaves a project whose tests and checks pass."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDERS = ("opendata_lint", "schemas", "scripts", "docs", "tests", "examples", "hooks")


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A copy of the project to write into."""
    copy = tmp_path / "checkout"
    for name in FOLDERS:
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", copy)
    return copy


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python script of the copy."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=checkout, capture_output=True, check=False, encoding="utf-8"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        ("LIC", "license-shouted", "license_details", "SEE OUR WEBSITE", "see LICENSE.md"),
        ("PRV", "homepage-local", "homepage", "http://localhost/tides", "https://tides.example.org"),
    ],
    ids=["license", "provenance"],
)
def test_begins_with_green_tests(root: Path, checkout: Path, asked: tuple[str, ...]) -> None:
    family, name, key, bad, good = asked
    done = run(
        checkout, "scripts/new_rule.py", family, name, "A value that says nothing.", "--key", key,
        "--bad", bad, "--good", good, "--kind", "dataset",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"\b[1-9]\d* passed", done.stdout), done.stdout
    assert run(checkout, "scripts/generate.py", "--check").returncode == 0
    page = run(checkout, "-m", "opendata_lint", "rule", name)
    assert "A value that says nothing." in page.stdout
    module = re.search(r"^Check: +(\S+),", done.stdout, re.M)
    assert module
    assert faults(checkout / module[1]) == faults(root / module[1])


def faults(module: Path) -> list[str]:
    """The codes of what ruff finds in a module."""
    told = run(module.parent, "-m", "ruff", "check", "--output-format", "concise", module.name)
    return sorted(re.findall(r"^\S+:\d+:\d+: (\w+)", told.stdout, re.M))


def test_a_name_that_is_taken_is_refused(root: Path) -> None:
    # Nothing is written before all is known to be right.
    done = run(
        root, "scripts/new_rule.py", "LIC", "license-unknown", "Again.", "--key", "license", "--bad", "a",
        "--good", "b",
    )  # fmt: skip
    assert done.returncode == 2
    assert "license-unknown" in done.stderr
