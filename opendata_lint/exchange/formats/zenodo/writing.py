"""A card as `.zenodo.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.agents import family_first
from opendata_lint.exchange.body import describe
from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Relation
from opendata_lint.exchange.html_text import to_html
from opendata_lint.exchange.in_words import sections
from opendata_lint.exchange.keyed import mapping, string
from opendata_lint.exchange.leftovers import put_back
from opendata_lint.exchange.licenses import one_id
from opendata_lint.exchange.listed_licenses import invenio_licenses
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.exchange.relations import NAMES
from opendata_lint.exchange.tags import tags_of
from opendata_lint.exchange.works import typed
from opendata_lint.vocabulary.languages import is_iso639, primary_subtag, three_letter

TYPES = {"dataset": "dataset", "model": "software"}
OWN_DOI = "10.5281/zenodo."
_HTML = "Markdown is written as HTML; what is no simple mark does not come back as it was"
_NAME = "Zenodo writes names as `Family, Given`, and tells persons from organizations by nothing else"
_ORCID = "an ORCID iD has sixteen digits, of which the last checks the others"
_AGENT = "Zenodo has the name, the affiliation and the ORCID iD of people, no more"
_TEXT = "white space at the ends of a text is not kept"

REASONS = {
    "title": _TEXT,
    "id": "Zenodo has no place for the id in another home",
    "summary": _HTML,
    "topics": _HTML,
    "citation": _HTML,
    "license": "Zenodo's file has one license of its list; others stand in the description",
    "version": _TEXT,
    "creators": "a creator without a name is none",
    "creators/*/name": _NAME,
    "creators/*/given": _NAME,
    "creators/*/family": _NAME,
    "creators/*/kind": _NAME,
    "creators/*": _AGENT,
    "creators/*/orcid": _ORCID,
    "publisher": "Zenodo is the publisher of what it keeps",
    "contact": "a contact without a name is none",
    "contact/name": _NAME,
    "contact/given": _NAME,
    "contact/family": _NAME,
    "contact/kind": _NAME,
    "contact/email": _AGENT,
    "contact/url": _AGENT,
    "contact/orcid": _ORCID,
    "contact/affiliation": _AGENT,
    "doi": "a DOI has the form 10.PREFIX/NAME",
    "url": "Zenodo takes web addresses only, and a related work that is the same as this one for its address",
    "created": "Zenodo's file has the date of publication only",
    "modified": "Zenodo's file has the date of publication only",
    "published": "Zenodo asks for the day of publication, not for a month or a year",
    "keywords": "Zenodo has one list of keywords for keywords, modalities and tasks, each there once",
    "modalities": "Zenodo has one list of keywords for keywords, modalities and tasks, each there once",
    "tasks": "Zenodo has one list of keywords for keywords, modalities and tasks, each there once",
    "languages": "Zenodo's file has one language, as a code of ISO 639-3",
    "size_category": "Zenodo has no place for the number of examples",
    "related": "Zenodo takes identifiers of known kinds (DOI, URL, arXiv, ...); its own DOI is this work's",
    "related/*/relation": "Zenodo has no such relation; the nearest one is written",
    "related/*/id": "Zenodo takes identifiers of known kinds only: the id of a registry becomes its address",
    "related/*/title": "Zenodo has no place for the titles of related works",
    "files": "Zenodo takes the files of the release as they are",
    "tables": "Zenodo has no place for columns, splits and tables",
    "metrics": "Zenodo has no place for results of evaluations",
    "library": "Zenodo has no place for the library of a model",
    "architecture": "Zenodo has no place for the architecture of a model",
    "access": "Zenodo asks for the conditions of restricted access and for the end of an embargo",
    "extra": "Zenodo's file has no place for what other formats say",
}
"""By path of the canonical card."""


def document_of(card: CanonicalCard) -> dict[str, Any]:
    """The content of the file. Raises `NotExpressible` for a title that Zenodo would not take."""
    if len(card.title.strip()) < 3:
        raise NotExpressible("Zenodo asks for a title (`pretty_name`) of three characters or more")
    kept = mapping(card.extra, "x-zenodo")
    license_ = zenodo_license(card.license)
    made: dict[str, Any] = {
        "title": card.title,
        "upload_type": TYPES[card.kind],
        "description": to_html(_described(card, license_)),
        "creators": [_agent(one) for one in card.creators],
        "contributors": [_agent(card.contact) | {"type": "ContactPerson"}] if card.contact else [],
        "doi": card.doi if card.doi and not card.doi.startswith(OWN_DOI) else None,
        "publication_date": card.published
        if re.fullmatch(r"\d{4}-\d\d-\d\d", card.published or "")
        else None,
        "version": card.version,
        "language": language_of(card),
        "access_right": _access(card, kept),
        "license": license_,
        "keywords": tags_of(card),
        "related_identifiers": list(_related(card)),
    }
    document = {key: value for key, value in made.items() if value}
    put_back(document, kept)
    return document


def _described(card: CanonicalCard, license_: str | None) -> str:
    told = sections(License() if license_ else card.license, card.citation)
    return describe(card._replace(topics={**card.topics, **told}))


def _agent(agent: Agent) -> dict[str, str]:
    made = {"name": family_first(agent), "affiliation": agent.affiliation, "orcid": agent.orcid}
    return {key: value for key, value in made.items() if value}


def zenodo_license(license_: License) -> str | None:
    """The id of Zenodo's list for a license that is one of them and nothing else."""
    known = one_id(license_)
    return known.lower() if known and known.lower() in invenio_licenses() else None


def language_of(card: CanonicalCard) -> str | None:
    """The first language of a card as a code of ISO 639-3."""
    code = primary_subtag(card.languages[0]) if card.languages else ""
    if len(code) == 2:
        return three_letter(code)
    return code if len(code) == 3 and is_iso639(code) else None


def _access(card: CanonicalCard, kept: dict[str, Any]) -> str | None:
    if card.access in ("restricted", "gated"):
        return "restricted" if string(kept, "/access_conditions") else None
    if card.access == "embargoed":
        return "embargoed" if string(kept, "/embargo_date") else None
    return card.access


def _related(card: CanonicalCard) -> Iterator[dict[str, str]]:
    if card.doi and card.doi.startswith(OWN_DOI):  # Zenodo takes DOIs of others only as the record's own
        yield {"identifier": card.doi, "relation": "isIdenticalTo", "scheme": "doi"}
    if card.url and (found := typed(card.url)) and found.type == "URL":
        yield {"identifier": card.url, "relation": "isAlternateIdentifier", "scheme": "url"}
    for related in card.related:
        work = typed(related.id, related.relation, card.kind)
        if work:
            scheme = {"DOI": "doi", "URL": "url", "arXiv": "arxiv", "SWHID": "swh", "ARK": "ark",
                      "Handle": "handle", "URN": "urn"}[work.type]  # fmt: skip
            yield {"identifier": work.value, "relation": relation_name(related.relation), "scheme": scheme}


def relation_name(relation: Relation) -> str:
    """A relation in Zenodo's spelling."""
    name = "IsNewVersionOf" if relation == "versionOf" else NAMES[relation]
    return name[0].lower() + name[1:]
