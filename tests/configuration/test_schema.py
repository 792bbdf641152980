"""The published JSON Schema of configuration files says what the program says, and is up to date."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from opendata_lint.configuration.files import Finder
from opendata_lint.settings import SettingsFault
from tests.configuration.test_faults import FAULTS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S)
# The schema cannot know which rules, profiles and plugins there are.
BEYOND = (
    "no rule",
    "no profile",
    "profile gone",
    "no plugin",
    "output format",
    "not TOML",
    "has no options",
    "rule by rule",
)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    data = json.loads((ROOT / "schemas" / "opendata-lint.schema.json").read_bytes())
    Draft202012Validator.check_schema(data)
    return Draft202012Validator(data)


def refused(path: Path) -> bool:
    try:
        Finder().load(path)
    except SettingsFault as fault:
        return "`extend` names" not in str(fault)
    return False


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_of_the_reference(text: str, schema: Draft202012Validator, tmp_path: Path) -> None:
    path = tmp_path / "opendata-lint.toml"
    path.write_text(text, encoding="utf-8")
    assert not list(schema.iter_errors(tomllib.loads(text)))
    assert not refused(path)


@pytest.mark.parametrize(
    "text", [text for text, told in FAULTS.items() if not any(word in told for word in BEYOND)]
)
def test_faults(text: str, schema: Draft202012Validator) -> None:
    data = json.loads(json.dumps(tomllib.loads(text), default=lambda date: {"date": str(date)}))
    assert list(schema.iter_errors(data))


def test_generated_files_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/generate.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "configuration" not in done.stderr
    assert "schema.json" not in done.stderr
