"""A card as a data contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opendata_lint.exchange.agents import ORCID
from opendata_lint.exchange.body import TITLES
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, License, Table
from opendata_lint.exchange.formats.hub.writing import as_yaml
from opendata_lint.exchange.formats.odcs.columns import property_of
from opendata_lint.exchange.formats.odcs.naming import file_format, server_name, slug
from opendata_lint.exchange.formats.odcs.reading import KEY, SECTIONS, loaded, support_of
from opendata_lint.exchange.leftovers import put_back
from opendata_lint.exchange.licenses import address_of
from opendata_lint.exchange.protocol import Dumped, NotExpressible, losses_of

_NO_PLACE = "a data contract has no place for it"
_BLANKS = "white space at the ends of a text is not kept"
_PERSON = "a member of a team is told by a name, a login and, since version 3.1, properties of one's own"
REASONS: Mapping[str, str] = {
    "title": _BLANKS,
    "id": "an id that is made from the title or is the DOI is told once",
    "summary": _BLANKS,
    "license": "a license is told by an expression, or by an address with a name",
    "version": _BLANKS,
    "creators": _PERSON,
    "publisher": _PERSON,
    "contact": _PERSON,
    "doi": _BLANKS,
    "url": _BLANKS,
    "created": _BLANKS,
    "published": _BLANKS,
    "modified": _BLANKS,
    "keywords": _BLANKS,
    "languages": _BLANKS,
    "modalities": _BLANKS,
    "tasks": _BLANKS,
    "size_category": _BLANKS,
    "related": _BLANKS,
    "citation": _BLANKS,
    "topics": f"{_NO_PLACE}: it is about another topic than a card has, or empty",
    "files": "a server has one path, without patterns",
    "files/*": _BLANKS,
    "tables": "tables have names",
    "tables/*": _BLANKS,
    "tables/*/key": "a key is of columns that there are",
    "tables/*/columns/*": "types of version 3.0 are fewer, and only lists and structs have something in them",
    "metrics": _NO_PLACE,
    "library": _NO_PLACE,
    "architecture": _NO_PLACE,
    "access": _NO_PLACE,
    "extra": "what another format says has no place here",
}


def dumped(card: CanonicalCard, version: str) -> Dumped:
    """The contract of a card. Raises `NotExpressible` for a model, and without version or name."""
    if card.kind != "dataset":
        raise NotExpressible("a data contract is about data, and cannot describe a model")
    contract = _contract(card, version)
    put_back(contract, card.extra.get(KEY))
    if version != "3.2.0":
        contract.setdefault("status", "active" if card.published else "draft")
    data = as_yaml({key: contract[key] for key in (*_ORDER, *contract) if key in contract}).encode(
        "utf-8", "replace"
    )
    return Dumped(data, losses_of(card, loaded(data, "datacontract.odcs.yaml").card, REASONS))


_ORDER = ("apiVersion", "kind", "id", "name", "version", "status")


def _contract(card: CanonicalCard, version: str) -> dict[str, Any]:
    name = card.id or (f"https://doi.org/{card.doi}" if card.doi else slug(card.title))
    if not name:
        raise NotExpressible(
            "a data contract needs an id, and the card has neither a title nor a DOI: write a title"
        )
    if not (card.version or "").strip():
        raise NotExpressible(
            "a data contract needs a version, and the card has none: write `version` in its front matter"
        )
    said = {
        "apiVersion": f"v{version}",
        "kind": "DataContract",
        "id": name,
        "name": card.title,
        "version": card.version,
        "tags": [*card.keywords],
        "description": _description(card),
        "servers": _servers(card),
        "schema": [_object(table, version) for table in card.tables],
        "team": _team(card, version),
        "support": [support_of(card.contact)] if card.contact and card.contact.email else [],
        "authoritativeDefinitions": _definitions(card),
        "customProperties": _custom(card),
    }
    return {key: value for key, value in said.items() if value}


def properties(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Custom properties of what is said."""
    return [
        {"property": name, "value": value} for name, value in values.items() if value not in (None, [], "")
    ]


