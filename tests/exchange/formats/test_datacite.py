"""DataCite as XML and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Related
from opendata_lint.exchange.formats.datacite import DataCite, DataCiteJson
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model

TestXml = registry_suite(DataCite)
TestJson = registry_suite(DataCiteJson)

CARDS = {"dataset": rich_dataset(), "model": rich_model()}


def _xml(card: CanonicalCard, version: str | None = None) -> str:
    return DataCite().dump(card, version).data.decode()


def _there_and_back(card: CanonicalCard, version: str | None = None) -> CanonicalCard:
    return DataCite().load(_xml(card, version).encode(), "datacite.xml").card


@pytest.mark.parametrize("kind", CARDS)
def test_golden(kind: str, golden: Callable[[str, bytes], None]) -> None:
    golden(f"datacite-{kind}.xml", DataCite().dump(CARDS[kind]).data)
    golden(f"datacite-{kind}.json", DataCiteJson().dump(CARDS[kind]).data)


def test_what_is_kept() -> None:
    card = rich_dataset()
    for back in (
        _there_and_back(card),
        DataCiteJson().load(DataCiteJson().dump(card).data, "datacite.json").card,
    ):
        lost = ("creators", "contact", "files", "tables")
        assert {field: getattr(back, field) for field in card._fields if field not in lost} == {
            field: getattr(card, field) for field in card._fields if field not in lost
        }
        assert back.creators[0] == card.creators[0]._replace(email=None)


def test_versions_differ_in_the_relations_of_models() -> None:
    card = rich_model()._replace(
        related=(
            Related("trainedOn", "https://huggingface.co/datasets/a/b"),
            Related("quantizedFrom", "https://huggingface.co/a/c"),
            Related("evaluatedOn", "swh:1:dir:" + "a" * 40),
        )
    )
    assert _there_and_back(card, "4.7").related == card.related
    older = _there_and_back(card, "4.6").related
    assert [one.relation for one in older] == ["derivedFrom", "derivedFrom", "references"]
    assert older[2].id.startswith("https://archive.softwareheritage.org/swh:1:dir:")
    assert "relationTypeInformation" not in _xml(card, "4.5")


@pytest.mark.parametrize(
    ("change", "words"),
    [({"doi": None}, "doi"), ({"title": ""}, "pretty_name"), ({"published": None}, "date_published")],
)
def test_what_every_record_needs(change: dict[str, Any], words: str) -> None:
    with pytest.raises(NotExpressible, match=words):
        DataCite().dump(rich_dataset()._replace(**change))


def test_a_draft_in_json_has_no_doi_yet() -> None:
    data = DataCiteJson().dump(rich_dataset()._replace(doi=None)).data
    assert [finding.code for finding in DataCiteJson().check(data, "datacite.json")] == ["DSC013"]


def test_the_unknown_is_said_in_the_words_of_datacite() -> None:
    card = rich_dataset()._replace(creators=(), publisher=None)
    assert _xml(card).count(":unav") == 2
    back = _there_and_back(card)
    assert (back.creators, back.publisher) == ((), None)


@pytest.mark.parametrize(
    "license_",
    [
        License("MIT"),
        License("MIT AND CC-BY-4.0"),
        License("MIT OR Apache-2.0"),
        License("GPL-2.0-only WITH Classpath-exception-2.0"),
        License("LicenseRef-own", "Our Own License 1", "https://example.org/license"),
        License("LicenseRef-own"),
        License(name="Our Own License 1"),
        License(name="Our Own License 1", url="https://example.org/license"),
        License(url="https://example.org/license"),
        License(),
    ],
)
def test_licenses(license_: License) -> None:
    assert _there_and_back(rich_dataset()._replace(license=license_)).license == license_


def test_hostile_texts_stay_texts() -> None:
    title = 'A & B <resource> "quoted" ]]> <!-- \x00\x0b é 𝄞'
    card = rich_dataset()._replace(
        title=title,
        url="https://example.org/?a='b'&c=d",
        topics={"bias": "</description><x/>\n\n&amp; \x1f"},
    )
    dumped = DataCite().dump(card)
    back = DataCite().load(dumped.data, "datacite.xml").card
    assert back.title == title.replace("\x00\x0b", "")
    assert back.url == card.url
    assert back.topics == {"bias": "</description><x/>\n\n&amp;"}
    assert {"title", "topics/bias"} <= {loss.path for loss in dumped.losses}


def test_names() -> None:
    text = (
        _xml(rich_dataset())
        .replace("<givenName>Ada</givenName>", "")
        .replace("<familyName>Beet</familyName>", "")
    )
    creator = DataCite().load(text.encode(), "datacite.xml").card.creators[0]
    assert creator[:4] == ("Ada Beet", "person", "Ada", "Beet")
    other = rich_dataset()._replace(creators=(Agent("Clubs, Allotments & Sons", "organization"),))
    assert _there_and_back(other).creators == other.creators


def test_what_a_card_does_not_hold_comes_back() -> None:
    text = _xml(rich_dataset()).replace(
        "</resource>",
        "<geoLocations><geoLocation><geoLocationPlace>Kiel</geoLocationPlace><geoLocationPoint><pointLatitude>54.5"
        "</pointLatitude><pointLongitude>10</pointLongitude></geoLocationPoint></geoLocation></geoLocations>"
        "<fundingReferences><fundingReference><funderName>A Fund</funderName><awardNumber>7</awardNumber>"
        "</fundingReference></fundingReferences><formats><format>text/csv</format></formats></resource>",
    )
    loaded = DataCite().load(text.encode(), "datacite.xml")
    assert set(loaded.unknown) == {"/geoLocations", "/fundingReferences", "/formats"}
    again = DataCite().load(DataCite().dump(loaded.card).data, "datacite.xml")
    assert again == loaded
    as_json = json.loads(DataCiteJson().dump(loaded.card).data)
    assert as_json["fundingReferences"] == [{"funderName": "A Fund", "awardNumber": "7"}]
    assert as_json["geoLocations"][0]["geoLocationPoint"] == {"pointLongitude": 10, "pointLatitude": 54.5}


RELATED = "/relatedIdentifiers/relatedIdentifier"
RICH = DataCite().dump(rich_dataset(), "4.6").data.decode()


@pytest.mark.parametrize(
    ("old", "new", "code", "pointer"),
    [
        ("10.5281/zenodo.1234567", "https://doi.org/10.5281/zenodo.1234567", "DSC003", "/identifier"),
        ("10.5281/zenodo.1234567", "[ZENODO_DOI]", "DSC009", "/identifier"),
        ('identifierType="DOI"', 'identifierType="ARK"', "DSC004", "/identifier/@identifierType"),
        (' identifierType="DOI"', "", "DSC002", "/identifier"),
        ("<publicationYear>2022</publicationYear>", "", "DSC002", ""),
        (">2022<", ">22<", "DSC003", "/publicationYear"),
        ("<publisher>University of Elsewhere<", "<publisher><", "DSC002", "/publisher"),
        ("<publisher>University of Elsewhere<", "<publisher>TODO<", "DSC009", "/publisher"),
        ('nameType="Personal"', 'nameType="Person"', "DSC004", "/creators/creator/creatorName/@nameType"),
        ("0000-0002-1825-0097", "0000-0002-1825-0098", "DSC003", "/creators/creator/nameIdentifier"),
        ("2021-11-30", "2021-02-30", "DSC003", "/dates/date"),
        ("2021-11-30", "last week", "DSC003", "/dates/date"),
        ('dateType="Created"', 'dateType="created"', "DSC004", "/dates/date/@dateType"),
        ('"Dataset"', '"Poster"', "DSC004", "/resourceType/@resourceTypeGeneral"),
        ('"IsDerivedFrom">', '"isDerivedFrom">', "DSC004", f"{RELATED}/@relationType"),
        ('relatedIdentifierType="URL"', 'relatedIdentifierType="DOI"', "DSC003", RELATED),
        (">https://clubs.example.org/raw", ">raw", "DSC003", RELATED),
        ("<language>de<", "<language>de_DE<", "DSC003", "/language"),
        ("<version>1.2.0</version>", "<versions>1.2.0</versions>", "DSC006", "/versions"),
        ("</titles>", "</titles><titles><title>B</title></titles>", "DSC010", "/titles[2]"),
        ("</resource>", "loose words</resource>", "DSC003", ""),
        (' descriptionType="Abstract"', "", "DSC002", "/descriptions/description"),
        ("Diary entries of", "Diary <b>entries</b> of", "DSC006", "/descriptions/description/b"),
        ("http://datacite.org/schema/kernel-4\"", "http://datacite.org/schema/kernel-3\"", "DSC011", ""),
        ("kernel-4.6/", "kernel-4.2/", "DSC014", "/@{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"),
        ("</resource>", "", "DSC001", None),
        (
            "<givenName>Ada</givenName>\n      <familyName>Beet</familyName>",
            "<familyName>Beet</familyName><givenName>Ada</givenName>",
            "DSC003",
            "/creators/creator/givenName",
        ),
    ],
)  # fmt: skip
def test_one_fault_one_finding(old: str, new: str, code: str, pointer: str | None) -> None:
    assert old in RICH
    found = DataCite().check(RICH.replace(old, new, 1).encode(), "datacite.xml")
    assert [(one.code, one.place.pointer) for one in found] == [(code, pointer)]


@pytest.mark.parametrize(
    ("keys", "value", "code", "pointer"),
    [
        (("doi",), "doi:10.1000/182", "DSC003", "/doi"),
        (("publicationYear",), 2022, "DSC003", "/publicationYear"),
        (("publisher",), "University of Elsewhere", "DSC003", "/publisher"),
        (("types", "resourceTypeGeneral"), "dataset", "DSC004", "/types/resourceTypeGeneral"),
        (("types", "resourceTypeGeneral"), None, "DSC002", "/types"),
        (("creators",), [], "DSC002", "/creators"),
        (("creators", 0, "nameIdentifiers", 0, "nameIdentifier"), "0000-0002-1825-0098", "DSC003",
         "/creators/0/nameIdentifiers/0/nameIdentifier"),
        (("creators", 0, "affiliations"), [], "DSC006", "/creators/0/affiliations"),
        (("dates", 1, "date"), "yesterday", "DSC003", "/dates/1/date"),
        (("titles", 0, "title"), "TODO", "DSC009", "/titles/0/title"),
        (("rightslist",), [], "DSC006", "/rightslist"),
        (("schemaVersion",), "http://datacite.org/schema/kernel-3", "DSC011", "/schemaVersion"),
        (("titles",), None, "DSC002", ""),
    ],
)  # fmt: skip
def test_one_fault_one_finding_in_json(keys: tuple[Any, ...], value: Any, code: str, pointer: str) -> None:
    record = json.loads(DataCiteJson().dump(rich_dataset()).data)
    place = record
    for key in keys[:-1]:
        place = place[key]
    if value is None:
        del place[keys[-1]]
    else:
        place[keys[-1]] = value
    found = DataCiteJson().check(json.dumps(record).encode(), "datacite.json")
    assert [(one.code, one.place.pointer) for one in found] == [(code, pointer)]


def test_a_record_as_the_api_serves_it() -> None:
    record = json.loads(DataCiteJson().dump(rich_dataset()).data) | {"state": "findable", "viewCount": 3}
    data = json.dumps({"data": {"id": record["doi"], "type": "dois", "attributes": record}}).encode()
    assert list(DataCiteJson().check(data, "datacite.json")) == []
    assert DataCiteJson().load(data, "datacite.json").card.title == "Allotment Diaries"


@pytest.mark.parametrize("registry", [DataCite(), DataCiteJson()])
@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"<a/>", b'{"name": "x"}', b"\xff\xfe<", b"<resource/>"])
def test_other_files_are_refused(registry: Any, data: bytes) -> None:
    with pytest.raises(DescriptorFault):
        registry.load(data, "datacite")


def test_identifiers() -> None:
    found = DataCite().parse_id("https://doi.org/10.5281/Zenodo.12")
    assert found is not None
    assert found.text == "doi:10.5281/zenodo.12"
    assert DataCite().parse_id("org/name") is None


def test_real_records(shared: Path) -> None:
    folder = shared / "cases" / "registry" / "datacite"
    if not folder.is_dir():
        pytest.skip("no real records")
    for path in sorted(folder.glob("*.xml")):
        assert list(DataCite().check(path.read_bytes(), path.name)) == []
        card = DataCite().load(path.read_bytes(), path.name).card
        assert card.title
        assert DataCite().load(DataCite().dump(card).data, path.name).card == card
