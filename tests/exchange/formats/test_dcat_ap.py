"""DCAT-AP, as JSON-LD and Turtle."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, License, Related
from opendata_lint.exchange.formats.dcat_ap import DcatAp
from opendata_lint.exchange.formats.dcat_ap.checking import read_graph
from opendata_lint.exchange.formats.dcat_ap.graph import PREFIXES as PREFIXES_OF_DCAT_AP
from opendata_lint.exchange.formats.dcat_ap.graph import Graph, Term
from opendata_lint.exchange.formats.dcat_ap.turtle_writing import turtle_of
from opendata_lint.exchange.formats.dcat_ap.writing import work
from opendata_lint.exchange.protocol import DescriptorFault, NotExpressible
from opendata_lint.testing import registry_suite, rich_dataset, rich_model
from opendata_lint.testing.cards import canonical_cards
from opendata_lint.testing.suite import assert_bears, assert_round_trip

TestSuite = registry_suite(DcatAp)

ERRORS = {f"DSC{number:03}" for number in range(1, 12)}
PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
"""
DATASET = (
    PREFIXES
    + """<http://example.org/d> a dcat:Dataset ;
  dct:title "Bees"@en , "Abeilles"@fr ; dct:description \"\"\"About "bees".\"\"\"@en ; dcat:keyword "bee" ;
  dct:issued "2023-03-21"^^xsd:date ;
  dct:publisher [ a foaf:Agent ; foaf:name "Agency" ] ;
  dcat:contactPoint [ a vcard:Kind ; vcard:fn "Ada" ; vcard:hasEmail <mailto:a@example.org> ] ;
  dct:language <http://publications.europa.eu/resource/authority/language/ENG> ;
  dcat:distribution <http://example.org/csv> .
<http://publications.europa.eu/resource/authority/language/ENG> a dct:LinguisticSystem .
<http://example.org/csv> a dcat:Distribution ;  # where it is
  dcat:accessURL <http://example.org/d.csv> ; dcat:downloadURL <http://example.org/d.csv> ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dcat:byteSize "100"^^xsd:nonNegativeInteger .
<https://creativecommons.org/licenses/by/4.0/> a dct:LicenseDocument .
"""
)


def _check(text: str, path: str = "dcat.ttl") -> list[tuple[str, str]]:
    """Errors, each with what stands at its place."""
    found = [one for one in DcatAp().check(text.encode(), path) if one.code in ERRORS]
    return [
        (one.code, text[slice(*one.place.span)] if one.place.span else one.place.pointer or "")
        for one in found
    ]


def _without(part: str, instead: str = "") -> str:
    assert part in DATASET
    return DATASET.replace(part, instead, 1)


def test_golden(golden: Callable[[str, bytes], None]) -> None:
    golden("dcat-ap.jsonld", DcatAp().dump(rich_dataset()).data)


def test_what_is_kept() -> None:
    card = rich_dataset()
    dumped = DcatAp().dump(card)
    back = DcatAp().load(dumped.data, "dcat.jsonld").card
    assert [loss.path for loss in dumped.losses] == [
        "modalities",
        "tasks",
        "size_category",
        "files/0/md5",
        "tables",
    ]
    assert back == card._replace(
        modalities=(),
        tasks=(),
        size_category=None,
        tables=(),
        files=(card.files[0]._replace(md5=None), card.files[1]),
    )
    assert [one for one in DcatAp().check(dumped.data, "dcat.jsonld") if one.code in ERRORS] == []


_PATHS = st.sampled_from(
    ["data/a.csv", "a b.csv", "a%20b.csv", "https://example.org/d%20e.csv", "ü.csv", "a#b", "a?b"]
)
_FILES = st.lists(
    st.builds(
        File, _PATHS, st.sampled_from([None, "text/csv", "odd"]), st.none() | st.integers(0, 10**9),
        st.sampled_from([None, "a" * 64]), st.sampled_from([None, "b" * 32]), st.sampled_from([None, "It."]),
    ),
    max_size=4, unique_by=lambda file: file.path,
).map(tuple)  # fmt: skip
_WORKS = st.lists(
    st.builds(
        Related, st.sampled_from(["derivedFrom", "documentedBy", "sameAs", "versionOf", "trainedOn"]),
        st.sampled_from(["https://example.org/a", "org/name", "doi:10.1000/182"]),
        st.sampled_from([None, "Its title"]),
    ),
    max_size=4,
).map(tuple)  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(canonical_cards("dataset"), _FILES, _WORKS)
def test_round_trip_with_files_and_works(card: CanonicalCard, files: Any, works: Any) -> None:
    card = card._replace(files=files, related=works)
    assert_round_trip(DcatAp(), card, None)
    try:
        written = DcatAp().dump(card).data
    except NotExpressible:
        return
    assert [one for one in DcatAp().check(written, "dcat.jsonld") if one.code in ERRORS] == []