def _description(card: CanonicalCard) -> dict[str, Any]:
    told = {"summary": card.summary, **card.topics}
    described: dict[str, Any] = {key: told[topic] for key, topic in SECTIONS.items() if told.get(topic)}
    others = {topic: told.get(topic) for topic in TITLES if topic not in SECTIONS.values()}
    return described | ({"customProperties": found} if (found := properties(others)) else {})


def _servers(card: CanonicalCard) -> list[dict[str, Any]]:
    found = []
    for file in card.files:
        format_ = file_format(file.path, file.media_type)
        remote = "://" in file.path
        said: dict[str, Any] = {
            "server": server_name(file.path),
            "type": "local" if format_ and not remote else "custom",
            "location" if remote else "path": file.path,
            "format": format_,
            "description": file.description,
            "customProperties": properties(_of_file(file)),
        }
        found.append({key: value for key, value in said.items() if value})
    return found


def _of_file(file: File) -> dict[str, Any]:
    return {"mediaType": file.media_type, "bytes": file.size, "sha256": file.sha256, "md5": file.md5}


def _object(table: Table, version: str) -> dict[str, Any]:
    splits = [
        {key: value for key, value in (("name", one.name), ("examples", one.examples), ("bytes", one.size))
         if value is not None}
        for one in table.splits
    ]  # fmt: skip
    plain = len(table.files) == 1 and ("." in table.files[0] or "/" in table.files[0])
    more = {"files": None if plain else [*table.files], "splits": splits, "target": table.target}
    said = {
        "name": table.name,
        "logicalType": "object",
        "physicalName": table.files[0] if plain else None,
        "description": table.description,
        "properties": [property_of(column, table.key, version) for column in table.columns],
        "customProperties": properties(more),
    }
    return {key: value for key, value in said.items() if value}


def _team(card: CanonicalCard, version: str) -> Any:
    people = [(agent, "creator") for agent in card.creators]
    people += [(card.publisher, "publisher")] if card.publisher else []
    people += [(card.contact, "contact")] if card.contact else []
    members = [_member(agent, role, version) for agent, role in people]
    return members if version == "3.0.2" or not members else {"members": members}


def _member(agent: Agent, role: str, version: str) -> dict[str, Any]:
    orcid = f"{ORCID}{agent.orcid}" if agent.orcid else None
    login = agent.email or orcid or agent.name
    said: dict[str, Any] = {"username": login, "name": agent.name, "role": role}
    if version == "3.0.2":
        return said
    more = properties({
        "kind": agent.kind, "givenName": agent.given, "familyName": agent.family, "url": agent.url,
        "orcid": agent.orcid if agent.email else None, "affiliation": agent.affiliation,
    })  # fmt: skip
    return said | ({"customProperties": more} if more else {})


def _definitions(card: CanonicalCard) -> list[dict[str, str]]:
    found = [{"type": "homepage", "url": card.url}] if card.url else []
    if card.doi:
        found.append({"type": "doi", "url": f"https://doi.org/{card.doi}"})
    address = card.license.url or address_of(card.license)
    if address:
        named = {"description": card.license.name} if card.license.name else {}
        found.append({"type": "license", "url": address} | named)
    return found


def _custom(card: CanonicalCard) -> list[dict[str, Any]]:
    license_ = card.license
    named = license_.name if license_ == License(name=license_.name) else None
    related = [
        {"relation": work.relation, "id": work.id} | ({"title": work.title} if work.title else {})
        for work in card.related
    ]
    return properties({
        "license": license_.expression or named,
        "languages": [*card.languages], "modalities": [*card.modalities], "tasks": [*card.tasks],
        "sizeCategory": card.size_category, "access": card.access, "created": card.created,
        "published": card.published, "modified": card.modified, "citation": card.citation, "related": related,
    })  # fmt: skip
