"""Models of MLflow."""

from __future__ import annotations

import json

import pytest

from opendata_lint.exchange.canonical import License, Related
from opendata_lint.exchange.formats.mlflow import MLflow
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_model

MLMODEL = """\
artifact_path: models/crop-teller
flavors:
  python_function:
    env: {conda: conda.yaml, virtualenv: python_env.yaml}
    loader_module: mlflow.transformers
    python_version: 3.11.7
  transformers:
    task: text-classification
    pipeline_model_type: BertForSequenceClassification
    source_model_name: example/bert-base-german
    transformers_version: 4.44.0
mlflow_version: 2.16.0
model_uuid: 0123456789abcdef0123456789abcdef
run_id: fedcba9876543210fedcba9876543210
signature:
  inputs: '[{"type": "string", "required": true}]'
  outputs: '[{"type": "string", "name": "label", "required": true}]'
utc_time_created: '2024-09-10 08:15:30.123456'
"""
REGISTERED = {
    "registered_model": {
        "name": "crop-teller",
        "creation_timestamp": 1725956130123,
        "last_updated_timestamp": "1726042530123",
        "description": "Tells crops apart.\n\n## Limitations\n\nShort texts only.",
        "tags": [
            {"key": "card.license", "value": "apache-2.0"},
            {"key": "card.url", "value": "https://example.org/"},
        ],
        "aliases": [{"alias": "champion", "version": "3"}],
    }
}

TestSuite = registry_suite(MLflow, MLMODEL.encode(), json.dumps(REGISTERED).encode())


def _check(text: str, path: str = "MLmodel") -> list[tuple[str, str | None]]:
    return [(one.code, one.place.pointer) for one in MLflow().check(text.encode(), path)]


def test_a_saved_model() -> None:
    loaded = MLflow().load(MLMODEL.encode(), "runs/1/MLmodel")
    card = loaded.card
    assert (card.title, card.library, card.created) == ("crop-teller", "transformers", "2024-09-10")
    assert card.architecture == "BertForSequenceClassification"
    assert card.tasks == ("text-classification",)
    assert card.related == (Related("derivedFrom", "example/bert-base-german"),)
    assert "/signature" in loaded.unknown
    assert _check(MLMODEL) == []


def test_a_registered_model() -> None:
    card = MLflow().load(json.dumps(REGISTERED).encode(), "mlflow.json").card
    assert (card.title, card.summary) == ("crop-teller", "Tells crops apart.")
    assert card.topics == {"limits": "Short texts only."}
    assert card.license == License("Apache-2.0")
    assert (card.created, card.modified) == ("2024-09-10", "2024-09-11")
    assert card.url == "https://example.org/"


def test_the_file_store_keeps_it_in_yaml() -> None:
    text = "name: crop-teller\nversion: 3\ndescription: Tells crops apart.\ntags: {license: MIT}\n"
    card = MLflow().load(text.encode(), "mlruns/models/crop-teller/version-3/meta.yaml").card
    assert (card.title, card.version, card.license) == ("crop-teller", "3", License("MIT"))
    assert (
        MLflow().load(b"model_name: teller\nmodel_version: '2'\n", "registered_model_meta").card.version
        == "2"
    )


def test_it_is_read_only() -> None:
    with pytest.raises(NotExpressible, match="MLflow"):
        MLflow().dump(rich_model())
    with pytest.raises(DescriptorFault):
        MLflow().load(b"- 1\n", "MLmodel")


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("flavors:\n", "flavours:\n", [("DSC002", "")]),
        ("flavors:\n", "flavors: none\nothers:\n", [("DSC003", "/flavors")]),
        ('\'[{"type": "string", "required": true}]\'', "'[{'", [("DSC003", "/signature/inputs")]),
        ("'2024-09-10 08:15:30.123456'", "yesterday", [("DSC003", "/utc_time_created")]),
        ("artifact_path:", "artifact_path: [", [("DSC001", None)]),
    ],
)
def test_faults(before: str, after: str, found: list[tuple[str, str | None]]) -> None:
    assert before in MLMODEL
    assert _check(MLMODEL.replace(before, after)) == found
