"""How often real files are taken for what they are; each as the README of its own folder."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.discovery import discover
from opendata_lint.recognition import Kind

pytestmark = pytest.mark.corpus


@dataclass(frozen=True)
class Sample:
    """A real file: what it is, whether it is a card, and what we take it for."""

    path: str
    kind: str
    card: str
    found: Kind | None
    refusal: str

    @property
    def is_right(self) -> bool:
        """Whether a card is seen as one, and any other file as none."""
        return (self.found is not None) == (self.card == "yes")


def _rows(corpus: Path) -> list[dict[str, Any]]:
    """The counted files of the collection: pairs of fixes and borderline cases left out."""
    lines = (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if "pair" not in row and row["card"] != "borderline"]


def _samples(corpus: Path, top: Path) -> Iterator[Sample]:
    """Each file as the README of a folder of its own, and what a search says of it."""
    rows = _rows(corpus)
    for number, row in enumerate(rows):
        folder = top / str(number)
        folder.mkdir()
        shutil.copyfile(corpus / row["path"], folder / "README.md")
    found = discover([top], only_cards=False, kind=None)
    kinds = {card.path: card.kind for card in found.cards}
    refusals = {skipped.path: skipped.reason for skipped in found.skipped}
    for number, row in enumerate(rows):
        readme = top / str(number) / "README.md"
        kind, refusal = kinds.get(readme), refusals.get(readme, "")
        yield Sample(row["path"], row["kind"], row["card"], kind, refusal)


@pytest.fixture(scope="module")
def samples(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    return list(_samples(shared / "corpus", tmp_path_factory.mktemp("collection")))


def _assert_share(samples: list[Sample], share: float) -> None:
    wrong = [f"{sample.path}: {sample.found} {sample.refusal}" for sample in samples if not sample.is_right]
    assert samples
    assert 1 - len(wrong) / len(samples) >= share, "\n".join(wrong)


@pytest.mark.parametrize("card", ["yes", "no"])
def test_cards_and_others(samples: list[Sample], card: str) -> None:
    _assert_share([sample for sample in samples if sample.card == card], 0.97)


def test_every_kind_of_file(samples: list[Sample]) -> None:
    by_kind = defaultdict(list)
    for sample in samples:
        by_kind[sample.kind].append(sample)
    for kind, members in by_kind.items():
        _assert_share(members, 0.85 if kind == "datasheet" else 0.95)


def test_dataset_against_model(samples: list[Sample]) -> None:
    cards = [sample for sample in samples if sample.card == "yes" and sample.found]
    wrong = [sample.path for sample in cards if (sample.found == "model") != (sample.kind == "model_card")]
    assert 1 - len(wrong) / len(cards) >= 0.97, "\n".join(wrong)


def test_templates_are_called_templates(samples: list[Sample]) -> None:
    templates = [sample for sample in samples if sample.card == "template"]
    wrong = [sample.path for sample in templates if not sample.refusal.startswith("a template")]
    assert templates
    assert not wrong
