"""Croissant: round trips, what is kept, traps, and findings with their places."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata_lint.exchange.canonical import (
    Agent,
    CanonicalCard,
    Column,
    File,
    License,
    Related,
    Split,
    Table,
)
from opendata_lint.exchange.differences import covers, differences
from opendata_lint.exchange.formats.croissant import Croissant
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import canonical_cards, registry_suite, rich_dataset, rich_model
from tests.exchange.formats.real import verdicts

TestSuite = registry_suite(Croissant)

PATH = "croissant.json"
ERRORS = {f"DSC{number:03}" for number in range(1, 12)}
Change = Callable[[dict[str, Any]], Any]
Places = list[tuple[str, str | None]]
FACTS = ("title", "summary", "license", "url", "creators", "published")


def _dumped(card: CanonicalCard, version: str | None = None) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(Croissant().dump(card, version).data)
    return value


def _load(value: Any) -> CanonicalCard:
    return Croissant().load(json.dumps(value).encode(), PATH).card


def _check(value: Any) -> Places:
    """Codes and pointers, without what is only recommended."""
    found = Croissant().check(json.dumps(value).encode(), PATH)
    return [(one.code, one.place.pointer) for one in found if one.code != "DSC013"]


@pytest.fixture
def valid() -> dict[str, Any]:
    """A descriptor without a fault, to be changed."""
    return copy.deepcopy(_dumped(rich_dataset()))


def test_golden(golden: Callable[[str, bytes], None]) -> None:
    golden("croissant.json", Croissant().dump(rich_dataset()).data)
    golden("croissant-1.0.json", Croissant().dump(rich_dataset(), "1.0").data)


def test_a_rich_card_loses_nothing_and_is_right() -> None:
    for version in Croissant.versions:
        dumped = Croissant().dump(rich_dataset(), version)
        assert dumped.losses == ()
        assert Croissant().load(dumped.data, PATH).unknown == ()
        assert [one.code for one in Croissant().check(dumped.data, PATH)] == ["DSC013"]


_FILES = st.lists(
    st.builds(
        File,
        st.sampled_from(
            ["a.csv", "data/b c.parquet", "ü/100%.txt", "x[1].csv", "https://example.org/d.zip", "noext"]
        ),
        st.sampled_from([None, "text/csv", "application/octet-stream"]),
        st.none() | st.integers(0, 10**12),
        st.none() | st.just("a" * 64),
        st.none() | st.just("b" * 32),
        st.sampled_from([None, "A file"]),
    ),
    max_size=4,
    unique_by=lambda file: file.path,
)
_DEEP = st.recursive(
    st.builds(
        Column,
        st.from_regex(r"[a-zA-Z_ ./-]{1,9}", fullmatch=True),
        st.sampled_from(
            [None, "string", "int8", "uint64", "float16", "date64", "time32[s]", "list", "struct", "null"]
        ),
        st.sampled_from([None, "What it is"]),
    ),
    lambda inner: (
        st.builds(
            lambda name, item: Column(name, "list", children=(item._replace(name="item"),)),
            st.just("l"),
            inner,
        )
        | st.builds(
            lambda name, items: Column(name, "struct", children=tuple(items)),
            st.just("s"),
            st.lists(inner, max_size=2),
        )
    ),
    max_leaves=5,
)
_TABLES = st.lists(
    st.builds(
        Table,
        st.from_regex(r"[a-z /_]{1,6}", fullmatch=True),
        st.lists(
            _DEEP | st.just(Column("kind", "class_label", labels=("a b", "c"))),
            max_size=3,
            unique_by=lambda one: one.name,
        ).map(tuple),
        st.lists(
            st.builds(
                Split, st.sampled_from(["train", "test", "dev one"]), st.none() | st.integers(0, 9), st.none()
            ),
            max_size=3,
            unique_by=lambda one: one.name,
        ).map(tuple),
        st.sampled_from(
            [
                (),
                ("a.csv",),
                ("data/*.parquet",),
                ("train/a.csv", "test/b.csv"),
                ("https://example.org/d.zip",),
            ]
        ),
        st.sampled_from([None, "Rows"]),
        st.sampled_from([None, "kind", "elsewhere"]),
        st.sampled_from([(), ("kind",), ("elsewhere",)]),
    ),
    max_size=3,
    unique_by=lambda table: table.name,
)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(canonical_cards("dataset"), st.none() | _FILES, st.none() | _TABLES, st.sampled_from(["1.1", "1.0"]))
def test_cards_with_what_is_required_lose_what_is_named(
    card: CanonicalCard, files: list[File] | None, tables: list[Table] | None, version: str
) -> None:
    rich = rich_dataset()
    card = card._replace(**{name: getattr(card, name) or getattr(rich, name) for name in FACTS})
    card = card if card.license != License() else card._replace(license=rich.license)
    card = card if files is None else card._replace(files=(*files, rich.files[0]))
    card = card if tables is None else card._replace(tables=tuple(tables))
    card = card if card.files else card._replace(files=rich.files)
    dumped = Croissant().dump(card, version)
    back = Croissant().load(dumped.data, PATH).card
    lost = [loss.path for loss in dumped.losses]
    assert all(any(covers(one, path) for one in lost) for path in differences(card, back))
    assert not {one.code for one in Croissant().check(dumped.data, PATH)} & ERRORS


def test_models_and_cards_without_what_is_required() -> None:
    with pytest.raises(NotExpressible, match="no type for models"):
        Croissant().dump(rich_model())
    bare = CanonicalCard("dataset", "Rows")
    with pytest.raises(NotExpressible) as caught:
        Croissant().dump(bare)
    for key in ("license", "creators", "date_published", "homepage", "summary", "files"):
        assert key in str(caught.value)
    with pytest.raises(NotExpressible, match=r"0\.8"):
        Croissant().dump(rich_dataset(), "0.8")


def test_a_doi_stands_for_the_home_page() -> None:
    card = rich_dataset()._replace(url=None)
    assert _dumped(card)["url"] == "https://doi.org/10.5281/zenodo.1234567"
    assert _load(_dumped(card)).url is None


def test_topics_are_terms_of_rai() -> None:
    told = _dumped(rich_dataset())
    assert told["conformsTo"] == [
        "http://mlcommons.org/croissant/1.1",
        "http://mlcommons.org/croissant/RAI/1.0",
    ]
    eight = (
        "rai:dataLimitations",
        "rai:dataBiases",
        "rai:personalSensitiveInformation",
        "rai:dataUseCases",
        "rai:dataSocialImpact",
        "prov:wasDerivedFrom",
        "prov:wasGeneratedBy",
    )
    assert all(told[name] for name in eight)
    assert told["rai:dataLimitations"][1].startswith("**Out-of-Scope Use:** Not meant")
    assert "rai:hasSyntheticData" not in told
    assert "## Curation Rationale" in told["description"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No part of the data is synthetic.", False),
        ("Half of the entries are synthetic.", True),
        ("**Synthetic data:** no", False),
        ("Written by hand.", None),
        ("No note was generated by a machine.", False),
        ("The questions were written by a language model.", True),
        ("We compare with synthetic baselines.", None),
        ("Half of the entries are synthetic. The rest is not synthetic.", None),
    ],
)
def test_synthetic_data_only_where_the_card_says_it(text: str, expected: bool | None) -> None:
    card = rich_dataset()._replace(topics={"source": text})
    assert _dumped(card).get("rai:hasSyntheticData") is expected
    assert _dumped(card._replace(topics={}, keywords=("synthetic",)))["rai:hasSyntheticData"] is True


def test_synthetic_data_comes_back(valid: dict[str, Any]) -> None:
    valid["rai:hasSyntheticData"] = True
    card = _load(valid)
    assert card.topics["source"].endswith("**Synthetic data:** yes")
    assert _dumped(card)["rai:hasSyntheticData"] is True


def test_details_of_topics_have_terms_of_their_own() -> None:
    text = "Two people read each.\n\n**Annotation platform:** Label Studio\n\n**Annotations per item:** 2"
    times = "By a form.\n\n**Time of collection:** 2019-01-01 to 2021-12-31"
    card = rich_dataset()._replace(topics={"annotation": text, "collection": times})
    told = _dumped(card)
    assert told["rai:dataAnnotationPlatform"] == "Label Studio"
    assert told["rai:annotationsPerItem"] == "2"
    assert told["rai:dataAnnotationProtocol"] == ["Two people read each."]
    assert told["rai:dataCollectionTimeframe"] == ["2019-01-01", "2021-12-31"]
    assert Croissant().dump(card).losses == ()


def test_names_that_only_the_tool_has_are_read(valid: dict[str, Any]) -> None:
    valid["rai:dataCollectionTimeFrame"] = ["2020-01-01"]
    del valid["rai:dataBiases"]
    valid["dataBiases"] = "Northern."
    assert _load(valid).topics["bias"] == "Northern."
    assert "2020-01-01" in _load(valid).topics["collection"]


def test_files_without_checksum_are_sets_of_one() -> None:
    files = (File("a.csv"), File("https://example.org/b.csv"), File("c.csv", "text/csv", 3, "a" * 64))
    dumped = Croissant().dump(rich_dataset()._replace(files=files, tables=()))
    one, other = json.loads(dumped.data)["distribution"]
    assert (one["@type"], one["includes"], one["encodingFormat"]) == ("cr:FileSet", "a.csv", "text/csv")
    assert (other["@type"], other["contentUrl"]) == ("cr:FileObject", "c.csv")
    assert [loss.path for loss in dumped.losses] == ["files"]


def test_media_types_that_only_croissant_asks_for_are_no_loss() -> None:
    files = (File("a.parquet", None, None, "a" * 64), File("b", None, None, "b" * 64))
    assert Croissant().dump(rich_dataset()._replace(files=files)).losses == ()


def test_licenses() -> None:
    said = {
        "CC-BY-4.0": "https://spdx.org/licenses/CC-BY-4.0",
        "MIT AND CC0-1.0": ["https://spdx.org/licenses/MIT", "https://spdx.org/licenses/CC0-1.0"],
        "MIT OR CC0-1.0": {"@type": "CreativeWork", "name": "MIT OR CC0-1.0", "identifier": "MIT OR CC0-1.0"},
    }
    for expression, value in said.items():
        card = rich_dataset()._replace(license=License(expression))
        assert _dumped(card)["license"] == value
        assert Croissant().dump(card).losses == ()


def test_record_sets_without_files_cannot_have_fields() -> None:
    table = rich_dataset().tables[0]._replace(files=())
    dumped = Croissant().dump(rich_dataset()._replace(tables=(table,)))
    assert {loss.path for loss in dumped.losses} >= {"tables/0/columns", "tables/0/key"}
    assert json.loads(dumped.data)["recordSet"][-1] == {
        "@type": "cr:RecordSet", "@id": "default", "name": "default", "description": "One entry a record"
    }  # fmt: skip


def test_what_a_card_cannot_say_comes_back(valid: dict[str, Any]) -> None:
    valid["@context"]["wd"] = "http://www.wikidata.org/entity/"
    valid["isLiveDataset"] = False
    valid["funder"] = {"@type": "Organization", "name": "A Fund"}
    valid["about"] = {"@id": "wd:Q1"}
    valid["recordSet"][-1]["field"][0]["equivalentProperty"] = "wd:P1"
    valid["distribution"].append(
        {
            "@type": "cr:FileSet",
            "@id": "inner",
            "containedIn": {"@id": "data/train.csv"},
            "encodingFormat": "image/png",
            "includes": "*.png",
        }
    )
    loaded = Croissant().load(json.dumps(valid).encode(), PATH)
    assert set(loaded.unknown) == {
        "/isLiveDataset", "/funder", "/about", "/recordSet/2/field/0/equivalentProperty", "/distribution/3",
    }  # fmt: skip
    again = _dumped(loaded.card)
    for name in ("isLiveDataset", "funder", "about"):
        assert valid[name] == (again.get(name) if name in again else again[f"cr:{name}"])
    assert again["recordSet"][-1]["field"][0]["cr:equivalentProperty"] == "wd:P1"
    assert again["distribution"][-1]["@id"] == "inner"
    assert again["@context"]["wd"] == "http://www.wikidata.org/entity/"
    assert Croissant().dump(loaded.card).losses == ()


def test_files_in_a_repository_come_back(valid: dict[str, Any]) -> None:
    """The Hub's own exports: sets in a repository without checksum, of which a card can say nothing."""
    holder, _, files = valid["distribution"]
    holder |= {"@id": "repo", "contentUrl": "https://example.org/repo", "encodingFormat": "git+https"}
    del holder["sha256"], holder["md5"]
    files |= {"@id": "parquet", "containedIn": {"@id": "repo"}, "includes": "default/*/*.parquet"}
    records = valid["recordSet"][-1]
    records["name"] = "Entries"
    for field in records["field"]:
        field["source"]["fileSet"] = {"@id": "parquet"}
    loaded = Croissant().load(json.dumps(valid).encode(), PATH)
    assert loaded.card.tables[0].columns == rich_dataset().tables[0].columns
    assert loaded.card.tables[0].files == ()
    dumped = Croissant().dump(loaded.card)
    assert dumped.losses == ()
    again = json.loads(dumped.data)
    assert [node["@id"] for node in again["distribution"]] == ["data/test.csv", "repo", "parquet"]
    assert again["recordSet"][-1]["field"] == records["field"]


