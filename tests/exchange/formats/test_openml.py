"""OpenML's documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.exchange.canonical import Agent, CanonicalCard, Column, File, License, Related, Table
from opendata_lint.exchange.formats.hub import Hub
from opendata_lint.exchange.formats.openml import OpenML
from opendata_lint.exchange.formats.openml.arff import MOST, read_arff
from opendata_lint.exchange.formats.openml.latin import casual, latin, system
from opendata_lint.exchange.formats.openml.measured import joined
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.settings import Settings, load_profile
from opendata_lint.testing import registry_suite, rich_dataset, rich_model
from opendata_lint.tree import UnknownTree

TestSuite = registry_suite(OpenML)

PATH = "openml.xml"
SPACE = "http://openml.org/openml"
MINIMAL = (("name", "plots"), ("description", "Plots"), ("format", "arff"), ("licence", "CC0-1.0"))


def _document(*elements: tuple[str, str], root: str = "data_set_description", space: str = SPACE) -> bytes:
    inner = "".join(f"<oml:{tag}>{escape(text)}</oml:{tag}>" for tag, text in elements)
    return f'<oml:{root} xmlns:oml="{space}">{inner}</oml:{root}>'.encode()


def _with(*more: tuple[str, str]) -> bytes:
    """The minimal description with further elements at their places, or others in the place of its own."""
    names = [tag for tag, _ in more]
    own = [one for one in MINIMAL if one[0] not in names]
    order = [
        "id",
        "name",
        "version",
        "description",
        "format",
        "creator",
        "upload_date",
        "language",
        "licence",
    ]
    place = {tag: index for index, tag in enumerate(order)}
    return _document(*sorted([*own, *more], key=lambda one: place.get(one[0], 99)))


def _load(*elements: tuple[str, str]) -> CanonicalCard:
    return OpenML().load(_with(*elements), PATH).card


def _found(data: bytes) -> list[tuple[str, str | None]]:
    return [(one.code, one.place.pointer) for one in OpenML().check(data, PATH)]


def test_golden(golden: Callable[[str, bytes], None]) -> None:
    golden("openml.xml", OpenML().dump(rich_dataset()).data)


def test_what_is_kept() -> None:
    card = rich_dataset()
    dumped = OpenML().dump(card)
    back = OpenML().load(dumped.data, PATH).card
    for kept in (
        "title",
        "summary",
        "license",
        "topics",
        "citation",
        "version",
        "created",
        "languages",
        "access",
    ):
        assert getattr(back, kept) == getattr(card, kept)
    assert [one.name for one in back.creators] == [one.name for one in card.creators]
    assert [one.id for one in back.related] == [one.id for one in card.related]
    assert (back.tables[0].target, back.tables[0].key) == ("crop", ("id",))
    assert {loss.path for loss in dumped.losses} >= {"doi", "tasks", "published", "keywords/1"}
    assert _found(dumped.data) == []


def test_models_and_cards_without_text_cannot_be_written() -> None:
    for card, reason in (
        (rich_model(), "model"),
        (rich_dataset()._replace(summary=None, topics={}), "neither a summary nor sections"),
        (rich_dataset()._replace(title="日本語", id=None), "name"),
        (rich_dataset()._replace(summary="日本語", topics={}), "no letter"),
    ):
        with pytest.raises(NotExpressible, match=reason):
            OpenML().dump(card)


def test_letters_beyond_basic_latin_are_written_otherwise_and_told() -> None:
    card = rich_dataset()._replace(
        title="Böden – Łódź",
        summary="Proben aus Łódź: „gut“ 🙂.",
        creators=(Agent("José Müßig"),),
        citation="Ångström 1900",
    )
    dumped = OpenML().dump(card)
    assert dumped.data.isascii()
    back = OpenML().load(dumped.data, PATH).card
    assert back.title == "Boden - Lodz"
    assert back.summary == 'Proben aus Lodz: "gut" .'
    assert back.creators == (Agent("Jose Mussig"),)
    assert {"title", "summary", "creators/0/name", "citation"} <= {loss.path for loss in dumped.losses}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("José", "Jose"), ("Straße", "Strasse"), ("Ærøskøbing", "AEroskobing"), ("Москва", "Moskva"),
        ("Ελλάδα", "Ellada"), ("½ – ¾", "1/2 - 3/4"), ("日本 A", "? A"), ("🙂", ""), ("a\x00b", "ab"),
        ("Łódź", "Lodz"),
    ],
)  # fmt: skip
def test_latin(text: str, written: str) -> None:
    assert latin(text) == written


def test_names_and_tags() -> None:
    assert casual("Soil & Water (v2)", 128) == "Soil_Water_(v2)"
    assert system("Machine Learning", 64) == "Machine_Learning"
    assert casual("a b" * 100, 10) == "a_ba_ba_ba"
    assert casual("日本", 128) == ""


def test_a_description_that_is_too_long_is_cut_and_says_where_the_rest_is() -> None:
    card = rich_dataset()._replace(topics={**rich_dataset().topics, "maintenance": "Once a year. " * 2_000})
    dumped = OpenML().dump(card)
    text = OpenML().load(dumped.data, PATH).card.topics["maintenance"]
    assert text.endswith("the whole card: https://clubs.example.org/diaries)")
    assert "topics/maintenance" in {loss.path for loss in dumped.losses}
    assert _found(dumped.data) == []


def test_a_long_citation_stands_in_the_description() -> None:
    card = rich_dataset()._replace(citation="@misc{a,\n  note = {" + "long " * 400 + "}\n}")
    dumped = OpenML().dump(card)
    assert OpenML().load(dumped.data, PATH).card.citation == card.citation
    assert _found(dumped.data) == []


@pytest.mark.parametrize(
    ("license_", "element"),
    [
        (License("CC-BY-4.0"), "CC-BY-4.0"),
        (License("MIT AND CC-BY-4.0"), "MIT AND CC-BY-4.0"),
        (License("LicenseRef-own", "Our Own License", "https://example.org/l"), "LicenseRef-own"),
        (License("Apache-2.0 AND CC-BY-4.0 AND CC-BY-SA-4.0 AND ODbL-1.0 AND GPL-3.0-only AND MIT"),
         "See the description"),
        (License(name="Öffentlich"), "See the description"),
    ],
)  # fmt: skip
def test_licenses(license_: License, element: str) -> None:
    dumped = OpenML().dump(rich_dataset()._replace(license=license_))
    assert f"<oml:licence>{element}</oml:licence>".encode() in dumped.data
    lost = {loss.path for loss in dumped.losses if loss.path.startswith("license")}
    assert lost == ({"license/name"} if license_.name == "Öffentlich" else set())


def test_a_title_with_spaces_comes_back() -> None:
    assert OpenML().load(OpenML().dump(rich_dataset()).data, PATH).card.title == "Allotment Diaries"
    assert _load(("description", "# Other words\n\nText")).title == "plots"


def test_the_head_of_a_served_description() -> None:
    card = _load(
        (
            "description",
            "**Author**: Ada Beet, Bo Leek\n**Source**: [UCI](https://x.example) - 1936\n"
            "**Please cite**: Beet 1936\n\nText",
        )
    )
    assert card.creators == (Agent("Ada Beet"), Agent("Bo Leek"))
    assert card.topics == {"source": "[UCI](https://x.example) - 1936"}
    assert card.citation == "Beet 1936"
    assert card.summary == "Text"
    empty = _load(("description", "**Author**:   \n**Source**: Unknown -   \n**Please cite**:   \n\nText"))
    assert (empty.creators, empty.topics, empty.citation, empty.summary) == ((), {}, None, "Text")


def test_a_served_description() -> None:
    loaded = OpenML().load(
        _document(
            ("id", "61"), ("name", "iris"), ("version", "3"), ("description", "Flowers"), ("format", "ARFF"),
            ("upload_date", "2014-04-06T23:23:39"), ("language", "English"), ("licence", "Public"),
            ("url", "https://a.example/iris.arff"), ("parquet_url", "https://a.example/iris.pq"),
            ("file_id", "61"),
            ("default_target_attribute", "class"), ("ignore_attribute", "a"), ("ignore_attribute", "b"),
            ("version_label", "1.0"), ("tag", "Machine Learning"), ("visibility", "public"),
            ("status", "deactivated"), ("md5_checksum", "AD484452702105cbf3d30f8deaba39a9"),
        ),
        PATH,
    )  # fmt: skip
    card = loaded.card
    assert (card.id, card.version, card.published, card.access) == (
        "openml:d/61",
        "1.0",
        "2014-04-06",
        "open",
    )
    assert card.files == (File("https://a.example/iris.arff", md5="ad484452702105cbf3d30f8deaba39a9"),)
    assert card.tables == (Table("default", files=("https://a.example/iris.arff",), target="class"),)
    assert card.license == License(name="Public")
    assert loaded.unknown == ("/format", "/parquet_url")
    assert any("deactivated" in note for note in loaded.notes)
    assert any("no license" in note for note in loaded.notes)
    dumped = OpenML().dump(card)
    assert {loss.path for loss in dumped.losses} == {"keywords/0", "extra/x-openml/parquet_url"}
    assert b"<oml:ignore_attribute>b</oml:ignore_attribute>" in dumped.data
    assert _found(dumped.data) == []


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("English", ("en",)), ("English,German", ("en", "de")), ("Swiss_German", ("gsw",)), ("en", ("en",)),
        ("german", ("de",)), ("pt-BR", ("pt-BR",)), ("Elvish", ()),
    ],
)  # fmt: skip
def test_languages(said: str, read: tuple[str, ...]) -> None:
    card = _load(("language", said))
    assert card.languages == read
    assert ("x-openml" in card.extra) == (not read)


def test_several_targets_are_kept_as_they_are_written() -> None:
    card = _load(("default_target_attribute", "a,b"))
    assert card.tables == ()
    assert b"<oml:default_target_attribute>a,b<" in OpenML().dump(card).data


FEATURES = _document(root="data_features").replace(
    b"></oml:data_features>",
    b"><oml:feature><oml:index>1</oml:index><oml:name>class</oml:name><oml:data_type>nominal</oml:data_type>"
    b"<oml:nominal_value> a</oml:nominal_value><oml:nominal_value>b</oml:nominal_value>"
    b"<oml:is_target>true</oml:is_target></oml:feature>"
    b"<oml:feature><oml:index>0</oml:index><oml:name>len</oml:name><oml:data_type>numeric</oml:data_type>"
    b"<oml:is_ignore>1</oml:is_ignore><oml:NumberOfMissingValues>2</oml:NumberOfMissingValues></oml:feature>"
    b"</oml:data_features>",
)
QUALITIES = _document(root="data_qualities").replace(
    b"></oml:data_qualities>",
    b"><oml:quality><oml:name>NumberOfInstances</oml:name><oml:value>4320.0</oml:value></oml:quality>"
    b"<oml:quality><oml:name>AutoCorrelation</oml:name></oml:quality></oml:data_qualities>",
)


def test_features_and_qualities_join_the_description() -> None:
    features = OpenML().load(FEATURES, "features.xml").card
    qualities = OpenML().load(QUALITIES, "qualities.xml").card
    card = joined(_load(("language", "English")), features, qualities)
    columns = (Column("len", "float64"), Column("class", "class_label", labels=(" a", "b")))
    assert card.tables == (Table("default", columns, target="class"),)
    assert card.size_category == "1K<n<10K"
    assert card.extra["x-openml"] == {
        "ignore_attribute": ["len"],
        "features": {"len": {"NumberOfMissingValues": "2"}},
        "qualities": {"NumberOfInstances": "4320.0", "AutoCorrelation": None},
    }
    named = _load(("default_target_attribute", "len"))
    assert joined(named, features).tables[0]._replace(columns=()) == Table("default", target="len")
    assert b"<oml:ignore_attribute>len<" in OpenML().dump(card).data


ARFF = b"""% Plots of a club
% and their crops
@RELATION 'my plots'
@attribute size numeric
@ATTRIBUTE "the \\"crop\\"" {bean, 'sweet corn' ,onion}
@attribute day date "yyyy-MM-dd"
@attribute note string

