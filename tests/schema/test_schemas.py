"""Our schemas are valid, current, whole, and every node that can fail says what it is called."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from opendata_lint.card import Kind
from opendata_lint.rules.catalog import catalog
from opendata_lint.schema.formats import EXAMPLES, FORMATS
from opendata_lint.schema.quick import compile_check
from opendata_lint.schema.spellings import SPELLINGS
from opendata_lint.schema.store import card_schema

KINDS: tuple[Kind, ...] = ("dataset", "model")
CAN_FAIL = {
    "type", "enum", "const", "required", "uniqueItems",
    "contains", "not", "minItems", "maxItems", "minLength", "maxLength", "minProperties",
    "maxProperties", "minimum", "maximum", "pattern", "format", "anyOf", "oneOf", "dependentRequired",
}  # fmt: skip
# The frame of the document, and a key whose shape has no rule of its own, are the generic rule's.
GENERIC = ("", "/properties/kind", "/properties/metadata", "/properties/topics", "/properties/sections")


def nodes(
    schema: Any, pointer: str = "", code: str | None = None
) -> Iterator[tuple[str, dict[str, Any], str | None]]:
    """Every node that judges, with its place and the code that its failure has.

    Those below `if`, `not`, `anyOf` and the like only decide which other node fails.
    """
    if not isinstance(schema, dict):
        return
    code = schema.get("x-opendata-lint", {}).get("code", code)
    yield pointer, schema, code
    for keyword, value in schema.items():
        at = f"{pointer}/{keyword}"
        if keyword in ("properties", "patternProperties"):
            for name, member in value.items():
                yield from nodes(member, f"{at}/{name}", code)
        elif keyword == "allOf":
            for index, member in enumerate(value):
                yield from nodes(member, f"{at}/{index}", code)
        elif keyword in ("then", "else", "items", "additionalProperties", "propertyNames"):
            yield from nodes(value, at, code)


@pytest.mark.parametrize("kind", KINDS)
def test_every_node_that_can_fail_has_a_code(kind: Kind) -> None:
    nameless = [
        pointer
        for pointer, node, code in nodes(card_schema(kind))
        if (CAN_FAIL & node.keys() or node.get("additionalProperties") is False)
        and code in (None, "MET001")
        and pointer not in GENERIC
    ]
    generic = ("/properties/sections", "/properties/metadata/properties/train-eval-index")
    assert [pointer for pointer in nameless if not pointer.startswith(generic)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_annotations_name_what_exists(kind: Kind) -> None:
    for pointer, node, _ in nodes(card_schema(kind)):
        told = node.get("x-opendata-lint", {})
        assert told.keys() <= {"code", "hint", "message", "wanted", "spelling"}, pointer
        assert told.get("code", "MET001") in catalog(), pointer
        assert told.get("spelling", "language") in SPELLINGS, pointer
        assert node.get("format", "uri") in FORMATS, pointer
        for text in (told.get("hint", "x"), told.get("message", "x"), told.get("wanted", "x")):
            assert "\n" not in text, pointer
            assert not text.endswith("."), pointer
            assert text[0] == text[0].lower() or text.startswith("ISO"), pointer


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_valid_and_quick(kind: Kind) -> None:
    Draft202012Validator.check_schema(card_schema(kind))
    assert compile_check(card_schema(kind)) is not None


def test_files_are_valid_one_by_one(root: Path) -> None:
    for path in (root / "schemas").rglob("*.schema.json"):
        schema = json.loads(path.read_bytes())
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema", path


@pytest.mark.parametrize("kind", KINDS)
def test_any_tool_reads_them_file_by_file(kind: Kind, root: Path) -> None:
    """Without our inlining: relative references lead from file to file."""
    from referencing import Registry, Resource

    def retrieve(uri: str) -> Resource[Any]:
        return Resource.from_contents(json.loads((root / "schemas" / uri).read_bytes()))

    schema = json.loads((root / "schemas" / f"{kind}-card.schema.json").read_bytes())
    registry: Any = Registry(retrieve=retrieve)  # type: ignore[call-arg]
    judge = Draft202012Validator(schema, registry=registry)
    bad = {"kind": kind, "topics": {}, "sections": [], "metadata": {"tags": "text", "license": 1}}
    paths = {"/".join(map(str, error.absolute_path)) for error in judge.iter_errors(bad)}
    assert {"metadata/tags", "metadata/license"} <= paths


def test_every_format_has_an_example() -> None:
    assert set(EXAMPLES) == set(FORMATS)


def test_lists_are_current(root: Path) -> None:
    script = root / "scripts" / "generate_schemas.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


PROFILES = ["default", "hub"]


def levels_of(name: str, root: Path) -> dict[str, str]:
    """The levels of a profile's rules by code, as its file has them."""
    profile = json.loads((root / "schemas" / "profiles" / f"{name}.json").read_bytes())
    assert profile["name"] == name
    levels: dict[str, str] = profile["rules"]
    return levels


@pytest.mark.parametrize("name", PROFILES)
def test_profiles_name_rules_that_exist(name: str, root: Path) -> None:
    levels = levels_of(name, root)
    assert set(levels) <= {"*", *catalog()}
    assert set(levels.values()) <= {"error", "warning", "info", "off", "page"}


def test_hub_profile_is_silent_on_what_the_hub_does_not_look_at(root: Path) -> None:
    levels = levels_of("hub", root)
    assert levels["*"] == "off"
    looked_at = {"YML", "MET", "LIC", "LNG"}
    assert {code[:3] for code in levels if code != "*"} == looked_at
    assert levels.keys().isdisjoint({code for code, info in catalog().items() if info.omission} - {"YML001"})
