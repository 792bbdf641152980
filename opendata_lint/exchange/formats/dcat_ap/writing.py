"""A card as a dataset of DCAT-AP, in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from opendata_lint.exchange.agents import ORCID
from opendata_lint.exchange.body import describe
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, License, Relation
from opendata_lint.exchange.formats.dcat_ap.graph import PREFIXES
from opendata_lint.exchange.formats.dcat_ap.languages import address_of as language_address
from opendata_lint.exchange.formats.dcat_ap.reading import KEY, OWN_TOPICS, loaded
from opendata_lint.exchange.licenses import address_of
from opendata_lint.exchange.protocol import Dumped, NotExpressible, losses_of

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"
_ACCESS = {"open": "PUBLIC", "gated": "RESTRICTED", "restricted": "RESTRICTED", "embargoed": "RESTRICTED",
           "closed": "NON_PUBLIC"}  # fmt: skip
RELATIONS: dict[Relation, str] = {
    "derivedFrom": "prov:wasDerivedFrom",
    "documentedBy": "foaf:page",
    "references": "dct:references",
    "sameAs": "owl:sameAs",
    "versionOf": "dcat:isVersionOf",
}
_NO_PLACE = "DCAT-AP has no place for it"
_BLANKS = "white space at the ends of a text is not kept"
_MARKDOWN = "the description holds the sections of the card, and is read back as Markdown"
REASONS: Mapping[str, str] = {
    "title": _BLANKS,
    "id": _BLANKS,
    "summary": _MARKDOWN,
    "topics": _MARKDOWN,
    "license": "a license is an address, or a name with an expression",
    "version": _BLANKS,
    "creators": _BLANKS,
    "publisher": _BLANKS,
    "contact": _BLANKS,
    "doi": _BLANKS,
    "url": "addresses have no blanks",
    "created": "a date is a year, a month or a day",
    "published": "a date is a year, a month or a day",
    "modified": "a date is a year, a month or a day",
    "keywords": f"{_BLANKS}, and each stands once",
    "languages": "the EU's table of languages has no regions and scripts",
    "modalities": _NO_PLACE,
    "tasks": _NO_PLACE,
    "size_category": _NO_PLACE,
    "related": "DCAT-AP has fewer relations to other works, and keeps no order among different ones",
    "citation": _BLANKS,
    "files": "each file stands once, in the order of their kinds",
    "files/*": "a distribution has one checksum, and a media type with `/`",
    "tables": f"{_NO_PLACE}: it does not describe columns",
    "metrics": _NO_PLACE,
    "library": _NO_PLACE,
    "architecture": _NO_PLACE,
    "access": "the EU's table of access rights has public, restricted and non-public",
    "extra": "what another format says has no place here",
}


def dumped(card: CanonicalCard) -> Dumped:
    """The description of a card. Raises `NotExpressible` for a model, and without title or description."""
    if card.kind != "dataset":
        raise NotExpressible("DCAT-AP catalogs datasets and services, and has no class for a model")
    node = work(card)
    missing = next(
        (name for name in ("title", "description") if not node.get(f"dct:{name}", "").strip()), None
    )
    if missing:
        where = "a title" if missing == "title" else "a summary below the title"
        raise NotExpressible(f"DCAT-AP asks for a {missing}, and the card has none: write {where}")
    context = {prefix: address for prefix, address in PREFIXES.items() if prefix != "rdf"}
    kept = card.extra.get(KEY)
    for key, value in kept.items() if isinstance(kept, Mapping) else ():
        node.setdefault(key, value)
    data = json.dumps({"@context": context, **node}, indent=2, ensure_ascii=False) + "\n"
    written = data.encode("utf-8", "replace")
    return Dumped(written, losses_of(card, loaded(written, "dcat.jsonld").card, REASONS))


def work(card: CanonicalCard) -> dict[str, Any]:
    """The node of a card, with nodes in it; a model is a `dcat:Resource`, which other profiles may list."""
    told = {topic: text for topic, text in card.topics.items() if topic not in OWN_TOPICS}
    doi = f"https://doi.org/{card.doi}" if card.doi else None
    home = _address(card.url) if card.url else None
    access = _ACCESS.get(card.access or "")
    languages = [address for tag in card.languages if (address := language_address(tag))]
    said: dict[str, Any] = {
        "@id": _address(doi) if doi else f"{home}#dataset" if home and "#" not in home else None,
        "@type": "dcat:Dataset" if card.kind == "dataset" else "dcat:Resource",
        "dct:title": card.title,
        "dct:description": describe(card._replace(topics=told)),
        "dct:identifier": card.id,
        "adms:identifier": {"@type": "adms:Identifier", "skos:notation": _typed(doi, "anyURI")}
        if doi
        else None,
        "dcat:landingPage": {"@id": home, "@type": "foaf:Document"} if home else None,
        "dcat:version": card.version,
        "dct:created": _date(card.created),
        "dct:issued": _date(card.published),
        "dct:modified": _date(card.modified),
        "dcat:keyword": [*card.keywords],
        "dct:language": [{"@id": one, "@type": "dct:LinguisticSystem"} for one in dict.fromkeys(languages)],
        "dct:creator": [_agent(one) for one in card.creators],
        "dct:publisher": _agent(card.publisher) if card.publisher else None,
        "dcat:contactPoint": _contact(card.contact) if card.contact else None,
        "dct:accessRights": {"@id": f"{RIGHTS}{access}", "@type": "dct:RightsStatement"} if access else None,
        "dct:bibliographicCitation": card.citation,
        "dct:provenance": _statement("dct:ProvenanceStatement", card.topics.get("source")),
        "prov:wasGeneratedBy": _statement("prov:Activity", card.topics.get("collection")),
        **_related(card),
        "dcat:distribution": _distributions(card, home or doi) if card.kind == "dataset" else None,
    }
    if not said["dcat:distribution"]:
        said["dct:license"] = _license(card.license)
    return {key: value for key, value in said.items() if value}


def _typed(value: str | None, datatype: str) -> dict[str, str] | None:
    return {"@value": value, "@type": f"xsd:{datatype}"} if value else None


def _date(date: str | None) -> dict[str, str] | None:
    """A date with its datatype; dates of other forms are left out."""
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    return _typed(date, kinds[len(date)]) if date and len(date) in kinds else None


def _statement(kind: str, text: str | None) -> dict[str, str] | None:
    return {"@type": kind, "rdfs:label": text} if text else None


def _address(text: str) -> str:
    """An address with what may not stand in one in percent."""
    return quote(text, safe="%:/?#[]@!$&'()*+,;=~-._")


def _agent(agent: Agent) -> dict[str, Any]:
    narrower = {"person": "foaf:Person", "organization": "foaf:Organization"}
    said = {
        "@type": ["foaf:Agent", narrower[agent.kind]] if agent.kind else "foaf:Agent",
        "foaf:name": agent.name,
        "foaf:givenName": agent.given,
        "foaf:familyName": agent.family,
        "foaf:mbox": {"@id": f"mailto:{_address(agent.email)}"} if agent.email else None,
        "foaf:homepage": {"@id": _address(agent.url)} if agent.url else None,
        "dct:identifier": f"{ORCID}{agent.orcid}" if agent.orcid else None,
        "org:memberOf": {"@type": "org:Organization", "skos:prefLabel": agent.affiliation}
        if agent.affiliation
        else None,
    }
    return {key: value for key, value in said.items() if value}


def _contact(agent: Agent) -> dict[str, Any]:
    narrower = {"person": "vcard:Individual", "organization": "vcard:Organization"}
    said = {
        "@type": ["vcard:Kind", narrower[agent.kind]] if agent.kind else "vcard:Kind",
        "vcard:fn": agent.name,
        "vcard:given-name": agent.given,
        "vcard:family-name": agent.family,
        "vcard:hasEmail": {"@id": f"mailto:{_address(agent.email)}"} if agent.email else None,
        "vcard:hasURL": {"@id": _address(agent.url)} if agent.url else None,
        "vcard:hasUID": {"@id": f"{ORCID}{agent.orcid}"} if agent.orcid else None,
        "vcard:organization-name": agent.affiliation,
    }
    return {key: value for key, value in said.items() if value}


def _license(license_: License) -> dict[str, str] | None:
    """One document: by its address, and by name and expression where the address does not tell all."""
    address = address_of(license_)
    known = address != license_.url and not license_.name
    said = {
        "@id": _address(address) if address else None,
        "@type": "dct:LicenseDocument",
        "rdfs:label": license_.name,
        "dct:identifier": None if known and address else license_.expression,
    }
    told = {key: value for key, value in said.items() if value}
    return told if len(told) > 1 else None


def _related(card: CanonicalCard) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in card.related:
        predicate = RELATIONS.get(one.relation)
        if predicate is None:
            continue
        remote = "://" in one.id and _address(one.id) == one.id
        said: dict[str, Any] = {"@id": one.id} if remote else {"dct:identifier": one.id}
        if predicate == "foaf:page":
            said["@type"] = "foaf:Document"
        if one.title:
            said["rdfs:label"] = one.title
        found.setdefault(predicate, []).append(said)
    return found


def _distributions(card: CanonicalCard, home: str | None) -> list[dict[str, Any]]:
    """One for each file; a page that leads to the data where no file is named."""
    license_ = _license(card.license)
    if not card.files:
        only = {"@type": "dcat:Distribution", "dcat:accessURL": {"@id": home}, "dct:license": license_}
        return [only] if home and license_ else []
    return [_distribution(file, home, license_) for file in card.files]


def _distribution(file: File, home: str | None, license_: dict[str, str] | None) -> dict[str, Any]:
    address = _address(file.path) if "://" in file.path else quote(file.path, safe="/~-._")
    said = {
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dct:description": file.description,
        "dcat:accessURL": {"@id": home or address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": MEDIA_TYPES + file.media_type, "@type": "dct:MediaType"}
        if file.media_type and "/" in file.media_type and _address(file.media_type) == file.media_type
        else None,
        "dcat:byteSize": _typed(str(file.size) if file.size is not None else None, "nonNegativeInteger"),
        "spdx:checksum": _checksum(file),
        "dct:license": license_,
    }
    return {key: value for key, value in said.items() if value}


def _checksum(file: File) -> dict[str, Any] | None:
    name, digits = ("sha256", file.sha256) if file.sha256 else ("md5", file.md5)
    if not digits:
        return None
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": f"spdx:checksumAlgorithm_{name}"},
        "spdx:checksumValue": _typed(digits, "hexBinary"),
    }
