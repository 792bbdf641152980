"""SPDX 3: datasets and models as packages in a graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Related
from opendata_lint.exchange.formats.spdx import Spdx
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model
from tests.exchange.formats.real import verdicts

TestSuite = registry_suite(Spdx)

PATH = "sbom.spdx3.json"


def _graph(card: CanonicalCard) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads(Spdx().dump(card).data)["@graph"]
    return graph


def _of(graph: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(one for one in graph if one["type"] == kind)


def _back(card: CanonicalCard) -> CanonicalCard:
    return Spdx().load(Spdx().dump(card).data, PATH).card


def _document(
    kind: str, change: Callable[[dict[str, Any]], None], card: CanonicalCard | None = None
) -> bytes:
    """The rich dataset with a change to its first element of a type."""
    whole = json.loads(Spdx().dump(card or rich_dataset()).data)
    change(_of(whole["@graph"], kind))
    return json.dumps(whole).encode()


def _check(data: bytes) -> list[tuple[str, str]]:
    """Codes, and the places below the element."""
    return [
        (one.code, str(one.place.pointer).removeprefix("/@graph/").partition("/")[2])
        for one in Spdx().check(data, PATH)
    ]


@pytest.mark.parametrize("card", [rich_dataset(), rich_model()], ids=["dataset", "model"])
def test_golden(golden: Callable[[str, bytes], None], card: CanonicalCard) -> None:
    data = Spdx().dump(card).data
    golden(f"spdx-{card.kind}.json", data)
    assert list(Spdx().check(data, PATH)) == []


def test_what_is_lost() -> None:
    lost = {loss.path for loss in Spdx().dump(rich_dataset()).losses}
    assert lost == {
        "creators/0/given", "creators/0/family", "creators/0/affiliation", "contact/given", "contact/family",
        "tables",
    }  # fmt: skip
    lost = {loss.path for loss in Spdx().dump(rich_model()).losses}
    assert lost == {"creators/0/given", "creators/0/family", "modalities", "access"}


def test_fields_of_the_profiles() -> None:
    data = _of(_graph(rich_dataset()), "dataset_DatasetPackage")
    assert data["builtTime"] == "2021-11-30T00:00:00Z"
    assert data["releaseTime"] == "2022-03-01T00:00:00Z"
    assert data["dataset_datasetType"] == ["structured", "text"]
    assert data["dataset_datasetSize"] == 1_296_000
    assert len(data["originatedBy"]) == 1
    assert len(data["dataset_knownBias"]) == 1
    model = _of(_graph(rich_model()), "ai_AIPackage")
    assert model["ai_domain"] == ["text-classification"]
    assert model["ai_metric"][0]["value"] == "0.914"
    assert model["software_packageVersion"] == "0.3.1"


@pytest.mark.parametrize(
    ("card", "without", "named"),
    [
        (rich_dataset(), {"title": ""}, "title"),
        (rich_dataset(), {"created": None}, "`date_created`"),
        (rich_dataset(), {"created": "2021"}, "`date_created`"),
        (rich_dataset(), {"published": None}, "`date_published`"),
        (rich_dataset(), {"url": None, "doi": None}, "`homepage`"),
        (rich_dataset(), {"creators": (), "publisher": None}, "`creators`"),
        (rich_model(), {"version": None}, "`version`"),
    ],
)
def test_what_the_profiles_cannot_do_without(
    card: CanonicalCard, without: dict[str, Any], named: str
) -> None:
    with pytest.raises(NotExpressible, match=named):
        Spdx().dump(card._replace(**without))


def test_several_creators_and_who_supplies() -> None:
    card = rich_dataset()._replace(creators=(Agent("A"), Agent("B")), publisher=None, contact=None)
    assert _back(card).creators == card.creators
    assert _back(card).publisher is None


@pytest.mark.parametrize(
    "license_",
    [
        License(),
        License("MIT"),
        License("MIT OR Apache-2.0"),
        License(name="Our Own License"),
        License(url="https://example.org/license"),
        License("LicenseRef-own", "Our Own License 1", "https://example.org/license"),
    ],
)
def test_licenses_come_back(license_: License) -> None:
    assert _back(rich_model()._replace(license=license_)).license == license_


def test_relations_come_back() -> None:
    related = (
        Related("mergeOf", "example/one", "One"),
        Related("trainedOn", "https://example.org/data", "Data"),
        Related("evaluatedOn", "example/test"),
        Related("sameAs", "https://example.org/twin"),
    )
    assert _back(rich_model()._replace(related=related)).related == related


def test_what_is_not_understood_comes_back() -> None:
    data = _document("dataset_DatasetPackage", lambda one: one.update(dataset_confidentialityLevel="clear"))
    loaded = Spdx().load(data, PATH)
    assert loaded.card.extra == {"x-spdx": {"package": {"/dataset_confidentialityLevel": "clear"}}}
    assert _of(_graph(loaded.card), "dataset_DatasetPackage")["dataset_confidentialityLevel"] == "clear"


def test_what_cannot_be_read() -> None:
    for value, named in (
        ({"spdxVersion": "SPDX-2.3"}, "SPDX 2"),
        ({"a": 1}, "@graph"),
        ({"@graph": []}, "no package"),
    ):
        with pytest.raises(DescriptorFault, match=named):
            Spdx().load(json.dumps(value).encode(), PATH)
    assert Spdx().sniff("a.spdx.json", b'{"spdxVersion": "SPDX-2.3"}') == 0


DATA = "dataset_DatasetPackage"
FAULTS: list[tuple[str, str, Any, list[tuple[str, str]]]] = [
    (DATA, "creationInfo", None, [("DSC002", "")]),
    (DATA, "creationInfo", "_:nobody", [("DSC005", "creationInfo")]),
    (DATA, "dataset_datasetType", None, [("DSC002", "")]),
    (DATA, "dataset_datasetType", [], [("DSC002", "dataset_datasetType")]),
    (DATA, "dataset_datasetType", "text", [("DSC003", "dataset_datasetType")]),
    (DATA, "dataset_datasetType", ["tabular"], [("DSC004", "dataset_datasetType/0")]),
    (DATA, "dataset_datasetSize", "12", [("DSC003", "dataset_datasetSize")]),
    (
        DATA,
        "dataset_hasSensitivePersonalInformation",
        False,
        [("DSC004", "dataset_hasSensitivePersonalInformation")],
    ),
    (DATA, "dataset_intendedUse", ["x"], [("DSC003", "dataset_intendedUse")]),
    (DATA, "datasetSize", 5, [("DSC006", "datasetSize")]),
    (DATA, "https://example.org/own", 5, []),
    (DATA, "builtTime", None, [("DSC002", "")]),
    (DATA, "builtTime", "2021-11-30", [("DSC003", "builtTime")]),
    (DATA, "releaseTime", None, [("DSC002", "")]),
    (DATA, "software_downloadLocation", None, [("DSC002", "")]),
    (DATA, "software_primaryPurpose", None, [("DSC002", "")]),
    (DATA, "software_primaryPurpose", "dataset", [("DSC004", "software_primaryPurpose")]),
    (DATA, "originatedBy", None, [("DSC013", "")]),
    (DATA, "originatedBy", ["urn:x:who"], [("DSC005", "originatedBy/0")]),
    (DATA, "originatedBy", ["NoAssertionElement"], []),
    (DATA, "spdxId", None, [("DSC002", "")]),
    (DATA, "spdxId", "package", [("DSC003", "spdxId")]),
    (DATA, "type", "dataset_Dataset", [("DSC004", "type")]),
    (DATA, "type", "Element", [("DSC004", "type")]),
    ("CreationInfo", "created", "2024-05-17T00:00:00.5Z", [("DSC003", "created")]),
    ("CreationInfo", "created", "2024-13-17T00:00:00Z", [("DSC003", "created")]),
    ("CreationInfo", "createdBy", [], [("DSC002", "createdBy")]),
    ("SpdxDocument", "profileConformance", ["Dataset"], [("DSC004", "profileConformance/0")]),
    ("Relationship", "relationshipType", "derivedFrom", [("DSC004", "relationshipType")]),
    ("Relationship", "from", None, [("DSC002", "")]),
    ("software_File", "contentType", "csv", [("DSC003", "contentType")]),
    (
        "software_File",
        "verifiedUsing",
        [{"type": "Hash", "algorithm": "sha256", "hashValue": "TODO"}],
        [("DSC003", "verifiedUsing/0/hashValue")],
    ),
    (
        "simplelicensing_LicenseExpression",
        "simplelicensing_licenseExpression",
        "CC-BY-4",
        [("DSC004", "simplelicensing_licenseExpression")],
    ),
]


@pytest.mark.parametrize(("kind", "key", "value", "found"), FAULTS)
def test_faults(kind: str, key: str, value: Any, found: list[tuple[str, str]]) -> None:
    def change(element: dict[str, Any]) -> None:
        if value is None:
            del element[key]
        else:
            element[key] = value

    assert _check(_document(kind, change)) == found


def test_a_reference_to_the_wrong_class() -> None:
    def change(element: dict[str, Any]) -> None:
        element["suppliedBy"] = element["spdxId"]

    assert _check(_document(DATA, change)) == [("DSC003", "suppliedBy")]


def test_models_lack_what_their_profile_asks_for() -> None:
    found = {
        key: _check(_document("ai_AIPackage", lambda one, key=key: one.pop(key), rich_model()))  # type: ignore[misc]
        for key in ("software_packageVersion", "suppliedBy", "releaseTime")
    }
    assert found == {
        "software_packageVersion": [("DSC002", "")],
        "suppliedBy": [("DSC013", "")],
        "releaseTime": [("DSC013", "")],
    }


def test_training_data_that_a_model_names_need_not_be_whole() -> None:
    whole = json.loads(Spdx().dump(rich_model()).data)
    whole["@graph"].append(
        {
            "type": DATA,
            "spdxId": "urn:x:data",
            "creationInfo": "_:creationinfo",
            "name": "Data",
            "dataset_datasetType": ["text"],
        }
    )
    assert {code for code, _ in _check(json.dumps(whole).encode())} == {"DSC013"}


def test_doubles_and_contexts() -> None:
    whole = json.loads(Spdx().dump(rich_dataset()).data)
    twice = {**whole, "@graph": [*whole["@graph"], whole["@graph"][-1]]}
    assert [code for code, _ in _check(json.dumps(twice).encode())] == ["DSC010"]
    other = {**whole, "@context": "https://spdx.org/rdf/3.0.0/spdx-context.jsonld"}
    assert [code for code, _ in _check(json.dumps(other).encode())] == ["DSC011"]
    del whole["@context"]
    assert [code for code, _ in _check(json.dumps(whole).encode())] == ["DSC002"]


def test_imported_elements_may_be_named() -> None:
    def change(element: dict[str, Any]) -> None:
        element["import"] = [{"type": "ExternalMap", "externalSpdxId": "urn:x:elsewhere"}]
        element["rootElement"] = ["urn:x:elsewhere"]

    assert _check(_document("SpdxDocument", change)) == []


def test_real_ones(shared: Path) -> None:
    cases = shared / "cases" / "registry"
    names = list(verdicts(cases, ("spdx3",)))
    assert names
    for name, faulty in names:
        data = (cases / name).read_bytes()
        found = [one for one in Spdx().check(data, name) if one.code < "DSC012"]
        assert bool(found) is faulty, (name, found)
        assert Spdx().load(data, name).card.kind == "dataset"


def test_elements_about_other_things_are_told() -> None:
    document = json.loads(Spdx().dump(rich_model()).data)
    assert Spdx().load(json.dumps(document).encode(), "sbom.spdx3.json").notes == ()
    index = len(document["@graph"])
    document["@graph"].append({"type": "software_Package", "spdxId": "https://example.org/o", "name": "x"})
    (note,) = Spdx().load(json.dumps(document).encode(), "sbom.spdx3.json").notes
    assert f"/@graph/{index}" in note
