"""What the formats of archives share: names, identifiers, HTML, placeholders, values that are not fit."""

from __future__ import annotations

import time

import pytest

from opendata_lint.exchange.agents import orcid_fault, read_name, read_orcid
from opendata_lint.exchange.canonical import Agent, License
from opendata_lint.exchange.fit import fit
from opendata_lint.exchange.headed import headed, read_headed
from opendata_lint.exchange.html_text import from_html, to_html
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.works import Work, read_doi, typed
from opendata_lint.testing import rich_dataset


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0001-7897-433x", "0000-0001-7897-433X"),
        ("0000-0002-1825", None),
        ("https://example.org/0000-0002-1825-0097", None),
    ],
)
def test_orcid(text: str, digits: str | None) -> None:
    assert read_orcid(text) == digits
    assert (orcid_fault(text) is None) == (digits is not None)


def test_orcid_with_a_slip() -> None:
    assert "last digit" in str(orcid_fault("0000-0002-1825-0079"))


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Beet, Ada", ("Ada Beet", "Ada", "Beet")),
        ("Ada Beet", ("Ada Beet", None, None)),
        ("Clubs, North, South", ("Clubs, North, South", None, None)),
        (", Ada", (", Ada", None, None)),
    ],
)
def test_names(written: str, parts: tuple[str, str | None, str | None]) -> None:
    assert read_name(written) == parts


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("10.1000/182", Work("DOI", "10.1000/182")),
        ("https://doi.org/10.1000/182", Work("DOI", "https://doi.org/10.1000/182")),
        ("arXiv:2301.10140", Work("arXiv", "arXiv:2301.10140")),
        ("swh:1:dir:" + "a" * 40, Work("SWHID", "swh:1:dir:" + "a" * 40)),
        ("https://example.org/a?b=c", Work("URL", "https://example.org/a?b=c")),
        ("owner/name", Work("URL", "https://huggingface.co/datasets/owner/name")),
        ("openml:61", Work("URL", "https://www.openml.org/d/61")),
        ("wikipedia", None),
        ("https://example.org/a b", None),
        ("", None),
    ],
)
def test_works(text: str, work: Work | None) -> None:
    assert typed(text) == work


def test_models_are_addressed_as_models() -> None:
    assert typed("owner/name", "finetunedFrom") == Work("URL", "https://huggingface.co/owner/name")


def test_dois() -> None:
    assert read_doi("https://doi.org/10.5281/Zenodo.1") == "10.5281/zenodo.1"
    assert read_doi("zenodo.1") is None


def test_headed() -> None:
    assert read_headed(headed("bias", "Late frosts.\n\nAnd more.")) == ("bias", "Late frosts.\n\nAnd more.")
    assert read_headed("Known Limitations\nShort.") == ("limits", "Short.")
    assert read_headed("Some words\n\nand others") is None
    assert read_headed("Biases") is None


@pytest.mark.parametrize(
    "text",
    [
        "One line.",
        "Two\nlines & an `a < b`.",
        "*so* **so** and [there](https://example.org/?a=b&c=d)",
        "- one\n- two\n  - inner",
        "1. one\n2. two",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "```\ncode <b>\n```",
        "## Heading\n\ntext",
    ],
)
def test_markdown_comes_back_from_html(text: str) -> None:
    assert from_html(to_html(text)) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain &amp; simple", "plain & simple"),
        ("<p>a</p><!-- <b>no</b> --><p>b</p>", "a\n\nb"),
        ("<p>a<script>alert(1)</script></p>", "a"),
        ("<a href='javascript:x'>t</a>", "t"),
        ("&lt;script&gt;", "\\<script>"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<ul><li><p>a</p></li></ul><ol><li>b</li></ol>", "- a\n\n1. b"),
        ("<p>a <unclosed", "a \\<unclosed"),
        ("<!-- <p>a</p>", ""),
    ],
)
def test_html_is_read(html: str, text: str) -> None:
    assert from_html(html) == text


@pytest.mark.parametrize("part", ["<a ", "<!--", "<li>a", "</", "<p>", "&", "<![CDATA["])
def test_html_takes_the_time_of_its_length(part: str) -> None:
    start = time.perf_counter()
    from_html(part * 40_000)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "tbd",
        "[ZENODO_DOI]",
        "https://github.com/<your-org>/x",
        "10.5281/zenodo.XXXXXXX",
        "{{ title }}",
        "YYYY-MM-DD",
    ],
)
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["To do lists of gardeners", "Beet, Ada", "10.5281/zenodo.1234567", "[1] a note", ""]
)
def test_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)


def test_what_is_not_fit_is_left_out() -> None:
    card = rich_dataset()
    assert fit(card) == card
    made = fit(
        card._replace(
            title=" ",
            doi="zenodo.1",
            url="clubs",
            created="2021-02-30",
            languages=("de", "no tag", "de"),
            keywords=("a", "", "a"),
            creators=(Agent(""), Agent("Ada", orcid="0000-0002-1825-0098", url="x")),
            license=License("MIT", None, "nowhere"),
        )
    )
    assert (made.title, made.doi, made.url, made.created) == ("", None, None, None)
    assert (made.languages, made.keywords, made.creators) == (("de",), ("a",), (Agent("Ada"),))
    assert made.license == License("MIT")
