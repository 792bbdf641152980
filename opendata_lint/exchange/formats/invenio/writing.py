"""A card as a record of InvenioRDM."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.body import sections_of
from opendata_lint.exchange.canonical import Agent, CanonicalCard
from opendata_lint.exchange.headed import METHODS, TECHNICAL, topics_in_order
from opendata_lint.exchange.html_text import to_html
from opendata_lint.exchange.in_words import citation_in_words
from opendata_lint.exchange.keyed import mapping
from opendata_lint.exchange.leftovers import put_back
from opendata_lint.exchange.licenses import ids_of
from opendata_lint.exchange.listed_licenses import invenio_licenses
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.exchange.relations import NAMES
from opendata_lint.exchange.tags import tags_of
from opendata_lint.exchange.works import typed
from opendata_lint.vocabulary.languages import is_iso639, primary_subtag, three_letter

ROR = "https://ror.org/"
ACCESS = {
    "open": ("public", "public"),
    "restricted": ("public", "restricted"),
    "closed": ("restricted", "restricted"),
}
"""Of the record and of its files."""
_HTML = "Markdown is written as HTML; what is no simple mark does not come back as it was"
_NAME = "InvenioRDM has persons with a family name, and organizations"
_ORCID = "an ORCID iD has sixteen digits, of which the last checks the others"
_MORE = "InvenioRDM has no e-mail address of people, and of their other addresses ROR's only"
_TEXT = "white space at the ends of a text is not kept"

REASONS = {
    "title": _TEXT,
    "id": _TEXT,
    "summary": _HTML,
    "topics": _HTML,
    "citation": _HTML,
    "license": "InvenioRDM has licenses of its list, and others by name and address",
    "version": _TEXT,
    "creators": "a creator without a name is none",
    "creators/*": _NAME,
    "creators/*/email": _MORE,
    "creators/*/url": _MORE,
    "contact": _NAME,
    "creators/*/orcid": _ORCID,
    "contact/orcid": _ORCID,
    "contact/email": _MORE,
    "contact/url": _MORE,
    "publisher": "InvenioRDM has the name of a publisher only",
    "doi": "a DOI has the form 10.PREFIX/NAME",
    "url": "InvenioRDM takes web addresses only",
    "created": "InvenioRDM's dates are years, months or days",
    "modified": "InvenioRDM's dates are years, months or days",
    "published": "InvenioRDM's dates are years, months or days",
    "keywords": "InvenioRDM has one list of subjects for keywords, modalities and tasks, each there once",
    "modalities": "InvenioRDM has one list of subjects for keywords, modalities and tasks, each there once",
    "tasks": "InvenioRDM has one list of subjects for keywords, modalities and tasks, each there once",
    "languages": "InvenioRDM's languages are codes of ISO 639-3, without scripts and regions",
    "size_category": "sizes are read as a size category only in the form of the Hub's",
    "related": "InvenioRDM takes identifiers of known kinds only (DOI, URL, arXiv, ...), no other names",
    "related/*/relation": "InvenioRDM has no such relation; the nearest one is written",
    "related/*/id": "InvenioRDM takes identifiers of known kinds: an id of a registry becomes an address",
    "related/*/title": "InvenioRDM has no place for the titles of related works",
    "files": "InvenioRDM keeps files beside the metadata, and knows them when they are sent",
    "tables": "InvenioRDM has no place for columns, splits and tables",
    "metrics": "InvenioRDM has no place for results of evaluations",
    "library": "InvenioRDM has no place for the library of a model",
    "architecture": "InvenioRDM has no place for the architecture of a model",
    "access": "InvenioRDM has public and restricted records and files, and embargoes with a day",
    "extra": "InvenioRDM has no place for what other formats say",
}
"""By path of the canonical card."""


def document_of(card: CanonicalCard) -> dict[str, Any]:
    """The record. Raises `NotExpressible` where the card lacks what every record must have."""
    _require(card)
    metadata: dict[str, Any] = {
        "resource_type": {"id": card.kind},
        "creators": [_agent(one) for one in card.creators],
        "title": card.title,
        "publisher": card.publisher.name if card.publisher else None,
        "publication_date": card.published,
        "subjects": [{"subject": word} for word in tags_of(card)],
        "contributors": [_agent(card.contact) | {"role": {"id": "contactperson"}}] if card.contact else [],
        "dates": list(_dates(card)),
        "languages": [{"id": code} for code in _languages(card)],
        "identifiers": list(_identifiers(card)),
        "related_identifiers": list(_related(card)),
        "sizes": [card.size_category] if card.size_category else [],
        "version": card.version,
        "rights": list(_rights(card)),
        "description": to_html(card.summary) if card.summary else None,
        "additional_descriptions": list(_descriptions(card)),
    }
    document: dict[str, Any] = {"metadata": {key: value for key, value in metadata.items() if value}}
    if card.access and (access := ACCESS.get("restricted" if card.access not in ACCESS else card.access)):
        document["access"] = {"record": access[0], "files": access[1]}
    if card.doi:
        document["pids"] = {"doi": {"identifier": card.doi, "provider": "external"}}
    put_back(document, mapping(card.extra, "x-invenio"))
    return document


def _require(card: CanonicalCard) -> None:
    missing = []
    if len(card.title.strip()) < 3:
        missing.append("a title of three characters or more (`pretty_name`)")
    if not card.creators:
        missing.append("creators (`creators`)")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", card.published or ""):
        missing.append("the date of publication (`date_published`)")
    if card.version and len(card.version) > 191:
        missing.append("a version of 191 characters at most (`version`)")
    if missing:
        raise NotExpressible.lacking("InvenioRDM", missing)


def _agent(agent: Agent) -> dict[str, Any]:
    identifiers = [{"scheme": "orcid", "identifier": agent.orcid}] if agent.orcid else []
    if agent.url and agent.url.startswith(ROR):
        identifiers.append({"scheme": "ror", "identifier": agent.url.removeprefix(ROR)})
    person = agent.kind == "person" or (agent.kind is None and bool(agent.orcid or agent.family))
    family = agent.family or (None if agent.given else agent.name)
    names = (
        {"type": "personal", "given_name": agent.given, "family_name": family or agent.name}
        if person
        else {"type": "organizational", "name": agent.name}
    )
    made: dict[str, Any] = {
        "person_or_org": {
            key: value for key, value in (names | {"identifiers": identifiers}).items() if value
        }
    }
    if agent.affiliation:
        made["affiliations"] = [{"name": agent.affiliation}]
    return made


def _dates(card: CanonicalCard) -> Iterator[dict[str, Any]]:
    for day, type_ in ((card.created, "created"), (card.modified, "updated")):
        if day:
            yield {"date": day, "type": {"id": type_}}


def _languages(card: CanonicalCard) -> list[str]:
    found = []
    for tag in card.languages:
        code = primary_subtag(tag)
        longer = three_letter(code) if len(code) == 2 else code if is_iso639(code) else None
        if longer and longer not in found:
            found.append(longer)
    return found


def _identifiers(card: CanonicalCard) -> Iterator[dict[str, str]]:
    if card.url and (found := typed(card.url)) and found.type == "URL":
        yield {"identifier": card.url, "scheme": "url"}
    if card.id:
        yield {"identifier": card.id, "scheme": "other"}


def _related(card: CanonicalCard) -> Iterator[dict[str, Any]]:
    for related in card.related:
        work = typed(related.id, related.relation, card.kind)
        if work is None:
            continue
        scheme, value = work.type.lower(), work.value
        if scheme == "swhid":
            scheme, value = "url", f"https://archive.softwareheritage.org/{value}"
        yield {
            "identifier": value,
            "scheme": scheme,
            "relation_type": {"id": NAMES[related.relation].lower()},
        }


def _rights(card: CanonicalCard) -> Iterator[dict[str, Any]]:
    license_ = card.license
    operator, parts = ids_of(license_)
    if operator == "OR":
        parts = (str(license_.expression),)
    for part in parts:
        if part.lower() in invenio_licenses():
            yield {"id": part.lower()}
            continue
        own = part.startswith("LicenseRef-")
        made: dict[str, Any] = {"title": {"en": (own and license_.name) or part}}
        yield made | ({"link": license_.url} if own and license_.url else {})
    if not parts and (license_.name or license_.url):
        made = {"title": {"en": license_.name or str(license_.url)}}
        yield made | ({"link": license_.url} if license_.url else {})


def _descriptions(card: CanonicalCard) -> Iterator[dict[str, Any]]:
    for topic in topics_in_order(card.topics):
        kind = "methods" if topic in METHODS else "technical-info" if topic in TECHNICAL else "other"
        section = next(iter(sections_of({topic: card.topics[topic]})))
        yield {"description": to_html(section), "type": {"id": kind}}
    if card.citation:
        section = f"## Citation\n\n{citation_in_words(card.citation)}"
        yield {"description": to_html(section), "type": {"id": "other"}}
