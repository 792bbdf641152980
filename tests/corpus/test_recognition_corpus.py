"""How often real files are taken for what they are; each as the README of its own folder."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from opendata_lint.recognition import Recognition, recognize

pytestmark = pytest.mark.corpus

# The Hub's own expression.
FRONT_MATTER = re.compile(r"^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Sample:
    """A real file: what it is, whether it is a card, and what we take it for."""

    path: str
    kind: str
    card: str
    found: Recognition

    @property
    def is_right(self) -> bool:
        """Whether a card is seen as one, and any other file as none."""
        return (self.found.kind is not None) == (self.card == "yes")


def _recognized(text: str) -> Recognition:
    match = FRONT_MATTER.match(text)
    if match is None:
        return recognize("README.md", None, None, text)
    metadata: Any = None
    with suppress(yaml.YAMLError, ValueError):  # Impossible dates raise ValueError.
        metadata = yaml.load(match[2], LOADER)
    metadata = metadata if isinstance(metadata, dict) else None
    return recognize("README.md", metadata, match[2], text[match.end() :])


def _samples(corpus: Path) -> Iterator[Sample]:
    """The counted files of the collection: pairs of fixes and borderline cases left out."""
    for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "pair" in row or row["card"] == "borderline":
            continue
        text = (corpus / row["path"]).read_bytes().decode("utf-8-sig", "replace")
        yield Sample(row["path"], row["kind"], row["card"], _recognized(text))


@pytest.fixture(scope="module")
def samples(shared: Path) -> list[Sample]:
    return list(_samples(shared / "corpus"))


def _assert_share(samples: list[Sample], share: float) -> None:
    wrong = [f"{sample.path}: {sample.found}" for sample in samples if not sample.is_right]
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
    cards = [sample for sample in samples if sample.card == "yes" and sample.found.kind]
    wrong = [
        sample.path
        for sample in cards
        if (sample.found.kind == "model") != (sample.kind == "model_card")
    ]
    assert 1 - len(wrong) / len(cards) >= 0.97, "\n".join(wrong)


def test_templates_are_called_templates(samples: list[Sample]) -> None:
    templates = [sample for sample in samples if sample.card == "template"]
    wrong = [sample.path for sample in templates if sample.found.refusal != "template"]
    assert templates
    assert not wrong
