"""ETH: silence on ethics is one finding; a card that speaks of it is asked for the rest."""

from __future__ import annotations

import pytest

from opendata_lint.card import Card, Kind
from opendata_lint.schema import card_findings

ANSWERS = {
    "ETH002": "## Personal and Sensitive Information\n\nThe texts contain no personal data.\n",
    "ETH003": "## Limitations\n\nTexts about several benches were left out.\n",
    "ETH004": "## Bias\n\nParks in the north are overrepresented.\n",
    "ETH005": "## Social Impact\n\nFaster repairs help people who need to sit down.\n",
}


def codes(body: str, kind: Kind = "dataset") -> list[str]:
    card = Card(f"---\npretty_name: A\n---\n# A\n\n{body}".encode(), "README.md", kind)
    return sorted(finding.code for finding in card_findings(card) if finding.code.startswith("ETH"))


@pytest.mark.parametrize("kind", ["dataset", "model"])
def test_silence_is_one_finding(kind: Kind) -> None:
    assert codes("Some words about benches.\n", kind) == ["ETH001"]


def test_a_full_dataset_card_is_silent() -> None:
    assert not codes("\n".join(ANSWERS.values()))


def test_a_model_card_is_asked_for_bias_and_limitations() -> None:
    assert not codes(ANSWERS["ETH003"] + "\n" + ANSWERS["ETH004"], "model")
    assert codes(ANSWERS["ETH002"], "model") == ["ETH003", "ETH004"]


@pytest.mark.parametrize("missing", ANSWERS)
def test_what_is_missing_is_named(missing: str) -> None:
    body = "\n".join(text for code, text in ANSWERS.items() if code != missing)
    assert codes(body) == [missing]


@pytest.mark.parametrize("missing", ANSWERS)
def test_an_empty_section_is_not_missing(missing: str) -> None:
    """That it is empty is a finding of SEC."""
    body = "\n".join(
        text.split("\n\n")[0] + "\n" if code == missing else text for code, text in ANSWERS.items()
    )
    assert not codes(body)
