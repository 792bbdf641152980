"""What is said of a broken schema, and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.schema import SchemaFault, UserSchema


def found(schema: dict[str, Any], front: str, tmp_path: Path) -> list[Finding]:
    path = tmp_path / "steward.schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    own = UserSchema(path, path.read_text(encoding="utf-8"))
    return list(own.findings(Card(f"---\n{front}\n---\n".encode(), "README.md", "dataset")))


IF_OTHER = {
    "if": {"properties": {"license": {"const": "other"}}, "required": ["license"]},
    "then": {"required": ["license_name", "license_link"]},
}
IF_TASK = {
    "if": {"properties": {"tasks": {"contains": {"enum": ["speech", "text"]}}}, "required": ["tasks"]},
    "then": {"required": ["language"]},
}


MISSING = "`license_name` and `license_link` are missing, asked for by `license: other`"
NOT_A_TAG = "`German` is not an ISO 639 code or BCP 47 tag such as en or pt-BR; did you mean `de`?"


def one(**properties: Any) -> dict[str, Any]:
    return {"properties": properties}


def told(**words: str) -> dict[str, Any]:
    return {"x-opendata-lint": {"code": "MET001", **words}}


@pytest.mark.parametrize(
    ("schema", "front", "expected"),
    [
        (
            {"required": ["a", "b", "c"]},
            "a: 1",
            [("", "key", "`b` is missing"), ("", "key", "`c` is missing")],
        ),
        (IF_OTHER, "license: other", [("/license", "item", MISSING)]),
        (IF_TASK, "tasks: [text]", [("/tasks", "item", "`language` is missing, asked for by `tasks: text`")]),
        ({"dependentRequired": {"a": ["b"]}}, "a: 1", [("/a", "key", "`b` is missing, asked for by `a`")]),
        (one(a=False), "a: 1", [("/a", "key", "`a` is not allowed")]),
        (one(names=False, name={}), "names: 1", [("/names", "key", "`names` is not allowed; use `name`")]),
        ({"not": {"required": ["key"]}}, "key: 1", [("/key", "key", "`key` is not allowed")]),
        ({"additionalProperties": False}, "a: 1", [("/a", "key", "unknown key `a`")]),
        (
            {**one(license={}), "additionalProperties": False},
            "licence: mit",
            [("/licence", "key", "unknown key `licence`; did you mean `license`?")],
        ),
        (one(a={"type": "string"}), "a:", [("/a", "value", "`a` has no value; text is expected")]),
        (
            one(a={"type": "array"}),
            "a: x",
            [("/a", "value", "`a` must be a list; write `[x]` or one `- ` line an item")],
        ),
        (
            one(a={"type": ["string", "array"]}),
            "a: {b: 1}",
            [("/a", "value", '`a` must be text or a list, not a mapping (`{"b": 1}`)')],
        ),
        (
            one(a={"items": {"uniqueItems": True}}),
            "a: [[x, x]]",
            [("/a/0/1", "value", "`x` stands twice in `a[0]` (items 1 and 2)")],
        ),
        (
            one(n={"enum": ["red", "green"]}),
            "n: blue",
            [("/n", "value", "`blue` is not a value of `n`; it must be `red` or `green`")],
        ),
        (
            one(n={"enum": ["red"], **told(wanted="a color")}),
            "n: rde",
            [("/n", "value", "`rde` is not a color; did you mean `red`?")],
        ),
        (
            one(l={"format": "language-tag", **told(spelling="language")}),
            "l: German",
            [("/l", "value", NOT_A_TAG)],
        ),
        (
            one(v={"pattern": "^v", **told(wanted="a version")}),
            "v: '1'",
            [("/v", "value", "`1` is not a version")],
        ),
    ],
)
def test_message(
    schema: dict[str, Any], front: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    findings = found(schema, front, tmp_path)
    assert [(f.place.pointer, f.place.part, f.message) for f in findings] == expected
    assert {f.code for f in findings} == {"MET001"}


def test_a_node_names_code_message_and_hint(tmp_path: Path) -> None:
    own = {"code": "LIC003", "message": "name a license", "hint": "ask the owner"}
    schema = one(license={"not": {"const": "unknown"}, "x-opendata-lint": own})
    (finding,) = found(schema, "license: unknown", tmp_path)
    assert (finding.code, finding.message, finding.hint) == ("LIC003", "name a license", "ask the owner")


def test_missing_front_matter_names_what_cannot_be_there(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text('{"required": ["license"]}', encoding="utf-8")
    own = UserSchema(path, path.read_text(encoding="utf-8"))
    (finding,) = own.findings(Card(b"# No front matter\n", "README.md", "dataset"))
    assert finding.code == "YML001"
    assert "`license`" in finding.message


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "is not JSON"), ("[]", "must be an object"), ('{"type": "objct"}', '"objct" is not allowed')],
)
def test_broken_schema_is_the_schemas_fault(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemaFault, match=r"s\.json") as raised:
        UserSchema(path, path.read_text(encoding="utf-8"))
    assert says in str(raised.value)


@pytest.mark.parametrize("reference", ["./nope.json", "https://example.org/s.json", "../../etc/passwd.json"])
def test_references_lead_only_to_files_beside_the_schema(reference: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaFault, match=r"nope|example|passwd"):
        found({"properties": {"a": {"$ref": reference}}}, "a: 1", tmp_path)
