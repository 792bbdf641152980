"""Records of InvenioRDM."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from opendata_lint.exchange.canonical import CanonicalCard, License
from opendata_lint.exchange.formats.invenio import Invenio
from opendata_lint.exchange.formats.invenio.checking import is_edtf
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model

TestSuite = registry_suite(Invenio)

PATH = "invenio.json"
ADA = {"person_or_org": {"type": "personal", "given_name": "Ada", "family_name": "Beet"}}
MINIMAL: dict[str, Any] = {
    "resource_type": {"id": "dataset"},
    "creators": [ADA],
    "title": "Allotment Diaries",
    "publication_date": "2022-03",
}


def _check(**changes: Any) -> list[tuple[str, str | None]]:
    metadata = {key: one for key, one in (MINIMAL | changes).items() if one is not None}
    return [
        (one.code, one.place.pointer)
        for one in Invenio().check(json.dumps({"metadata": metadata}).encode(), PATH)
    ]


def _load(**changes: Any) -> CanonicalCard:
    return Invenio().load(json.dumps({"metadata": MINIMAL | changes}).encode(), PATH).card


@pytest.mark.parametrize("card", [rich_dataset(), rich_model()], ids=lambda card: card.kind)
def test_golden(card: CanonicalCard, golden: Callable[[str, bytes], None]) -> None:
    data = Invenio().dump(card).data
    golden(f"invenio-{card.kind}.json", data)
    assert list(Invenio().check(data, PATH)) == []


def test_what_is_kept() -> None:
    card = rich_dataset()
    back = Invenio().load(Invenio().dump(card).data, PATH).card
    lost = {"creators", "contact", "related", "files", "tables"}
    assert {name for name in card._fields if getattr(card, name) != getattr(back, name)} == lost


@pytest.mark.parametrize(
    "license_",
    [
        License("MIT AND CC-BY-4.0"),
        License("MIT OR Apache-2.0"),
        License("LicenseRef-own"),
        License(name="Our Own License"),
        License(name="Our Own License", url="https://example.org/l"),
        License(),
    ],
)
def test_licenses(license_: License) -> None:
    card = rich_dataset()._replace(license=license_)
    assert Invenio().load(Invenio().dump(card).data, PATH).card.license == license_


@pytest.mark.parametrize(
    "change", [{"title": "ab"}, {"creators": ()}, {"published": None}, {"version": "1" * 192}]
)
def test_what_every_record_needs(change: dict[str, Any]) -> None:
    with pytest.raises(NotExpressible):
        Invenio().dump(rich_dataset()._replace(**change))


def test_what_a_card_does_not_hold_comes_back() -> None:
    more = {
        "funding": [{"funder": {"id": "00k4n6c32"}}],
        "additional_titles": [{"title": "Other title", "type": {"id": "subtitle"}}],
        "subjects": [{"id": "https://id.nlm.nih.gov/mesh/D000001"}],
        "formats": ["text/csv"],
        "dates": [{"date": "2019/2021", "type": {"id": "collected"}}],
    }
    written = json.loads(Invenio().dump(_load(**more)).data)["metadata"]
    assert {key: written[key] for key in more} == more


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"title": None}, "DSC002", "/metadata"),
        ({"title": "ab"}, "DSC007", "/metadata/title"),
        ({"resource_type": "dataset"}, "DSC003", "/metadata/resource_type"),
        ({"creators": []}, "DSC002", "/metadata/creators"),
        ({"creators": [{"person_or_org": {"type": "person", "name": "A"}}]}, "DSC004",
         "/metadata/creators/0/person_or_org/type"),
        ({"creators": [{"person_or_org": {"type": "personal", "given_name": "A"}}]}, "DSC002",
         "/metadata/creators/0/person_or_org"),
        ({"creators": [{"person_or_org": {"type": "organizational"}}]}, "DSC002",
         "/metadata/creators/0/person_or_org"),
        ({"contributors": [ADA]}, "DSC002", "/metadata/contributors/0"),
        ({"publication_date": "March 2022"}, "DSC003", "/metadata/publication_date"),
        ({"publication_date": "2022-13"}, "DSC003", "/metadata/publication_date"),
        ({"publication_date": "TBD"}, "DSC009", "/metadata/publication_date"),
        ({"rights": [{"id": "CC-BY-4.0"}]}, "DSC004", "/metadata/rights/0/id"),
        ({"rights": [{"link": "https://example.org/l"}]}, "DSC002", "/metadata/rights/0"),
        ({"languages": [{"id": "de"}]}, "DSC004", "/metadata/languages/0/id"),
        ({"related_identifiers": [{"identifier": "10.1000/182", "scheme": "doi"}]}, "DSC002",
         "/metadata/related_identifiers/0"),
        ({"related_identifiers": [
            {"identifier": "x", "scheme": "doi", "relation_type": {"id": "cites"}}]}, "DSC003",
         "/metadata/related_identifiers/0/identifier"),
        ({"related_identifiers": [{"identifier": "10.1000/1", "relation_type": {"id": "isPart"}}]}, "DSC004",
         "/metadata/related_identifiers/0/relation_type/id"),
        ({"dates": [{"date": "2019/..", "type": {"id": "collected"}}]}, "DSC003", "/metadata/dates/0/date"),
        ({"subjects": ["gardening"]}, "DSC003", "/metadata/subjects/0"),
        ({"publicationdate": "2022"}, "DSC006", "/metadata/publicationdate"),
        ({"version": "1" * 192}, "DSC007", "/metadata/version"),
    ],
)  # fmt: skip
def test_one_fault_one_finding(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert _check(**changes) == [(code, pointer)]


def test_license_that_an_instance_may_have_added() -> None:
    found = Invenio().check(
        json.dumps({"metadata": MINIMAL | {"rights": [{"id": "cc-by-nc-sa-3.0-de"}]}}).encode(), PATH
    )
    assert [one.conclusive for one in found] == [False]


@pytest.mark.parametrize("text", ["2022", "2022-03", "2022-03-01", "2020/2022-01", "0001"])
def test_dates(text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize(
    "text", ["", "22", "2022-3", "2022-02-30", "2022/2020", "2022-03-01T10:00:00Z", "2022/"]
)
def test_no_dates(text: str) -> None:
    assert not is_edtf(text)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"metadata": 1}', b'{"metadata": {"version": "1"}}'])
def test_other_files(data: bytes) -> None:
    with pytest.raises(DescriptorFault):
        Invenio().load(data, PATH)
    assert list(Invenio().check(data, PATH))


def test_identifiers() -> None:
    assert Invenio().parse_id("https://zenodo.org/records/1") is None
