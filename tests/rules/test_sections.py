"""Headings, sections, tables and placeholders."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.places import span_of
from opendata_lint.rules import all_checks
from opendata_lint.tree import UnknownTree


def check(text: str) -> tuple[Card, list[Finding]]:
    card = Card(text.encode(), "README.md", "dataset")
    checks = [check for code, check in all_checks().items() if code.startswith("SEC")]
    return card, [finding for check in checks for finding in check(card, UnknownTree())]


def told(body: str) -> list[str]:
    """`CODE line` of every finding in a card with this body; line 0 for the card as a whole."""
    card, findings = check(f"---\nlicense: mit\n---\n{body}")
    spans = [(finding.code, span_of(finding.place, card)[0]) for finding in findings]
    return [f"{code} {card.source.location(*span).line if span else 0}" for code, span in spans]


INTRODUCED = "# Sea\n\nSea holds a thousand short notes on the sea and its weather.\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (INTRODUCED, []),
        ("", ["SEC001 0"]),
        ("## Sea\n\nSea holds a thousand short notes on the sea and its weather.\n", ["SEC001 4"]),
        ("<h1>Sea</h1>\n\nSea holds a thousand short notes on the sea and its weather.\n", []),
        ("Sea\n===\n\nSea holds a thousand short notes on the sea and its weather.\n", []),
        (INTRODUCED.replace("# Sea", "# Dataset Card for [Dataset Name]"), ["SEC002 4"]),
        (INTRODUCED.replace("# Sea", "# Model Card for Model ID"), ["SEC002 4"]),
        (INTRODUCED.replace("# Sea", "# Dataset Card Creation Guide"), ["SEC002 4"]),
        (INTRODUCED.replace("# Sea", "# Dataset Card for {{ name }}"), ["SEC002 4"]),
        (INTRODUCED.replace("# Sea", "# Dataset names of the sea"), []),
        (INTRODUCED + "## A\n\n[More Information Needed]\n", ["SEC004 10"]),
        (INTRODUCED + "## A\n\n```\n[More Information Needed]\n```\n", []),
        (INTRODUCED + "## A\n\nN/A\n", []),
        (INTRODUCED + "## A\n\n- ...\n", ["SEC004 10"]),
        (INTRODUCED + "## A\n\n- maps of tides\n- ...\n", []),
        (INTRODUCED + "## A\n\n- **Paper:**\n- **Page:** x\n", ["SEC005 10"]),
        (INTRODUCED + "## A\n\n## B\n\ntext\n", ["SEC005 8"]),
        (INTRODUCED + "## A\n\n<!-- later -->\n", ["SEC005 8"]),
        (INTRODUCED + "## A\n\n### B\n\ntext\n", []),
        (INTRODUCED + "## A\n\n![](a.png)\n", []),
        (INTRODUCED + "## A\n\ntext\n\n## a\n\ntext\n", ["SEC006 12"]),
        (INTRODUCED + "## A\n\n### C\n\ntext\n\n## B\n\n### C\n\ntext\n", []),
        (INTRODUCED + "### A\n\ntext\n", ["SEC007 8"]),
        (INTRODUCED + "##\n\ntext\n", ["SEC008 8"]),
        ("# Sea\n\n## A\n\n![](a.png)\n", ["SEC009 0"]),
        (INTRODUCED + "# pylint: disable=all\n\ntext\n", ["SEC010 8"]),
        (INTRODUCED + "# Load it\nimport sea\n", ["SEC010 8"]),
        (INTRODUCED + "# Import duties\n\nText on imports.\n", []),
        (INTRODUCED + "| a | b |\n|---|\n| 1 | 2 |\n", ["SEC011 9"]),
        (INTRODUCED + "| a | b |\n| 1 | 2 |\n| 3 | 4 |\n", ["SEC011 8"]),
        (INTRODUCED + "    | a | b |\n    |---|---|\n    | 1 | 2 |\n", ["SEC011 8"]),
        (INTRODUCED + "```\n| a | b |\n|---|\n```\n", []),
        (INTRODUCED + "## A\n\n|a|b|\n-----\n|1|2|\n", ["SEC011 10"]),
        (INTRODUCED + "## A\n\nTERMS\n-----\n\nDo no harm.\n", []),
        (INTRODUCED + "| a | b |\n|---|---|\n| 1 |\n", []),
        (INTRODUCED + "## Uses [optional]\n\ntext\n", ["SEC012 8"]),
        (INTRODUCED + "## Uses <!-- [optional] -->\n\ntext\n", []),
    ],
)
def test_bodies(body: str, expected: list[str]) -> None:
    assert told(body) == expected


def test_a_title_in_the_front_matter() -> None:
    body = "## Sea\n\nSea holds a thousand short notes on the sea and its weather.\n"
    assert check(f"---\ntitle: Sea\n---\n{body}")[1] == []
    found = check(f"---\ntitle:\n---\n{body}")[1]
    assert [finding.message for finding in found] == [
        "no heading is of the first level; the first one, `Sea`, is of level 2"
    ]


def test_broken_separator() -> None:
    _, found = check(f"{INTRODUCED}| a | b | c |\n|---|---||---|\n| 1 | 2 | 3 |\n")
    assert [finding.message for finding in found] == [
        "the table has a broken separator row and is shown as text"
    ]


def test_what_a_section_of_results_describes_is_no_instruction() -> None:
    told_first = "*This section describes the evaluation protocols and provides the results.*"
    assert told(f"{INTRODUCED}## Evaluation\n\n{told_first}\n\nF1 is 0.9.\n") == []


def test_instructions_in_the_front_matter() -> None:
    _, findings = check(f"---\nYAML tags:\n- copy-paste the tags obtained: https://x.org\n---\n{INTRODUCED}")
    assert [finding.code for finding in findings] == ["SEC003", "SEC003"]


@given(st.text("# \n|-=:[]*<>`!a", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_body_breaks_a_check(body: str) -> None:
    card, findings = check(body)
    for finding in findings:
        span, _ = span_of(finding.place, card)
        assert span is None or 0 <= span[0] <= span[1] <= len(card.text)
