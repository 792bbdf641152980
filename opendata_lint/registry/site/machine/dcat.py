"""The catalog as DCAT-AP 3 in Turtle.

Models are `dcat:Resource`s of the catalog: DCAT has no type of its own for them, and datasets they are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.machine.facts import (
    description_of,
    keywords_of,
    language_tags,
    license_address,
)
from opendata_lint.registry.site.site import Site, title_of

_PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"


def catalog(site: Site, entries: Sequence[Entry], modified: Mapping[str, str]) -> str:
    """The whole catalog; `modified` has the dates of the cards' latest changes by id."""
    return "".join(_parts(site, entries, modified))


def _parts(site: Site, entries: Sequence[Entry], modified: Mapping[str, str]) -> Iterator[str]:
    yield _PREFIXES
    listed = [
        ("dcat:dataset" if entry.kind == "dataset" else "dcat:resource", _iri(f"{_page(site, entry)}#work"))
        for entry in entries
    ]
    yield _node(
        _iri(site.address("index.html")),
        "dcat:Catalog",
        [
            ("dct:title", literal(site.title)),
            ("dct:description", literal(f"The datasets and models of {site.title}, made from their cards.")),
            ("dct:publisher", f"[ a foaf:Agent ; foaf:name {literal(site.title)} ]"),
            *listed,
        ],
    )
    licenses: set[str] = set()
    languages: set[str] = set()
    for entry in entries:
        yield from _work(site, entry, modified.get(entry.id))
        licenses.update(filter(None, [license_address(entry)]))
        languages.update(_languages(entry))
    for address in sorted(licenses):
        yield _node(
            _iri(address), "dct:LicenseDocument", [("rdfs:label", literal(address.rpartition("/")[2]))]
        )
    for address in sorted(languages):
        yield _node(_iri(address), "dct:LinguisticSystem", [])


def _work(site: Site, entry: Entry, modified: str | None) -> Iterator[str]:
    page = _page(site, entry)
    facts = [
        ("dct:title", literal(title_of(entry))),
        ("dct:description", literal(description_of(entry))),
        ("dct:identifier", literal(entry.id)),
        ("dcat:landingPage", _iri(page)),
        *(("dcat:keyword", literal(word)) for word in keywords_of(entry)),
        *(("dct:language", _iri(address)) for address in _languages(entry)),
    ]
    if entry.version:
        facts.append(("dcat:version", literal(entry.version)))
    if modified:
        facts.append(("dct:modified", f"{literal(modified)}^^xsd:dateTime"))
    is_dataset = entry.kind == "dataset"
    if is_dataset:
        facts.append(("dcat:distribution", _iri(f"{page}#data")))
    yield _node(_iri(f"{page}#work"), "dcat:Dataset" if is_dataset else "dcat:Resource", facts)
    yield _node(_iri(page), "foaf:Document", [])
    if is_dataset:
        yield _node(
            _iri(f"{page}#data"), "dcat:Distribution", [("dcat:accessURL", _iri(page)), *_license(entry)]
        )


def _license(entry: Entry) -> list[tuple[str, str]]:
    address = license_address(entry)
    if address:
        return [("dct:license", _iri(address))]
    if entry.license:
        return [("dct:license", f"[ a dct:LicenseDocument ; rdfs:label {literal(entry.license)} ]")]
    return []


def _page(site: Site, entry: Entry) -> str:
    return site.address(f"cards/{site.by_id[entry.id]}")


def _languages(entry: Entry) -> list[str]:
    return [f"{_LANGUAGES}{tag}" for tag in language_tags(entry) if len(tag) == 2]


def _node(name: str, kind: str, facts: Sequence[tuple[str, str]]) -> str:
    lines = [f"\n{name} a {kind}", *(f"    {predicate} {value}" for predicate, value in facts)]
    return " ;\n".join(lines) + " .\n"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(text: str) -> str:
    """A text as a literal of Turtle."""
    return f'"{re.sub(_ODD, _escaped, text)}"'


_ODD = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff]')


def _escaped(match: re.Match[str]) -> str:
    letter = match[0]
    if "\ud800" <= letter <= "\udfff":  # no letter at all
        return "\\uFFFD"
    return _ESCAPES.get(letter) or f"\\u{ord(letter):04X}"


def _iri(address: str) -> str:
    """An address as Turtle has it; what may not stand in one is written in percent."""
    return "<" + re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda match: f"%{ord(match[0]):02X}", address) + ">"
