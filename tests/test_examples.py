"""The example cards are what they are said to be."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


def codes(root: Path, card: str) -> set[str]:
    """The codes of the findings in an example card, as the program reports them."""
    command = [sys.executable, "-m", "opendata_lint", "check", "--isolated", "--output-format", "json", card]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return {finding["code"] for finding in json.loads(done.stdout)["findings"]}


@pytest.mark.parametrize("card", ["examples/good-dataset/README.md", "examples/good-model/README.md"])
def test_good_examples_are_without_a_finding(root: Path, card: str) -> None:
    assert codes(root, card) == set()


def test_the_bad_example_shows_faults_of_many_kinds(root: Path) -> None:
    found = codes(root, "examples/bad/README.md")
    assert "LIC003" in found  # license: unknown
    assert "MET002" in found  # languages:
    assert {code[:3] for code in found} >= {"LIC", "MET", "ETH", "PRV"}
