"""Kaggle's `dataset-metadata.json`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.exchange.canonical import CanonicalCard, Column, File, License, Related, Table
from opendata_lint.exchange.formats.kaggle import Kaggle
from opendata_lint.exchange.formats.kaggle.terms import LICENSES, kaggle_id, read_kaggle_license
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model

TestSuite = registry_suite(Kaggle)

PATH = "dataset-metadata.json"
MINIMAL = {"title": "Allotments", "id": "ada/allotments", "licenses": [{"name": "CC0-1.0"}]}


def _load(value: Any) -> CanonicalCard:
    return Kaggle().load(json.dumps(value).encode(), PATH).card


def _check(**changes: Any) -> list[tuple[str, str | None]]:
    """Codes and pointers for the minimal file with changes; a None takes a key out."""
    value = {key: one for key, one in {**MINIMAL, **changes}.items() if one is not None}
    return [(one.code, one.place.pointer) for one in Kaggle().check(json.dumps(value).encode(), PATH)]


def test_golden(golden: Callable[[str, bytes], None]) -> None:
    golden("kaggle.json", Kaggle().dump(rich_dataset()).data)


def test_what_is_kept() -> None:
    card = rich_dataset()
    dumped = Kaggle().dump(card)
    back = Kaggle().load(dumped.data, PATH).card
    for kept in (
        "title",
        "id",
        "summary",
        "license",
        "topics",
        "citation",
        "keywords",
        "modalities",
        "tasks",
    ):
        assert getattr(back, kept) == getattr(card, kept)
    assert [file.path for file in back.files] == [file.path for file in card.files]
    assert back.related == card.related[:1]
    assert {loss.path for loss in dumped.losses} >= {"version", "creators", "doi", "languages"}
    assert list(Kaggle().check(dumped.data, PATH)) == []


def test_models_and_cards_without_id_cannot_be_written() -> None:
    with pytest.raises(NotExpressible, match="models"):
        Kaggle().dump(rich_model())
    with pytest.raises(NotExpressible, match="x-kaggle"):
        Kaggle().dump(rich_dataset()._replace(id=None))
    with pytest.raises(NotExpressible, match="6 to 50"):
        Kaggle().dump(rich_dataset()._replace(title="Iris"))


def test_an_account_of_its_own_at_kaggle() -> None:
    card = rich_dataset()._replace(extra={"x-kaggle": {"id": "adabeet/diaries"}})
    assert json.loads(Kaggle().dump(card).data)["id"] == "adabeet/diaries"


@pytest.mark.parametrize("name", LICENSES)
def test_licenses_come_back(name: str) -> None:
    means = read_kaggle_license(name)
    if name not in ("other", "unknown"):
        assert kaggle_id(means) == name
    card = rich_dataset()._replace(license=means)
    assert Kaggle().load(Kaggle().dump(card).data, PATH).card.license == means


@pytest.mark.parametrize(
    ("license_", "listed"),
    [
        (License("MIT AND CC-BY-4.0"), "other"),
        (License("LicenseRef-own", "Our Own License", "https://example.org/l"), "other"),
        (License(name="Our Own License"), "other"),
        (License(url="https://example.org/l"), "other"),
        (License("GPL-2.0-or-later"), "other"),
        (License(), "unknown"),
    ],
)
def test_other_licenses_stand_in_the_description(license_: License, listed: str) -> None:
    dumped = Kaggle().dump(rich_dataset()._replace(license=license_))
    assert json.loads(dumped.data)["licenses"] == [{"name": listed}]
    assert "license" not in {loss.path.partition("/")[0] for loss in dumped.losses}


def test_gnu_licenses_tell_the_version_alone() -> None:
    dumped = Kaggle().dump(rich_dataset()._replace(license=License("GPL-3.0-only")))
    assert json.loads(dumped.data)["licenses"] == [{"name": "GPL-3.0"}]
    assert "license/expression" in {loss.path for loss in dumped.losses}


@pytest.mark.parametrize(
    ("shown", "expression"),
    [
        ("Attribution-NonCommercial 4.0 International (CC BY-NC 4.0)", "CC-BY-NC-4.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("CC0: Public Domain", "CC0-1.0"),
        ("Database: Open Database, Contents: © Original Authors", "ODbL-1.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("MIT", "MIT"),
    ],
)
def test_names_that_kaggle_shows_are_read(shown: str, expression: str) -> None:
    assert _load({**MINIMAL, "licenses": [{"name": shown}]}).license == License(expression)


def test_several_licenses_hold_together() -> None:
    card = _load({**MINIMAL, "licenses": [{"name": "CC0-1.0"}, {"name": "apache-2.0"}]})
    assert card.license == License("CC0-1.0 AND Apache-2.0")


def test_answers_of_kaggle() -> None:
    answer = {
        **MINIMAL, "titleNullable": "Allotments", "hasTitle": True, "usabilityRating": 0.4, "totalViews": 4,
        "licenses": [{"name": "CC BY-SA 4.0", "nameNullable": "CC BY-SA 4.0", "hasName": True}],
        "data": [{"name": "a.csv", "description": "All", "columns": [{"name": "x", "type": "numeric"}]}],
    }  # fmt: skip
    loaded = Kaggle().load(json.dumps(answer).encode(), PATH)
    assert loaded.card.extra == {"x-kaggle": {"resources": {"a.csv": {"types": {"x": "numeric"}}}}}
    assert loaded.card.files == (File("a.csv", description="All"),)
    assert loaded.card.tables == (Table("default", (Column("x", "float64"),), files=("a.csv",)),)
    assert any("answered" in note for note in loaded.notes)
    found = list(Kaggle().check(json.dumps(answer).encode(), PATH))
    assert [(one.code, one.place.pointer) for one in found] == [("DSC012", "/licenses/0/name")]
    assert _load({"info": answer}).license == License("CC-BY-SA-4.0")


def test_sources_are_works_where_each_line_names_one() -> None:
    named = _load({**MINIMAL, "userSpecifiedSources": "[Raw](https://a.example/b)\nhf:datasets/a/b"})
    assert named.related == (
        Related("derivedFrom", "https://a.example/b", "Raw"),
        Related("derivedFrom", "hf:datasets/a/b"),
    )
    prose = _load({**MINIMAL, "userSpecifiedSources": "From the archive of a club"})
    assert prose.related == ()
    assert prose.extra["x-kaggle"] == {"userSpecifiedSources": "From the archive of a club"}


def test_what_only_kaggle_says_comes_back() -> None:
    value = {
        **MINIMAL, "id_no": 12, "expectedUpdateFrequency": "weekly", "image": "a.png",
        "collaborators": [{"username": "eve", "role": "reader"}],
        "resources": [
            {"path": "a.csv",
             "schema": {"primaryKey": "x", "fields": [{"name": "x", "type": "email"}]}, "format": "csv"}
        ],
    }  # fmt: skip
    assert json.loads(Kaggle().dump(_load(value)).data) == value


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"title": None}, [("DSC002", "")]),
        ({"title": 7}, [("DSC003", "/title")]),
        ({"title": "Iris"}, [("DSC007", "/title")]),
        ({"title": "x" * 51}, [("DSC007", "/title")]),
        ({"title": "INSERT_TITLE_HERE"}, [("DSC009", "/title")]),
        ({"id": None}, [("DSC002", "")]),
        ({"id": "allotments"}, [("DSC003", "/id")]),
        ({"id": "ada/allotments/3"}, [("DSC003", "/id")]),
        ({"id": "ada/all ots"}, [("DSC003", "/id")]),
        ({"id": "ada/plots"}, [("DSC007", "/id")]),
        ({"id": "ada/INSERT_SLUG_HERE"}, [("DSC009", "/id")]),
        ({"id": "REPLACE_WITH_KAGGLE_USERNAME/plots"}, [("DSC009", "/id")]),
        ({"id": "your-username/allotments"}, [("DSC009", "/id")]),
        ({"licenses": None}, [("DSC002", "")]),
        ({"licenses": None, "licences": [{"name": "CC0-1.0"}]}, [("DSC006", "/licences")]),
        ({"licenses": []}, [("DSC002", "/licenses")]),
        ({"licenses": "CC0-1.0"}, [("DSC003", "/licenses")]),
        ({"licenses": ["CC0-1.0"]}, [("DSC003", "/licenses/0")]),
        ({"licenses": [{"title": "CC0"}]}, [("DSC002", "/licenses/0")]),
        ({"licenses": [{"name": "CC0-1.0"}, {"name": "GPL-3.0"}]}, [("DSC007", "/licenses")]),
        ({"licenses": [{"name": "MIT"}]}, [("DSC004", "/licenses/0/name")]),
        ({"licenses": [{"name": "cc0-1.0"}]}, [("DSC004", "/licenses/0/name")]),
        ({"subtitle": ""}, []),
        ({"subtitle": "Too short"}, [("DSC007", "/subtitle")]),
        ({"subtitle": "x" * 81}, [("DSC007", "/subtitle")]),
        ({"keywords": "gardening"}, [("DSC003", "/keywords")]),
        ({"keyword": ["gardening"]}, [("DSC006", "/keyword")]),
        ({"homepage": "https://example.org", "name": "allotments"}, []),
        ({"updateFrequency": "never"}, [("DSC012", "/updateFrequency")]),
        ({"tags": ["gardening"], "date": "2020"}, [("DSC012", "/tags")]),
        ({"subTitle": "x"}, [("DSC006", "/subTitle")]),
        ({"id": "ada/my-dataset"}, []),
        ({"expectedUpdateFrequency": "yearly"}, [("DSC004", "/expectedUpdateFrequency")]),
        ({"image": "cover.gif"}, [("DSC004", "/image")]),
        ({"isPrivate": "yes"}, [("DSC003", "/isPrivate")]),
        ({"resources": [{"description": "All"}]}, [("DSC002", "/resources/0")]),
        ({"resources": [{"path": "a.csv"}, {"path": "a.csv"}]}, [("DSC010", "/resources/1/path")]),
        ({"resources": [{"path": "../a.csv"}]}, [("DSC008", "/resources/0/path")]),
        ({"resources": [{"path": "C:\\a.csv"}]}, [("DSC008", "/resources/0/path")]),
        ({"resources": [{"path": "https://example.org/a.csv"}]}, [("DSC003", "/resources/0/path")]),
        ({"resources": [{"path": "a.csv", "schema": {"fields": [{"type": "string"}]}}]},
         [("DSC002", "/resources/0/schema/fields/0")]),
    ],
)  # fmt: skip
def test_check(changes: dict[str, Any], found: list[tuple[str, str | None]]) -> None:
    assert _check(**changes) == found


def test_the_better_word_is_told() -> None:
    def told(name: str) -> str:
        value = {**MINIMAL, "licenses": [{"name": name}]}
        return next(iter(Kaggle().check(json.dumps(value).encode(), PATH))).message

    assert told("CC BY 4.0").endswith("write `CC-BY-4.0`")
    assert told("Apache-2.0").endswith("write `apache-2.0`")
    assert told("MIT").endswith("write `other` and tell the license in the description")


def test_no_object() -> None:
    for data in (b"[]", b"7", b"{", b'{"a": 1, "a": 2}', b"<a/>"):
        assert list(Kaggle().check(data, PATH))
    with pytest.raises(DescriptorFault, match="no object"):
        Kaggle().load(b"[]", PATH)


def test_sniff_tells_other_files_of_the_name_apart() -> None:
    kaggle = Kaggle()
    assert kaggle.sniff(PATH, json.dumps(MINIMAL).encode()) > 0.5
    assert kaggle.sniff(PATH, b'{"dataset": "x", "splits": []}') < 0.5
    assert kaggle.sniff(PATH, b'{"@context": {}, "title": "a", "id": "a/b", "licenses": []}') == 0
    assert kaggle.sniff("README.md", b"# Kaggle") == 0


def test_identifiers() -> None:
    found = Kaggle().parse_id("https://www.kaggle.com/datasets/ada/allotments")
    assert found
    assert found.text == "kaggle:datasets/ada/allotments"
    assert Kaggle().parse_id("ada/allotments") is None


def test_real_files(shared: Path) -> None:
    verdicts = {}
    for path in sorted((shared / "cases" / "registry" / "kaggle").iterdir()):
        card = Kaggle().load(path.read_bytes(), PATH).card
        assert card.title
        verdicts[path.name] = [
            one.place.pointer for one in Kaggle().check(path.read_bytes(), PATH) if one.code < "DSC012"
        ]
    assert verdicts == {
        "facial_emotion.json": [], "food_price.json": [], "imagenet_voice.json": [],
        "shell-tube-fouling.json": ["/title"], "war_atlas.json": ["/subtitle", "/id"],
    }  # fmt: skip
