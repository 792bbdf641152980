"""What each fix edits, and what it leaves alone."""

from __future__ import annotations

import pytest

from tests.fixing.mended import HUB, front, mended

# What is mended, and how it looks behind it.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("license: Apache 2.0", "license: apache-2.0"),
        ("license: 'Apache 2.0' # by the owner", "license: 'apache-2.0' # by the owner"),
        ('license: ["Apache 2.0", mit]', 'license: ["apache-2.0", mit]'),
        ("languages: [en]   # one", "language: [en]   # one"),
        ("'languages': [en]", "'language': [en]"),
        ("language: Norwegian", 'language: "no"'),
        ("language: [en, English, de]", "language: [en, de]"),
        ("language:\n- en\n- English # twice\n- de", "language:\n- en\n- English # twice\n- de"),
        ("language:\n- en # one\n- eng\n- de", "language:\n- en # one\n- de"),
        ("language: no", 'language: "no"'),
        ("tags: text", "tags: [text]"),
        ("tags: 'text, image'", "tags: ['text, image']"),
        ("tags: text, image", "tags: text, image"),
        ("tags: [2020]", 'tags: ["2020"]'),
        ("task_categories: text-classification", "task_categories: [text-classification]"),
        ("size_categories: [10k<n<100k]", "size_categories: [10K<n<100K]"),
        ("size_category: [10K<n<100K]", "size_categories: [10K<n<100K]"),
        ("size_category: [n<1K]\nsize_categories: [n<1K]", "size_category: [n<1K]\nsize_categories: [n<1K]"),
        ("size_categories: [n<1K]\nsize_category: n<1K", "size_categories: [n<1K]"),
        ("size_categories: [n<1K]\nsize_category: n>1T", "size_categories: [n<1K]\nsize_category: n>1T"),
        ("task_categories: [conversational]", "task_categories: [text-generation]"),
        ("task_categories: [sequence-modeling]", "task_categories: [sequence-modeling]"),
        ("license: mit\nlicense: mit", "license: mit"),
        ("license: mit\nlicense: apache-2.0", "license: mit\nlicense: apache-2.0"),
        ("license: mit # a\nlicense: mit # b", "license: mit # a\nlicense: mit # b"),
        ("license:\tmit", "license: mit"),
        ("pretty_name: “Tides”", 'pretty_name: "Tides"'),
        ("pretty_name: '\"Tides\"'", "pretty_name: 'Tides'"),
        ("version: 1.10", 'version: "1.10"'),
        ("learning_rate: 1e-5", "learning_rate: 1e-5"),
        ("created: 2024-01-05", 'created: "2024-01-05"'),
    ],
)  # fmt: skip
def test_safe_fix(before: str, after: str) -> None:
    assert front(*before.split("\n")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("anotations_creators: [found]", "annotations_creators: [found]"),
        ("language: jp", "language: ja"),
        ("license: GPL-3.0+", "license: GPL-3.0-or-later"),
        ("license: 0bsd", "license: 0BSD"),
        ("verified: yes", 'verified: "yes"'),
        ("0: a", '"0": a'),
    ],
)
def test_unsafe_fix_is_asked_for(before: str, after: str) -> None:
    assert front(before) == before
    assert front(before, unsafe=True) == after


@pytest.mark.parametrize(
    "license_id", ["MIT", "Apache-2.0", "0bsd", "GPL-3.0-only", "GPL-2.0+", "gpl-3.0", "unknown"]
)
def test_valid_license_is_never_touched(license_id: str) -> None:
    assert front(f"license: {license_id}") == f"license: {license_id}"


@pytest.mark.parametrize(
    "name", ["cc-by-sa-2.0", "openrail-m", "creative commons 3.0", "agpl-3.0-only", "my own"]
)
def test_license_is_never_guessed(name: str) -> None:
    assert front(f"license: {name}", unsafe=True).casefold() == f"license: {name}"
    assert front(f"license: {name}", profile=HUB) == f"license: {name}"


def test_hub_wants_its_own_ids() -> None:
    assert front("license: CC-BY-4.0") == "license: CC-BY-4.0"
    assert front("license: CC-BY-4.0", profile=HUB) == "license: cc-by-4.0"


