"""MOD: whether the kind of data is told, and in the Hub's spelling."""

from __future__ import annotations

from pathlib import Path

import pytest

from opendata_lint.card import Card
from opendata_lint.rules import modality
from opendata_lint.tree import WorkTree
from opendata_lint.vocabulary import modalities

TREE = WorkTree(Path(__file__).parent)


def card_of(front: str, body: str = "# Bench Shapes\n\nThree hundred benches of one town.\n") -> Card:
    return Card(f"---\n{front}\n---\n{body}".encode(), "README.md", "dataset")


@pytest.mark.parametrize(
    "front",
    [
        "tags: [image]",
        "tags: [images]",
        "tags: [question-answering]",
        "task_categories: [image-classification]",
        "task_categories: [text2text-generation]",
        "task_categories: [conditional-text-generation]",
        "modality: audio",
        "dataset_info:\n  features:\n  - name: a\n    dtype: int64",
        "dataset_info:\n- config_name: a\n  features:\n  - name: a\n    dtype: image",
        "configs:\n- config_name: a\n  data_files: data/*.wav",
    ],
)
def test_told_by_front_matter(front: str) -> None:
    assert not list(modality.missing(card_of(front), TREE))


@pytest.mark.parametrize("body", ["# A\n\nPhotos of benches.\n", "# A\n\nOne file, `benches.flac`.\n"])
def test_told_by_the_body(body: str) -> None:
    assert not list(modality.missing(card_of("pretty_name: A", body), TREE))


@pytest.mark.parametrize(
    "front", ["pretty_name: A", "tags: [gardening]", "task_categories: [other]", "tags: image-free"]
)
def test_not_told(front: str) -> None:
    assert [finding.code for finding in modality.missing(card_of(front), TREE)] == ["MOD001"]


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("time-series", "timeseries"),
        ("images", "image"),
        ("Audio", "audio"),
        ("geo-spatial", "geospatial"),
        ("3D", "3d"),
        ("tabular-data", "tabular"),
        ("video_data", "video"),
    ],
)
def test_misspelled_tag(tag: str, meant: str) -> None:
    (finding,) = modality.tag_misspelled(card_of(f"tags: [a, {tag}]"), TREE)
    assert f"`{meant}`" in finding.message
    assert finding.place.pointer == "/tags/1"
    assert not list(modality.tag_misspelled(card_of(f"tags: [a, {tag}, {meant}]"), TREE))


@pytest.mark.parametrize(
    "tag", [*modalities.modality_tags(), "texture", "context", "series", "speech", "vision", "data"]
)
def test_other_tags(tag: str) -> None:
    assert not list(modality.tag_misspelled(card_of(f"tags: [{tag}]"), TREE))
