"""A card as a citation file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.canonical import Agent, CanonicalCard
from opendata_lint.exchange.keyed import mapping, string
from opendata_lint.exchange.leftovers import put_back
from opendata_lint.exchange.licenses import ids_of
from opendata_lint.exchange.listed_licenses import cff_licenses
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.exchange.tags import tags_of

MESSAGES = {
    "dataset": "If you use this dataset, please cite it as below.",
    "model": "If you use this model, please cite it as below.",
}
TYPES = {"dataset": "dataset", "model": "software"}
HOME = "Id in its repository"
DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
URL = re.compile(r"(https|http|ftp|sftp)://.+")
EMAIL = re.compile(r"\S+@\S+\.\S{2,}")
SWH = re.compile(r"swh:1:(snp|rel|rev|dir|cnt):[0-9a-fA-F]{40}")
_TEXT = "white space at the ends of a text is not kept"
_TAGS = "a citation file has one list of keywords for keywords, modalities and tasks, each there once"
_PERSON = "a citation file has persons with given and family names, and entities with a name"
_ADDRESS = "a citation file takes addresses that begin with http, https, ftp or sftp"

REASONS = {
    "title": _TEXT,
    "id": _TEXT,
    "summary": _TEXT,
    "version": _TEXT,
    "creators/*/orcid": "an ORCID iD has sixteen digits, of which the last checks the others",
    "license": "a citation file has SPDX's ids of 2021, of which a list is a choice, and addresses of others",
    "creators": "an author of a citation file has a name and stands there once",
    "creators/*": _PERSON,
    "creators/*/email": "a citation file takes e-mail addresses of the usual form",
    "creators/*/url": _ADDRESS,
    "creators/*/affiliation": "a citation file has no affiliation of an entity",
    "contact": "a contact without a name is none",
    "contact/name": _PERSON,
    "contact/kind": _PERSON,
    "contact/given": _PERSON,
    "contact/family": _PERSON,
    "contact/email": "a citation file takes e-mail addresses of the usual form",
    "contact/url": _ADDRESS,
    "contact/orcid": "an ORCID iD has sixteen digits, of which the last checks the others",
    "contact/affiliation": "a citation file has no affiliation of an entity",
    "publisher": "a citation file has no publisher of the work itself",
    "doi": "a citation file takes DOIs of letters, digits and :/_;-.()[]",
    "url": _ADDRESS,
    "created": "a citation file has the date of release only",
    "modified": "a citation file has the date of release only",
    "published": "a citation file asks for the day of the release, not for a month or a year",
    "keywords": _TAGS,
    "modalities": _TAGS,
    "tasks": _TAGS,
    "languages": "a citation file has no place for the languages of the work",
    "size_category": "a citation file has no place for the number of examples",
    "related": "a citation file names other works by title and authors, which a card does not have",
    "citation": "a citation file is the citation: its properties are, not a text",
    "topics": "a citation file has no place for more than a summary",
    "files": "a citation file has no place for files",
    "tables": "a citation file has no place for columns, splits and tables",
    "metrics": "a citation file has no place for results of evaluations",
    "library": "a citation file has no place for the library of a model",
    "architecture": "a citation file has no place for the architecture of a model",
    "access": "a citation file does not tell who may have the work",
    "extra": "a citation file has no place for what other formats say",
}
"""By path of the canonical card."""


def document_of(card: CanonicalCard) -> dict[str, Any]:
    """The content of the file. Raises `NotExpressible` without a title or authors."""
    missing = [
        name
        for name, there in (
            ("a title (`pretty_name`)", card.title.strip()),
            ("authors (`creators`)", card.creators),
        )
        if not there
    ]
    if missing:
        raise NotExpressible.lacking("a citation file", missing)
    kept = mapping(card.extra, "x-cff")
    day = card.published if re.fullmatch(r"\d{4}-\d\d-\d\d", card.published or "") else None
    made: dict[str, Any] = {
        "cff-version": "1.2.0",
        "title": card.title,
        "message": string(kept, "/message") or MESSAGES[card.kind],
        "type": TYPES[card.kind],
        "authors": _once([_agent(one) for one in card.creators]),
        "abstract": card.summary,
        "doi": card.doi if card.doi and DOI.fullmatch(card.doi) else None,
        "identifiers": _once(list(_identifiers(card))),
        "url": card.url if card.url and URL.fullmatch(card.url) else None,
        "version": card.version,
        "date-released": day,
        "keywords": tags_of(card),
        "contact": [_agent(card.contact)] if card.contact else None,
    } | _license(card)
    document = {key: value for key, value in made.items() if value}
    put_back(document, {key: value for key, value in kept.items() if key != "/message"})
    return document


def _once(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({json.dumps(one): one for one in members}.values())


def _agent(agent: Agent) -> dict[str, str]:
    if agent.kind == "person" or (agent.kind is None and (agent.family or agent.affiliation or agent.orcid)):
        names = {"given-names": agent.given, "family-names": agent.family}
        if not (agent.given or agent.family):
            names = {"alias": agent.name}  # which part is the family name nobody says
        rest = {"affiliation": agent.affiliation}
    else:
        names, rest = {"name": agent.name}, {}
    made: dict[str, str | None] = names | {
        "email": agent.email if agent.email and EMAIL.fullmatch(agent.email) else None,
        "orcid": f"https://orcid.org/{agent.orcid}" if agent.orcid else None,
        "website": agent.url if agent.url and URL.fullmatch(agent.url) else None,
    }
    return {key: value for key, value in (made | rest).items() if value}


def _identifiers(card: CanonicalCard) -> Iterator[dict[str, str]]:
    if card.id:
        yield {"type": "other", "value": card.id, "description": HOME}
    for related in card.related:
        if related.relation == "sameAs" and related.id.strip():
            title = {"description": related.title} if related.title else {}
            yield {"type": _type(related.id), "value": related.id} | title


def _type(identifier: str) -> str:
    forms = (("doi", DOI), ("url", URL), ("swh", SWH))
    return next((name for name, form in forms if form.fullmatch(identifier)), "other")


def _license(card: CanonicalCard) -> dict[str, Any]:
    """A license of the list, or a choice between several of it; of others the address."""
    operator, parts = ids_of(card.license)
    if parts and all(part in cff_licenses() for part in parts) and operator != "AND":
        return {"license": parts[0] if len(parts) == 1 else list(parts)}
    address = card.license.url
    return {"license-url": address} if address and URL.fullmatch(address) else {}
