"""PRV: sources, identifiers, BibTeX."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.card import Card, Kind
from opendata_lint.places import span_of
from opendata_lint.rules import provenance
from opendata_lint.rules.bibtex import bibtex_faults
from opendata_lint.schema import card_findings
from opendata_lint.tree import WorkTree

TREE = WorkTree(Path(__file__).parent)
GOOD = "@article{key2020,\n  title = {A {B} C},\n  year = 2020\n}\n"


def card_of(front: str, body: str = "", kind: Kind = "dataset") -> Card:
    return Card(f"---\n{front}\n---\n{body}".encode(), "README.md", kind)


def schema_codes(card: Card) -> list[str]:
    return [finding.code for finding in card_findings(card) if finding.code.startswith("PRV")]


@pytest.mark.parametrize(
    "value", ["original", "extended", "extended|natural_questions", "squad", "owner/name"]
)
def test_known_source_datasets(value: str) -> None:
    assert "PRV002" not in schema_codes(card_of(f"source_datasets:\n- {value}"))


@pytest.mark.parametrize(
    "value", ["Original", "extended|", "unknown", "https://example.org/x", "news from the web", "a/b/c"]
)
def test_unknown_source_datasets(value: str) -> None:
    assert schema_codes(card_of(f"source_datasets:\n- {value}")).count("PRV002") == 1


def test_source_is_asked_of_both_kinds() -> None:
    assert "PRV001" in schema_codes(card_of("pretty_name: A", "# A\n\nSome words.\n"))
    assert "PRV001" in schema_codes(card_of("pretty_name: A", "# A\n\nSome words.\n", "model"))
    assert "PRV001" not in schema_codes(card_of("source_datasets: [original]"))
    assert "PRV001" not in schema_codes(card_of("base_model: owner/name", kind="model"))
    assert "PRV001" not in schema_codes(
        card_of("pretty_name: A", "# A\n\n## Source Data\n\nThree archives.\n")
    )


@pytest.mark.parametrize(
    "body",
    [
        "See <https://data.example.edu/set>.",
        "doi: 10.5281/zenodo.1234567",
        "arXiv:2301.10140",
        "github.com/owner/name",
        'load_dataset("owner/name")',
        "www.harbor-notes.net",
    ],
)
def test_an_identifier(body: str) -> None:
    assert not list(provenance.identifier_missing(card_of("pretty_name: A", body), TREE))


@pytest.mark.parametrize(
    "body",
    [
        "No address.",
        "[CC BY](https://creativecommons.org/licenses/by/4.0/)",
        "![b](https://img.shields.io/badge/a-b)",
        "Thanks to [@person](https://github.com/person).",
        "[Homepage]()",
    ],
)
def test_no_identifier(body: str) -> None:
    assert [f.code for f in provenance.identifier_missing(card_of("pretty_name: A", body), TREE)] == [
        "PRV003"
    ]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (GOOD.rstrip().removesuffix("}"), "never closed"),
        (GOOD.replace("{B}", "{B"), "never closed"),
        (GOOD.replace("key2020,\n", "\n"), "no key"),
        (GOOD.replace("key2020,\n", ""), "no key"),
        (GOOD.replace("key2020,", "key2020"), "no comma"),
        (GOOD + "}\n", "`}` too many"),
    ],
)
def test_broken_bibtex(entry: str, problem: str) -> None:
    card = card_of("pretty_name: A", f"# A\n\n```bibtex\n{entry}\n```\n\nText with a }} brace.\n")
    (finding,) = provenance.bibtex_broken(card, TREE)
    assert problem in finding.message
    span, _ = span_of(finding.place, card)
    assert span
    assert card.text[slice(*span)].startswith("@article{")
    assert "\n" not in card.text[slice(*span)]


@pytest.mark.parametrize(
    "body",
    [
        f"```bibtex\n{GOOD}```\n",
        f"```\n{GOOD}{GOOD}```\n",
        GOOD.replace(",\n", ",\n\n"),
        "@misc{key,\n\n  note = {One.\n\n            Two.}\n\n}\n",
        "@misc(key, title = {A})",
        "@misc{key}",
        f"<!--\n{GOOD[:20]}\n-->\n",
        "Write to me@home{now}.",
        "```\n@article{key2020, title = {A}, note = {(}}\n```\n",
    ],
)
def test_sound_bibtex(body: str) -> None:
    assert not list(provenance.bibtex_broken(card_of("pretty_name: A", f"# A\n\n{body}"), TREE))


@given(
    st.lists(
        st.sampled_from(["@misc{", "@article(", "{", "}", ")", ",", "=", "key", "\n", "\\", '"', " "]),
        max_size=40,
    )
)
def test_any_text_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    for fault in bibtex_faults(text):
        assert 0 <= fault.start < fault.end <= len(text)
        assert text[fault.start] == "@"