def _field(value: dict[str, Any], number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = value["recordSet"][-1]["field"][number]
    return found


FAULTS: list[tuple[str, Change, Places]] = [
    ("no license", lambda v: v.pop("license"), [("DSC002", "")]),
    ("no type", lambda v: v.pop("@type"), [("DSC002", "")]),
    ("empty name", lambda v: v.update(name=" "), [("DSC002", "/name")]),
    ("misspelt", lambda v: v.update(licence=v.pop("license")), [("DSC006", "/licence")]),
    ("license is text", lambda v: v.update(license="CC BY 4.0"), [("DSC003", "/license")]),
    ("license waits", lambda v: v.update(license="TODO"), [("DSC009", "/license")]),
    ("date", lambda v: v.update(datePublished="31/05/2024"), [("DSC003", "/datePublished")]),
    ("no such day", lambda v: v.update(dateCreated="2023-02-30"), [("DSC003", "/dateCreated")]),
    ("day and hour", lambda v: v.update(dateModified="2024-05-31T10:00:00Z"), []),
    ("url", lambda v: v.update(url="example.org"), [("DSC003", "/url")]),
    ("creator is text", lambda v: v.update(creator="Ada"), [("DSC003", "/creator")]),
    ("creator of a kind", lambda v: v["creator"][0].update({"@type": "Thing"}),
     [("DSC003", "/creator/0/@type")]),
    ("creator waits", lambda v: v["creator"][0].update(name="TBD"), [("DSC009", "/creator/0/name")]),
    ("braces of BibTeX", lambda v: v.update(citeAs="@misc{a, author = {{A Club}}}"), []),
    ("two names", lambda v: v.update(name=["a", "b"]), [("DSC003", "/name/1")]),
    ("version", lambda v: v.update(version={"a": 1}), [("DSC003", "/version")]),
    ("version number", lambda v: v.update(version=2), []),
    ("live", lambda v: v.update(isLiveDataset="no"), [("DSC003", "/isLiveDataset")]),
    ("remote context", lambda v: v.update({"@context": "https://schema.org/"}), [("DSC011", "/@context")]),
    ("http", lambda v: v["@context"].update({"@vocab": "http://schema.org/", "sc": "http://schema.org/"}),
     [("DSC012", "/@context/@vocab")]),
    ("wrong vocabulary", lambda v: v["@context"].update({"cr": "https://mlcommons.org/croissant/"}),
     [("DSC011", "/@context/cr")]),
    ("no conformsTo in context", lambda v: v["@context"].pop("conformsTo"), [("DSC011", "/conformsTo")]),
    ("no prefix", lambda v: v["@context"].pop("prov"), [("DSC011", "/prov:wasDerivedFrom")]),
    ("unmapped", lambda v: v["@context"].pop("recordSet"), [("DSC011", "/recordSet")]),
    ("no version", lambda v: v.pop("conformsTo"), [("DSC002", "")]),
    ("https version", lambda v: v.update(conformsTo="https://mlcommons.org/croissant/1.1"),
     [("DSC011", "/conformsTo")]),
    ("rai typo", lambda v: v.update({"rai:dataBias": v.pop("rai:dataBiases")}),
     [("DSC006", "/rai:dataBias")]),
    ("rai of the tool", lambda v: v.update({"rai:dataCollectionTimeFrame": "2020"}),
     [("DSC006", "/rai:dataCollectionTimeFrame")]),
    ("rai of the prose", lambda v: v.update({"rai:useCases": "x"}), [("DSC014", "/rai:useCases")]),
    ("synthetic", lambda v: v.update({"rai:hasSyntheticData": "no"}),
     [("DSC003", "/rai:hasSyntheticData")]),
    ("file type", lambda v: v["distribution"][0].update({"@type": "DataDownload"}),
     [("DSC003", "/distribution/0/@type")]),
    ("no address", lambda v: v["distribution"][0].pop("contentUrl"), [("DSC002", "/distribution/0")]),
    ("no media type", lambda v: v["distribution"][2].pop("encodingFormat"), [("DSC002", "/distribution/2")]),
    ("no checksum", lambda v: v["distribution"][1].pop("sha256"), [("DSC012", "/distribution/1")]),
    ("checksum waits", lambda v: v["distribution"][1].update(sha256="TODO"),
     [("DSC009", "/distribution/1/sha256")]),
    ("short checksum", lambda v: v["distribution"][1].update(sha256="ab"),
     [("DSC003", "/distribution/1/sha256")]),
    ("way out", lambda v: v["distribution"][0].update(contentUrl="data/../../x.csv"),
     [("DSC008", "/distribution/0/contentUrl")]),
    ("hidden way out", lambda v: v["distribution"][0].update(contentUrl="%2e%2e/x.csv"),
     [("DSC008", "/distribution/0/contentUrl")]),
    ("size", lambda v: v["distribution"][0].update(contentSize=12),
     [("DSC003", "/distribution/0/contentSize")]),
    ("double", lambda v: v["distribution"][1].update({"@id": "data/train.csv"}),
     [("DSC010", "/distribution/1/@id")]),
    ("dangling", lambda v: _field(v)["source"].update(fileSet={"@id": "default-file"}),
     [("DSC005", "/recordSet/2/field/0/source/fileSet/@id")]),
    ("key", lambda v: v["recordSet"][-1].update(key={"@id": "default/uid"}),
     [("DSC005", "/recordSet/2/key/@id")]),
    ("type of data", lambda v: _field(v).update(dataType="sc:String"),
     [("DSC004", "/recordSet/2/field/0/dataType")]),
    ("no type of data", lambda v: _field(v).pop("dataType"), [("DSC002", "/recordSet/2/field/0")]),
    ("field type", lambda v: _field(v).update({"@type": "sc:Field"}),
     [("DSC003", "/recordSet/2/field/0/@type")]),
    ("shape without array", lambda v: _field(v).update(arrayShape="2,3"),
     [("DSC003", "/recordSet/2/field/0/arrayShape")]),
    ("shape", lambda v: _field(v).update(arrayShape="a,b", isArray=True),
     [("DSC003", "/recordSet/2/field/0/arrayShape")]),
    ("extract", lambda v: _field(v)["source"].update(extract={"fileProperty": "size"}),
     [("DSC004", "/recordSet/2/field/0/source/extract/fileProperty")]),
    ("two ways", lambda v: _field(v)["source"]["extract"].update(fileProperty="content"),
     [("DSC003", "/recordSet/2/field/0/source/extract")]),
    ("pattern", lambda v: _field(v, 4)["source"].update(transform={"regex": "(a"}),
     [("DSC003", "/recordSet/2/field/4/source/transform/regex")]),
    ("row", lambda v: v["recordSet"][0]["data"][0].update(other=1),
     [("DSC005", "/recordSet/0/data/0/other")]),
    ("join", lambda v: _field(v).update(source={"fileObject": {"@id": "data/test.csv"}}),
     [("DSC002", "/recordSet/2")]),
    ("source is a text", lambda v: _field(v).update(source="a.csv"),
     [("DSC003", "/recordSet/2/field/0/source")]),
    ("nothing extracted", lambda v: _field(v)["source"].update(extract={}),
     [("DSC002", "/recordSet/2/field/0/source/extract")]),
    ("name is a number", lambda v: _field(v).update(name=3), [("DSC003", "/recordSet/2/field/0/name")]),
    ("id is a number", lambda v: v["distribution"][0].update({"@id": 3}),
     [("DSC003", "/distribution/0/@id")]),
    ("rai is a number", lambda v: v.update({"rai:dataBiases": [1]}), [("DSC003", "/rai:dataBiases/0")]),
    ("no dublin core", lambda v: v["@context"].pop("dct"), [("DSC011", "/@context/conformsTo")]),
    ("white space", lambda v: v["distribution"][0].update({"@id": "a b"}),
     [("DSC003", "/distribution/0/@id")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_faults_have_one_finding_at_their_place(
    valid: dict[str, Any], change: Change, expected: Places
) -> None:
    change(valid)
    assert _check(valid) == expected


def test_what_is_no_object() -> None:
    assert _check([1, 2]) == [("DSC003", "")]
    assert _check("x") == [("DSC003", "")]
    assert [code for code, _ in _check([_dumped(rich_dataset())])] == ["DSC003"]
    with pytest.raises(DescriptorFault, match="no JSON object"):
        _load([1, 2])
    assert _load([_dumped(rich_dataset())]) == rich_dataset()


def test_the_same_key_twice() -> None:
    text = Croissant().dump(rich_dataset()).data.replace(b'"version":', b'"version": "1", "version":')
    assert "DSC010" in [one.code for one in Croissant().check(text, PATH)]


def test_hostile_input_is_bounded() -> None:
    deep: Any = {"@id": "x"}
    for number in range(45):
        deep = {"@type": "cr:Field", "@id": f"f{number}", "subField": [deep]}
    valid = _dumped(rich_dataset())
    valid["recordSet"][-1]["field"].append(deep)
    valid["distribution"] += [{"@type": "cr:FileObject", "@id": f"n{number}"} for number in range(2000)]
    _check(valid)
    _load(valid)


def test_real_descriptors(shared: Path) -> None:
    cases = shared / "cases" / "registry"
    wrong = {
        name: truth
        for name, truth in verdicts(cases, ("croissant", "croissant_mutations"))
        if truth
        is not bool({one.code for one in Croissant().check((cases / name).read_bytes(), name)} & ERRORS)
    }
    assert wrong == {}
    for name, _ in verdicts(cases, ("croissant", "croissant_mutations")):
        assert Croissant().load((cases / name).read_bytes(), name).card.kind == "dataset"


def test_agents_and_works_of_other_forms(valid: dict[str, Any]) -> None:
    valid["creator"] = [
        {"@id": "https://orcid.org/0000-0002-1825-0097", "givenName": "Ada", "familyName": "Beet"},
        "Somebody Else",
    ]
    valid["isBasedOn"] = "https://example.org/other"
    card = _load(valid)
    assert card.creators == (
        Agent("Ada Beet", None, "Ada", "Beet", orcid="0000-0002-1825-0097"), Agent("Somebody Else")
    )  # fmt: skip
    assert Related("derivedFrom", "https://example.org/other") in card.related
