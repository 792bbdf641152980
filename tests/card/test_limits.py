"""Cards that are too long are judged as far as they are read, and nothing is claimed of the rest."""

from __future__ import annotations

import pytest

from opendata_lint.card import Card
from opendata_lint.card.outline import MAX_BODY, MAX_MARKS
from opendata_lint.card.text import MAX_TEXT
from opendata_lint.engine import lint_text
from opendata_lint.finding import MAX_FINDINGS
from opendata_lint.report import Report
from opendata_lint.suppressions.reading import MAX_SUPPRESSIONS

_HEAD = "---\nlicense: mit\n---\n"
_LONG = "word " * (MAX_BODY // 5 + 1)
_MANY_MARKS = "- a\n" * MAX_MARKS


def codes(report: Report) -> set[str]:
    """The codes of what was found."""
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    "body", [_LONG, _MANY_MARKS, "x\n\n" * MAX_MARKS, "|a|b|\n|-|-|\n" + "|a|b|\n" * MAX_MARKS]
)
def test_what_is_not_read_is_told_and_not_missed(body: str) -> None:
    report = lint_text(_HEAD + body, kind="dataset")
    assert any("too long to be judged whole" in warning for warning in report.warnings)
    assert not codes(report) & {"ETH001", "LIC001", "PRV001", "PRV004", "SEC001"}


def test_a_card_that_is_read_whole_misses_them() -> None:
    report = lint_text(_HEAD + "word\n", kind="dataset")
    assert not report.warnings
    assert codes(report) >= {"ETH001", "PRV001", "SEC001"}


@pytest.mark.parametrize("end", ["```python\nx = 1\n" * 20_000, "# Bias\n\n" * MAX_MARKS])
def test_a_section_that_is_cut_off_is_not_judged(end: str) -> None:
    card = Card((_HEAD + "# T\n\nword\n\n# License\n\n" + end).encode(), "README.md", "dataset")
    assert card.outline.truncated
    assert card.outline.unclosed is None
    assert [section.title for section in card.sections] == ["", "T"]


def test_front_matter_whose_end_is_not_read() -> None:
    report = lint_text("---\ntags:\n" + "- x\n" * (MAX_TEXT // 4) + "---\n# T\n", kind="dataset")
    assert codes(report) == {"YML016"}
    assert "longer than 1,000,000 characters" in report.findings[0].message


def test_front_matter_that_never_ends() -> None:
    report = lint_text("---\ntags:\n" + "- x\n" * MAX_TEXT, kind="dataset")
    assert codes(report) == {"YML006"}
    assert report.findings[0].fix is None


@pytest.mark.parametrize(
    ("head", "comment"),
    [
        ("---\n", "# opendata-lint: ignore[LIC003] x\n"),
        (_HEAD, "<!-- opendata-lint: ignore[LIC003] x -->\n\n"),
    ],
)
def test_suppressions_in_masses(head: str, comment: str) -> None:
    end = "license: mit\n---\n" if head == "---\n" else ""
    several = [
        lint_text(head + comment * (MAX_SUPPRESSIONS + more) + end, kind="dataset") for more in (0, 1, 99)
    ]
    told = [[f for f in report.findings if "is one more" in f.message] for report in several]
    assert [len(findings) for findings in told] == [0, 1, 1]
    assert told[1][0].fix is None


@pytest.mark.parametrize(
    ("code", "front_matter"),
    [
        ("MET007", "tags: [" + "x, " * (MAX_FINDINGS + 2) + "]"),
        ("LNG001", "language:\n" + "".join(f"- englisch{n}\n" for n in range(MAX_FINDINGS + 1))),
        ("YML011", "tags:\n" + "".join(f"- {'no' if n % 2 else 'yes'}\n" for n in range(MAX_FINDINGS + 1))),
    ],
)
def test_findings_of_one_rule_in_masses(code: str, front_matter: str) -> None:
    report = lint_text(f"---\n{front_matter}\n---\n# T\n", kind="dataset")
    assert sum(finding.code == code for finding in report.findings) == MAX_FINDINGS
    assert any(f"{code} is told {MAX_FINDINGS} times" in warning for warning in report.warnings)


def test_a_quote_that_runs_on_over_thousands_of_lines() -> None:
    card = Card((_HEAD + ">" * 5_000 + "x\n" * 90_000).encode(), "README.md", "dataset")
    assert card.outline.truncated


def test_parents_in_masses() -> None:
    report = lint_text("---\nbase_model:\n" + "- a/b\n" * 1_001 + "---\n# T\n", kind="model")
    assert any("only the first 1,000 are looked for" in warning for warning in report.warnings)
