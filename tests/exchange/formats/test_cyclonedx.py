"""CycloneDX: models and data as components."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Metric, Related
from opendata_lint.exchange.formats.cyclonedx import CycloneDX
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model
from tests.exchange.formats.real import verdicts

TestSuite = registry_suite(CycloneDX)

PATH = "bom.cdx.json"
VERSIONS = ("1.5", "1.6", "1.7")


def _bom(component: dict[str, Any], version: str = "1.6", **more: Any) -> dict[str, Any]:
    whole = {"bomFormat": "CycloneDX", "specVersion": version, "version": 1, "components": [component]}
    return {**whole, **more}


def _model(**said: Any) -> dict[str, Any]:
    return {"type": "machine-learning-model", "name": "Crop Teller", "bom-ref": "it", **said}


def _check(bom: Any) -> list[tuple[str, str | None]]:
    return [(one.code, one.place.pointer) for one in CycloneDX().check(json.dumps(bom).encode(), PATH)]


def _load(bom: Any) -> CanonicalCard:
    return CycloneDX().load(json.dumps(bom).encode(), PATH).card


def _back(card: CanonicalCard, version: str = "1.6") -> CanonicalCard:
    return CycloneDX().load(CycloneDX().dump(card, version).data, PATH).card


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("card", [rich_dataset(), rich_model()], ids=["dataset", "model"])
def test_golden(golden: Callable[[str, bytes], None], card: CanonicalCard, version: str) -> None:
    data = CycloneDX().dump(card, version).data
    golden(f"cyclonedx-{version}-{card.kind}.json", data)
    assert list(CycloneDX().check(data, PATH)) == []


@pytest.mark.parametrize(
    ("card", "lost"),
    [(rich_dataset(), {"creators", "contact", "tables"}), (rich_model(), {"creators"})],
    ids=["dataset", "model"],
)
def test_what_is_lost(card: CanonicalCard, lost: set[str]) -> None:
    assert {loss.path.partition("/")[0] for loss in CycloneDX().dump(card).losses} == lost


def test_version_1_5_has_no_tags_and_one_text_for_authors() -> None:
    dumped = CycloneDX().dump(rich_dataset(), "1.5")
    assert {loss.reason for loss in dumped.losses if loss.path == "keywords"} == {
        "tags came with CycloneDX 1.6"
    }
    made = json.loads(dumped.data)["metadata"]["component"]
    assert made["author"] == "Ada Beet; Allotment Clubs of the North"
    assert made["licenses"] == [{"license": {"id": "CC-BY-4.0"}}]


def test_fields_of_a_model_card() -> None:
    component = json.loads(CycloneDX().dump(rich_model()).data)["metadata"]["component"]
    card = component["modelCard"]
    assert card["modelParameters"]["modelArchitecture"] == "BertForSequenceClassification"
    assert [one["name"] for one in card["modelParameters"]["datasets"]] == [
        "allotment-clubs/allotment-diaries"
    ]
    assert set(card["considerations"]) == {"useCases", "technicalLimitations", "fairnessAssessments"}
    assert [one["name"] for one in component["pedigree"]["ancestors"]] == ["example/bert-base-german"]


def test_a_library_is_a_component_that_the_model_depends_on() -> None:
    bom = json.loads(CycloneDX().dump(rich_model()).data)
    assert bom["components"] == [
        {"type": "framework", "bom-ref": "library:transformers", "name": "transformers"}
    ]
    assert bom["dependencies"][0]["dependsOn"] == ["library:transformers"]


@pytest.mark.parametrize(
    ("license_", "version", "written"),
    [
        (License("MIT"), "1.5", [{"license": {"id": "MIT"}}]),
        (License("MIT OR Apache-2.0"), "1.5", [{"expression": "MIT OR Apache-2.0"}]),
        (
            License("MIT AND CC-BY-4.0"),
            "1.7",
            [{"expression": "MIT AND CC-BY-4.0", "acknowledgement": "declared"}],
        ),
        (License(), "1.6", None),
    ],
)
def test_licenses_by_version(license_: License, version: str, written: Any) -> None:
    card = rich_model()._replace(license=license_)
    component = json.loads(CycloneDX().dump(card, version).data)["metadata"]["component"]
    assert component.get("licenses") == written
    assert _back(card, version).license == license_


def test_a_license_of_no_list_keeps_its_reference_name_and_address() -> None:
    own = License("LicenseRef-own", "Our Own License 1", "https://example.org/license")
    assert _back(rich_dataset()._replace(license=own)).license == own


def test_relations_in_the_pedigree_and_in_the_data() -> None:
    related = (
        Related("quantizedFrom", "example/big", "Big"),
        Related("trainedOn", "https://example.org/data"),
        Related("evaluatedOn", "example/test", "Test"),
        Related("sameAs", "https://example.org/twin", "Twin"),
    )
    assert _back(rich_model()._replace(related=related)).related == related


def test_slices_of_others_are_splits() -> None:
    card = _load(
        _bom(
            _model(
                modelCard={
                    "quantitativeAnalysis": {
                        "performanceMetrics": [{"type": "f1", "value": "0.5", "slice": "age 30 to 40"}]
                    }
                }
            )
        )
    )
    assert card.metrics == (Metric("f1", "0.5", split="age 30 to 40"),)


def test_considerations_of_others() -> None:
    said = {
        "users": ["Gardeners"],
        "useCases": ["Sorting"],
        "performanceTradeoffs": ["Slow on phones"],
        "technicalLimitations": ["Short texts"],
        "ethicalConsiderations": [{"name": "Shaming", "mitigationStrategy": "No names"}],
        "fairnessAssessments": [{"groupAtRisk": "The old", "harms": "Told less well"}],
    }
    topics = _load(_bom(_model(modelCard={"considerations": said}))).topics
    assert topics["uses"] == "- Sorting\n- Users: Gardeners"
    assert topics["limits"] == "- Short texts\n- Slow on phones"
    assert topics["ethics"] == "Shaming\n\nMitigation: No names"
    assert topics["bias"] == "Group at risk: The old\n\nTold less well"


def test_the_model_is_found_among_other_components() -> None:
    app = {"type": "application", "name": "app", "components": [{"type": "data", "name": "d"}, _model()]}
    loaded = CycloneDX().load(json.dumps(_bom(app)).encode(), PATH)
    assert (loaded.card.kind, loaded.card.title) == ("model", "Crop Teller")
    assert "/components" in loaded.unknown


def test_who_publishes() -> None:
    supplier = {"name": "The Clubs", "url": ["https://clubs.example.org/"], "contact": [{"email": "a@b.org"}]}
    clubs = Agent("The Clubs", "organization", email="a@b.org", url="https://clubs.example.org/")
    assert _load(_bom(_model(supplier=supplier))).publisher == clubs
    assert _load(_bom(_model(publisher="Ada"))).publisher == Agent("Ada")


def test_what_is_not_understood_comes_back() -> None:
    parameters = {"approach": {"type": "supervised"}, "outputs": [{"format": "label"}]}
    card = _load(_bom(_model(modelCard={"modelParameters": parameters}, purl="pkg:huggingface/a/b@1")))
    again = json.loads(CycloneDX().dump(card, "1.6").data)["metadata"]["component"]
    assert again["purl"] == "pkg:huggingface/a/b@1"
    assert again["modelCard"]["modelParameters"]["approach"] == {"type": "supervised"}
    assert _back(card) == card
    lost = {loss.path.partition("/")[0] for loss in CycloneDX().dump(card, "1.7").losses}
    assert lost == {"extra"}  # a later version may have another place for it


def test_what_cannot_be_said_or_read() -> None:
    with pytest.raises(NotExpressible, match="title"):
        CycloneDX().dump(CanonicalCard("model"))
    with pytest.raises(NotExpressible, match=r"1\.4"):
        CycloneDX().dump(rich_model(), "1.4")
    with pytest.raises(DescriptorFault, match="no model and no data"):
        _load(_bom({"type": "library", "name": "x"}))
    with pytest.raises(DescriptorFault, match="bomFormat"):
        _load({"name": "x"})


FAULTS: list[tuple[dict[str, Any], str, list[tuple[str, str]]]] = [
    (_model(licenses=[{"license": {"id": "Apache-2"}}]), "1.6", [("DSC004", "licenses/0/license/id")]),
    (_model(licenses=[{"license": {"id": "mit"}}]), "1.6", [("DSC004", "licenses/0/license/id")]),
    (_model(licenses=[{"license": {"id": "MIT", "name": "M"}}]), "1.6", [("DSC003", "licenses/0/license")]),
    (_model(licenses=[{"license": {}}]), "1.6", [("DSC002", "licenses/0/license")]),
    (_model(licenses=[{}]), "1.7", [("DSC002", "licenses/0")]),
    (_model(licenses=[{"expression": "MIT"}, {"license": {"id": "MIT"}}]), "1.6", [("DSC003", "licenses")]),
    (_model(licenses=[{"expression": "MIT"}, {"license": {"id": "MIT"}}]), "1.7", []),
    (_model(licenses=[{"expression": "MIT AND"}]), "1.7", [("DSC003", "licenses/0/expression")]),
    (
        _model(licenses=[{"license": {"id": "MIT"}, "bom-ref": "l"}]),
        "1.6",
        [("DSC003", "licenses/0/bom-ref")],
    ),
    (_model(licences=[]), "1.6", [("DSC006", "licences")]),
    (_model(tags=["a"]), "1.5", [("DSC006", "tags")]),
    (_model(tags=["a"]), "1.6", []),
    (_model(type="model"), "1.6", [("DSC004", "type")]),
    (_model(hashes=[{"alg": "sha256", "content": "0" * 64}]), "1.6", [("DSC004", "hashes/0/alg")]),
    (_model(hashes=[{"alg": "Streebog-256", "content": "0" * 64}]), "1.6", [("DSC004", "hashes/0/alg")]),
    (_model(hashes=[{"alg": "Streebog-256", "content": "0" * 64}]), "1.7", []),
    (_model(hashes=[{"alg": "MD5", "content": "TODO"}]), "1.6", [("DSC003", "hashes/0/content")]),
    (
        _model(externalReferences=[{"type": "website", "url": "a b"}]),
        "1.6",
        [("DSC003", "externalReferences/0/url")],
    ),
    (_model(properties=[{"value": "x"}]), "1.6", [("DSC002", "properties/0")]),
    (_model(properties=[{"value": "x"}]), "1.5", []),
    (_model(data=[{"type": "dataset"}]), "1.6", [("DSC003", "data")]),
    (_model(modelCard={"modelParameters": {"datasets": [{"ref": "it"}, {}]}}), "1.6", []),
    (
        _model(modelCard={"modelParameters": {"datasets": [{"ref": "data"}]}}),
        "1.6",
        [("DSC005", "modelCard/modelParameters/datasets/0/ref")],
    ),
    (
        _model(modelCard={"quantitativeAnalysis": {"performanceMetrics": [{"type": "f1", "value": 0.5}]}}),
        "1.6",
        [("DSC003", "modelCard/quantitativeAnalysis/performanceMetrics/0/value")],
    ),
    (
        _model(modelCard={"considerations": {"environmentalConsiderations": {}}}),
        "1.5",
        [("DSC006", "modelCard/considerations/environmentalConsiderations")],
    ),
    (_model(versionRange="vers:pypi/1"), "1.7", [("DSC003", "versionRange")]),
    (_model(versionRange="vers:pypi/1", isExternal=True), "1.7", []),
]


@pytest.mark.parametrize(("component", "version", "found"), FAULTS)
def test_faults_of_a_component(component: dict[str, Any], version: str, found: list[tuple[str, str]]) -> None:
    assert _check(_bom(component, version)) == [(code, f"/components/0/{at}") for code, at in found]


def test_faults_of_a_bom() -> None:
    assert _check(_bom(_model(), serialNumber="urn:uuid:ABC")) == [("DSC003", "/serialNumber")]
    assert _check(_bom(_model(), metadata={"timestamp": "2024-05-01"})) == [("DSC003", "/metadata/timestamp")]
    assert _check({**_bom(_model()), "specVersion": "2.0"}) == [("DSC004", "/specVersion")]
    assert _check({**_bom(_model()), "specVersion": "1.4"}) == [("DSC014", "/specVersion")]
    assert _check({"name": "x"}) == [("DSC001", "")]


def test_references_within_a_bom() -> None:
    twice = _bom(_model(), dependencies=[{"ref": "it", "dependsOn": ["x", "x2"]}, {"ref": "x"}])
    assert _check(twice) == [
        ("DSC005", "/dependencies/0/dependsOn/0"),
        ("DSC005", "/dependencies/0/dependsOn/1"),
    ]
    double = _bom(_model(), dependencies=[{"ref": "x"}])
    double["components"].append({"type": "file", "name": "f", "bom-ref": "it"})
    assert _check(double) == [("DSC010", "/components/1/bom-ref")]


def test_a_later_term_says_so() -> None:
    [found] = CycloneDX().check(json.dumps(_bom(_model(tags=["a"]), "1.5")).encode(), PATH)
    assert "later version than 1.5" in str(found.hint)


def test_nesting_is_bounded() -> None:
    component = _model()
    for _ in range(45):
        component = {"type": "file", "name": "f", "components": [component]}
    assert _check(_bom(component)) == [("DSC001", "")]
    assert _load(_bom(component)).title == "Crop Teller"
    for _ in range(10):
        component = {"type": "file", "name": "f", "components": [component]}
    with pytest.raises(DescriptorFault, match="nested more than 100 levels"):
        _load(_bom(component))


def test_real_ones(shared: Path) -> None:
    cases = shared / "cases" / "registry"
    names = list(verdicts(cases, ("cyclonedx",)))
    assert names
    for name, faulty in names:
        found = [one for one in CycloneDX().check((cases / name).read_bytes(), name) if one.code < "DSC012"]
        assert bool(found) is faulty, (name, found)
