"""Frictionless Data Packages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata_lint.exchange.canonical import Agent, CanonicalCard, Column, File, License, Related, Table
from opendata_lint.exchange.formats.datapackage import DataPackage
from opendata_lint.exchange.formats.datapackage.spelling import meant_by
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model
from opendata_lint.testing.cards import canonical_cards
from opendata_lint.testing.suite import assert_round_trip

TestSuite = registry_suite(DataPackage)

PATH = "datapackage.json"
ERRORS = {f"DSC{number:03}" for number in range(1, 12)}
MINIMAL: dict[str, Any] = {
    "name": "gdp",
    "licenses": [{"name": "ODC-PDDL-1.0"}],
    "resources": [
        {
            "name": "gdp",
            "path": "data/gdp.csv",
            "schema": {"fields": [{"name": "year", "type": "year"}, {"name": "value", "type": "number"}]},
        }
    ],
}
V2 = "https://datapackage.org/profiles/2.0/datapackage.json"


def _load(**changes: Any) -> CanonicalCard:
    return DataPackage().load(json.dumps(MINIMAL | changes).encode(), PATH).card


def _check(value: Any) -> list[tuple[str, str | None]]:
    return [(one.code, one.place.pointer) for one in DataPackage().check(json.dumps(value).encode(), PATH)]


def _package(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in (MINIMAL | changes).items() if value is not None}


def _resource(**changes: Any) -> dict[str, Any]:
    resource = MINIMAL["resources"][0] | changes
    return _package(resources=[{key: value for key, value in resource.items() if value is not None}])


def _schema(**changes: Any) -> dict[str, Any]:
    return _resource(schema=MINIMAL["resources"][0]["schema"] | changes)


def _field(**changes: Any) -> dict[str, Any]:
    return _schema(fields=[{"name": "year", "type": "integer"} | changes])


@pytest.mark.parametrize("version", ["2.0", "1.0"])
def test_golden(version: str, golden: Callable[[str, bytes], None]) -> None:
    golden(f"datapackage-{version}.json", DataPackage().dump(rich_dataset(), version).data)


def test_what_is_kept() -> None:
    card = rich_dataset()
    dumped = DataPackage().dump(card)
    back = DataPackage().load(dumped.data, PATH).card
    for kept in ("title", "id", "summary", "topics", "license", "version", "contact", "doi", "url", "created",
                 "keywords", "languages"):  # fmt: skip
        assert getattr(back, kept) == getattr(card, kept)
    assert back.creators[0] == card.creators[0]
    assert back.related == card.related[:1]
    assert back.tables[0].columns == card.tables[0].columns
    assert back.tables[0].key == ("id",)
    assert [loss.path for loss in dumped.losses] == [
        "creators/1/kind", "publisher/kind", "published", "modified", "modalities", "tasks", "size_category",
        "related", "citation", "files/0/md5", "tables/0/splits", "tables/0/target", "access",
    ]  # fmt: skip
    assert [found for found in DataPackage().check(dumped.data, PATH) if found.code in ERRORS] == []


_PATHS = st.sampled_from([
    "data/a.csv", "data/b.csv", "x.parquet", "../up.csv", "/abs.csv", "https://example.org/d.csv",
    "data/*.csv", "a b.csv", "./c.csv", ".hidden", "$HOME/x", "ü.csv", "s3://bucket/x",
])  # fmt: skip
_FILES = st.lists(
    st.builds(
        File, _PATHS, st.sampled_from([None, "text/csv"]), st.none() | st.integers(0, 10**9),
        st.sampled_from([None, "a" * 64]), st.sampled_from([None, "b" * 32]), st.sampled_from([None, "It."]),
    ),
    max_size=4, unique_by=lambda file: file.path,
).map(tuple)  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_round_trip_of_cards_with_files(data: Any) -> None:
    card = data.draw(canonical_cards("dataset"))
    tables = tuple(
        table._replace(files=tuple(data.draw(st.lists(_PATHS, max_size=3, unique=True))))
        for table in card.tables
    )
    card = card._replace(files=data.draw(_FILES), tables=tables)
    for version in DataPackage.versions:
        assert_round_trip(DataPackage(), card, version)
        try:
            written = DataPackage().dump(card, version).data
        except NotExpressible:
            continue
        assert [one for one in DataPackage().check(written, PATH) if one.code in ERRORS] == []


def test_what_cannot_be_written() -> None:
    with pytest.raises(NotExpressible, match="model"):
        DataPackage().dump(rich_model())
    with pytest.raises(NotExpressible, match="configs"):
        DataPackage().dump(CanonicalCard("dataset", "Diaries", license=License("CC0-1.0")))
    up = CanonicalCard("dataset", "Diaries", files=(File("../raw.csv"),))
    with pytest.raises(NotExpressible):
        DataPackage().dump(up)


def test_patterns_stand_for_the_files_of_the_card() -> None:
    card = CanonicalCard(
        "dataset", "Diaries", files=(File("data/a.csv"), File("data/b.csv"), File("LICENSE")),
        tables=(Table("diaries", (Column("text", "string"),), files=("data/*.csv",)),),
    )  # fmt: skip
    written = json.loads(DataPackage().dump(card).data)
    assert [(one["name"], one["path"], "schema" in one) for one in written["resources"]] == [
        ("diaries-a", "data/a.csv", True),
        ("diaries-b", "data/b.csv", True),
        ("license", "LICENSE", False),
    ]


def test_what_is_not_understood_comes_back() -> None:
    value = _field(constraints={"minimum": 1900}) | {"image": "a.png", "views": [{"name": "top"}]}
    value["resources"][0] |= {"encoding": "latin-1", "dialect": {"delimiter": ";"}}
    loaded = DataPackage().load(json.dumps(value).encode(), PATH)
    assert loaded.unknown == (
        "/resources/0/schema/fields/0/constraints", "/resources/0/encoding", "/resources/0/dialect",
        "/image", "/views",
    )  # fmt: skip
    written = json.loads(DataPackage().dump(loaded.card).data)
    assert written["image"] == "a.png"
    assert written["resources"][0]["encoding"] == "latin-1"
    assert written["resources"][0]["schema"]["fields"][0]["constraints"] == {"minimum": 1900}
    table = loaded.card.tables[0]
    other = loaded.card._replace(tables=(table._replace(columns=(Column("month", "int8"),)),))
    dumped = DataPackage().dump(other)
    assert "constraints" not in dumped.data.decode(), "what was said of one column is not said of another"
    assert any(loss.path.startswith("extra/") for loss in dumped.losses)


@pytest.mark.parametrize(
    ("expression", "entries"),
    [
        ("CC-BY-4.0", [("CC-BY-4.0", None)]),
        ("PDDL-1.0", [("ODC-PDDL-1.0", None)]),
        ("MIT AND CC-BY-4.0", [("MIT", None), ("CC-BY-4.0", None)]),
        ("GPL-2.0-only WITH Classpath-exception-2.0", [(None, "GPL-2.0-only WITH Classpath-exception-2.0")]),
    ],
)
def test_licenses_come_back(expression: str, entries: list[tuple[str | None, str | None]]) -> None:
    card = rich_dataset()._replace(license=License(expression))
    data = DataPackage().dump(card).data
    assert [(one.get("name"), one.get("title")) for one in json.loads(data)["licenses"]] == entries
    assert DataPackage().load(data, PATH).card.license == License(expression)


def test_a_choice_of_licenses_is_lost_and_said() -> None:
    dumped = DataPackage().dump(rich_dataset()._replace(license=License("MIT OR Apache-2.0")))
    assert [loss.path for loss in dumped.losses if loss.path.startswith("license")] == ["license/expression"]
    own = License("LicenseRef-own", "Our Own", "https://example.org/l")
    written = json.loads(DataPackage().dump(rich_dataset()._replace(license=own)).data)
    assert written["licenses"] == [{"path": "https://example.org/l", "title": "Our Own"}]


@pytest.mark.parametrize(
    "licenses",
    [
        [{"name": "odc-pddl"}], [{"id": "odc-pddl", "name": "Public Domain"}], "PDDL-1.0",
        [{"url": "http://opendatacommons.org/licenses/pddl/"}],
    ],
)  # fmt: skip
def test_old_ways_to_say_the_license(licenses: Any) -> None:
    expected = "PDDL-1.0" if not isinstance(licenses, list) or "id" not in licenses[0] else None
    card = _load(
        **({"licenses": licenses} if isinstance(licenses, list) else {"licenses": [], "license": licenses})
    )
    assert card.license.expression == expected or card.license.name == "Public Domain"


def test_old_ways_to_name_people_and_sources() -> None:
    card = _load(
        author={"name": "Ada Beet", "email": "a@example.org", "web": "https://example.org"},
        contributors=[{"title": "Bo", "role": "author", "path": "https://orcid.org/0000-0002-1825-0097"}],
        sources=[{"name": "World Bank", "web": "https://worldbank.org"}, {"title": "A book"}],
    )
    assert card.creators == (
        Agent("Bo", "person", orcid="0000-0002-1825-0097"),
        Agent("Ada Beet", email="a@example.org", url="https://example.org"),
    )
    assert card.related == (
        Related("derivedFrom", "https://worldbank.org", "World Bank"),
        Related("derivedFrom", "A book"),
    )


def test_yaml_is_read() -> None:
    text = b"title: Caps\nresources:\n  - name: capital\n    path: capital.csv\n"
    card = DataPackage().load(text, "capital.package.yaml").card
    assert (card.title, card.files) == ("Caps", (File("capital.csv"),))
    assert DataPackage().sniff("capital.package.yaml", text) > 0.5


@pytest.mark.parametrize(
    ("path", "head", "high"),
    [
        ("datapackage.json", b'{"resources": [{"path": "a.csv"}]}', True),
        ("x.json", b'{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}', True),
        ("x.json", b'{"profile": "tabular-data-package", "resources": []}', True),
        ("dataset-metadata.json", b'{"id": "a/b", "resources": [{"path": "a.csv"}]}', False),
        ("datapackage.json", b'{"@context": "https://schema.org", "resources": []}', False),
        ("datapackage.json", b"{}", False),
    ],
)
def test_sniff(path: str, head: bytes, high: bool) -> None:
    assert (DataPackage().sniff(path, head) > 0.5) is high


FAULTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (_package(resources=None), [("DSC002", "")]),
    (_package(resources={}), [("DSC003", "/resources")]),
    (_package(title=["x"]), [("DSC003", "/title")]),
    (_package(version=1.0), [("DSC003", "/version")]),
    (_package(created="2021-02-30T00:00:00Z"), [("DSC003", "/created")]),
    (_package(created="2021-02-01"), [("DSC003", "/created")]),
    (_package(name="My Package"), [("DSC007", "/name")]),
    (_package(keywords="a, b"), [("DSC003", "/keywords")]),
    (_package(licenses=[{"url": "https://example.org"}]), [("DSC002", "/licenses/0")]),
    (_package(licenses=[{"name": "Creative Commons"}]), [("DSC003", "/licenses/0/name")]),
    (_package(licenses=None, licences=[]), [("DSC006", "/licences")]),
    (_package(resources=None, resource=[]), [("DSC006", "/resource")]),
    (_package(contributors=["Ada"]), [("DSC003", "/contributors/0")]),
    (_package(contributors=[{"title": "A", "email": "ada"}]), [("DSC003", "/contributors/0/email")]),
    (_package(fields=[]), [("DSC006", "/fields")]),
    (_package(title="TODO"), [("DSC009", "/title")]),
    (_package(profile="../x.json"), [("DSC008", "/profile")]),
    (_package(profile="tabular-data-package"), [("DSC003", "/resources/0")]),
    (_resource(name=None), [("DSC002", "/resources/0")]),
    (_resource(name="Main list"), [("DSC007", "/resources/0/name")]),
    (_resource(path=None), [("DSC002", "/resources/0")]),
    (_resource(data=[]), [("DSC003", "/resources/0/data")]),
    (_resource(path="/etc/passwd"), [("DSC008", "/resources/0/path")]),
    (_resource(path="data/../../x.csv"), [("DSC008", "/resources/0/path")]),
    (_resource(path=["a.csv", "https://example.org/b.csv"]), [("DSC003", "/resources/0/path")]),
    (_resource(path=["a.csv", "../b.csv"]), [("DSC008", "/resources/0/path/1")]),
    (_resource(path="s3://bucket/x.csv"), [("DSC003", "/resources/0/path")]),
    (_resource(hash="TODO"), [("DSC009", "/resources/0/hash")]),
    (_resource(hash="a" * 64), [("DSC003", "/resources/0/hash")]),
    (_resource(bytes="100"), [("DSC003", "/resources/0/bytes")]),
    (_resource(type="tabel"), [("DSC004", "/resources/0/type")]),
    (_resource(mediaType="text/csv"), [("DSC006", "/resources/0/mediaType")]),
    (_resource(schema={}), [("DSC002", "/resources/0/schema")]),
    (_schema(primaryKey="year"), [("DSC003", "/resources/0/schema/primaryKey")]),
    (_schema(primaryKey=["yaer"]), [("DSC005", "/resources/0/schema/primaryKey/0")]),
    (_schema(fieldsMatch=["exact"]), [("DSC004", "/resources/0/schema/fieldsMatch")]),
    (_schema(foreignKeys=[{"fields": ["year"], "reference": {"resource": "x", "fields": ["y"]}}]),
     [("DSC005", "/resources/0/schema/foreignKeys/0/reference/resource")]),
    (_schema(foreignKeys=[{"fields": ["year"], "reference": {"resource": "gdp", "fields": ["y"]}}]),
     [("DSC005", "/resources/0/schema/foreignKeys/0/reference/fields/0")]),
    (_field(type="text"), [("DSC004", "/resources/0/schema/fields/0/type")]),
    (_field(required=True), [("DSC006", "/resources/0/schema/fields/0/required")]),
    (_field(constraints={"pattern": "x"}), [("DSC003", "/resources/0/schema/fields/0/constraints/pattern")]),
    (_field(constraints={"min": 1}), [("DSC006", "/resources/0/schema/fields/0/constraints/min")]),
    (_field(constraints={"exclusiveMinimum": 1}),
     [("DSC011", "/resources/0/schema/fields/0/constraints/exclusiveMinimum")]),
    (_field(example="abc"), [("DSC003", "/resources/0/schema/fields/0/example")]),
    (_package(resources=[MINIMAL["resources"][0]] * 2), [("DSC010", "/resources/1/name")]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), FAULTS)
def test_faults_are_told_once_at_their_place(value: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert [found for found in _check(value) if found[0] in ERRORS] == expected


RIGHT: list[tuple[dict[str, Any], list[str]]] = [
    (MINIMAL, []),
    (_package(resources=[]), ["DSC012"]),
    (_resource(path=["a.csv", "b.csv"]), ["DSC012"]),
    (_resource(path=None, data="a,b\n1,2", format="csv"), ["DSC012"]),
    (_resource(type="file"), ["DSC012"]),
    (_package(sources=[{"title": "", "path": ""}]), ["DSC012"]),
    (_package(licenses=None, license="PDDL-1.0"), ["DSC014"]),
    (_package(licenses=None), ["DSC013"]),
    (_package(images=["a.png"], myOwn={"a": 1}), []),
    (_package(created="2021-02-01T10:00:00"), ["DSC012"]),
    (_package(**{"$schema": V2, "name": "My Package"}), ["DSC013"]),
    (_field(constraints={"exclusiveMinimum": 1}) | {"$schema": V2}, []),
    (_schema(missingValues=[{"value": "-", "label": "none"}]) | {"$schema": V2}, []),
]


@pytest.mark.parametrize(("value", "codes"), RIGHT)
def test_what_is_right_is_no_error(value: dict[str, Any], codes: list[str]) -> None:
    assert [code for code, _ in _check(value)] == codes


@pytest.mark.parametrize(
    ("word", "meant"),
    [("licence", "licenses"), ("titel", "title"), ("keyword", "keywords"), ("images", None), ("views", None),
     ("Version", "version"), ("last_updated", None)],
)  # fmt: skip
def test_near_names(word: str, meant: str | None) -> None:
    assert meant_by(word, ["licenses", "title", "keywords", "image", "version", "created"]) == meant


FALSE_ALARMS = {"multipart.package.json", "multipart-zipped.package.json"}
"""Files that frictionless refuses as they stand, as `path` is a list: both versions of the standard allow it,
and frictionless itself once it has brought them to its own form."""


def test_real_cases(shared: Path) -> None:
    folder = shared / "cases" / "registry"
    if not folder.is_dir():
        pytest.skip(f"no cases at {folder}")
    judged = 0
    for row in json.loads((folder / "manifest.json").read_bytes())["files"]:
        path = folder / row["file"]
        if row["format"] != "datapackage":
            continue
        found = [one for one in DataPackage().check(path.read_bytes(), path.name) if one.code in ERRORS]
        expected = row["tool_verdict"] == "error" and path.name not in FALSE_ALARMS
        assert bool(found) == expected, (path.name, found)
        loaded = DataPackage().load(path.read_bytes(), path.name)
        if loaded.card.files or loaded.card.tables:
            assert_round_trip(DataPackage(), loaded.card, None)
        judged += 1
    assert judged >= 20
