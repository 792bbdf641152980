"""Front matter: fences, syntax, and what its readers see differently."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.card.yaml11 import read_plain
from opendata_lint.finding import Finding
from opendata_lint.places import span_of
from opendata_lint.rules import all_checks
from opendata_lint.tree import UnknownTree

PARTS = ["Motivation", "Composition", "Collection Process", "Uses", "Distribution", "Maintenance"]


def check(data: bytes | str) -> tuple[Card, list[Finding]]:
    card = Card(data.encode() if isinstance(data, str) else data, "README.md", "dataset")
    checks = [check for code, check in all_checks().items() if code.startswith("YML")]
    return card, [finding for check in checks for finding in check(card, UnknownTree())]


def told(data: bytes | str) -> list[str]:
    """`CODE line:column` of every finding."""
    card, findings = check(data)
    return [f"{finding.code} {_at(card, finding)}" for finding in findings]


def _at(card: Card, finding: Finding) -> str:
    span, _ = span_of(finding.place, card)
    assert span is not None
    location = card.source.location(*span)
    return f"{location.line}:{location.column}"


@pytest.mark.parametrize(("parts", "sure"), [(PARTS, False), (PARTS[:3], True), ([], True)])
def test_a_datasheet_may_do_without_front_matter(parts: list[str], sure: bool) -> None:
    text = "# Reeds\n" + "".join(f"\n## {part}\n\nText.\n" for part in parts)
    (finding,) = check(text)[1]
    assert (finding.code, finding.conclusive) == ("YML001", sure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: b\n---\n# T\n", []),
        ("---\r\na: b\r\n---\r\n# T\r\n", []),
        ('---\na: "b --- c"\n---\n', []),
        ("---\na: |\n  ---\n---\n", []),
        ("---\na: b\n---\n\n---\n\ntext below a rule\n", []),
        ("# T\n", ["YML001 1:1"]),
        ("", ["YML001 1:1"]),
        ("---\n---\n# T\n", ["YML001 1:1"]),
        ("---\n\n# A rule above a title\n", ["YML001 1:1"]),
        ("---\n\nText below a rule.\n", ["YML001 1:1"]),
        ("---\ntext\n---\n", ["YML003 2:1"]),
        ("---\n- a: b\n---\n", ["YML003 2:1"]),
        ("---\n\n---\n", ["YML004 1:1"]),
        ("---\n# a comment\n---\n", ["YML004 1:1"]),
        ("---\n---\n\n# T\n\n---\n", ["YML004 2:1"]),
        ("---\na: b\n# T\n", ["YML006 1:1"]),
        ("---\na: b\n----\n# T\n", ["YML006 3:1"]),
        ("---\na: b\n...\n", ["YML006 3:1"]),
        ("---\na: b\n---oops\n", ["YML006 3:1"]),
        ("---\ra: b\r---\r", ["YML006 1:1"]),
        ("---\nlicense: mit\n\n## The Data\n\n---\n\nmore\n", ["YML006 4:1"]),
        ("--- \na: b\n---\n", ["YML007 1:1"]),
        ("--\na: b\n--\n", ["YML007 1:1"]),
        ("---json\n{}\n---\n", ["YML007 1:1"]),
        ("+++\na = 1\n+++\n", ["YML007 1:1"]),
        ("license: mit\ntags:\n- a\n\n# T\n", ["YML007 1:1"]),
        ("<!-- c -->\n---\nlicense: mit\n---\n", ["YML007 2:1"]),
        ("<!--\n---\nlicense: mit\n---\n-->\n# T\n", ["YML001 1:1"]),
        (" ---\na: b\n---\n", ["YML008 1:2"]),
        ("\n\n---\na: b\n---\n", ["YML008 3:1"]),
        ("\ufeff---\na: b\n---\n", ["YML009 1:1"]),
        (b"---\na: caf\xe9\n---\n", ["YML010 2:7"]),
        ("---\na: b\n---\n".encode("utf-16"), ["YML010 1:1"]),
        ("---\na: b\n---\n---\nc: d\n---\n", ["YML019 4:1"]),
        ("---\na: b\n---\n---\n# T\n", ["YML019 4:1"]),
        ("---\na: b\n---\n\nc: d\ne: f\n---\n# T\n", ["YML019 5:1"]),
        ("---\n---\na: b\n---\n", ["YML019 2:1"]),
        ("---\na: b\n---\n<<<<<<< x\nc\n\n=======\nd\n>>>>>>> y\n", ["YML020 4:1"]),
        ("---\na: b\n---\n```\n<<<<<<< x\n```\n\nTitle\n=======\n", []),
    ],
)
def test_fences(text: bytes | str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("front", "words", "line"),
    [
        ("a: b: c", "holds a colon", 2),
        ("a: b\n  c: d", "belonged to the line above", 3),
        ("tags:\n-a\n-b\nc: d", "no space behind the dash", 3),
        ("tags:\n-a\n-b", "no space behind the dash", 3),
        ("a:b\nc: d", "no space behind the colon", 2),
        ("a: b\nc\nd: e", "neither `key: value`", 3),
        ("a: @b", "cannot begin with `@`", 2),
        ("a: `b`", "cannot begin with ```", 2),
        ("a: %b", "cannot begin with `%`", 2),
        ("a: [b\nc: d", "bracket is not closed", 2),
        ('a: "b\nc: d', 'quote " is not closed', 2),
        ("a: 'it's b'", "behind the closing quote", 2),
        ("a:\n\tb: c", "tab", 3),
        ("a: |\ntext\nb: c", "below `|` is not indented", 3),
        ("- a\nb: c", "belongs to no key", 3),
        ("a: []\n- b", "stands where a key must", 3),
        ("a: **b**", "names an alias", 2),
        ("a: *b", "names an alias", 2),
        ("{}\na: b", "behind a value that is complete", 3),
        ("a: b\x00", "control character U+0000", 2),
        ("a: b\n<<<<<<< HEAD\nc: d\n=======\ne: f\n>>>>>>> x", "merge conflict", 3),
        ("<!-- by a script -->\n\na: b", "HTML comment", 2),
        ("a: b\n\n# Title\n\nText: with: colons", "not closed above", 4),
        ("TODO: Add YAML tags here: now", "template's line on tags", 2),
    ],
)
def test_a_syntax_error_names_its_cause(front: str, words: str, line: int) -> None:
    card, findings = check(f"---\n{front}\n---\n")
    assert [finding.code for finding in findings] == ["YML002"]
    assert findings[0].message.startswith("Invalid YAML: ")
    assert words in findings[0].message
    assert _at(card, findings[0]).split(":")[0] == str(line)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("a: 1\nb: {c: 1, c: 2}\na: 2", ["YML005 3:11", "YML005 4:1"]),
        ("a: no", ["YML011 2:4"]),
        ("a: [y, Off]", ["YML011 2:8"]),
        ("on: 1", ["YML011 2:1"]),
        ("a: 'no'\nb: !!str no\nc: nobody", []),
        ("a: 012\nb: 1_000\nc: 12:30\nd: 0o17\ne: 1e-5", [f"YML012 {line}:4" for line in range(2, 7)]),
        ("version: 1.10\nvalue: 0.90\narxiv: 2301.10140", ["YML012 2:10", "YML012 4:8"]),
        ("a: 2024-01-05\nb: 2024-01-05 10:00:00", ["YML013 2:4", "YML013 3:4"]),
        ("a:\tb", ["YML014 2:3"]),
        ("a: b\t# c", ["YML014 2:5"]),
        ("a: 'b\tc'\nd: |\n  e\tf", []),
        ("a: !!python/tuple [1]", ["YML015 2:4"]),
        ("a: !!int b", ["YML015 2:4"]),
        ("a: &b\n  c: *b", ["YML016 3:6"]),
        ("a: " + "[" * 101 + "]" * 101, ["YML016 2:103"]),
        ("1: a\ntrue: b\nc: {2: d}", ["YML017 2:1", "YML017 4:5"]),
        ("a: {{ b }}\nc: {d}\ne: '{{ f }}'", ["YML018 2:4", "YML018 3:4", "YML018 4:4"]),
        ("{{ card_data }}", ["YML018 2:1"]),
        ("a: {{ b | c('d', true) }} e", ["YML018 2:4"]),
        ("chat_template: '{{ a }}'", []),
        ("a: “b”\nc: “b” and “d”", ["YML021 2:4"]),
        ("a: b\u2028c", ["YML021 2:5"]),
        ("\u00a0a: b", ["YML021 2:1"]),
        ("a: &a {b: c}\nd:\n  <<: *a", ["YML022 4:3"]),
        ("a: =", ["YML023 2:4"]),
        ("a: 2024-02-30", ["YML023 2:4"]),
    ],
)
def test_values(front: str, expected: list[str]) -> None:
    assert sorted(told(f"---\n{front}\n---\n")) == sorted(expected)


def test_a_duplicate_key_points_at_the_first() -> None:
    _, findings = check("---\na: 1\nb: 2\na: 3\n---\n")
    assert findings[0].related[0].place.span == (4, 5)


_NUMBERS = st.from_regex(r"\A[-+]?(0b|0x|0|0o)?[0-9a-f_]{1,5}(\.[0-9_]*)?([eE][-+]?[0-9]+)?\Z")
_TIMES = st.from_regex(
    r"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"([Tt ][0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?( ?(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?)?\Z"
)
_BASE_60 = st.from_regex(r"\A[-+]?[0-9_]{1,3}(:[0-9]{1,2}){1,3}(\.[0-9_]*)?\Z")
_WORDS = st.sampled_from(["=", "<<", "yes", "No", "ON", "y", ".inf", "-.INF", ".NaN", "~", "null", "TRUE"])
_SCALARS = st.one_of(
    _NUMBERS, _TIMES, _BASE_60, _WORDS, st.text("0123456789_.:+-exboZT", min_size=1, max_size=8)
)


@given(_SCALARS)
@settings(max_examples=300, deadline=None)
def test_plain_scalars_are_typed_as_pyyaml_types_them(raw: str) -> None:
    if raw in ("-", ":") or raw.endswith(":"):
        return  # no scalars
    reading = read_plain(raw)
    try:
        value = yaml.safe_load(f"k: {raw}")["k"]
    except (ValueError, yaml.YAMLError):
        assert reading.type == "unreadable"
        return
    types = {str: "text", type(None): "null", bool: "boolean", int: "integer", float: "float"}
    assert reading.type == types.get(type(value), "date")
    if reading.type == "float":
        assert str(value) == "nan" == str(reading.value) or math.isclose(value, reading.value)  # type: ignore[arg-type]
    elif reading.type != "date":
        assert value == reading.value


_LINES = st.sampled_from([
    "a: 1", "b:", "  c: no", "- x", "- y: z", "[1, 'q']", "{u: v}", "# c", "", "x: [a,", "b]", 'q: "a',
    'b"', "s: |", "  text", "t: >-", "? k", ": v", "k: &a [1]", "l: *a", "<<: {m: n}", "\tz: 1", "e: 1e3",
    "d: 2020-02-30", "o: !!str 012", "r: !!set {a, b}", "v: !!binary aGk=", "...", "1: 2", "? [a]\n: b",
    "a: =", "k : v", "z: a\u2028b", "w: x\t", "w: - x", "g: ! 3", "j: !!bool yes", "m: [no, 012,]",
    "o: {a, b: c}", 'u: ["a":b]', "t: |#",
])  # fmt: skip


@given(st.one_of(st.lists(_LINES, min_size=1, max_size=4).map("\n".join), _SCALARS.map("k: {}".format)))
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
def test_wherever_pyyaml_and_the_hub_differ_there_is_a_finding(front: str) -> None:
    card, findings = check(f"---\n{front}\n---\n")
    if card.raw_front_matter is None:
        return
    ours = _comparable(card.value) if card.yaml_fault is None else "fault"
    try:
        pythons = _comparable(yaml.safe_load(card.raw_front_matter))
    except Exception:  # PyYAML raises more than its own errors
        pythons = "error"
    assert ours == pythons or findings


def _comparable(value: Any) -> Any:
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):
        return [(_comparable(key), _comparable(item)) for key, item in value.items()]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "nan" if math.isnan(value) else ("number", float(value))
    return (type(value).__name__, value)


@given(st.text("-\n\r \t#:ab|[]{}<>=*&!'\"\ufeff\x00\u2028", max_size=40), st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_a_check(text: str, fenced: bool) -> None:
    card, findings = check(f"---\n{text}\n---\n{text}" if fenced else text)
    for finding in findings:
        span, _ = span_of(finding.place, card)
        assert span is None or 0 <= span[0] <= span[1] <= len(card.text)


_SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED", Path(__file__).parents[3] / "shared"))
CASES = _SHARED / "cases" / "front-matter"


def _cases() -> list[dict[str, Any]]:
    if not (CASES / "manifest.json").exists():
        return []
    cases = json.loads((CASES / "manifest.json").read_bytes())["cases"]
    return [case for case in cases if "hf_regex_in_js" in case.get("observed", {})]


@pytest.mark.skipif(not CASES.exists(), reason="the collection of cases is not beside the checkout")
@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["file"])
def test_readers_of_front_matter(case: dict[str, Any]) -> None:
    """Where the Hub, its Python client, and editors disagree, a finding says so."""
    seen = case["observed"]
    hub = seen["hf_regex_in_js"]["found"]
    card, findings = check((CASES / case["file"]).read_bytes())
    assert (card.front_matter is not None) == hub
    names = ("hf_hub_python", "remark_frontmatter", "markdownlint")
    if any(seen[name].get("found") != hub for name in names if name in seen):
        assert findings
