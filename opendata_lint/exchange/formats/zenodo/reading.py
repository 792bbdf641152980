"""`.zenodo.json` as a card."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.card import Kind
from opendata_lint.exchange.agents import read_name, read_orcid
from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Related
from opendata_lint.exchange.formats.zenodo.writing import OWN_DOI
from opendata_lint.exchange.html_text import from_html
from opendata_lint.exchange.in_words import read_citation_in_words, read_license_in_words
from opendata_lint.exchange.keyed import objects, string
from opendata_lint.exchange.leftovers import Known, kept, leftovers
from opendata_lint.exchange.licenses import read_license
from opendata_lint.exchange.listed_licenses import zenodo_aliases, zenodo_others
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.exchange.relations import relation_of
from opendata_lint.exchange.tags import read_tags
from opendata_lint.exchange.values import texts
from opendata_lint.exchange.works import keeps_its_form, read_doi
from opendata_lint.vocabulary.languages import two_letter

_MODELS = ("software", "model")
_NAMES = frozenset({"title", "creators", "description", "upload_type", "license", "keywords", "access_right"})


def loaded(value: Any, path: str) -> Loaded:
    """The card of a file. Raises `DescriptorFault` for what is none of Zenodo's."""
    if not isinstance(value, dict):
        raise DescriptorFault(f"{path} is no file for Zenodo: it is not an object")
    if value and not value.keys() & _NAMES:
        raise DescriptorFault(f"{path} is no file for Zenodo: it has none of its properties, such as `title`")
    type_ = string(value, "upload_type")
    kind: Kind = "model" if type_ in _MODELS else "dataset"
    known: dict[str, Known] = {
        "title": True, "description": True, "publication_date": True, "version": True, "keywords": True,
        "upload_type": type_ in ("dataset", "software"),
        "creators": [{"name": True, "affiliation": True, "orcid": True}], "contributors": True,
        "related_identifiers": True, "doi": read_doi(string(value, "doi") or "") is not None,
    }  # fmt: skip
    summary, topics = read_description(from_html(string(value, "description") or ""), kind)
    license_ = _license(value, topics, known)
    citation = read_citation_in_words(topics.pop("citation", ""))
    tags = read_tags((one.strip() for one in texts(value.get("keywords"))), kind)
    card = CanonicalCard(
        kind=kind,
        title=string(value, "title") or "",
        summary=summary,
        license=license_,
        version=string(value, "version"),
        creators=tuple(agent for one in objects(value, "creators") if (agent := _agent(one))),
        published=_day(string(value, "publication_date"), known),
        keywords=tags.keywords,
        modalities=tags.modalities,
        tasks=tags.tasks,
        languages=_languages(value, known),
        citation=citation or None,
        topics=topics,
        access=_access(value, known),
    )
    others: dict[str, Any] = {}
    card = _related(value, _contact(value, card, others), others)
    found = list(leftovers(value, known))
    left = kept(found) | others
    notes = () if type_ in ("dataset", "model") else (
        f"an upload of the type `{type_}` is read as a {kind}" if type_
        else f"what tells no type of upload is read as a {kind}",
    )  # fmt: skip

    return Loaded(
        card._replace(extra={"x-zenodo": left} if left else {}),
        (*(one.pointer for one in found), *others),
        notes,
    )


def _agent(record: dict[str, Any]) -> Agent | None:
    written = string(record, "name")
    if not written:
        return None
    name = read_name(written)
    orcid = read_orcid(string(record, "orcid") or "")
    kind = "person" if name.family or orcid else None
    return Agent(name.name, kind, name.given, name.family, None, None, orcid, string(record, "affiliation"))  # type: ignore[arg-type]


def _contact(value: dict[str, Any], card: CanonicalCard, others: dict[str, Any]) -> CanonicalCard:
    """The contact: the first contributor of that type; others are kept."""
    contributors = objects(value, "contributors")
    mine = next((one for one in contributors if one.get("type") == "ContactPerson" and _agent(one)), None)
    if strange := [one for one in contributors if one is not mine]:
        others["/contributors"] = strange
    return card._replace(contact=_agent(mine) if mine else None)


def _license(value: dict[str, Any], topics: dict[str, str], known: dict[str, Known]) -> License:
    said = string(value, "license") or string(value.get("license"), "id")
    if said:
        id_ = said.lower()
        vague = id_ in zenodo_others() or id_ == "notspecified"
        found = License() if vague else read_license(zenodo_aliases().get(id_, said))
        known["license"] = {"id": True} if isinstance(value.get("license"), dict) else True
        if vague:
            known["license"] = False
        return found
    told = read_license_in_words(topics["license"]) if "license" in topics else None
    if told:
        del topics["license"]
    return told or License()


def _day(text: str | None, known: dict[str, Known]) -> str | None:
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4})(?:T.*)?", text or "")
    known["publication_date"] = bool(match)
    return match[1] if match else None


def _languages(value: dict[str, Any], known: dict[str, Known]) -> tuple[str, ...]:
    code = string(value, "language")
    known["language"] = True
    return (two_letter(code) or code,) if code else ()


def _access(value: dict[str, Any], known: dict[str, Known]) -> Any:
    said = string(value, "access_right")
    known["access_right"] = said in ("open", "restricted", "closed", "embargoed")
    return said if known["access_right"] else None


def _related(value: dict[str, Any], card: CanonicalCard, others: dict[str, Any]) -> CanonicalCard:
    """Related works, and among them what tells the DOI and the address of this one."""
    doi, url = read_doi(string(value, "doi") or ""), None
    found = []
    strange = []
    for record in objects(value, "related_identifiers"):
        id_, name = string(record, "identifier"), string(record, "relation") or ""
        relation = relation_of(name)
        if id_ and name == "isAlternateIdentifier" and url is None and re.match(r"https?://", id_):
            url = id_
        elif id_ and relation == "sameAs" and doi is None and id_.startswith(OWN_DOI):
            doi = read_doi(id_)
        elif id_ and relation and keeps_its_form(id_) and not record.get("resource_type"):
            found.append(Related(relation, id_))
        else:
            strange.append(record)
    if strange:
        others["/related_identifiers"] = strange
    return card._replace(doi=doi, url=url, related=tuple(found))
