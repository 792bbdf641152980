"""What the README and the documentation say of the project is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from opendata_lint.cli.arguments import COMMANDS
from opendata_lint.reporting import FORMATS
from opendata_lint.rules.catalog import catalog

OF_OTHERS = {"--all", "--amend", "--no-edit", "--no-textconv", "--no-verify", "--quiet", "--theirs"}
"""Options of Git that the pages name."""
FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<word>\w+)[^\n]*\n(?P<text>.*?)^(?P=ticks)$", re.M | re.S)


def fences(page: Path, word: str) -> list[str]:
    """The fenced blocks of a page in that language."""
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [fence["text"] for fence in found if fence["word"] == word]


@pytest.fixture(scope="session")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def test_the_first_block_has_the_two_lines_to_try_it(root: Path) -> None:
    first = fences(root / "README.md", "sh")[0]
    assert first.splitlines() == ["python3.11 scripts/dev.py example", "python3.11 scripts/dev.py test"]


def test_pre_commit_takes_four_lines(root: Path) -> None:
    block = next(text for text in fences(root / "README.md", "yaml") if "rev:" in text)
    assert len(block.splitlines()) == 4
    (repo,) = yaml.safe_load(block)["repos"]
    ids = {hook["id"] for hook in manifest(root)}
    assert {hook["id"] for hook in repo["hooks"]} <= ids


def manifest(root: Path) -> list[dict[str, str]]:
    """The hooks that the project offers."""
    text = (root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    hooks: list[dict[str, str]] = yaml.safe_load(text)
    return hooks


def test_every_hook_is_described(root: Path) -> None:
    page = (root / "docs/pre-commit.md").read_text(encoding="utf-8")
    assert [hook["id"] for hook in manifest(root) if f"| `{hook['id']}` |" not in page] == []


def test_every_family_is_listed(readme: str) -> None:
    listed = set(re.findall(r"^\| `([A-Z]{3})` \|", readme, re.M))
    assert listed == {code[:3] for code in catalog()}


def test_every_built_in_profile_is_listed(root: Path, readme: str) -> None:
    names = {profile.stem for profile in (root / "schemas/profiles").glob("*.json")}
    assert {name for name in names if f"| `{name}` |" not in readme} == set()


def test_the_number_of_formats(root: Path, readme: str) -> None:
    assert len(FORMATS) == 13
    for page in (readme, (root / "CHANGELOG.md").read_text(encoding="utf-8")):
        assert "thirteen" in page.lower()


@pytest.mark.parametrize("page", ["README.md", "docs/api.md"])
def test_python_of_the_pages_runs(root: Path, page: str) -> None:
    code = "\n".join(fences(root / page, "python"))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=root,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert "push" in done.stdout


@pytest.fixture(scope="session")
def options() -> set[str]:
    """Every option of the program, by what `--help` says."""
    known = {"--help"}
    commands = [[], *([name] for name in COMMANDS)]
    for command in commands:
        told = [sys.executable, "-m", "opendata_lint", *command, "--help"]
        text = subprocess.run(told, capture_output=True, check=True, encoding="utf-8").stdout
        known |= set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
        if command and "COMMAND ..." in text:  # commands of its own, at the start of lines
            commands += [[*command, name] for name in re.findall(r"^    ([a-z]+)  ", text, re.M)]
    return known


def test_every_option_that_the_pages_name_exists(root: Path, options: set[str]) -> None:
    pages = [
        root / "README.md",
        *(root / "docs").glob("*.md"),
        *(root / "ci").glob("*.*ml"),
        root / "action.yml",
    ]
    named = [(page.name, option) for page in pages for option in _options(page.read_text(encoding="utf-8"))]
    assert len(named) > 50
    assert [(page, option) for page, option in named if option not in options | OF_OTHERS] == []


def _options(text: str) -> list[str]:
    """Options of a page that stand alone in code, or behind the program's name on their line."""
    alone = re.findall(r"`(--[a-z][a-z-]*)[^`\n]*`", text)
    lines = re.findall(
        r"opendata-lint (?:check|rule|schema|explain|completion|hook|registry)\b([^`|\n]*)", text
    )
    return alone + [option for line in lines for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)]


def test_no_path_or_address_of_a_machine(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").glob("*.md"), root / "action.yml", *(root / "ci").iterdir()]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:home|root|work|Users|tmp/(?!opendata-lint))/?\w*", text), (
            page.name
        )
