"""What people see: carets under the right columns, one line a finding, the last line."""

import pytest

from opendata_lint.finding import Severity
from opendata_lint.report import CardResult, CheckedFile, Report
from opendata_lint.reporting import RenderOptions, renderer
from opendata_lint.reporting.terminal import harmless, width
from tests.reporting.sample import finding


def caret(text: str, start: int, end: int) -> tuple[str, str]:
    """The source line and the caret line that `full` shows for a span."""
    found = finding("MET002", Severity.ERROR, "wrong", "x.md", text, (start, end))
    result = CardResult(CheckedFile("x.md", "dataset", "default"), text, (found,), ())
    lines = renderer("full")(Report((result,)), RenderOptions()).split("\n")
    return lines[1].partition("| ")[2], lines[2].partition("| ")[2]


@pytest.mark.parametrize(
    ("text", "span", "source", "carets"),
    [
        ("a: bad", (3, 6), "a: bad", "   ^^^"),
        ("a: bad", (6, 6), "a: bad", "      ^"),
        ("", (0, 0), "", "^"),
        ("日本: bad", (4, 7), "日本: bad", "      ^^^"),
        ("a: 日本", (3, 5), "a: 日本", "   ^^^^"),
        ("e\u0301: bad", (4, 7), "e\u0301: bad", "   ^^^"),
        ("\ta: bad", (4, 7), "    a: bad", "       ^^^"),
        ("a\x1b: bad", (4, 7), "a\\x1b: bad", "       ^^^"),
        ("##[a]: bad", (7, 10), "#\\x23[a]: bad", "          ^^^"),
        ("a: x\r\nb: bad\r\n", (9, 12), "b: bad", "   ^^^"),
        ("a: x\rb: bad", (8, 11), "b: bad", "   ^^^"),
        ("a: one\nb: two", (3, 13), "a: one", "   ^^^ ... to line 2"),
        ("a: one\nb: two", (3, 7), "a: one", "   ^^^"),
        ("a: x\u2028y bad", (7, 10), "a: x\\u2028y bad", "            ^^^"),
        ("a  ", (1, 3), "a", " ^^"),
        ("last\n", (5, 5), "", "^"),
    ],
)
def test_caret(text: str, span: tuple[int, int], source: str, carets: str) -> None:
    assert caret(text, *span) == (source, carets)


@pytest.mark.parametrize("start", [0, 10, 79, 80, 81, 500, 4995])
def test_a_huge_line_is_shown_around_its_fault(start: int) -> None:
    text = "x" * start + "FAULT" + "y" * (4995 - start)
    source, carets = caret(text, start, start + 5)
    assert len(source) <= 162
    assert source[carets.index("^") : carets.index("^") + 5] == "FAULT"


def test_a_span_longer_than_the_shown_part_ends_with_it() -> None:
    source, carets = caret("x" * 5000, 0, 5000)
    assert len(carets) == len(source) - 1 == 160


def test_width_of_marks_and_joiners() -> None:
    assert [width(text) for text in ("abc", "日本", "e\u0301", "ก\u0e31", "a\u200db")] == [3, 4, 1, 1, 2]


def test_harmless_leaves_ordinary_text_alone() -> None:
    for text in ("## Heading", "a [link]", "naïve – “quoted” 日本 👩‍🌾", "a\tb", "#[a]"):
        assert harmless(text) == text


@pytest.mark.parametrize(
    ("report", "last"),
    [
        (Report(()), "No cards found."),
        (
            Report((CardResult(CheckedFile("x", "dataset", "default"), "", (), ()),)),
            "Nothing found in 1 card.",
        ),
        (
            Report((CardResult(CheckedFile("x", "dataset", "default"), "", (), ()),) * 2, suppressed=1),
            "Nothing found in 2 cards (1 suppressed).",
        ),
    ],
)
def test_last_line(report: Report, last: str) -> None:
    for name in ("full", "concise", "grouped", "github", "azure"):
        assert renderer(name)(report, RenderOptions()).rstrip("\n").split("\n")[-1] == last
