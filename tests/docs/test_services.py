"""The GitHub action, the GitLab job and the workflows: what of them runs on any machine is run."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

posix = pytest.mark.skipif(os.name == "nt", reason="the services run these scripts with bash")


def load(path: Path) -> dict[str, Any]:
    """A YAML file's mapping."""
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


@pytest.fixture
def cards(root: Path, tmp_path: Path) -> Path:
    """A folder with a good and a bad card."""
    for name in ("bad", "good-dataset"):
        folder = tmp_path / "cards" / name
        folder.mkdir(parents=True)
        (folder / "README.md").write_bytes((root / "examples" / name / "README.md").read_bytes())
    return tmp_path / "cards"


def action(root: Path, cards: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's script as its last step does, with its inputs' defaults, but install nothing."""
    python = cards.parent / "python"
    # The packages are here already, and a test has no network.
    python.write_text(f'#!/bin/sh\n[ "$2" = pip ] || exec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    step = load(root / "action.yml")["runs"]["steps"][-1]
    defaults = {name: str(about["default"]) for name, about in load(root / "action.yml")["inputs"].items()}
    given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
    told = {"steps.python.outputs.python-path": str(python), "github.action_path": str(root)}
    told |= {f"inputs.{name}": value for name, value in given.items()}
    variables = {name: told[value[3:-2].strip()] for name, value in step["env"].items()}
    runner = {
        "RUNNER_TEMP": str(cards.parent),
        "GITHUB_OUTPUT": str(cards.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(cards.parent / "summary"),
    }
    return subprocess.run(
        ["bash", "-c", step["run"]], cwd=cards, env=os.environ | variables | runner, check=False,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip


@posix
def test_action_annotates_sums_up_and_writes_sarif(root: Path, cards: Path) -> None:
    done = action(root, cards)
    assert done.returncode == 1, done.stderr
    assert "::error file=bad/README.md,line=3," in done.stdout
    assert (cards.parent / "output").read_text() == "sarif-file=opendata-lint.sarif\n"
    results = json.loads((cards / "opendata-lint.sarif").read_text())["runs"][0]["results"]
    assert len(results) == done.stdout.count("\n::") + done.stdout.startswith("::")
    assert "LIC003" in (cards.parent / "summary").read_text()


@posix
def test_action_on_good_cards(root: Path, cards: Path) -> None:
    done = action(root, cards, paths="good-dataset", args="--strict --profile hub", summary="false")
    assert done.returncode == 0, done.stderr
    assert not (cards.parent / "summary").exists()


@posix
def test_action_tells_when_the_run_itself_goes_wrong(root: Path, cards: Path) -> None:
    done = action(root, cards, args="--select NOPE001")
    assert done.returncode == 2
    assert "NOPE001" in done.stderr
    assert not (cards.parent / "output").exists()


@posix
def test_inputs_of_the_action_are_never_code(root: Path, cards: Path) -> None:
    done = action(root, cards, paths="$(touch${IFS}run) `touch${IFS}run` ;touch${IFS}run")
    assert done.returncode == 2
    assert not (cards / "run").exists()


@posix
@pytest.mark.parametrize(("paths", "code"), [(".", 1), ("good-dataset", 0), ("absent", 2)])
def test_gitlab_job(root: Path, cards: Path, paths: str, code: int) -> None:
    job = load(root / "ci/gitlab.yml")["opendata-lint"]
    script = "\n".join(["set -eo pipefail", *job["script"]])
    variables = job["variables"] | {"OPENDATA_LINT_PATHS": paths}
    program = cards.parent / "opendata-lint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m opendata_lint "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=cards, check=False, capture_output=True, encoding="utf-8",
        env=os.environ | variables | {"PATH": path, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert (done.returncode == 0) == (code == 0), done.stderr
    reports = job["artifacts"]["reports"]
    if code < 2:
        issues = json.loads((cards / reports["codequality"]).read_text())
        assert bool(issues) == (code == 1)
        assert "<testsuite" in (cards / reports["junit"]).read_text()


def test_actions_of_others_are_pinned_by_commit(root: Path) -> None:
    files = [root / "action.yml", *(root / ".github/workflows").glob("*.yml")]
    used = [name for file in files for name in re.findall(r"uses: (\S+)(?: #.*)?$", file.read_text(), re.M)]
    assert used
    assert [name for name in used if name != "./" and not re.search(r"@[0-9a-f]{40}$", name)] == []


def test_packages_of_the_action_are_those_of_the_project(root: Path) -> None:
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (root / "ci/requirements.txt").read_text(), re.M))
    assert {re.split("[<>=~]", name)[0] for name in project["dependencies"]} <= pinned
