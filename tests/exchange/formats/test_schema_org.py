"""schema.org and FAIR4ML: round trips, what is kept, and findings with their places."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from opendata_lint.exchange.canonical import Agent, CanonicalCard, Column, License, Metric, Table
from opendata_lint.exchange.formats.croissant import Croissant
from opendata_lint.exchange.formats.schema_org import SchemaOrg
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model

TestSuite = registry_suite(SchemaOrg)

PATH = "schema-org.jsonld"
Change = Callable[[dict[str, Any]], Any]
Places = list[tuple[str, str | None]]


def _dumped(card: CanonicalCard) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(SchemaOrg().dump(card).data)
    return value


def _load(value: Any) -> CanonicalCard:
    return SchemaOrg().load(json.dumps(value).encode(), PATH).card


def _check(value: Any) -> Places:
    """Codes and pointers, without what is only recommended."""
    found = SchemaOrg().check(json.dumps(value).encode(), PATH)
    return [(one.code, one.place.pointer) for one in found if one.code != "DSC013"]


@pytest.fixture
def valid() -> dict[str, Any]:
    """A descriptor without a fault, to be changed."""
    return copy.deepcopy(_dumped(rich_dataset()))


def test_golden(golden: Callable[[str, bytes], None]) -> None:
    golden("schema-org-dataset.jsonld", SchemaOrg().dump(rich_dataset()).data)
    golden("schema-org-model.jsonld", SchemaOrg().dump(rich_model()).data)


def test_what_is_lost() -> None:
    assert {loss.path.partition("/")[0] for loss in SchemaOrg().dump(rich_dataset()).losses} == {
        "files",
        "tables",
    }
    assert [loss.path for loss in SchemaOrg().dump(rich_model()).losses] == ["metrics/0/split"]
    for card in (rich_dataset(), rich_model()):
        data = SchemaOrg().dump(card).data
        assert list(SchemaOrg().check(data, PATH)) == []
        assert SchemaOrg().load(data, PATH).unknown == ()


def test_models_have_the_words_of_fair4ml() -> None:
    told = _dumped(rich_model())
    assert told["@type"] == "CreativeWork"
    assert told["additionalType"] == "https://w3id.org/fair4ml#MLModel"
    assert told["@context"] == ["https://schema.org/", {"fair4ml": "https://w3id.org/fair4ml#"}]
    assert told["fair4ml:mlTask"] == ["text-classification"]
    old = {"@context": "https://schema.org/", "@type": "CreativeWork", "name": "M",
           "additionalType": "https://w3id.org/fair4ml/MLModel"}  # fmt: skip
    assert _load(old).kind == "model"


def test_what_is_required() -> None:
    for card in (CanonicalCard("dataset", "", summary="Rows."), CanonicalCard("model", "Rows")):
        with pytest.raises(NotExpressible):
            SchemaOrg().dump(card)
    assert _dumped(CanonicalCard("dataset", "Rows", summary="Rows.")) == {
        "@context": "https://schema.org/", "@type": "Dataset", "name": "Rows", "description": "Rows."
    }  # fmt: skip


def test_descriptions_have_5000_characters() -> None:
    card = rich_dataset()._replace(topics={"bias": "a " * 2000, "limits": "b " * 2000, "pii": "None."})
    dumped = SchemaOrg().dump(card)
    description = json.loads(dumped.data)["description"]
    assert len(description) <= 5000
    assert "## Personal and Sensitive" in description
    assert {loss.path for loss in dumped.losses} >= {"topics/limits"}
    long = SchemaOrg().dump(card._replace(summary="word " * 2000, topics={}))
    assert "summary" in {loss.path for loss in long.losses}


def test_nobody_is_made_a_person() -> None:
    card = rich_dataset()._replace(creators=(Agent("Somebody"),))
    assert _dumped(card)["creator"] == [{"name": "Somebody"}]
    assert _load(_dumped(card)).creators == card.creators


def test_several_tables_are_parts() -> None:
    tables = (Table("one", (Column("a", None, "A"),), description="First"), Table("two"))
    card = rich_dataset()._replace(tables=tables)
    assert _load(_dumped(card)).tables == tables


def test_licenses_of_ones_own() -> None:
    own = License("LicenseRef-own", "Our Own", "https://example.org/license")
    assert _load(_dumped(rich_dataset()._replace(license=own))).license == own


def test_what_a_card_cannot_say_comes_back(valid: dict[str, Any]) -> None:
    valid["spatialCoverage"] = "The north"
    valid["@context"] = ["https://schema.org/", {"ex": "https://example.org/"}]
    valid["ex:plots"] = 12
    loaded = SchemaOrg().load(json.dumps(valid).encode(), PATH)
    assert set(loaded.unknown) == {"/spatialCoverage", "/ex:plots"}
    again = _dumped(loaded.card)
    assert again["spatialCoverage"] == "The north"
    assert again["https://example.org/plots"] == 12


def test_other_forms_are_read() -> None:
    said = {
        "@context": "http://schema.org",
        "@graph": [
            {"@type": "WebPage", "name": "A page"},
            {
                "@type": "Dataset",
                "name": "Rows",
                "keywords": "one, two",
                "author": {"name": "Ada"},
                "variableMeasured": ["a", {"@type": "PropertyValue", "name": "b"}],
                "identifier": {"@type": "PropertyValue", "propertyID": "doi", "value": "doi:10.1000/ABC"},
                "license": "CC BY 4.0",
            },
        ],
    }
    card = _load(said)
    assert card.title == "Rows"
    assert card.keywords == ("one", "two")
    assert card.creators == (Agent("Ada"),)
    assert [column.name for column in card.tables[0].columns] == ["a", "b"]
    assert card.doi == "10.1000/abc"
    assert card.license.expression == "CC-BY-4.0"
    with pytest.raises(DescriptorFault):
        _load([])


def test_metrics_come_back() -> None:
    metrics = (Metric("f1", "0.90", "org/data", None, "ranking"), Metric("loss", "1e-3"))
    assert _load(_dumped(rich_model()._replace(metrics=metrics))).metrics == metrics


def test_it_is_not_taken_for_croissant() -> None:
    own = SchemaOrg().dump(rich_dataset()).data
    other = Croissant().dump(rich_dataset()).data
    assert Croissant().sniff(PATH, own) < 0.5 < SchemaOrg().sniff(PATH, own)
    assert SchemaOrg().sniff("croissant.json", other) < 0.5 < Croissant().sniff("croissant.json", other)


FAULTS: list[tuple[str, Change, Places]] = [
    ("no context", lambda v: v.pop("@context"), [("DSC002", "")]),
    ("other context", lambda v: v.update({"@context": {"@vocab": "https://example.org/"}}),
     [("DSC011", "/@context")]),
    ("no type", lambda v: v.pop("@type"), [("DSC002", "")]),
    ("other type", lambda v: v.update({"@type": "Person"}), [("DSC003", "/@type")]),
    ("no name", lambda v: v.pop("name"), [("DSC002", "")]),
    ("empty", lambda v: v.update(description=""), [("DSC002", "/description")]),
    ("misspelt", lambda v: v.update(descripton=v.pop("description")), [("DSC006", "/descripton")]),
    ("licence", lambda v: v.update(licence=v.pop("license")), [("DSC006", "/licence")]),
    ("license is a number", lambda v: v.update(license=3), [("DSC003", "/license")]),
    ("license is a text", lambda v: v.update(license="CC BY"), []),
    ("waits", lambda v: v.update(license="TODO"), [("DSC009", "/license")]),
    ("date", lambda v: v.update(dateModified="yesterday"), [("DSC003", "/dateModified")]),
    ("url", lambda v: v.update(url="clubs.example.org"), [("DSC003", "/url")]),
    ("free", lambda v: v.update(isAccessibleForFree="yes"), [("DSC003", "/isAccessibleForFree")]),
    ("file", lambda v: v.update(distribution="a.csv"), [("DSC003", "/distribution")]),
    ("no address", lambda v: v["distribution"][0].pop("contentUrl"), [("DSC002", "/distribution/0")]),
    ("way out", lambda v: v["distribution"][0].update(contentUrl="../x"),
     [("DSC008", "/distribution/0/contentUrl")]),
    ("checksum", lambda v: v["distribution"][0].update(sha256="12"), [("DSC003", "/distribution/0/sha256")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_has_one_finding(valid: dict[str, Any], change: Change, expected: Places) -> None:
    change(valid)
    assert _check(valid) == expected
