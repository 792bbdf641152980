"""Real descriptors with the verdicts of official tools and specifications: what is caught, and where."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from opendata_lint.exchange.exporting import loaded
from opendata_lint.exchange.protocol import DescriptorFault
from tests.conftest import ROOT

PLACES = json.loads((Path(__file__).parent / "places.json").read_bytes())
"""Faults that a reader found, with the place where each stands: a line, and a pointer where there is one."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """`scripts/descriptor_cases.py`."""
    spec = importlib.util.spec_from_file_location(
        "descriptor_cases", ROOT / "scripts" / "descriptor_cases.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def judged(script: ModuleType) -> dict[str, Any]:
    """Every case that has a truth, by its name; skips where the collection is absent."""
    folder = script.SHARED / "cases" / "registry"
    if not (folder / "manifest.json").is_file():
        pytest.skip(f"no collection of descriptors at {folder} (OPENDATA_LINT_SHARED names another)")
    return {case.file: case for case in script.cases(folder)}


def test_no_valid_file_is_refused(judged: dict[str, Any]) -> None:
    refused = [(case.file, case.first) for case in judged.values() if case.truth == "valid" and case.is_wrong]
    assert not refused


def test_nearly_all_faulty_files_are_caught(judged: dict[str, Any]) -> None:
    faulty = [case for case in judged.values() if case.truth == "faulty"]
    missed = [case.file for case in faulty if case.is_wrong]
    assert len(faulty) >= 100
    assert len(missed) <= len(faulty) * 0.05, missed


def test_what_tools_let_pass_is_caught(judged: dict[str, Any]) -> None:
    lax = [case for case in judged.values() if case.truth == "faulty" and case.tool == "valid"]
    assert len(lax) >= 30
    assert not [case.file for case in lax if case.is_wrong]


def test_the_table_has_every_case(script: ModuleType, judged: dict[str, Any]) -> None:
    lines = list(script.table(list(judged.values())))
    assert sum(line.startswith(f"| {case} |") for case in judged for line in lines) == len(judged)


def test_valid_files_become_cards_or_there_is_a_reason(script: ModuleType, judged: dict[str, Any]) -> None:
    folder = script.SHARED / "cases" / "registry"
    made, refused = 0, {}
    for case in judged.values():
        if case.truth == "valid":
            path = folder / case.file
            try:
                loaded(path.read_bytes(), path.name.rpartition("__")[2], case.format)
                made += 1
            except DescriptorFault as reason:
                refused[case.file] = str(reason)
    assert made > 60
    assert all("is a BOM of no model and no data" in reason for reason in refused.values()), refused


@pytest.mark.parametrize("label", PLACES, ids=lambda label: f"{label['file']}:{label['line']}")
def test_the_place_is_right(judged: dict[str, Any], label: dict[str, Any]) -> None:
    found = [(error.location.line, error.pointer) for error in judged[label["file"]].errors if error.location]
    wanted = (label["line"], label["pointer"])
    assert wanted in found if label["pointer"] else label["line"] in [line for line, _ in found], found
