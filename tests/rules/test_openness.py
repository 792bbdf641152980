"""MDL035: the components that a class of the Model Openness Framework needs."""

from __future__ import annotations

import pytest

from opendata_lint.card import Card
from opendata_lint.rules.models import openness_missing
from opendata_lint.tree import UnknownTree

TABLE = """| part | license |
|---|---|
| architecture | Apache-2.0 |
| final parameters | Apache-2.0 |
| evaluation results | CC-BY-4.0 |
| data card | CC-BY-4.0 |
| technical report | CC-BY-4.0 |
"""


@pytest.mark.parametrize(
    ("aim", "body", "lacks"),
    [
        (3, TABLE, ""),
        (3, TABLE.replace("Apache-2.0", "yes"), "architecture, parameters"),
        (2, TABLE, "training code, inference code, evaluation code, evaluation data"),
        (2, TABLE + "- Training code, inference code, evaluation code and evaluation data: MIT\n", ""),
        (1, TABLE, "preprocessing code"),
        (3, "We release everything.", "architecture, parameters, evaluation results"),
    ],
)
def test_classes(aim: int, body: str, lacks: str) -> None:
    card = Card(f"---\nlicense: mit\n---\n# A\n\n{body}".encode(), "README.md", "model")
    card.options = {"MDL035": {"class": aim}}
    found = list(openness_missing(card, UnknownTree()))
    assert bool(found) == bool(lacks)
    assert all(lacks in finding.message for finding in found)
