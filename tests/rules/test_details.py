"""Details that a told topic owes: what counts as told, what is silent, and where findings stand."""

from __future__ import annotations

import pytest

from opendata_lint.card import Card
from opendata_lint.engine import lint_text
from opendata_lint.rules.reading import described, is_english, tells, text_on
from opendata_lint.vocabulary import load
from tests.rules.examples import BASES

BASE = BASES["dataset"]


def replaced(heading: str, text: str, base: str = BASE) -> str:
    """The base card with another text below a heading."""
    head, _, rest = base.partition(f" {heading}\n\n")
    assert rest, heading
    _, gap, tail = rest.partition("\n\n")
    return f"{head} {heading}\n\n{text}{gap}{tail}"


def codes(text: str) -> set[str]:
    return {finding.code for finding in lint_text(text, kind="dataset").findings}


PII = "Personal and Sensitive Information"


@pytest.mark.parametrize("text", ["N/A", "n/a.", "[N/A]", "Unknown.", "Not applicable"])
def test_not_applicable_is_no_answer(text: str) -> None:
    assert "SEC017" in codes(replaced(PII, text))


@pytest.mark.parametrize(
    "text",
    [
        "The dataset contains no personal data.",
        "None: the remarks are about gates.",
        "Contains no personally identifiable information.",
    ],
)
def test_explicit_negative_is_an_answer(text: str) -> None:
    assert not codes(replaced(PII, text))


def test_a_missing_or_unfilled_topic_is_told_once() -> None:
    text = replaced("Initial Data Collection and Normalization", "[More Information Needed]")
    assert codes(text) == {"SEC004"}


def test_details_are_not_asked_of_other_languages() -> None:
    text = replaced(
        "Initial Data Collection and Normalization",
        "Vier Archive überließen uns die Tafeln, und die Schreibweise der Bemerkungen blieb, wie sie war.",
    )
    card = Card(text.encode(), "README.md", "dataset")
    assert not is_english(text_on(card, "collection") * 3)


def test_a_thin_answer_stands_at_its_section() -> None:
    found = lint_text(replaced("Discussion of Biases", "Please see the paper."), kind="dataset").findings
    assert [(f.code, f.message) for f in found] == [
        ("SEC013", "what is said about bias has fewer than 6 words")
    ]
    assert found[0].location is not None


def test_headings_tell_nothing() -> None:
    card = Card(BASE.encode(), "README.md", "dataset")
    assert described(card, "collection")
    assert "initial data collection" not in text_on(card, "collection")


def test_phrases_are_lower_case_and_used() -> None:
    for detail, phrases in load("details")["telling"].items():
        assert all(phrase == phrase.lower() for phrase in phrases), detail
        assert tells(f" {phrases[0]} ", detail)


@pytest.mark.parametrize("comment", ["<!-- v1.2, since 2019: e.g. 40 rows -> -->"])
@pytest.mark.parametrize("text", ["Each {}is a remark.", "Each is a remark. {}", "{}\n\nEach is a remark.\n"])
def test_a_comment_is_no_answer(text: str, comment: str) -> None:
    summary = "# Tides\n\nRemarks on tides by those who watch the gauges of our harbors.\n\n"
    card = f"---\nlicense: mit\n---\n\n{summary}## Data Instances\n\n{text.format(comment)}"
    assert {"DAT005", "DAT016", "PRV017"} <= codes(card)
