"""A record of InvenioRDM as a card."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.card import Kind
from opendata_lint.exchange.agents import read_orcid
from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Related
from opendata_lint.exchange.formats.invenio.writing import ACCESS, ROR
from opendata_lint.exchange.html_text import from_html
from opendata_lint.exchange.in_words import read_citation_in_words
from opendata_lint.exchange.keyed import mapping, objects, string, strings
from opendata_lint.exchange.leftovers import Known, kept, leftovers
from opendata_lint.exchange.licenses import read_license, read_licenses
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.exchange.relations import relation_of
from opendata_lint.exchange.tags import read_tags
from opendata_lint.exchange.works import keeps_its_form, read_doi
from opendata_lint.vocabulary.languages import two_letter

_SIZE = re.compile(r"n<1K|\d+[KMBT]<n<\d+[KMBT]|n>1T")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_AGENT: Known = {
    "person_or_org": {
        "type": True,
        "name": True,
        "given_name": True,
        "family_name": True,
        "identifiers": True,
    },
    "affiliations": [{"name": True}],
    "role": True,
}
_OF_THE_SERVER = (
    "id", "links", "created", "updated", "revision_id", "is_draft", "is_published", "versions", "parent",
    "stats", "status", "swh", "ui", "expanded", "deletion_status", "media_files", "files",
    "$schema", "expires_at",
    "recid", "conceptrecid",
)  # fmt: skip


def loaded(value: Any, path: str) -> Loaded:
    """The card of a record. Raises `DescriptorFault` for what is none."""
    metadata = mapping(value, "metadata")
    if not metadata.keys() & {"title", "creators", "resource_type"}:
        raise DescriptorFault(
            f"{path} is no record of InvenioRDM: it has no `metadata` with a title or creators"
        )
    others: dict[str, Any] = {}
    type_ = string(mapping(metadata, "resource_type"), "id") or "dataset"
    kind: Kind = "model" if type_ == "model" or type_.startswith("software") else "dataset"
    tags = read_tags(_subjects(metadata, others), kind)
    summary, topics, citation = _texts(metadata, kind, others)
    dates = _dates(metadata, others)
    publisher = string(metadata, "publisher")
    card = CanonicalCard(
        kind=kind,
        title=string(metadata, "title") or "",
        id=_identifier(metadata, "other"),
        url=_identifier(metadata, "url"),
        summary=summary,
        license=_license(metadata),
        version=string(metadata, "version"),
        creators=tuple(agent for one in objects(metadata, "creators") if (agent := _agent(one))),
        publisher=Agent(publisher, "organization") if publisher else None,
        contact=_contact(metadata, others),
        doi=read_doi(string(mapping(mapping(value, "pids"), "doi"), "identifier") or ""),
        published=_day(string(metadata, "publication_date")),
        languages=tuple(
            two_letter(code) or code for one in objects(metadata, "languages") if (code := string(one, "id"))
        ),
        size_category=_size(metadata, others),
        related=_related(metadata, others),
        citation=citation,
        topics=topics,
        access=_access(mapping(value, "access")),
        keywords=tags.keywords,
        modalities=tags.modalities,
        tasks=tags.tasks,
        created=dates.get("created"),
        modified=dates.get("updated"),
    )
    found = list(leftovers(value, _known(card, type_, metadata)))
    left = kept(found) | others
    notes = () if type_ in ("dataset", "model") else (f"a resource of the type {type_} is read as a {kind}",)
    return Loaded(
        card._replace(extra={"x-invenio": left} if left else {}),
        (*(one.pointer for one in found), *others),
        notes,
    )


def _known(card: CanonicalCard, type_: str, metadata: dict[str, Any]) -> Known:
    """What a card holds of a record, and what only its server can say."""
    read = (
        "title", "publisher", "version", "subjects", "contributors", "dates", "languages", "sizes",
        "related_identifiers", "description", "additional_descriptions",
    )  # fmt: skip
    inner: dict[str, Known] = dict.fromkeys(read, True)
    inner |= {
        "resource_type": {"id": type_ in ("dataset", "model"), "title": True},
        "creators": [_AGENT],
        "publication_date": card.published is not None,
        "rights": [
            {"id": True, "title": True, "link": True, "description": True, "props": True, "icon": True}
        ],
        "identifiers": [{"identifier": True, "scheme": True}],
    }
    outer: dict[str, Known] = dict.fromkeys(_OF_THE_SERVER, True)
    return outer | {
        "metadata": inner,
        "pids": {"doi": True, "oai": True},
        "access": {"record": True, "files": True, "status": True},
    }


def _agent(record: dict[str, Any]) -> Agent | None:
    said = mapping(record, "person_or_org")
    given, family = string(said, "given_name"), string(said, "family_name")
    name = string(said, "name")
    person = said.get("type") == "personal"
    if person:
        name = " ".join(filter(None, (given, family))) or name
    if not name:
        return None
    identifiers = {str(one.get("scheme")): string(one, "identifier") for one in objects(said, "identifiers")}
    ror = identifiers.get("ror")
    affiliations = [name_ for one in objects(record, "affiliations") if (name_ := string(one, "name"))]
    return Agent(
        name,
        "person" if person else "organization",
        given if person and given else None,
        family if person and given else None,
        None,
        (ror if ror.startswith(ROR) else f"{ROR}{ror}") if ror else None,
        read_orcid(identifiers.get("orcid") or ""),
        "; ".join(affiliations) or None,
    )


def _contact(metadata: dict[str, Any], others: dict[str, Any]) -> Agent | None:
    contributors = objects(metadata, "contributors")
    mine = next(
        (
            one
            for one in contributors
            if string(mapping(one, "role"), "id") == "contactperson" and _agent(one)
        ),
        None,
    )
    if strange := [one for one in contributors if one is not mine]:
        others["/metadata/contributors"] = strange
    return _agent(mine) if mine else None


def _subjects(metadata: dict[str, Any], others: dict[str, Any]) -> list[str]:
    records = objects(metadata, "subjects")
    if strange := [one for one in records if not string(one, "subject") or string(one, "id")]:
        others["/metadata/subjects"] = strange
    return [word for one in records if (word := string(one, "subject")) and not string(one, "id")]


_DESCRIPTIONS = 100
"""Descriptions that are read; those behind are kept as they are."""


def _texts(
    metadata: dict[str, Any], kind: Kind, others: dict[str, Any]
) -> tuple[str | None, dict[str, str], str | None]:
    """Summary, topics and citation. What a description says below no known heading is kept apart."""
    summary, topics = read_description(from_html(string(metadata, "description") or ""), kind)
    strange = []
    records = objects(metadata, "additional_descriptions")
    if len(records) > _DESCRIPTIONS:
        strange = records[_DESCRIPTIONS:]
    for record in records[:_DESCRIPTIONS]:
        text = from_html(string(record, "description") or "")
        lead, told = read_description(text, kind)
        type_ = string(mapping(record, "type"), "id")
        if lead and type_ == "methods" and not told and "collection" not in topics:
            topics["collection"] = lead
        elif lead or not told or told.keys() & topics.keys():
            strange.append(record)
        else:
            topics |= told
    if strange:
        others["/metadata/additional_descriptions"] = strange
    citation = read_citation_in_words(topics.pop("citation", ""))
    return summary, topics, citation or None


def _dates(metadata: dict[str, Any], others: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    strange = []
    for record in objects(metadata, "dates"):
        type_, day = string(mapping(record, "type"), "id"), _day(string(record, "date"))
        if type_ in ("created", "updated") and day and type_ not in found and not record.get("description"):
            found[type_] = day
        else:
            strange.append(record)
    if strange:
        others["/metadata/dates"] = strange
    return found


def _day(text: str | None) -> str | None:
    return text if text and _DAY.fullmatch(text) else None


def _identifier(metadata: dict[str, Any], scheme: str) -> str | None:
    found = (
        string(one, "identifier") for one in objects(metadata, "identifiers") if one.get("scheme") == scheme
    )
    return next(found, None)


def _size(metadata: dict[str, Any], others: dict[str, Any]) -> str | None:
    sizes = strings(metadata, "sizes")
    found = next((size for size in sizes if _SIZE.fullmatch(size)), None)
    if strange := [size for size in sizes if size != found]:
        others["/metadata/sizes"] = strange
    return found


def _related(metadata: dict[str, Any], others: dict[str, Any]) -> tuple[Related, ...]:
    found, strange = [], []
    for record in objects(metadata, "related_identifiers"):
        id_ = string(record, "identifier")
        relation = relation_of(string(mapping(record, "relation_type"), "id") or "")
        if id_ and relation and keeps_its_form(id_) and not record.get("resource_type"):
            found.append(Related(relation, id_))
        else:
            strange.append(record)
    if strange:
        others["/metadata/related_identifiers"] = strange
    return tuple(found)


def _license(metadata: dict[str, Any]) -> License:
    names, own = [], License()
    for record in objects(metadata, "rights"):
        id_, link = string(record, "id"), string(record, "link")
        titles = [
            text for text in mapping(record, "title").values() if isinstance(text, str) and text.strip()
        ]
        said = id_ or (titles[0].strip() if titles else None) or link
        if said is None:
            continue
        of_link = read_license(link).expression if link and not id_ else None
        names.append(of_link or said)
        if not of_link and read_license(said).expression is None:
            own = License(None, said if said != link else None, link)
    found = read_licenses(names)
    return found._replace(name=own.name, url=own.url) if own != License() else found


def _access(access: dict[str, Any]) -> Any:
    said = (access.get("record"), access.get("files"))
    return next((name for name, both in ACCESS.items() if both == said), None)
