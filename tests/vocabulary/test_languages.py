"""Languages: codes in use, codes gone, names, and the grammar of BCP 47."""

import pytest

from opendata_lint.vocabulary import languages as lang
from opendata_lint.vocabulary import load


@pytest.mark.parametrize("code", ["en", "eng", "zh", "cmn", "no", "sr", "apc"])
def test_codes_in_use(code: str) -> None:
    assert lang.is_iso639(code)
    assert lang.name_of(code)
    assert lang.replacement(code) is None


@pytest.mark.parametrize("code", ["EN", "en-US", "english", "", "xx", "jp", "iw", "ber", "code"])
def test_codes_that_no_language_has(code: str) -> None:
    assert not lang.is_iso639(code)


def test_there_are_184_and_7916_codes() -> None:
    assert len(lang.iso639_codes()) == 184 + 7916


@pytest.mark.parametrize(
    ("code", "new", "reason"),
    [
        ("iw", "he", "retired"),
        ("in", "id", "retired"),
        ("jw", "jv", "retired"),
        ("mo", "ro", "retired"),
        ("ajp", "apc", "retired"),
        ("ger", "de", "bibliographic"),
        ("jp", "ja", "country"),
        ("CN", "zh", "country"),
        ("Python", "code", "programming"),
        ("sh", None, "retired"),
        ("eml", None, "retired"),
    ],
)
def test_replacements(code: str, new: str | None, reason: str) -> None:
    found = lang.replacement(code)
    assert found
    assert (found.code, found.reason) == (new, reason)


def test_a_split_code_names_what_it_became() -> None:
    found = lang.replacement("eml")
    assert found
    assert found.choices == ("egl", "rgn")


def test_a_code_with_a_language_is_never_wrong() -> None:
    """Three are withdrawn from ISO 639 and still on the Hub's list: the answer is `retired`."""
    found = {code: lang.replacement(code) for code in lang.iso639_codes()}
    reasons = {code: row.reason for code, row in found.items() if row}
    assert reasons == {"bh": "retired", "dek": "retired", "nte": "retired"}


def test_every_replacement_is_a_code_in_use_or_gone_in_its_turn() -> None:
    mistakes = load("language-mistakes")
    for code in [*mistakes["country_codes"], *mistakes["withdrawn"]]:
        found = lang.replacement(code)
        assert found
        assert all(map(lang.is_iso639, found.choices))
    assert all(map(lang.is_iso639, mistakes["other_names"].values()))


@pytest.mark.parametrize(("code", "short"), [("eng", "en"), ("fre", "fr"), ("cmn", None)])
def test_two_letters(code: str, short: str | None) -> None:
    assert lang.two_letter(code) == short


@pytest.mark.parametrize("code", ["ber", "nah", "oto", "roa"])
def test_groups_of_languages(code: str) -> None:
    assert lang.is_collection(code)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("English", "en"),
        (" french ", "fr"),
        ("Norwegian  Bokmål", "nb"),
        ("Farsi", "fa"),
        ("Mandarin Chinese", "cmn"),
        ("Klingonese", None),
    ],
)
def test_names(name: str, code: str | None) -> None:
    assert lang.code_of(name) == code


def test_special_values() -> None:
    assert lang.is_special("code")
    assert lang.is_special("multilingual")
    assert not lang.is_special("en")


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "zh-Hant-TW",
        "de-CH-1901",
        "es-419",
        "sl-rozaj-biske",
        "en-US-u-islamcal",
        "x-own",
        "en-x-private",
        "i-klingon",
        "zh-cmn-Hans-CN",
        "EN-gb-OED",
    ],
)
def test_well_formed_tags(tag: str) -> None:
    assert lang.well_formed_bcp47(tag)


@pytest.mark.parametrize(
    "tag",
    ["", "en_US", "a", "en-", "-en", "en--US", "en-US-", "x", "en-u", "de-419-DE", "é", "e\n"],
)
def test_malformed_tags(tag: str) -> None:
    assert not lang.well_formed_bcp47(tag)


def test_the_language_of_a_tag() -> None:
    assert lang.primary_subtag("ZH-Hant-TW") == "zh"
