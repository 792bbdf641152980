"""Canonical cards to test with: two rich ones, and Hypothesis strategies for any others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opendata_lint.exchange.canonical import (
    Agent,
    CanonicalCard,
    Column,
    File,
    License,
    Metric,
    Related,
    Split,
    Table,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_TOPICS = {
    "uses": "Training and testing of classifiers that tell crops apart in short German diary entries.",
    "misuse": "Not meant to tell anything about the people who wrote the entries.",
    "rationale": "No open collection had everyday texts on gardening.",
    "source": "Entries that members of three allotment clubs wrote between 2019 and 2021.",
    "collection": "Collected by a web form; members chose which entries to give.",
    "preprocessing": "Names of people were replaced, and entries of fewer than five words left out.",
    "annotation": "Two gardeners labeled each entry; a third decided where they did not agree.",
    "annotators": "Three volunteers from the clubs, between 34 and 71 years old.",
    "pii": "Names and addresses were removed by hand. Plots could be known by people who live there.",
    "bias": "Gardeners of the north are most of the writers, so that late frosts are told more often.",
    "limits": "Entries are short, and a third has no crop in it.",
    "social": "May help clubs to plan their seeds. Nobody should be judged by what they grow.",
    "maintenance": "Mended once a year; faults can be told in the tracker of the repository.",
}


def rich_dataset() -> CanonicalCard:
    """A dataset's card that says all that most formats can say."""
    return CanonicalCard(
        kind="dataset",
        title="Allotment Diaries",
        id="allotment-clubs/allotment-diaries",
        summary="Diary entries of gardeners, each labeled with the crop that it is about.",
        license=License("CC-BY-4.0"),
        version="1.2.0",
        creators=(
            Agent(
                "Ada Beet",
                "person",
                "Ada",
                "Beet",
                "ada.beet@example.org",
                None,
                "0000-0002-1825-0097",
                "University of Elsewhere",
            ),
            Agent("Allotment Clubs of the North", "organization", url="https://clubs.example.org/"),
        ),
        publisher=Agent("University of Elsewhere", "organization"),
        contact=Agent("Ada Beet", "person", "Ada", "Beet", "ada.beet@example.org"),
        doi="10.5281/zenodo.1234567",
        url="https://clubs.example.org/diaries",
        created="2021-11-30",
        published="2022-03-01",
        modified="2024-05-17",
        keywords=("gardening", "citizen science"),
        languages=("de",),
        modalities=("tabular", "text"),
        tasks=("text-classification",),
        size_category="1K<n<10K",
        related=(
            Related("derivedFrom", "https://clubs.example.org/raw-diaries", "Raw diaries"),
            Related("documentedBy", "https://doi.org/10.1000/182"),
        ),
        citation=(
            "@misc{beet2022diaries,\n  title = {Allotment Diaries},\n  author = {Beet, Ada},\n"
            "  year = {2022}\n}"
        ),
        topics=_TOPICS,
        files=(
            File(
                "data/train.csv",
                "text/csv",
                1_152_000,
                "a" * 63 + "1",
                "b" * 31 + "2",
                "Entries to learn from",
            ),
            File("data/test.csv", "text/csv", 144_000, "c" * 63 + "3"),
        ),
        tables=(
            Table(
                "default",
                (
                    Column("id", "string", "Number of the entry"),
                    Column("text", "string", "The entry"),
                    Column("month", "int8", "Month of the entry, 1 to 12"),
                    Column("crop", "class_label", "The crop", labels=("bean", "onion", "potato")),
                ),
                (Split("train", 3840, 1_152_000), Split("test", 480, 144_000)),
                ("data/train.csv", "data/test.csv"),
                "One entry a record",
                target="crop",
                key=("id",),
            ),
        ),
        access="open",
    )


def rich_model() -> CanonicalCard:
    """A model's card that says all that most formats can say."""
    return CanonicalCard(
        kind="model",
        title="Crop Teller",
        id="allotment-clubs/crop-teller",
        summary="Tells which crop a German diary entry of a gardener is about.",
        license=License("Apache-2.0"),
        version="0.3.1",
        creators=(Agent("Ada Beet", "person", "Ada", "Beet", orcid="0000-0002-1825-0097"),),
        publisher=Agent("University of Elsewhere", "organization"),
        doi="10.5281/zenodo.7654321",
        url="https://clubs.example.org/teller",
        published="2023-02-11",
        keywords=("gardening",),
        languages=("de",),
        modalities=("text",),
        tasks=("text-classification",),
        related=(
            Related("finetunedFrom", "example/bert-base-german"),
            Related("trainedOn", "allotment-clubs/allotment-diaries"),
        ),
        topics={
            "uses": "Sorting of diary entries by crop.",
            "misuse": "Not for entries in other languages.",
            "bias": "Late crops are told less well, as few entries are about them.",
            "limits": "Entries of more than 300 words are cut.",
            "training_data": "The training split of the Allotment Diaries.",
            "evaluation": "Accuracy on the test split, on which nothing was tuned.",
            "environment": "Two hours on one graphics card.",
        },
        files=(File("model.safetensors", "application/octet-stream", 438_000_000, "d" * 63 + "4"),),
        metrics=(
            Metric("accuracy", "0.914", "allotment-clubs/allotment-diaries", "test", "text-classification"),
        ),
        library="transformers",
        architecture="BertForSequenceClassification",
        access="open",
    )


