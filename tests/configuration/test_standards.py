"""The built-in profiles, one a standard: whole files, rules that exist, and what they say of real shapes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opendata_lint.finding import Severity
from opendata_lint.rules.catalog import catalog
from opendata_lint.settings import load_profile, profile_names
from tests.real_cards.collection import lint
from tests.rules.examples import BASES

STANDARDS = {
    **dict.fromkeys(
        ("datasheet", "data-cards", "croissant-rai", "open-trusted-data", "data-provenance"), "dataset"
    ),
    **dict.fromkeys(("eu-training-summary", "model-openness", "open-weights"), "model"),
}
STUB = b"---\nlicense: mit\n---\n\n# Stub\n\nWords that tell nothing at all of this thing here.\n"


def test_they_are_all_there() -> None:
    assert set(profile_names()) == {*STANDARDS, "default", "hub"}


@pytest.mark.parametrize("name", profile_names())
def test_a_file_is_whole(name: str, root: Path) -> None:
    profile = json.loads((root / "schemas" / "profiles" / f"{name}.json").read_bytes())
    assert list(profile) == ["name", "description", "source", "date", "kinds", "does_not_check", "rules"]
    assert profile["name"] == name
    assert profile["source"]
    assert profile["does_not_check"]
    assert profile["rules"].keys() <= {"*", *catalog()}
    assert set(profile["rules"].values()) <= {"error", "warning", "info", "off", "page"}
    for code in profile["rules"].keys() - {"*"}:
        assert set(catalog()[code].kinds) & set(profile["kinds"]), code


@pytest.mark.parametrize(("name", "kind"), STANDARDS.items())
def test_a_stub_fails(name: str, kind: str) -> None:
    found = lint(STUB, kind, name)  # type: ignore[arg-type]
    assert not found.crashes
    assert sum(finding.severity is Severity.ERROR for finding in found.findings) >= 2 - (
        name == "model-openness"
    )


@pytest.mark.parametrize(("name", "kind"), STANDARDS.items())
def test_a_full_card_passes(name: str, kind: str) -> None:
    asks_for_more = {"eu-training-summary": {"MDL039"}, "model-openness": {"MDL035"}}
    found = lint(BASES[kind].encode(), kind, name)  # type: ignore[arg-type]
    errors = {finding.code for finding in found.findings if finding.severity is Severity.ERROR}
    assert errors == asks_for_more.get(name, set())


def test_the_eight_fields() -> None:
    levels = dict(load_profile("croissant-rai").levels)
    named = {
        catalog()[code].name
        for code, level in levels.items()
        if level == "error" and code[:3] not in ("LIC",)
    }
    assert named >= {
        "limitations-missing", "bias-missing", "personal-data-missing", "use-missing",
        "social-impact-missing", "synthetic-untold", "source-missing", "collection-method-unstated",
    }  # fmt: skip


def test_the_trusted_refuse_what_their_sources_forbid() -> None:
    levels = dict(load_profile("open-trusted-data").levels)
    named = {catalog()[code].name for code, level in levels.items() if level == "error"}
    assert {"license-unknown", "source-noncommercial", "source-share-alike", "source-no-derivatives"} <= named
