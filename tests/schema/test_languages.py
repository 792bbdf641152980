"""What a value of `language` is, and what to write in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.schema.formats import FORMATS, LanguageForm, language_form
from opendata_lint.schema.spellings import SPELLINGS, language
from opendata_lint.vocabulary import languages


@pytest.mark.parametrize(
    ("text", "form", "meant"),
    [
        ("en", "code", []),
        ("gsw", "code", []),
        ("code", "code", []),
        ("multilingual", "code", []),
        ("ber", "code", []),
        ("eng", "three-letter", ["en"]),
        ("ger", "three-letter", ["de"]),
        ("iw", "retired", ["he"]),
        ("sh", "retired", ["hbs", "sr", "hr", "bs"]),
        ("ajp", "retired", ["apc"]),
        ("pt-BR", "tag", ["pt"]),
        ("zh-hant-tw", "tag", ["zh"]),
        ("EN", "tag", ["en"]),
        ("art-x-bork", "tag", []),
        ("English", "unknown", ["en"]),
        ("Portugese", "unknown", ["pt"]),
        ("jp", "unknown", ["ja"]),
        ("cn", "unknown", ["zh"]),
        ("python", "unknown", ["code"]),
        ("c++", "unknown", ["code"]),
        ("pt_BR", "unknown", ["pt"]),
        ("de_DE.UTF-8", "unknown", ["de"]),
        ("protein", "unknown", []),
        ("noinfo", "unknown", []),
        ("zhs", "unknown", []),
        (" en", "unknown", ["en"]),
        ("eng_US", "unknown", ["en"]),
        ("", "unknown", []),
    ],
)
def test_forms(text: str, form: LanguageForm, meant: list[str]) -> None:
    assert language_form(text) == form
    if form not in ("code", "tag") or meant:
        assert language(text) == meant


@given(st.one_of(st.sampled_from(sorted(languages.iso639_codes())), st.text(max_size=12)))
def test_one_fault_at_most(text: str) -> None:
    """The four formats of a language are faults of their own: never two of one value."""
    names = ("language-tag", "language-current", "language-plain", "language-short")
    assert sum(not FORMATS[name](text) for name in names) <= 1


@given(st.text(max_size=20))
def test_what_is_proposed_is_right(text: str) -> None:
    for code in language(text):
        assert language_form(code) == "code"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("100k<n<1M", ["100K<n<1M"]),
        ("10k-100k", ["10K<n<100K"]),
        ("1000<n<10000", ["1K<n<10K"]),
        ("n>1M", []),
        ("big", []),
    ],
)
def test_sizes(text: str, meant: list[str]) -> None:
    assert SPELLINGS["size-category"](text) == meant
