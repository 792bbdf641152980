"""Cards in unusual places and files: several in one folder, metadata beside the card, MDX."""

from __future__ import annotations

from pathlib import Path

from opendata_lint.card import Card
from opendata_lint.discovery import discover
from opendata_lint.rules.front_matter import missing
from opendata_lint.tree import WorkTree

DATASET = "---\nlicense: mit\ntask_categories: [text-classification]\n---\n# A\n"
MODEL = "---\nlicense: mit\npipeline_tag: text-classification\n---\n# A\n"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_several_cards_in_one_folder(tmp_path: Path) -> None:
    write(tmp_path, README__md=DATASET, MODEL_CARD__md=MODEL, DATASET_CARD__md=DATASET)
    found = discover([tmp_path], only_cards=False, kind=None)
    assert [(card.tree_path, card.kind) for card in found.cards] == [
        ("DATASET_CARD.md", "dataset"),
        ("MODEL_CARD.md", "model"),
        ("README.md", "dataset"),
    ]


def test_mdx_is_refused_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path, README__mdx=DATASET, page__mdx="# A")
    found = discover([tmp_path], only_cards=False, kind=None)
    assert not found.cards
    assert [(one.path.name, "MDX" in one.reason) for one in found.skipped] == [("README.mdx", True)]


def test_mdx_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path, page__mdx=DATASET)
    found = discover([tmp_path / "page.mdx"], only_cards=False, kind=None)
    assert [".md`" in one.reason for one in found.unreadable] == [True]
    found = discover([tmp_path / "page.mdx"], only_cards=True, kind=None)
    assert [one.reason for one in found.skipped] == ["not a card by its name"]


def test_metadata_beside_the_card_is_named(tmp_path: Path) -> None:
    for name in ("README.yaml", "metadata.yml", ".metadata.yaml"):
        folder = tmp_path / name.strip(".").partition(".")[0]
        folder.mkdir(exist_ok=True)
        write(folder, README__md="# A\n")
        (folder / name).write_text("license: mit\n", encoding="utf-8")
        (finding,) = missing(Card(b"# A\n", "README.md", "dataset"), WorkTree(folder))
        assert finding.hint is not None
        assert "metadata" in finding.hint or "README.yaml" in finding.hint


def test_other_files_beside_the_card_are_not(tmp_path: Path) -> None:
    write(tmp_path, README__md="# A\n", config__yaml="a: 1\n")
    (finding,) = missing(Card(b"# A\n", "README.md", "dataset"), WorkTree(tmp_path))
    assert finding.hint is not None
    assert finding.hint.startswith("begin the file")