@pytest.mark.parametrize(
    "lines",
    [
        "license: &l Apache 2.0\nnote: *l",
        "tags: &t text\nnote: *t",
        "note: &l {license: Apache 2.0}\n<<: *l",
        "language: &all [English, de]\nlanguage_details: *all",
    ],
)
def test_nothing_is_edited_that_an_alias_shows_elsewhere(lines: str) -> None:
    assert front(*lines.split("\n"), unsafe=True) == lines


# The block itself.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeff---\nlicense: mit\n---\n", "---\nlicense: mit\n---\n"),
        ("\n\n---\nlicense: mit\n---\n", "---\nlicense: mit\n---\n"),
        ("--- \nlicense: mit\n---\n# A\n", "---\nlicense: mit\n---\n# A\n"),
        ("---yaml\nlicense: mit\n---\n# A\n", "---\nlicense: mit\n---\n# A\n"),
        ("license: mit\ntags: [a]\n---\n# A\n", "---\nlicense: mit\ntags: [a]\n---\n# A\n"),
        (
            "<!-- made by hand -->\n---\nlicense: mit\n---\n# A\n",
            "---\nlicense: mit\n---\n\n<!-- made by hand -->\n# A\n",
        ),
        ("---\nlicense: mit\n  ---\n# A\n", "---\nlicense: mit\n---\n# A\n"),
        ("---\nlicense: mit\n...\n# A\n", "---\nlicense: mit\n---\n# A\n"),
        ("---\nlicense: mit\n\n# A\n\nText.\n", "---\nlicense: mit\n---\n\n# A\n\nText.\n"),
        ("---\nlicense: mit\ntags:\n- a", "---\nlicense: mit\ntags:\n- a\n---\n"),
        ("---\r\nlicense: mit\r\n\r\n# A\r\n", "---\r\nlicense: mit\r\n---\r\n\r\n# A\r\n"),
        ("---\rlicense: mit\r---\r# A\r", "---\nlicense: mit\n---\n# A\n"),
    ],
)
def test_fences(before: str, after: str) -> None:
    done = mended(before.encode())
    assert done.data is not None
    assert done.data.decode() == after


@pytest.mark.parametrize(
    "text",
    [
        "Some words.\n\n---\nlicense: mit\ntags: [a]\n---\n# A\n",
        "---\nlicense: mit\nand so it goes on\n",
        "---\nnote: mit\n\n# A\n",
        "Note: a word\n---\n\nmore text\n",
    ],
)
def test_fence_whose_place_is_not_certain(text: str) -> None:
    assert mended(text.encode()).data is None


@pytest.mark.parametrize(
    "data", [b"---\nlicense: Apache 2.0\n---\nCaf\xe9\n", "---\nlicense: Apache 2.0\n".encode("utf-16")]
)
def test_what_is_not_utf8_stays(data: bytes) -> None:
    done = mended(data)
    assert done.data is None
    assert not any(finding.fix for finding in done.result.findings)


# The body.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See [the paper]().", "See the paper."),
        ("See []() it.", "See  it."),
        ("[write](a@b.org)", "[write](mailto:a@b.org)"),
        ("[a@b.org](<a@b.org>)", "[a@b.org](<mailto:a@b.org>)"),
        ('<a href="a@b.org">us</a>', '<a href="mailto:a@b.org">us</a>'),
        ("![a]()", "![a]()"),
        ("`[x]()`", "`[x]()`"),
        ("## Uses [optional]\n\nFor [that](#uses-optional).", "## Uses\n\nFor [that](#uses)."),
        ("## [optional]\n\nText.", "## [optional]\n\nText."),
        ("## Data Splits\n\n[there](#data_splits)", "## Data Splits\n\n[there](#data-splits)"),
    ],
)  # fmt: skip
def test_body(before: str, after: str) -> None:
    card = "---\nlicense: mit\n---\n# A\n\n{}\n"
    data = mended(card.format(before).encode()).data
    assert (data.decode() if data else card.format(before)) == card.format(after)


def test_suppressed_is_not_mended_and_unused_suppressions_go() -> None:
    assert front("license: Apache 2.0 # opendata-lint: ignore[LIC002] as it came") == (
        "license: Apache 2.0 # opendata-lint: ignore[LIC002] as it came"
    )
    assert front("license: mit # opendata-lint: ignore[LIC002] as it came") == "license: mit"
