"""`ro-crate-metadata.json`."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from opendata_lint.exchange.canonical import File, License
from opendata_lint.exchange.formats.ro_crate import RoCrate
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset

TestSuite = registry_suite(RoCrate)

PATH = "ro-crate-metadata.json"
CRATE: dict[str, Any] = {
    "@context": "https://w3id.org/ro/crate/1.1/context",
    "@graph": [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": "Allotment Diaries",
            "description": "Diary entries.",
            "datePublished": "2022-03-01T10:00:00Z",
            "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
            "author": [{"@id": "https://orcid.org/0000-0002-1825-0097"}],
            "hasPart": [{"@id": "data/a%20b.csv"}, {"@id": "data/"}],
            "temporalCoverage": "2019/2021",
        },
        {"@id": "https://creativecommons.org/licenses/by/4.0/", "@type": "CreativeWork", "name": "CC BY 4.0"},
        {
            "@id": "https://orcid.org/0000-0002-1825-0097",
            "@type": "Person",
            "name": "Ada Beet",
            "affiliation": {"@id": "#club"},
        },
        {"@id": "#club", "@type": "Organization", "name": "Clubs"},
        {"@id": "data/a%20b.csv", "@type": "File", "encodingFormat": "text/csv", "contentSize": "12"},
        {"@id": "data/", "@type": "Dataset"},
    ],
}


def _check(change: Any = None) -> list[tuple[str, str | None]]:
    crate = deepcopy(CRATE)
    if change:
        change(crate)
    return [(one.code, one.place.pointer) for one in RoCrate().check(json.dumps(crate).encode(), PATH)]


def test_what_is_read() -> None:
    loaded = RoCrate().load(json.dumps(CRATE).encode(), PATH)
    card = loaded.card
    assert (card.title, card.summary, card.published) == ("Allotment Diaries", "Diary entries.", "2022-03-01")
    assert card.license == License("CC-BY-4.0")
    assert card.creators[0].orcid == "0000-0002-1825-0097"
    assert card.creators[0].affiliation == "Clubs"
    assert card.files == (File("data/a b.csv", "text/csv", 12),)
    assert loaded.unknown == ("/@graph/1/temporalCoverage",)
    assert _check() == []


def test_it_is_read_only() -> None:
    with pytest.raises(NotExpressible, match="one by one"):
        RoCrate().dump(rich_dataset())


def _set(index: int, **values: Any) -> Any:
    def change(crate: dict[str, Any]) -> None:
        entity = crate["@graph"][index]
        for name, value in values.items():
            key = f"@{name[1:]}" if name.startswith("_") else name
            entity[key] = value
            if value is None:
                del entity[key]

    return change


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        (lambda crate: crate.pop("@context"), "DSC002", ""),
        (lambda crate: crate.update({"@context": "https://schema.org/"}), "DSC011", "/@context"),
        (lambda crate: crate.pop("@graph"), "DSC002", ""),
        (lambda crate: crate["@graph"].pop(0), "DSC002", ""),
        (lambda crate: crate["@graph"].pop(1), "DSC005", "/@graph/0"),
        (_set(0, conformsTo=None), "DSC013", "/@graph/0"),
        (_set(1, license=None), "DSC002", "/@graph/1"),
        (_set(1, datePublished=None), "DSC002", "/@graph/1"),
        (_set(1, datePublished="soon"), "DSC003", "/@graph/1/datePublished"),
        (_set(1, datePublished="TODO"), "DSC009", "/@graph/1/datePublished"),
        (_set(1, _type="CreativeWork"), "DSC003", "/@graph/1/@type"),
        (_set(1, keyword="a"), "DSC006", "/@graph/1/keyword"),
        (_set(4, _type=None), "DSC002", "/@graph/4"),
        (_set(4, _id="data/"), "DSC010", "/@graph/6/@id"),
        (_set(5, _id="../secret.csv"), "DSC008", "/@graph/5/@id"),
    ],
)
def test_one_fault_one_finding(change: Any, code: str, pointer: str) -> None:
    assert _check(change) == [(code, pointer)]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"@graph": [1]}'])
def test_other_files(data: bytes) -> None:
    with pytest.raises(DescriptorFault):
        RoCrate().load(data, PATH)
    assert list(RoCrate().check(data, PATH))
