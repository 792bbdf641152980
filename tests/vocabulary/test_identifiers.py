"""Identifiers: every form comes to one, canonical ones read as themselves, and no text is too much."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.vocabulary.identifiers import Identifier, identifiers_of, parse_identifier

SHA = "0123456789abcdef0123456789abcdef01234567"
FORMS = {
    f"hf:datasets/ann/logs@{SHA}": [
        f"datasets/ann/logs@{SHA}",
        f"hf://datasets/ann/logs@{SHA}/data/train.csv",
        f"https://huggingface.co/datasets/ann/logs/tree/{SHA}",
        f"https://huggingface.co/datasets/ann/logs/resolve/{SHA}/README.md",
        f"hf.co/datasets/ann/logs/commit/{SHA.upper()}",
    ],
    "hf:datasets/ann/logs": [
        "ann/logs",
        "extended|ann/logs",
        "https://user:secret@huggingface.co/datasets/ann/logs?row=1#x",
        "https://huggingface.co/api/datasets/ann/logs/croissant",
        "https://www.huggingface.co/datasets/ann/logs/viewer/default/train",
        "https://huggingface.co/datasets/ann/logs/discussions/3",
    ],
    "hf:datasets/logs": ["datasets/logs", "https://huggingface.co/datasets/logs", "hf://datasets/logs"],
    "hf:datasets/ann/logs@refs/convert/parquet": [
        "hf://datasets/ann/logs@refs/convert/parquet/default/0.parquet",
        "hf://datasets/ann/logs@refs%2Fconvert%2Fparquet/default/0.parquet",
        "https://huggingface.co/datasets/ann/logs/tree/refs%2Fconvert%2Fparquet/default",
    ],
    "hf:models/ann/bert@main": ["https://huggingface.co/ann/bert/tree/main", "hf://ann/bert@main/x"],
    "hf:models/gpt2": ["https://huggingface.co/gpt2", "hf:models/gpt2"],
    "hf:spaces/ann/demo": ["https://huggingface.co/spaces/ann/demo"],
    "openml:d/61": [
        "openml:61",
        "https://www.openml.org/d/61",
        "openml.org/search?type=data&status=active&id=61",
        "https://www.openml.org/api/v1/json/data/61",
        "https://api.openml.org/api/v1/xml/data/61",
    ],
    "doi:10.5281/zenodo.1234567": [
        "10.5281/ZENODO.1234567",
        "doi:10.5281/zenodo.1234567",
        "https://doi.org/10.5281/zenodo.1234567.",
        "http://dx.doi.org/10.5281%2Fzenodo.1234567",
        "https://zenodo.org/records/1234567",
        "https://zenodo.org/record/1234567/files/a.zip?download=1",
        "https://zenodo.org/doi/10.5281/zenodo.1234567",
        "zenodo:1234567",
    ],
    "doi:10.57967/hf/2493": ["https://doi.org/10.57967/HF/2493"],
    "kaggle:datasets/ann/logs-of-ships/3": [
        "https://www.kaggle.com/datasets/ann/logs-of-ships/versions/3",
        "kaggle.com/datasets/ann/logs-of-ships?datasetVersionNumber=3",
        "kaggle:ann/logs-of-ships/3",
    ],
    "kaggle:datasets/ann/logs": ["https://kaggle.com/ann/logs", "https://kaggle.com/datasets/ann/logs/data"],
    "kaggle:competitions/titanic": ["https://www.kaggle.com/c/titanic/data"],
    "kaggle:models/ann/bert/pytorch/base/2": ["https://kaggle.com/models/ann/bert/PyTorch/base/2"],
    f"pkg:huggingface/ann/bert@{SHA}": [f"pkg:HuggingFace/ann/bert@{SHA.upper()}"],
    f"swh:1:dir:{SHA}": [f"https://archive.softwareheritage.org/swh:1:dir:{SHA}", f"SWH:1:dir:{SHA}"],
    f"swh:1:dir:{SHA};origin=https://example.org/a": [],
    f"git+https://github.com/ann/logs@{SHA}": [
        f"https://github.com/ann/logs.git@{SHA}",
        f"git+ssh://git@github.com/ann/Logs.git@{SHA}",
        f"git@github.com:ann/logs.git@{SHA}",
        f"https://github.com/ann/logs/tree/{SHA}/data",
        f"https://user:token@github.com/ann/logs@{SHA.upper()}",
    ],
    "git+https://gitlab.com/group/inner/logs@v1": ["https://gitlab.com/group/inner/logs/-/tree/v1"],
    "git+ssh://git.example.org/ann/logs": ["git@git.example.org:ann/logs.git"],
    "https://example.org/data?x=1": ["https://EXAMPLE.org:443/data/?x=1#top"],
    "harbor:logs": [],
    "wikipedia": ["extended|wikipedia"],
    "original": [],
    "extended|other-web": [],
    "Pages of the web": ["Pages  of\tthe\n web"],
}
"""Canonical forms, and others of the same."""
PARTS = st.sampled_from(
    ["hf:", "hf://", "datasets/", "https://", "huggingface.co/", "@", "/", ":", "a", "b.git", "git+", "%",
     "10.5281/", "doi:", "zenodo.1", "kaggle.com/", "kaggle:", "versions/2", "openml:", "d/61", "pkg:",
     "refs/", "huggingface/", "swh:1:", f"dir:{SHA}", SHA, ";", "origin=x", "extended|", "other-", "original",
     "?", "#", "%2F", " ", "…", "\n", "github.com/", "gitlab.com/", "/-/tree/", "tree/", "main", "A", "é",
     "\udc80", "www.", ".", "git@", "\x08"]
)  # fmt: skip
TEXTS = st.text() | st.lists(PARTS, max_size=12).map("".join)
KINDS = st.sampled_from([None, "dataset", "model"])


@pytest.mark.parametrize("canonical", FORMS)
def test_every_form_comes_to_the_canonical_one(canonical: str) -> None:
    assert parse_identifier(canonical, "dataset").text == canonical
    for form in FORMS[canonical]:
        assert parse_identifier(form, "dataset").text == canonical, form


@given(TEXTS, KINDS, KINDS)
def test_the_canonical_form_reads_as_itself(text: str, kind, other) -> None:
    found = parse_identifier(text, kind)
    again = parse_identifier(found.text, kind)
    assert again == found
    if found.scheme not in ("name", "member"):  # whose kind only the context tells
        assert parse_identifier(found.text, other) == found


@pytest.mark.parametrize(
    "unit",
    ["a", "@", "/", ":", " ", "a/", "a.", "%", "https://", "a@", "\n", "10.1234/", "extended|", "…", "é"],
)
def test_a_megabyte_takes_no_time(unit: str) -> None:
    for text in (unit * (1_000_000 // len(unit)), unit * (2_000 // len(unit)), f"https://{unit * 900}"):
        started = time.perf_counter()
        assert len(parse_identifier(text).text) <= 2_000
        assert time.perf_counter() - started < 0.2


def test_what_is_pinned() -> None:
    pinned = ["openml:61", f"ann/x@{SHA}", f"https://github.com/a/b@{SHA}", f"swh:1:rev:{SHA}", "10.1234/x",
              "kaggle:a/logs/2", "pkg:pypi/x@1"]  # fmt: skip
    loose = ["ann/x", "ann/x@main", "ann/x@0123456", "https://github.com/a/b@v1", "kaggle:a/logs",
             "pkg:huggingface/a/b@main", "wikipedia", "https://example.org/x", "x:y"]  # fmt: skip
    assert [text for text in pinned if not parse_identifier(text).pinned] == []
    assert [text for text in loose if parse_identifier(text).pinned] == []


def test_package_urls_name_the_work_that_other_forms_name() -> None:
    work = parse_identifier("ann/bert", "model").work
    assert parse_identifier(f"pkg:huggingface/ann/bert@{SHA}").work == work
    assert parse_identifier("pkg:github/Ann/X@v1").work == parse_identifier("git@github.com:ann/x.git").work


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("original", "legacy"),
        ("original|wikipedia", "name"),
        ("extended", "legacy"),
        ("extended|other-common-crawl", "legacy"),
        ("other-my-source", "legacy"),
        ("squad", "name"),
        ("harbor:logs", "member"),
        ("https://huggingface.co/docs/hub", "url"),
        ("https://huggingface.co/", "url"),
        ("https://zenodo.org/communities/x", "url"),
        ("Wikipedia and the web", "words"),
        ("", "words"),
        ("a\x1b[31m/b", "words"),
        ("http://[::1", "words"),
    ],
)
def test_bare_words_are_classified(text: str, scheme: str) -> None:
    assert parse_identifier(text, "dataset").scheme == scheme


def test_descriptors_and_locks() -> None:
    dvc = {"url": "git@github.com:ann/logs.git", "rev": "main", "rev_lock": SHA}
    assert texts(dvc) == [f"git+https://github.com/ann/logs@{SHA}"]
    assert texts({"@id": "x", "url": "https://www.openml.org/d/61"}) == ["openml:d/61"]
    assert texts(["10.1234/X", {"@id": "https://doi.org/10.1234/y"}, 7, {}, None, ""]) == [
        "doi:10.1234/x", "doi:10.1234/y",
    ]  # fmt: skip


def texts(value: object) -> list[str]:
    return [found.text for found in identifiers_of(value)]


def test_every_identifier_tells_whether_there_is_a_work() -> None:
    assert isinstance(parse_identifier("a/b"), Identifier)
    assert parse_identifier("a/b").names_a_work
    assert not parse_identifier("original").names_a_work