def test_what_cannot_be_written() -> None:
    with pytest.raises(NotExpressible, match="model"):
        DcatAp().dump(rich_model())
    with pytest.raises(NotExpressible, match="title"):
        DcatAp().dump(CanonicalCard("dataset", summary="About bees."))
    with pytest.raises(NotExpressible, match="description"):
        DcatAp().dump(CanonicalCard("dataset", "Bees"))


@pytest.mark.parametrize(
    "license_",
    [
        License("CC-BY-4.0"), License("MIT AND CC-BY-4.0"), License("MIT OR Apache-2.0"), License(),
        License("LicenseRef-own", "Our Own", "https://example.org/l"), License(url="https://example.org/l"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("url", [None, "https://example.org/bees"])
def test_licenses_come_back(license_: License, url: str | None) -> None:
    card = CanonicalCard("dataset", "Bees", summary="About bees.", license=license_, url=url)
    dumped = DcatAp().dump(card)
    assert dumped.losses == ()
    assert DcatAp().load(dumped.data, "dcat.jsonld").card == card


def test_turtle_is_read() -> None:
    card = DcatAp().load(DATASET.encode(), "dcat.ttl").card
    assert card == CanonicalCard(
        "dataset", "Bees", summary='About "bees".', license=License("CC-BY-4.0"), keywords=("bee",),
        published="2023-03-21", languages=("en",), publisher=Agent("Agency"),
        contact=Agent("Ada", email="a@example.org"), files=(File("http://example.org/d.csv", size=100),),
    )  # fmt: skip
    assert DcatAp().sniff("dcat.ttl", DATASET.encode()) > 0.5


def test_the_context_may_name_its_terms() -> None:
    value = {
        "@context": {
            "@vocab": "http://www.w3.org/ns/dcat#",
            "title": {"@id": "http://purl.org/dc/terms/title", "@language": "en"},
            "description": "http://purl.org/dc/terms/description",
            "issued": {"@id": "http://purl.org/dc/terms/issued", "@type": "http://www.w3.org/2001/XMLSchema#date"},
            "landingPage": {"@type": "@id"},
            "id": "@id",
            "type": "@type",
        },
        "@graph": [
            {"id": "http://example.org/p", "type": "http://xmlns.com/foaf/0.1/Document"},
            {"type": "Dataset", "title": ["Bees"], "description": "About bees.", "issued": "2023-01-02",
             "landingPage": "http://example.org/p", "keyword": {"@set": ["bee"]}, "unknown": 5},
        ],
    }  # fmt: skip
    text = json.dumps(value)
    loaded = DcatAp().load(text.encode(), "dcat.jsonld")
    assert (loaded.card.title, loaded.card.published, loaded.card.url) == (
        "Bees",
        "2023-01-02",
        "http://example.org/p",
    )
    assert loaded.unknown == ("/@graph/1/unknown",)
    assert _check(text, "dcat.jsonld") == []
    again = DcatAp().dump(loaded.card)
    assert again.losses == ()
    assert json.loads(again.data)["dcat:unknown"] == [{"@value": "5", "@type": "xsd:integer"}]


def test_contexts_elsewhere_are_not_fetched_and_that_is_said() -> None:
    text = '{"@context": "https://example.org/context.jsonld", "@type": "Dataset"}'
    assert [one.code for one in DcatAp().check(text.encode(), "dcat.jsonld")] == ["DSC012"]
    with pytest.raises(DescriptorFault, match=r"example\.org/context"):
        DcatAp().load(text.encode(), "dcat.jsonld")


FAULTS = [
    (_without('dct:title "Bees"@en , "Abeilles"@fr ;'), [("DSC002", "<http://example.org/d>")]),
    (_without('dct:title "Bees"@en', 'dct:titel "Bees"@en'), [("DSC006", '"Bees"@en')]),
    (_without('"Bees"@en', "<http://example.org/x>"), [("DSC003", "<http://example.org/x>")]),
    (_without('"Bees"@en', '"TODO"'), [("DSC009", '"TODO"')]),
    (_without('"2023-03-21"^^xsd:date', '"2023-03-21"'), [("DSC003", '"2023-03-21"')]),
    (_without('"2023-03-21"^^xsd:date', '"2023-13-21"^^xsd:date'), [("DSC003", '"2023-13-21"^^xsd:date')]),
    (_without('"2023-03-21"^^xsd:date', '"2022"^^xsd:gYear, "2023"^^xsd:gYear'),
     [("DSC007", '"2023"^^xsd:gYear')]),
    (_without('[ a foaf:Agent ; foaf:name "Agency" ]', '"Agency"'), [("DSC003", '"Agency"')]),
    (_without('[ a foaf:Agent ; foaf:name "Agency" ]', "<http://example.org/a>"),
     [("DSC005", "<http://example.org/a>")]),
    (_without('; foaf:name "Agency"'), [("DSC002", "[")]),
    (_without("dcat:accessURL <http://example.org/d.csv> ;"), [("DSC002", "<http://example.org/csv>")]),
    (_without("<http://example.org/d.csv>", '"http://example.org/d.csv"'), [("DSC003", '"http://example.org/d.csv"')]),
    (_without('"100"^^xsd:nonNegativeInteger', "100"), [("DSC003", "100")]),
    (_without("a dcat:Distribution", "a dcat:Distrbution"), [("DSC006", "dcat:Distrbution")]),
    (_without("<https://creativecommons.org/licenses/by/4.0/> a dct:LicenseDocument ."),
     [("DSC005", "<https://creativecommons.org/licenses/by/4.0/>")]),
    (_without("@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"), [("DSC001", "f")]),
    (_without('dcat:keyword "bee" ;', 'dcat:keyword "bee ;'), [("DSC001", '"')]),
    (_without("<http://example.org/csv> .", "<http://example.org/csv>"), [("DSC001", "<")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_faults_are_told_at_their_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(_check(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        DATASET,
        _without("a foaf:Agent ;", "a foaf:Organization ;"),
        _without("<http://publications.europa.eu/resource/authority/language/ENG> a dct:LinguisticSystem ."),
        PREFIXES + "_:x foaf:name \"\\u00e9\\n\" , 'it\\'s' , 1 , 1.5 , 1e3 , true ; foaf:knows ( 1 [] ) .",
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nBASE <http://example.org/>\n<a> foaf:name 'x' ; ; .",
    ],
)
def test_what_is_right_is_no_error(text: str) -> None:
    assert _check(text) == []


def test_prefixes_that_the_context_does_not_declare() -> None:
    value = {"@context": {"dcat": "http://www.w3.org/ns/dcat#"}, "@type": "dcat:Dataset", "dct:title": "Bees",
             "dct:description": "About bees."}  # fmt: skip
    assert _check(json.dumps(value), "dcat.jsonld") == [("DSC011", "/dct:title")]


def test_places_in_json() -> None:
    card = CanonicalCard("dataset", "Bees", summary="About bees.", publisher=Agent("Agency"))
    value = json.loads(DcatAp().dump(card).data)
    value["dct:publisher"]["@type"] = "foaf:Document"
    del value["dct:title"]
    assert _check(json.dumps(value), "dcat.jsonld") == [("DSC002", ""), ("DSC003", "/dct:publisher")]


@pytest.mark.parametrize(
    "text", ["[" * 5_000, "<a> <b> " + "[ <c> " * 5_000, '{"@graph": ' * 5_000, "( " * 5_000 + "1"]
)
def test_deep_ones_are_refused(text: str) -> None:
    for path in ("dcat.ttl", "dcat.jsonld"):
        assert_bears(DcatAp(), text.encode())
        with pytest.raises(DescriptorFault):
            read_graph(text.encode(), path)


def test_real_cases(shared: Path) -> None:
    folder = shared / "cases" / "registry"
    if not folder.is_dir():
        pytest.skip(f"no cases at {folder}")
    rows = [
        row
        for row in json.loads((folder / "manifest.json").read_bytes())["files"]
        if row["format"] == "dcat-ap"
    ]
    for row in rows:
        found = _check((folder / row["file"]).read_text(encoding="utf-8"))
        assert bool(found) == (row["tool_verdict"] == "error"), (row["file"], found)
        assert (found[0][0] == "DSC001") == ("Turtle syntax" in row["tool_error"])
    assert len(rows) >= 8


def test_the_shapes_of_the_specification_are_turtle(shared: Path) -> None:
    for path in sorted((shared / "official" / "dcat-ap").glob("*.ttl")):
        assert read_graph(path.read_bytes(), path.name).about


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(canonical_cards())
def test_turtle_says_the_same(card: CanonicalCard) -> None:
    node = work(card._replace(title=card.title or "T", doi="10.1000/182", url=None))
    in_json = json.dumps({"@context": PREFIXES_OF_DCAT_AP, **node}).encode()
    in_turtle = turtle_of([node]).encode()
    assert _said(read_graph(in_json, "a.jsonld")) == _said(read_graph(in_turtle, "a.ttl"))


def _said(graph: Graph) -> list[Any]:
    """What a graph says, with nodes without address as what they say themselves."""

    def told(term: Term) -> Any:
        if term.kind != "blank":
            return tuple(term)
        return tuple(sorted((one.predicate, told(one.object)) for one in graph.about.get(term.value, ())))

    return sorted(
        (subject, one.predicate, repr(told(one.object)))
        for subject, statements in graph.about.items()
        if not subject.startswith("_:")
        for one in statements
    )
