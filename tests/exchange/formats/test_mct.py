"""Cards of the Model Card Toolkit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from opendata_lint.exchange.canonical import Agent, License, Metric, Related
from opendata_lint.exchange.formats.mct import ModelCardToolkit
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_model

PATH = "model_card.json"
CARD: dict[str, Any] = {
    "schema_version": "0.0.2",
    "model_details": {
        "name": "Crop Teller",
        "overview": "Tells crops apart.",
        "owners": [{"name": "Ada Beet", "contact": "ada@example.org"}],
        "version": {"name": "1.0", "date": "02/11/2023"},
        "licenses": [{"identifier": "Apache-2.0"}],
        "references": [{"reference": "https://example.org/paper"}],
        "citations": [{"citation": "Beet 2023"}],
    },
    "model_parameters": {
        "model_architecture": "BERT",
        "data": [
            {
                "name": "Diaries",
                "link": "https://example.org/diaries",
                "description": "Entries of gardeners",
                "sensitive": {"sensitive_data": ["Plots"]},
            }
        ],
        "input_format": "text",
    },
    "quantitative_analysis": {
        "performance_metrics": [{"type": "accuracy", "value": "0.9", "slice": "beans", "threshold": "0.5"}]
    },
    "considerations": {
        "users": [{"description": "Gardeners"}],
        "use_cases": [{"description": "Sorting"}],
        "limitations": [{"description": "Short texts"}],
        "ethical_considerations": [{"name": "Shaming", "mitigation_strategy": "No names"}],
    },
}

TestSuite = registry_suite(ModelCardToolkit, json.dumps(CARD).encode())


def _changed(*path: str | int, value: Any) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(CARD))
    place: Any = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return made


def _check(value: Any) -> list[tuple[str, str | None]]:
    found = ModelCardToolkit().check(json.dumps(value).encode(), PATH)
    return [(one.code, one.place.pointer) for one in found]


def test_a_card() -> None:
    loaded = ModelCardToolkit().load(json.dumps(CARD).encode(), PATH)
    card = loaded.card
    assert (card.kind, card.title, card.summary, card.version) == (
        "model",
        "Crop Teller",
        "Tells crops apart.",
        "1.0",
    )
    assert card.published == "2023-02-11"
    assert card.creators == (Agent("Ada Beet", email="ada@example.org"),)
    assert card.license == License("Apache-2.0")
    assert card.related == (
        Related("trainedOn", "https://example.org/diaries", "Diaries"),
        Related("references", "https://example.org/paper"),
    )
    assert card.metrics == (Metric("accuracy", "0.9", split="beans"),)
    assert card.topics == {
        "uses": "- Sorting\n- Users: Gardeners",
        "limits": "Short texts",
        "ethics": "Shaming\n\nMitigation: No names",
        "training_data": "Diaries: Entries of gardeners",
        "pii": "Plots",
    }
    assert loaded.unknown == (
        "/model_parameters/input_format",
        "/quantitative_analysis/performance_metrics/0/threshold",
    )


def test_it_is_read_only() -> None:
    with pytest.raises(NotExpressible, match="CycloneDX"):
        ModelCardToolkit().dump(rich_model())
    with pytest.raises(DescriptorFault):
        ModelCardToolkit().load(b'{"name": "x"}', PATH)


FAULTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (_changed("model_details", "version", "date", value="2023-02-11"), []),
    (CARD, [("DSC012", "/model_details/version/date")]),
    ({"model_detail": {}}, [("DSC006", "/model_detail")]),
    ({"model_details": {"name": 5}}, [("DSC003", "/model_details/name")]),
    ({"model_details": {"licenses": [{}]}}, [("DSC002", "/model_details/licenses/0")]),
    (
        {"model_details": {"licenses": [{"identifier": "MIT", "custom_text": "x"}]}},
        [("DSC003", "/model_details/licenses/0")],
    ),
    ({"considerations": {"users": ["me"]}}, [("DSC003", "/considerations/users/0")]),
    (
        {"quantitative_analysis": {"performance_metrics": [{"value": 1}]}},
        [("DSC003", "/quantitative_analysis/performance_metrics/0/value")],
    ),
]


@pytest.mark.parametrize(("value", "found"), FAULTS)
def test_faults(value: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert _check(value) == found


def test_the_official_schema_says_the_same(shared: Path) -> None:
    path = shared / "official" / "model-card-toolkit" / "model_card.schema.json"
    judge = Draft7Validator(json.loads(path.read_bytes()))
    for value, found in FAULTS:
        ours = any(code < "DSC012" for code, _ in found)
        assert judge.is_valid(value) is not ours, value


def test_real_ones(shared: Path) -> None:
    path = shared / "cases" / "registry" / "mct" / "cats_vs_dogs_v0_0_2.json"
    assert _check(json.loads(path.read_bytes())) == [("DSC012", "/model_details/version/date")]
    card = ModelCardToolkit().load(path.read_bytes(), path.name).card
    assert card.license == License("Apache-2.0")
    assert len(card.metrics) == 3
