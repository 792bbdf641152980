"""LNG: codes of languages, and what else a card says of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.vocabulary import languages
from tests.rules.judged import codes, found


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("language: English", {"/language": "LNG001"}),
        ("language: [en, jp]", {"/language/1": "LNG001"}),
        ("language: [pt_BR]", {"/language/0": "LNG001"}),
        ("language: {a: [english]}", {"/language/a/0": "LNG001"}),
        ("languages: [python]", {"/languages/0": "LNG001"}),
        ("language_bcp47: [pt_BR, en-GB]", {"/language_bcp47/0": "LNG001"}),
        ("language: [iw, sh]", {"/language/0": "LNG002", "/language/1": "LNG002"}),
        ("language: [es-ES, EN]", {"/language/0": "LNG003", "/language/1": "LNG003"}),
        ("language: [eng, ger]", {"/language/0": "LNG006", "/language/1": "LNG006"}),
        ("language: no", {}),
        ("language: [en, code, multilingual, gsw, ber]", {}),
        ("language: ['', ~, 1]", {}),  # other rules' faults
    ],
)
def test_codes(front: str, expected: dict[str, str]) -> None:
    assert codes(front, "dataset", "LNG") == expected


@pytest.mark.parametrize(
    ("front", "kind", "is_missing"),
    [
        ("task_categories: [text-classification]", "dataset", True),
        ("task_categories: [image-classification, automatic-speech-recognition]", "dataset", True),
        ("task_categories: [image-classification]", "dataset", False),
        ("task_categories: [text-classification]\nlanguage: en", "dataset", False),
        ("task_categories: [text-classification]\nlanguages: [en]", "dataset", False),
        ("task_categories: [text-classification]\nlanguage_bcp47: [en-GB]", "dataset", False),
        ("tags: [x]", "dataset", False),
        ("pipeline_tag: translation", "model", True),
        ("pipeline_tag: object-detection", "model", False),
    ],
)
def test_language_is_missing(front: str, kind: str, is_missing: bool) -> None:
    told = [finding.message for finding in found(front, kind, "LNG") if finding.code == "LNG004"]  # type: ignore[arg-type]
    assert len(told) == is_missing
    assert all("asked for by" in message for message in told)


@pytest.mark.parametrize(
    ("stated", "named", "agrees"),
    [
        ("[monolingual]", "[en]", True),
        ("[monolingual]", "[en, de]", False),
        ("monolingual", "[en, de]", False),
        ("[monolingual]", "[en, code]", True),
        ("[monolingual]", "[nb, nn, no]", True),
        ("[monolingual]", "[zh, zh-TW]", True),
        ("[monolingual]", "[tl, fil]", True),
        ("[monolingual]", "[zh, cmn]", True),
        ("[monolingual]", "[ar, arb, fa]", False),
        ("[multilingual]", "[ar]", True),
        ("[translation]", "[en, en-GB]", False),
        ("[monolingual]", "[ajp, apc]", True),
        ("[monolingual]", "[multilingual]", True),
        ("[multilingual]", "[en]", False),
        ("[multilingual]", "en", False),
        ("[translation]", "[de, en]", True),
        ("[translation]", "[de]", False),
        ("[multilingual]", "[multilingual]", True),
        ("[monolingual, multilingual]", "[en]", True),
        ("[other]", "[en, de]", True),
        ("[monolingual]", "[]", True),
    ],
)
def test_multilinguality(stated: str, named: str, agrees: bool) -> None:
    told = codes(f"multilinguality: {stated}\nlanguage: {named}", "dataset", "LNG")
    assert ("LNG005" not in told.values()) == agrees


@given(st.sampled_from(sorted(languages.iso639_codes())))
def test_every_code_of_the_list_is_fine_or_short(code: str) -> None:
    expected = {"/language": "LNG006"} if languages.two_letter(code) else {}
    assert codes(f"language: '{code}'", "dataset", "LNG") == expected
