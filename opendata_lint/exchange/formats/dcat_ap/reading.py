"""A dataset of DCAT-AP as a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from opendata_lint.exchange.agents import read_orcid
from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, License, Related, Relation
from opendata_lint.exchange.formats.dcat_ap.checking import read_graph
from opendata_lint.exchange.formats.dcat_ap.graph import XSD, Graph, Statement, Term
from opendata_lint.exchange.formats.dcat_ap.languages import tag_of
from opendata_lint.exchange.licenses import address_of, read_license, read_licenses
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.exchange.works import read_doi

KEY = "x-dcat-ap"
OWN_TOPICS = {"source": "dct:provenance", "collection": "prov:wasGeneratedBy"}
"""Topics that have a property of their own."""
_RELATIONS: dict[str, Relation] = {
    "prov:wasDerivedFrom": "derivedFrom",
    "dct:source": "derivedFrom",
    "foaf:page": "documentedBy",
    "dct:references": "references",
    "owl:sameAs": "sameAs",
    "dcat:isVersionOf": "versionOf",
}
_KNOWN = frozenset({
    "rdf:type", "dct:title", "dct:description", "dct:identifier", "adms:identifier", "dcat:landingPage",
    "dcat:version", "owl:versionInfo", "dct:created", "dct:issued", "dct:modified", "dcat:keyword",
    "dct:language", "dct:creator", "dct:publisher", "dcat:contactPoint", "dct:accessRights",
    "dct:bibliographicCitation", "dct:license", "dcat:distribution", *OWN_TOPICS.values(), *_RELATIONS,
})  # fmt: skip
_DEEPEST = 20


def loaded(data: bytes, path: str) -> Loaded:
    """The card of the first dataset. Raises `DescriptorFault`."""
    graph = read_graph(data, path)
    datasets = graph.of("dcat:Dataset")
    if not datasets:
        more = f"; what its names mean stands at {graph.remote[0][:100]}" if graph.remote else ""
        raise DescriptorFault(f"{path} describes no dataset of DCAT{more}")
    subject = datasets[0]
    kept: dict[str, list[Any]] = {}
    unknown: list[str] = []
    for one in graph.about[subject]:
        if one.predicate not in _KNOWN:
            kept.setdefault(one.predicate, []).append(_value(graph, one.object, 0))
            unknown.append(one.place.pointer or one.predicate)
    card = _card(graph, subject)
    others = len(datasets) - 1
    notes = (f"{others} other dataset{'s' if others > 1 else ''} of the file are not read",) if others else ()
    return Loaded(card._replace(extra={KEY: kept} if kept else {}), tuple(unknown), notes)


def _value(graph: Graph, term: Term, depth: int) -> Any:
    """A value as JSON-LD."""
    if term.kind == "literal":
        more = {"@language": term.language} if term.language else {}
        datatype = term.datatype.replace(XSD, "xsd:")
        return {"@value": term.value} | ({"@type": datatype} if datatype else more)
    said: dict[str, Any] = {"@id": term.value} if term.kind == "iri" else {}
    for one in graph.about.get(term.value, ()) if depth < _DEEPEST and term.kind == "blank" else ():
        if one.predicate == "rdf:type":
            said.setdefault("@type", []).append(one.object.value)
        else:
            said.setdefault(one.predicate, []).append(_value(graph, one.object, depth + 1))
    return said


def _card(graph: Graph, subject: str) -> CanonicalCard:
    text = graph.text
    summary, topics = read_description(text(subject, "dct:description") or "", "dataset")
    for topic, predicate in OWN_TOPICS.items():
        said = [
            text(one.object.value, "rdfs:label", "dct:description") for one in graph.all(subject, predicate)
        ]
        if found := "\n\n".join(filter(None, said)):
            topics[topic] = found
    distributions = [one.object.value for one in graph.all(subject, "dcat:distribution")]
    doi = _doi(graph, subject)
    home = next((one.object.value for one in graph.all(subject, "dcat:landingPage")), None)
    identifiers = [one.object.value for one in graph.all(subject, "dct:identifier")]
    name = next((one for one in identifiers if read_doi(one) is None or read_doi(one) != doi), None)
    return CanonicalCard(
        kind="dataset",
        title=(text(subject, "dct:title") or "").strip(),
        id=name.strip() if name and name.strip() else None,
        summary=summary,
        license=_license(graph, [*distributions, subject]),
        version=_stripped(text(subject, "dcat:version", "owl:versionInfo")),
        creators=tuple(_agents(graph, graph.all(subject, "dct:creator"))),
        publisher=next(_agents(graph, graph.all(subject, "dct:publisher")), None),
        contact=next(_agents(graph, graph.all(subject, "dcat:contactPoint")), None),
        doi=doi,
        url=home,
        created=_date(text(subject, "dct:created")),
        published=_date(text(subject, "dct:issued")),
        modified=_date(text(subject, "dct:modified")),
        keywords=_words(graph, subject),
        languages=tuple(dict.fromkeys(_languages(graph, subject))),
        related=tuple(_related(graph, subject)),
        citation=_stripped(text(subject, "dct:bibliographicCitation")),
        topics=topics,
        files=tuple(dict.fromkeys(file for one in distributions if (file := _file(graph, one)))),
        access=_access(graph, subject),
    )


def _stripped(text: str | None) -> str | None:
    return text.strip() if text and text.strip() else None


def _doi(graph: Graph, subject: str) -> str | None:
    said = [
        notation
        for one in graph.all(subject, "adms:identifier")
        if (notation := graph.text(one.object.value, "skos:notation"))
    ]
    said += [subject, *(one.object.value for one in graph.all(subject, "dct:identifier"))]
    return next((doi for one in said if (doi := read_doi(one))), None)


def _date(text: str | None) -> str | None:
    found = re.match(r"\d{4}(-\d\d(-\d\d)?)?", text or "")
    return found[0] if found else None


def _words(graph: Graph, subject: str) -> tuple[str, ...]:
    words = (one.object.value.strip() for one in graph.all(subject, "dcat:keyword"))
    return tuple(dict.fromkeys(filter(None, words)))


def _languages(graph: Graph, subject: str) -> Iterator[str]:
    for one in graph.all(subject, "dct:language"):
        tag = tag_of(one.object.value) if one.object.kind == "iri" else one.object.value.strip()
        if tag:
            yield tag


def _license(graph: Graph, subjects: list[str]) -> License:
    """The license of the distributions; several that differ all hold."""
    found: dict[License, None] = {}
    for subject in subjects:
        for one in graph.all(subject, "dct:license"):
            found[_terms(graph, one.object)] = None
    licenses = [one for one in found if one != License()]
    if len(licenses) < 2:
        return licenses[0] if licenses else License()
    return read_licenses([one.expression or one.name or one.url or "" for one in licenses])


def _terms(graph: Graph, term: Term) -> License:
    if term.kind == "literal":
        return read_license(term.value)
    address = term.value if term.kind == "iri" else None
    name = graph.text(term.value, "rdfs:label", "dct:title", "skos:prefLabel")
    expression = graph.text(term.value, "dct:identifier")
    if expression:
        known = address is not None and address == address_of(License(expression))
        return License(expression, name, None if known and not name else address)
    meant = read_license(address) if address else License()
    if meant.expression or name is None:
        return meant
    by_name = read_license(name)
    return by_name if by_name.expression else License(name=name, url=address)


def _agents(graph: Graph, said: Iterator[Statement]) -> Iterator[Agent]:
    for one in said:
        agent = _agent(graph, one.object)
        if agent:
            yield agent


def _agent(graph: Graph, term: Term) -> Agent | None:
    if term.kind == "literal":
        return Agent(term.value.strip()) if term.value.strip() else None
    node, text = term.value, graph.text
    types = graph.types(node)
    given, family = (
        text(node, "foaf:givenName", "vcard:given-name"),
        text(node, "foaf:familyName", "vcard:family-name"),
    )
    name = text(node, "foaf:name", "vcard:fn", "vcard:organization-name", "rdfs:label", "skos:prefLabel")
    name = name or " ".join(filter(None, (given, family)))
    if not name.strip():
        return None
    email = _first(graph, node, "foaf:mbox", "vcard:hasEmail")
    uids = [one.object.value for one in graph.all(node, "dct:identifier", "vcard:hasUID")] + [node]
    person, organization = (
        types & {"foaf:Person", "vcard:Individual"},
        types & {"foaf:Organization", "vcard:Organization"},
    )
    member = next((one.object.value for one in graph.all(node, "org:memberOf")), "")
    works_for = text(member, "skos:prefLabel", "foaf:name") or text(node, "vcard:organization-name")
    return Agent(
        name.strip(),
        "person" if person and not organization else "organization" if organization and not person else None,
        given,
        family,
        unquote(email.removeprefix("mailto:")) if email else None,
        _first(graph, node, "foaf:homepage", "vcard:hasURL"),
        next((orcid for one in uids if (orcid := read_orcid(one))), None),
        works_for if works_for != name else None,
    )


def _first(graph: Graph, node: str, *predicates: str) -> str | None:
    """The address of a property, also where a node stands between."""
    for one in graph.all(node, *predicates):
        if one.object.kind == "blank":
            return (
                _first(graph, one.object.value, "vcard:hasValue")
                if predicates != ("vcard:hasValue",)
                else None
            )
        return one.object.value or None
    return None


def _related(graph: Graph, subject: str) -> Iterator[Related]:
    for one in graph.about[subject]:
        relation = _RELATIONS.get(one.predicate)
        if relation is None:
            continue
        node = one.object
        name = node.value if node.kind != "blank" else graph.text(node.value, "dct:identifier", "dct:title")
        if name:
            title = graph.text(node.value, "rdfs:label", "dct:title") if node.kind != "literal" else None
            yield Related(relation, name, title if title != name else None)


def _file(graph: Graph, node: str) -> File | None:
    address = _first(graph, node, "dcat:downloadURL")
    if address is None:
        return None
    title = graph.text(node, "dct:title")
    media = _first(graph, node, "dcat:mediaType")
    size = graph.text(node, "dcat:byteSize")
    sha256, md5 = _checksums(graph, node)
    path = address if "://" in address else unquote(address)
    return File(
        title if title is not None and unquote(title) == unquote(address) else path,
        re.sub(r"^https?://(www\.)?iana\.org/assignments/media-types/", "", media) if media else None,
        int(size) if size and re.fullmatch(r"\d{1,18}", size) else None,
        sha256,
        md5,
        graph.text(node, "dct:description"),
    )


def _checksums(graph: Graph, node: str) -> tuple[str | None, str | None]:
    found: dict[str, str] = {}
    for one in graph.all(node, "spdx:checksum"):
        algorithm = _first(graph, one.object.value, "spdx:algorithm") or ""
        digits = (graph.text(one.object.value, "spdx:checksumValue") or "").lower()
        for name, length in (("sha256", 64), ("md5", 32)):
            if algorithm.lower().endswith(name) and re.fullmatch(rf"[0-9a-f]{{{length}}}", digits):
                found[name] = digits
    return found.get("sha256"), found.get("md5")


def _access(graph: Graph, subject: str) -> Any:
    words = {"PUBLIC": "open", "RESTRICTED": "restricted", "NON_PUBLIC": "closed"}
    said = next((one.object.value for one in graph.all(subject, "dct:accessRights")), "")
    return words.get(said.rpartition("/")[2])
