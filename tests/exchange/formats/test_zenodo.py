"""`.zenodo.json`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.exchange.canonical import CanonicalCard, License, Related
from opendata_lint.exchange.formats.zenodo import Zenodo
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model

TestSuite = registry_suite(Zenodo)

PATH = ".zenodo.json"
MINIMAL: dict[str, Any] = {
    "title": "Allotment Diaries",
    "upload_type": "dataset",
    "description": "<p>Entries.</p>",
    "creators": [{"name": "Beet, Ada"}],
    "license": "cc-by-4.0",
}


def _load(**changes: Any) -> CanonicalCard:
    return Zenodo().load(json.dumps(MINIMAL | changes).encode(), PATH).card


def _check(**changes: Any) -> list[tuple[str, str | None]]:
    value = {key: one for key, one in (MINIMAL | changes).items() if one is not None}
    return [(one.code, one.place.pointer) for one in Zenodo().check(json.dumps(value).encode(), PATH)]


@pytest.mark.parametrize("card", [rich_dataset(), rich_model()], ids=lambda card: card.kind)
def test_golden(card: CanonicalCard, golden: Callable[[str, bytes], None]) -> None:
    data = Zenodo().dump(card).data
    golden(f"zenodo-{card.kind}.json", data)
    assert list(Zenodo().check(data, PATH)) == []


def test_what_is_kept() -> None:
    card = rich_dataset()
    back = Zenodo().load(Zenodo().dump(card).data, PATH).card
    lost = {
        "id",
        "creators",
        "publisher",
        "contact",
        "created",
        "modified",
        "size_category",
        "related",
        "files",
        "tables",
    }
    assert {name for name in card._fields if getattr(card, name) != getattr(back, name)} == lost
    assert [one[:2] for one in back.related] == [one[:2] for one in card.related]


@pytest.mark.parametrize(
    ("license_", "written"),
    [
        (License("CC-BY-4.0"), "cc-by-4.0"),
        (License("GPL-3.0-or-later"), "gpl-3.0-or-later"),
        (License("MIT AND CC-BY-4.0"), None),
        (License("MIT OR Apache-2.0"), None),
        (License("LicenseRef-own", "Our Own", "https://example.org/l"), None),
        (License(), None),
    ],
)
def test_licenses(license_: License, written: str | None) -> None:
    dumped = Zenodo().dump(rich_dataset()._replace(license=license_))
    assert json.loads(dumped.data).get("license") == written
    assert Zenodo().load(dumped.data, PATH).card.license == license_


@pytest.mark.parametrize(
    ("said", "expression"),
    [
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0"),
        ({"id": "Apache-2.0"}, "Apache-2.0"),
        ("cc-zero", "CC0-1.0"),
        ("gpl-3.0", "GPL-3.0-only"),
        ("other-open", None),
        ("notspecified", None),
    ],
)
def test_licenses_that_are_read(said: Any, expression: str | None) -> None:
    assert _load(license=said).license == License(expression)
    assert _check(license=said) == []


def test_a_doi_of_zenodo_is_that_of_the_work() -> None:
    own = {"identifier": "10.5281/zenodo.77", "relation": "isIdenticalTo", "scheme": "doi"}
    card = _load(related_identifiers=[own])
    assert (card.doi, card.related) == ("10.5281/zenodo.77", ())
    assert json.loads(Zenodo().dump(card).data)["related_identifiers"] == [own]
    other = card._replace(doi="10.1000/182")
    assert json.loads(Zenodo().dump(other).data)["doi"] == "10.1000/182"


def test_relations() -> None:
    card = rich_model()._replace(
        related=(
            Related("versionOf", "https://example.org/old"),
            Related("trainedOn", "a/b"),
            Related("references", "wikipedia"),
        )
    )
    dumped = Zenodo().dump(card)
    found = json.loads(dumped.data)["related_identifiers"][2:]
    assert [one["relation"] for one in found] == ["isNewVersionOf", "isDerivedFrom"]
    assert "related" in {loss.path for loss in dumped.losses}


def test_hostile_descriptions_are_text() -> None:
    card = rich_dataset()._replace(
        summary='<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror="y">'
    )
    html = json.loads(Zenodo().dump(card).data)["description"]
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_html_of_zenodo_becomes_markdown() -> None:
    card = _load(
        description="<p>Diaries of <strong>gardeners</strong> &amp; others.<br>Second line</p>"
        "<h3>Limitations</h3>"
        '<ul><li>short</li><li><a href="https://example.org">few</a></li></ul><script>no()</script>'
    )
    assert card.summary == "Diaries of **gardeners** & others.\nSecond line"
    assert card.topics == {"limits": "- short\n- [few](https://example.org)"}


def test_what_a_card_does_not_hold_comes_back() -> None:
    more = {
        "grants": [{"id": "10.13039/501100000780::1"}],
        "communities": [{"identifier": "clubs"}],
        "notes": "Thanks",
        "embargo_date": "2030-01-01",
        "access_right": "embargoed",
        "contributors": [{"name": "Onion, Otto", "type": "Editor"}],
    }
    card = _load(**more)
    assert card.access == "embargoed"
    written = json.loads(Zenodo().dump(card).data)
    assert {key: written[key] for key in more} == more


def test_access_that_needs_more_than_a_card_tells() -> None:
    for access in ("restricted", "gated", "embargoed"):
        dumped = Zenodo().dump(rich_dataset()._replace(access=access))
        assert "access_right" not in json.loads(dumped.data)
        assert "access" in {loss.path for loss in dumped.losses}


def test_short_titles() -> None:
    with pytest.raises(NotExpressible, match="three characters"):
        Zenodo().dump(rich_dataset()._replace(title="ab"))


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"upload_type": "Dataset"}, "DSC004", "/upload_type"),
        ({"access_right": "public"}, "DSC004", "/access_right"),
        ({"access_right": "embargoed"}, "DSC002", "/access_right"),
        ({"access_right": "restricted"}, "DSC002", "/access_right"),
        ({"license": "CC BY 4.0"}, "DSC004", "/license"),
        ({"license": "LicenseRef-own"}, "DSC004", "/license"),
        ({"license": ["mit"]}, "DSC003", "/license"),
        ({"license": {"spdx_id": "GPL-3.0", "key": "gpl-3.0"}}, "DSC002", "/license"),
        ({"license": "TODO"}, "DSC009", "/license"),
        ({"language": "English"}, "DSC003", "/language"),
        ({"language": "en"}, "DSC012", "/language"),
        ({"language": "EN"}, "DSC003", "/language"),
        ({"publication_date": "2024-02-30"}, "DSC003", "/publication_date"),
        ({"publication_date": "01/02/2024"}, "DSC003", "/publication_date"),
        ({"publication_date": 2024}, "DSC003", "/publication_date"),
        ({"creators": []}, "DSC002", "/creators"),
        ({"creators": "Ada Beet"}, "DSC003", "/creators"),
        ({"creators": [{"affiliation": "Club"}]}, "DSC002", "/creators/0"),
        ({"creators": [{"name": "Beet, Ada", "orcid": ""}]}, "DSC003", "/creators/0/orcid"),
        ({"creators": [{"name": "A", "orcid": "0000-0002-1825-009X"}]}, "DSC003", "/creators/0/orcid"),
        ({"creators": [{"name": "Beet, Ada", "afiliation": "Club"}]}, "DSC006", "/creators/0/afiliation"),
        ({"contributors": [{"name": "Beet, Ada"}]}, "DSC002", "/contributors/0"),
        ({"contributors": [{"name": "Beet, Ada", "type": "Author"}]}, "DSC004", "/contributors/0/type"),
        ({"keywords": "gardening"}, "DSC003", "/keywords"),
        ({"keywords": [1]}, "DSC003", "/keywords/0"),
        ({"keyword": ["gardening"]}, "DSC006", "/keyword"),
        ({"titel": "x"}, "DSC006", "/titel"),
        ({"doi": "zenodo.77"}, "DSC003", "/doi"),
        ({"doi": "10.5281/zenodo.XXXXXXX"}, "DSC009", "/doi"),
        ({"title": "TODO"}, "DSC009", "/title"),
        ({"title": "ab"}, "DSC007", "/title"),
        ({"version": 1}, "DSC003", "/version"),
        ({"related_identifiers": [{"identifier": "10.1000/182"}]}, "DSC002", "/related_identifiers/0"),
        ({"related_identifiers": [{"identifier": "10.1000/182", "relation": "IsPartOf"}]}, "DSC004",
         "/related_identifiers/0/relation"),
        ({"related_identifiers": [{"identifier": "x", "relation": "isPartOf", "scheme": "url"}]}, "DSC003",
         "/related_identifiers/0/identifier"),
        ({"related_identifiers": [{"identifier": "https://github.com/<your-org>/x", "relation": "isPartOf"}]},
         "DSC009", "/related_identifiers/0/identifier"),
        ({"communities": ["clubs"]}, "DSC003", "/communities/0"),
        ({"dates": [{"type": "Collected"}]}, "DSC002", "/dates/0"),
        ({"dates": [{"type": "Valid", "start": "2024-01-01", "end": "2023-01-01"}]}, "DSC003", "/dates/0"),
        ({"license": None}, "DSC013", ""),
    ],
)  # fmt: skip
def test_one_fault_one_finding(changes: dict[str, Any], code: str, pointer: str) -> None:
    assert _check(**changes) == [(code, pointer)]


def test_doubles_and_broken_files() -> None:
    assert "DSC010" in {one.code for one in Zenodo().check(b'{"title": "One", "title": "Two"}', PATH)}
    for data in (b"", b"[]", b'{"title": "One" "license": "mit"}', b"\xff"):
        assert [one.code for one in Zenodo().check(data, PATH)] == ["DSC001"]
        with pytest.raises(DescriptorFault):
            Zenodo().load(data, PATH)


@pytest.mark.parametrize("text", ["zenodo:77", "https://zenodo.org/records/77", "10.5281/zenodo.77"])
def test_identifiers(text: str) -> None:
    found = Zenodo().parse_id(text)
    assert found is not None
    assert found.text == "doi:10.5281/zenodo.77"


def test_other_identifiers() -> None:
    assert Zenodo().parse_id("10.1000/182") is None
    assert Zenodo().parse_id("org/name") is None


def test_real_files(shared: Path) -> None:
    folder = shared / "cases" / "registry" / "zenodo"
    if not folder.is_dir():
        pytest.skip("no real files")
    for path in sorted(folder.glob("*.json")):
        data = path.read_bytes()
        faults = [one.code for one in Zenodo().check(data, path.name) if one.code < "DSC012"]
        assert faults == (["DSC001"] if "invalid" in path.name else [])
        if not faults:
            card = Zenodo().load(data, path.name).card
            if not card.title:  # the release has one
                continue
            again = Zenodo().load(Zenodo().dump(card).data, path.name).card
            assert again.creators == card.creators
            assert again.related == card.related
            assert again.extra == card.extra