@DATA
1,bean,2020-01-01,'x'
"""


def test_arff() -> None:
    card = OpenML().load(ARFF, "data/plots.arff").card
    assert (card.title, card.summary) == ("my plots", "Plots of a club\nand their crops")
    assert card.tables[0].columns == (
        Column("size", "float64"),
        Column('the "crop"', "class_label", labels=("bean", "sweet corn", "onion")),
        Column("day", "timestamp[s]"),
        Column("note", "string"),
    )
    assert card.tables[0].files == ("plots.arff",)
    assert OpenML().sniff("plots.arff", ARFF) > 0.5
    assert _found(ARFF) == []


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"@attribute a\n@data\n", "without name or type"),
        (b"@attribute a number\n@data\n", "the type `number`"),
        (b"@attribute a {x, y\n@data\n", "does not end"),
        (b"@attribute a string\n@attribute a string\n@data\n", "twice"),
        (b"@attribute a relational\n@data\n", "relational"),
        (b"stray\n@data\n", "no attribute"),
        (b"@attribute a string\n", "ends before"),
    ],
)
def test_heads_of_arff_that_cannot_be_read(head: bytes, told: str) -> None:
    data = b"@relation a\n" + head
    with pytest.raises(DescriptorFault, match=told):
        read_arff(data, "a.arff")
    assert [code for code, _ in _found(data)] == ["DSC003"]


def test_a_long_head_of_arff_is_read_in_part() -> None:
    names = "".join(f"@attribute column_{number:030} numeric\n" for number in range(MOST // 50))
    head = read_arff(f"@relation a\n{names}@data\n".encode() * 2, "a.arff")
    assert not head.whole
    assert len(head.columns) > 15_000


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (_with(), []),
        (_document(*MINIMAL[1:]), [("DSC002", "")]),
        (_document(("Name", "plots"), *MINIMAL[1:]), [("DSC006", "/Name")]),
        (_with(("name", "my plots")), [("DSC007", "/name")]),
        (_with(("name", "x" * 129)), [("DSC007", "/name")]),
        (_with(("name", "")), [("DSC003", "/name")]),
        (_with(("creator", "Ada"), ("creator", "José")), [("DSC007", "/creator[2]")]),
        (_with(("upload_date", "2014-04-06 23:23:39")), [("DSC003", "/upload_date")]),
        (_with(("upload_date", "2014-02-30T00:00:00")), [("DSC003", "/upload_date")]),
        (_with(("licence", "x" * 65)), [("DSC007", "/licence")]),
        (_with(("description", "é" * 16_385)), [("DSC007", "/description"), ("DSC007", "/description")]),
        (_with(("tag", "a"), ("tag", "b c")), [("DSC007", "/tag[2]")]),
        (_with(("visibility", "everyone")), [("DSC004", "/visibility")]),
        (_with(("id", "one")), [("DSC003", "/id")]),
        (_with(("paper_url", "http://x/%zz")), [("DSC003", "/paper_url")]),
        (_with(("citation", "a"), ("citation", "b")), [("DSC010", "/citation[2]")]),
        (_with(("parquet_url", "https://x.example/a.pq")), [("DSC006", "/parquet_url")]),
        (_with(("licence", "x"), ("license", "x")), [("DSC006", "/license")]),
        (_with(("language", "en")), [("DSC012", "/language")]),
        (_document(*MINIMAL[:3]), [("DSC013", "")]),
        (_document(MINIMAL[3], *MINIMAL[:3]), [("DSC003", "/licence")]),
        (_document(*MINIMAL, space="http://openml.org"), [("DSC011", "")]),
        (_document(*MINIMAL).replace(b"<oml:name>", b'<oml:name lang="en">'), [("DSC006", "/name")]),
        (_document(*MINIMAL).replace(b"plots", b"<oml:b/>"), [("DSC003", "/name")]),
        (_document(*MINIMAL).replace(b"<oml:name>", b"stray<oml:name>"), [("DSC003", "")]),
        (b"<a/>", [("DSC001", "")]),
        (b"{}", [("DSC001", None)]),
        (b'<oml:task xmlns:oml="http://openml.org/openml"/>', []),
        (FEATURES, []),
        (FEATURES.replace(b"<oml:is_ignore>1", b"<oml:is_ignore>yes"), [("DSC003", "/feature[2]/is_ignore")]),
        (FEATURES.replace(b"NumberOfMissingValues", b"number_of_missing_values"),
         [("DSC006", "/feature[2]/number_of_missing_values")]),
        (QUALITIES, []),
        (QUALITIES.replace(b"4320.0", b"many"), [("DSC003", "/quality/value")]),
        (QUALITIES.replace(b"<oml:quality>", b'<oml:quality interval_start="a">', 1),
         [("DSC003", "/quality")]),
    ],
)  # fmt: skip
def test_check(data: bytes, found: list[tuple[str, str | None]]) -> None:
    assert _found(data) == found


def test_one_element_out_of_place_is_one_finding() -> None:
    moved = _document(("md5_checksum", "a"), *MINIMAL, ("tag", "a"))
    assert _found(moved) == [("DSC003", "/md5_checksum")]
    assert next(iter(OpenML().check(moved, PATH))).message == (
        "`md5_checksum` must stand at the end: the order of the elements is fixed"
    )


def test_what_to_write_instead_is_told() -> None:
    told = [
        one.message for one in OpenML().check(_with(("creator", "José"), ("tag", "Machine Learning")), PATH)
    ]
    assert told[0].endswith("holds `é`; write `Jose`")
    assert told[1].endswith("holds a space; write `Machine_Learning`")


def test_identifiers() -> None:
    found = OpenML().parse_id("https://www.openml.org/d/61")
    assert found
    assert found.text == "openml:d/61"
    assert OpenML().parse_id("61") is None


def test_other_documents_of_openml_are_told_apart() -> None:
    task = b'<oml:task xmlns:oml="http://openml.org/openml"/>'
    assert OpenML().sniff("task.xml", task) == 0
    with pytest.raises(DescriptorFault, match="describes no dataset"):
        OpenML().load(task, "task.xml")


def _missing(card: CanonicalCard) -> set[str]:
    """The rules that our usual profile breaks on a card."""
    data = Hub().dump(card).data
    result = lint_card(
        Card(data, "README.md", "dataset"), UnknownTree(), Settings(load_profile("default")), "README.md"
    )
    return {one.code for one in result.findings}


def test_real_descriptions_become_cards_that_say_what_is_missing(shared: Path) -> None:
    folder = shared / "cases" / "registry" / "openml"

    def load(name: str) -> CanonicalCard:
        return OpenML().load((folder / name).read_bytes(), name).card

    iris = load("mock_responses__datasets__data_description_61.xml")
    assert iris.creators == (Agent("R.A. Fisher"),)
    assert iris.related[0] == Related("derivedFrom", "https://archive.ics.uci.edu/ml/datasets/Iris")
    anneal = joined(load("datasets__2__description.xml"), load("datasets__2__qualities.xml"))
    assert anneal.size_category == "n<1K"
    dexter = load("datasets__-1__description.xml")
    for card in (iris, anneal, dexter):
        assert "ETH001" in _missing(card), "nothing is said on bias, limits and personal data"
    assert "DAT016" in _missing(dexter) - _missing(anneal)
    assert "PRV004" in _missing(anneal) - _missing(iris)


def test_real_documents(shared: Path) -> None:
    faults = {
        path.name: {
            one.place.pointer for one in OpenML().check(path.read_bytes(), PATH) if one.code < "DSC012"
        }
        for path in sorted((shared / "cases" / "registry" / "openml").glob("*.xml"))
    }
    assert {name: found for name, found in faults.items() if found} == {
        "datasets__-1__description.xml": {"/upload_date", "/md5_checksum"},
        "gen_accent_creator.xml": {"/creator"},
        "gen_long_desc.xml": {"/description"},
        "gen_long_lic.xml": {"/licence"},
        "misc__features_with_whitespaces.xml": {
            "/feature/number_of_missing_values", "/feature[2]/number_of_missing_values",
        },
        "mock_responses__datasets__data_description_61.xml": {"/parquet_url", "/minio_url", "/tag[4]"},
    }  # fmt: skip
