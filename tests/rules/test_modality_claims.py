"""MOD: what is declared against features, tasks and files; the facts that each modality owes."""

from __future__ import annotations

from pathlib import Path

import pytest

from opendata_lint.card import Card
from opendata_lint.rules import modality_claims, modality_facts
from opendata_lint.tree import UnknownTree, WorkTree
from opendata_lint.vocabulary import modalities


def card_of(front: str, body: str = "# Gulls\n", path: str = "README.md") -> Card:
    return Card(f"---\n{front}\n---\n{body}".encode(), path, "dataset")


def tree_of(folder: Path, *names: str) -> WorkTree:
    for name in ("README.md", *names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return WorkTree(folder)


def many(pattern: str, count: int = 12) -> list[str]:
    return [pattern % number for number in range(count)]


IMAGE = "dataset_info:\n  features:\n  - {name: a, dtype: image}"


@pytest.mark.parametrize(
    ("front", "fires"),
    [
        (f"tags: [text]\n{IMAGE}", True),
        (f"tags: [text, image]\n{IMAGE}", False),
        (f"tags: [gardening]\n{IMAGE}", False),
        (f"tags: [video]\n{IMAGE}", False),
        ("tags: [text]\ntask_categories: [image-classification]", True),
        ("tags: [text]\ntask_categories: [image-to-text]", False),
        ("tags: [tabular]\ntask_categories: [image-classification]", False),
        ("tags: [geospatial]\ntask_categories: [image-segmentation]", False),
        ("modality: audio\ntask_categories: [object-detection]", False),
        (
            "tags: [text]\ndataset_info:\n  features:\n  - {name: a, dtype: {audio: {sampling_rate: 8000}}}",
            True,
        ),
    ],
)
def test_features_and_tasks(front: str, fires: bool) -> None:
    assert bool(list(modality_claims.contradicted(card_of(front), UnknownTree()))) == fires


@pytest.mark.parametrize(
    ("front", "names", "fires"),
    [
        ("tags: [text]", many("train/%d.wav"), True),
        ("tags: [image]", many("train/%d.wav"), True),
        ("task_categories: [image-classification]", many("train/%d.wav"), True),
        ("task_categories: [image-classification]", [*many("train/%d.wav"), "index.csv"], False),
        ("tags: [video]", many("frames/%d.png"), False),
        ("tags: [text]", many("docs/%d.png"), False),
        ("tags: [text]", many("%d.png"), False),
        ("tags: [text]", many("train/%d.png", 5), False),
        ("tags: [text]", [*many("other/%d.wav"), "other/README.md"], False),
        ("tags: [audio]", ["data.zip", "train/1.png"], False),
        ("license: mit", many("train/%d.wav"), False),
    ],
)
def test_files(front: str, names: list[str], fires: bool, tmp_path: Path) -> None:
    found = list(modality_claims.contradicted(card_of(front), tree_of(tmp_path, *names)))
    assert len(found) == fires


@pytest.mark.parametrize(
    ("front", "body", "lacks"),
    [
        ("tags: [audio]", "Twelve hours at 16 kHz.", ["duration"]),
        ("tags: [audio]", "12 hours at 16 kHz.", []),
        ("tags: [audio]", "1,200 clips of 3s", ["sampling rate"]),
        ("tags: [image]", "Images of 28x28 pixels", []),
        ("tags: [image]", "Many images", ["resolution"]),
        ("tags: [video]", "9 hours of 1080p video", ["frame rate"]),
        ("tags: [timeseries]", "hourly load in kWh", ["time zone"]),
        ("tags: [timeseries]", "hourly load in kWh, UTC", []),
        ("tags: [geospatial]", "A map of one country", ["reference system"]),
        ("tags: [text]", "Text", []),
    ],
)
def test_facts(front: str, body: str, lacks: list[str]) -> None:
    checks = (
        modality_facts.audio, modality_facts.image, modality_facts.video, modality_facts.timeseries,
        modality_facts.geospatial,
    )  # fmt: skip
    found = [finding for check in checks for finding in check(card_of(front, body), UnknownTree())]
    assert len(found) == bool(lacks)
    assert all(word in found[0].message for word in lacks)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sc:AudioObject", "audio"),
        ("structured", "tabular"),
        ("Time Series", "timeseries"),
        ("syntactic", "text"),
        ("image-data", "image"),
        ("sensor", None),
        ("gardening", None),
    ],
)
def test_one_vocabulary(name: str, meant: str | None) -> None:
    assert modalities.named(name) == meant
