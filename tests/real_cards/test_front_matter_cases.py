"""Cases of front matter and of schema messages, collected from peers' own tests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.finding import Location, SettledFinding
from opendata_lint.schema import SchemaFault, UserSchema
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import UnknownTree

pytestmark = pytest.mark.corpus


def cases(shared: Path, family: str) -> list[dict[str, Any]]:
    manifest = json.loads((shared / "cases" / "front-matter" / "manifest.json").read_bytes())
    return [case for case in manifest["cases"] if case["id"].startswith(family)]


def card_of(shared: Path, case: dict[str, Any]) -> Card:
    return Card((shared / "cases" / "front-matter" / case["file"]).read_bytes(), "README.md", "dataset")


def linted(card: Card, schema: UserSchema | None = None) -> tuple[SettledFinding, ...]:
    settings = Settings(load_profile("default"), schema=schema)
    result = lint_card(card, UnknownTree(), settings, "README.md")
    assert not result.crashes, result.crashes[0].details
    return result.findings


def test_front_matter_is_found_where_the_hub_finds_it(shared: Path) -> None:
    differ = [
        case["id"]
        for case in cases(shared, "fm")
        if (card_of(shared, case).front_matter is not None) != case["observed"]["hf_regex_in_js"]["found"]
    ]
    assert differ == []


def test_disagreement_of_readers_is_told(shared: Path) -> None:
    """Where some readers of front matter see a block and others do not, a rule on its text speaks."""
    silent = []
    for case in cases(shared, "fm"):
        seen = {bool(reader["found"]) for reader in case["observed"].values() if "found" in reader}
        codes = {finding.code for finding in linted(card_of(shared, case))}
        if len(seen) > 1 and not any(code.startswith("YML") for code in codes):
            silent.append(case["id"])
    assert silent == []


def places(text: str) -> tuple[list[str], list[str]]:
    """The places that a case wants, own and related: `3:9-3:12`, or `3:1` for a start alone."""
    own, _, related = text.partition("related")
    return [re.findall(r"\d+:\d+(?:-\d+:\d+)?", part) for part in (own, related)]  # type: ignore[return-value]


def told(location: Location | None, wanted: str) -> bool:
    if location is None:
        return False
    start = f"{location.line}:{location.column}"
    return wanted in (start, f"{start}-{location.end_line}:{location.end_column}")


def faults(finding: list[SettledFinding], want: dict[str, Any]) -> list[str]:
    """What of the wanted places and words the findings do not have."""
    own, related = places(want["location"])
    everything = [r.location for f in finding for r in f.related]
    missing = [place for place in own if not any(told(f.location, place) for f in finding)]
    missing += [place for place in related if not any(told(location, place) for location in everything)]
    words = "\n".join(f"{f.message} {f.hint or ''} {' '.join(r.message for r in f.related)}" for f in finding)
    missing += [
        word for word in want["must_mention"] if word not in words and word not in words.replace("`", "")
    ]
    return missing + [f"not {word}" for word in want["must_not_contain"] if word in words]


def test_schema_messages(shared: Path) -> None:
    wrong: dict[str, list[str]] = {}
    for case in cases(shared, "sm"):
        want = case["good_message"]
        schema_path = shared / "cases" / "front-matter" / case["schema"]
        try:
            schema = UserSchema(schema_path, schema_path.read_text(encoding="utf-8"))
            found = list(linted(card_of(shared, case), schema))
        except SchemaFault as fault:
            lacks = [word for word in want["must_mention"] if word not in str(fault)]
            if lacks or "tool error" not in want["location"]:
                wrong[case["id"]] = [f"a fault of the schema: {fault}", *lacks]
            continue
        wanted_places = places(want["location"])[0]
        about = [f for f in found if any(told(f.location, place) for place in wanted_places)]
        if lacks := faults(about, want):
            wrong[case["id"]] = lacks
    assert wrong == {}
