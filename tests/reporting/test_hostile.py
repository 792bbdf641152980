"""No text of a card, path or rule may act on a CI service, a terminal or a reader of Markdown."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from opendata_lint.finding import Edit, Fix, SettledRelated, Severity
from opendata_lint.report import CardResult, CheckedFile, Crash, Report, Skipped
from opendata_lint.reporting import FORMATS, RenderOptions, renderer
from opendata_lint.reporting.common import CardText
from opendata_lint.reporting.markdown import inert
from tests.reporting.sample import finding

_PIECES = st.sampled_from(
    ["::error::", "::set-output name=a::", "##[group]", "##vso[task.complete]", "##", "[", "\n", "\r", "\r\n",
     "%0A", "\x1b[31m", "\x9b", "\u202e", "\u2066", "\u2028", "\u2029", "\x85", "\x0c", "\x00", "\ufeff",
     "\ufffe", " ", "`"]
)  # fmt: skip
_TEXT = st.lists(_PIECES | st.text(max_size=4), max_size=8).map("".join)
# Paths come from the file system: they hold no null, and of surrogates those for bytes that are not UTF-8.
_PATH = _TEXT.map(lambda text: re.sub("[\0\ud800-\udc7f\udd00-\udfff]", "", text) or "x")
_ASKED_FOR = {"github": "::", "azure": "##vso[task.logissue "}


@st.composite
def _reports(draw: st.DrawFn) -> Report:
    text = draw(_TEXT).encode("utf-8", "replace").decode()
    path, message, hint = draw(_PATH), draw(_TEXT), draw(_TEXT)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    related = (SettledRelated(draw(_PATH), CardText(text).location(start, end), draw(_TEXT)),)
    fix = Fix(draw(_TEXT), (Edit(start, end, draw(_TEXT)),))
    found = tuple(
        finding(
            code, severity, message, path, text, at, hint=hint, pointer=draw(_TEXT), related=related, fix=fix
        )
        for code, severity, at in (
            ("MET002", Severity.ERROR, (start, end)),
            ("MET002", Severity.WARNING, (start, end)),
            ("ETH004", Severity.INFO, None),
        )
    )
    crashes = (Crash("LIC001", path, " ".join(message.split()), hint),)
    result = CardResult(CheckedFile(path, "dataset", "default"), text, found, crashes)
    return Report((result,), (Skipped(path, message),), (message,))


@given(_reports())
def test_no_line_of_any_format_begins_a_command_that_was_not_meant(report: Report) -> None:
    for name in FORMATS:
        text = renderer(name)(report, RenderOptions())
        meant = _ASKED_FOR.get(name)
        lines = text.split("\n")
        assert "\r" not in text
        if meant:
            assert sum(line.startswith(meant) for line in lines) == 3
        for line in lines:
            rest = line.removeprefix(meant) if meant else line
            assert not rest.lstrip().startswith("::") or rest != line
            assert not re.search(r"##\w*\[", rest)


@given(_reports())
def test_nothing_in_output_for_people_acts_on_a_terminal(report: Report) -> None:
    for name in ("full", "concise", "grouped", "pylint", "markdown", "github", "azure"):
        for char in renderer(name)(report, RenderOptions()):
            assert char in "\n\t\u200c\u200d" or unicodedata.category(char) not in (
                "Cc",
                "Cf",
                "Cs",
                "Zl",
                "Zp",
            )


@given(_TEXT)
def test_markdown_shows_a_text_and_nothing_else(text: str) -> None:
    """Whatever the text, Markdown finds text, code and empty comments in it: no link, image, cell or tag."""
    inline = MarkdownIt("js-default", {"html": True}).parseInline(f"x{inert(text)}x")[0]
    for token in inline.children or []:
        assert token.type in ("text", "text_special", "html_inline")
        assert token.type != "html_inline" or token.content in ("<code>", "</code>", "<!-- -->")
    assert "|" not in inert(text)


@pytest.mark.parametrize(
    "text",
    ["![x](http://e.example/x.png)", "<img src=x onerror=alert(1)>", "a|b", "**b** _i_ ~~s~~", "&lt;b&gt;",
     "[a]: b", "http://e.example", "www.e.example", "a@e.example", "@me", "#1", ":smile:", "$x$",
     "`<b>`", "``` x"],
)  # fmt: skip
def test_markdown_markup_is_taken_apart(text: str) -> None:
    shown = inert(text)
    assert not re.search(r"[|*_\[\]~$`\\]|<(?!/?code>|!-- -->)|&(?!#\d+;)", shown)
    assert not re.search(r"://|www\.|@\w|#\d+(?!\d*;)|:smile:", shown)