def canonical_cards(kind: str | None = None) -> SearchStrategy[CanonicalCard]:
    """Any cards, of one kind or of both. Needs Hypothesis."""
    from hypothesis import strategies as st

    rich = {"dataset": rich_dataset(), "model": rich_model()}
    kinds = [kind] if kind else ["dataset", "model"]
    return st.sampled_from(kinds).flatmap(lambda one: st.builds(_mixed, st.just(rich[one]), _changes(one)))


def _mixed(rich: CanonicalCard, changes: dict[str, Any]) -> CanonicalCard:
    return rich._replace(**changes)


def _changes(kind: str) -> SearchStrategy[dict[str, Any]]:
    """What stands in place of a rich card's facts: nothing, or another one of the same sort."""
    from hypothesis import strategies as st

    line = st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40
    )
    word = line.map(lambda text: " ".join(text.split())).filter(bool)
    prose = st.lists(word, min_size=1, max_size=3).map("\n\n".join)
    name = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
    day = st.dates().map(lambda date: f"{date.year:04}-{date.month:02}-{date.day:02}")
    none = st.none()
    people = st.builds(
        Agent, word, st.sampled_from([None, "person", "organization"]), none, none,
        st.sampled_from([None, "a.b@example.org"]), st.sampled_from([None, "https://example.org/who"]),
        st.sampled_from([None, "0000-0002-1825-0097"]), none | word,
    )  # fmt: skip
    dtypes = st.sampled_from([None, "string", "int64", "float32", "bool", "image", "timestamp[s]"])
    empty = st.just(())
    columns = st.builds(Column, name, dtypes, none | word, empty, empty)
    splits = st.builds(Split, name, none | st.integers(0, 10**9), none)
    tables = st.builds(
        Table, name, _named(columns, 3), _named(splits, 2), empty, none | word, none, empty
    )  # fmt: skip
    licenses = st.sampled_from(
        [License(), License("CC0-1.0"), License("MIT AND CC-BY-4.0"), License("MIT OR Apache-2.0"),
         License("LicenseRef-own", "Our Own License 1", "https://example.org/license"), License("ODbL-1.0")]
    )  # fmt: skip
    facts: dict[str, SearchStrategy[Any]] = {
        "title": word,
        "id": st.none() | st.just("somebody/some-work"),
        "summary": st.none() | prose,
        "license": licenses,
        "version": st.sampled_from([None, "1.0", "2024.05", "v2"]),
        "creators": st.lists(people, max_size=3).map(tuple),
        "publisher": st.none() | people,
        "contact": st.none() | people,
        "doi": st.sampled_from([None, "10.1000/182"]),
        "url": st.sampled_from([None, "https://example.org/a?b=c&d=%20e"]),
        "created": st.sampled_from([None, "2020", "2020-05", "2020-05-04"]),
        "published": st.none() | day,
        "modified": st.none() | day,
        "keywords": st.lists(word, max_size=4, unique=True).map(tuple),
        "languages": _some("en", "de", "pt-BR", "gsw", "zh-Hant"),
        "modalities": _some("text", "image", "audio", "tabular"),
        "size_category": st.sampled_from([None, "1M<n<10M"]),
        "citation": st.none() | prose,
        "topics": st.dictionaries(st.sampled_from(sorted(_TOPICS)), prose, max_size=6),
        "tables": _named(tables, 2) if kind == "dataset" else st.just(()),
        "files": st.just(()),
        "access": st.sampled_from([None, "open", "gated", "restricted"]),
        "extra": st.sampled_from([{}, {"x-elsewhere": {"Anzahl": [1, None, "ü"]}}]),
    }  # fmt: skip
    return st.fixed_dictionaries({}, optional=facts)


def _named(members: SearchStrategy[Any], most: int) -> SearchStrategy[Any]:
    """Tuples of members with different names."""
    from hypothesis import strategies as st

    return st.lists(members, max_size=most, unique_by=lambda one: one.name).map(tuple)


def _some(*words: str) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    return st.lists(st.sampled_from(words), max_size=3, unique=True).map(tuple)
