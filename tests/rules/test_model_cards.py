"""Cards in the shapes that libraries write and their users fill in."""

from __future__ import annotations

from pathlib import Path

import pytest

from opendata_lint.finding import Severity
from tests.real_cards.collection import lint

CARDS = Path(__file__).parent.parent / "fixtures" / "model_cards"
FILLED = ("skops", "autogluon", "scikit_llm")
"""Cards whose writers completed them."""


def codes(name: str, *levels: Severity) -> set[str]:
    result = lint((CARDS / f"{name}.md").read_bytes())
    assert result.file.kind == "model"
    assert not result.crashes
    return {finding.code for finding in result.findings if not levels or finding.severity in levels}


@pytest.mark.parametrize("name", FILLED)
def test_a_filled_card_has_no_errors_or_warnings(name: str) -> None:
    assert codes(name, Severity.ERROR, Severity.WARNING) == set()


@pytest.mark.parametrize("name", ["keras", "pytorch_mixin"])
def test_what_a_program_wrote_alone_is_told_to_lack_the_essentials(name: str) -> None:
    assert {"ETH001", "MDL020", "MDL029"} <= codes(name)


def test_a_placeholder_is_told_once() -> None:
    found = lint((CARDS / "pytorch_mixin.md").read_bytes()).findings
    assert [finding.code for finding in found if "Paper" in finding.message] == ["SEC004"]


def test_a_diagram_in_html_hides_no_hyperparameters() -> None:
    assert "MDL024" not in codes("skops")


def test_estimators_owe_no_energy() -> None:
    assert not {"MDL026", "MDL027"} & codes("skops")


def test_what_was_not_trained_owes_no_training() -> None:
    assert not {"MDL024", "MDL026", "MDL027"} & codes("scikit_llm")


def test_names_of_metrics_in_another_scale_do_not_contradict() -> None:
    assert "MDL030" not in codes("spacy")
