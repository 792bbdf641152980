"""A card as a Data Package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from opendata_lint.exchange.agents import ORCID
from opendata_lint.exchange.body import describe
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, Table
from opendata_lint.exchange.formats.datapackage import rights
from opendata_lint.exchange.formats.datapackage.fields import field_of
from opendata_lint.exchange.formats.datapackage.naming import can_be_written, file_name, slug
from opendata_lint.exchange.formats.datapackage.reading import KEY, loaded
from opendata_lint.exchange.leftovers import put_back
from opendata_lint.exchange.protocol import Dumped, NotExpressible, losses_of

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_NO_PLACE = "a Data Package has no place for it"
_PERSON = "a contributor has a name, one address, an email and an organization"
REASONS: Mapping[str, str] = {
    "id": "the name of a package is in small letters, and one that is made from the title is no id",
    "title": "white space at the ends of a title is not kept",
    "summary": "the description holds the sections of the card too, and is read back as Markdown",
    "topics": "the description holds the sections of the card, and is read back as Markdown",
    "topics/*": "the description holds the sections of the card, and is read back as Markdown",
    "license": "a list of licenses does not say which may be chosen, and holds those with an id or address",
    "version": "white space at the ends of a version is not kept",
    "creators": _PERSON,
    "creators/*": _PERSON,
    "creators/*/kind": "a contributor does not say whether it is a person or an organization",
    "publisher": _PERSON,
    "publisher/kind": "a contributor does not say whether it is a person or an organization",
    "contact": f"{_PERSON}; version 1 has no role for it",
    "contact/kind": "a contributor does not say whether it is a person or an organization",
    "doi": "an id has no blanks",
    "url": "white space at the ends of an address is not kept",
    "created": "the date of creation is a full date",
    "published": f"{_NO_PLACE}: it only has the date of creation",
    "modified": f"{_NO_PLACE}: it only has the date of creation",
    "keywords": "keywords differ from each other, and have no white space at their ends",
    "languages": "languages differ from each other",
    "modalities": _NO_PLACE,
    "tasks": _NO_PLACE,
    "size_category": _NO_PLACE,
    "related": "sources are the only other works of a package, each with an address or a title",
    "citation": _NO_PLACE,
    "files": "each resource has one path that stays in the folder, in the order of the tables",
    "files/*": "a resource has one checksum",
    "tables": "a table needs a file: a resource has a path",
    "tables/*/name": "small letters of English, digits, `.`, `_` and `-` make a name in version 1",
    "tables/*/splits": "a Data Package knows no splits",
    "tables/*/target": "a Table Schema does not say what is to be predicted",
    "tables/*/files": "patterns of files are no paths",
    "tables/*/columns": "columns have different names, without white space at their ends",
    "tables/*/columns/*": "a Table Schema has fewer types, and no place for what is in a list or struct",
    "tables/*/description": "white space at the ends of a description is not kept",
    "tables/*/key": _NO_PLACE,
    "metrics": _NO_PLACE,
    "library": _NO_PLACE,
    "architecture": _NO_PLACE,
    "access": _NO_PLACE,
    "extra": "what another format says has no place here",
}


def dumped(card: CanonicalCard, version: str) -> Dumped:
    """The descriptor of a card. Raises `NotExpressible` for a model and for a card without a file."""
    if card.kind != "dataset":
        raise NotExpressible("a Data Package is a collection of data, and cannot say that it is a model")
    package = _package(card, version)
    put_back(package, card.extra.get(KEY))
    if not _finished(package, version):
        raise NotExpressible(
            "a Data Package has at least one file, and the card names none: list the data files under "
            "`configs` in its front matter, by paths rather than patterns"
        )
    data = (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    return Dumped(data, losses_of(card, loaded(data, "datapackage.json").card, REASONS))


def _package(card: CanonicalCard, version: str) -> dict[str, Any]:
    name = card.id or slug(card.title)
    description = describe(card)
    everything: dict[str, Any] = {
        "$schema": _PROFILE if version == "2.0" else None,
        "profile": "data-package" if version == "1.0" else None,
        "name": slug_of_id(name) if version == "1.0" else name,
        "id": f"https://doi.org/{card.doi}" if card.doi else None,
        "title": card.title,
        "description": description,
        "homepage": card.url,
        "version": card.version,
        "created": f"{card.created}T00:00:00Z" if card.created and len(card.created) == 10 else None,
        "keywords": [*card.keywords],
        "languages": [*card.languages],
        "licenses": rights.written(card.license),
        "contributors": _contributors(card, version),
        "sources": _sources(card, version),
    }
    package = {key: value for key, value in everything.items() if value}
    return package | {"resources": _resources(card, version)}


def slug_of_id(name: str) -> str:
    """An id as a name of version 1, which may have `/`."""
    return "/".join(filter(None, map(slug, name.split("/"))))


def _contributors(card: CanonicalCard, version: str) -> list[dict[str, Any]]:
    roles = [(agent, "creator", "author") for agent in card.creators]
    if card.publisher:
        roles.append((card.publisher, "publisher", "publisher"))
    if card.contact and version == "2.0":
        roles.append((card.contact, "contact", ""))
    told: dict[Agent, list[tuple[str, str]]] = {}
    for agent, *role in roles:
        told.setdefault(agent, []).append((role[0], role[1]))
    entries = []
    for agent, pairs in told.items():
        if version == "2.0":
            entries.append(_contributor(agent) | {"roles": [new for new, _ in dict.fromkeys(pairs)]})
        else:
            entries += [_contributor(agent) | {"role": old} for _, old in dict.fromkeys(pairs)]
    return entries


def _contributor(agent: Agent) -> dict[str, Any]:
    orcid = f"{ORCID}{agent.orcid}" if agent.orcid else None
    said = {
        "title": agent.name,
        "givenName": agent.given,
        "familyName": agent.family,
        "path": orcid or agent.url,
        "email": agent.email,
        "organization": agent.affiliation,
    }
    return {key: value for key, value in said.items() if value}


def _sources(card: CanonicalCard, version: str) -> list[dict[str, str]]:
    entries = []
    for work in card.related:
        if work.relation != "derivedFrom":
            continue
        if work.id.startswith(("http://", "https://")) and can_be_written(work.id):
            title = work.title or (work.id if version == "1.0" else None)  # which version 1 asks for
            entries.append(({"title": title} if title else {}) | {"path": work.id})
        else:
            entries.append({"title": work.id})
    return entries


def _resources(card: CanonicalCard, version: str) -> list[dict[str, Any]]:
    """A resource for each file, those of the tables first; tables without a file wait for inline data."""
    known = {file.path: file for file in card.files if can_be_written(file.path)}
    made: list[dict[str, Any]] = []
    used: set[str] = set()
    for table in card.tables:
        paths = [path for path in _paths_of(table, known) if path not in used]
        used.update(paths)
        for path in paths:
            file = known.get(path, File(path))
            made.append(_of_file(file) | _of_table(table, len(paths) > 1, path, version))
        if not paths and not table.files:
            made.append(_of_table(table, False, "", version))
    return made + [_of_file(file) for path, file in known.items() if path not in used]


def _paths_of(table: Table, known: Mapping[str, File]) -> list[str]:
    """The files of a table; patterns stand for those files of the card that fit them."""
    found: dict[str, None] = {}
    for path in table.files:
        if "*" in path or "?" in path:
            found |= {one: None for one in known if fnmatchcase(one, path)}
        elif can_be_written(path):
            found[path] = None
    return [*found]


def _of_file(file: File) -> dict[str, Any]:
    said = {
        "path": file.path,
        "description": file.description,
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}" if file.sha256 else file.md5,
    }
    return {key: value for key, value in said.items() if value is not None}


def _of_table(table: Table, several: bool, path: str, version: str) -> dict[str, Any]:
    name = slug_of_id(table.name) or "data" if version == "1.0" else table.name
    entry: dict[str, Any] = (
        {"name": f"{name}-{file_name(path)}", "config": name} if several else {"name": name}
    )
    fields = {column.name: field_of(column, version) for column in table.columns}
    if version == "2.0":
        entry["type"] = "table"
    elif fields and path.lower().endswith((".csv", ".tsv")):
        entry["profile"] = "tabular-data-resource"
    if fields:
        key = [name for name in table.key if name in fields]
        described = {"description": table.description} if table.description else {}
        entry["schema"] = described | {"fields": [*fields.values()]} | ({"primaryKey": key} if key else {})
    return entry


_ORDER = (
    "name", "config", "type", "profile", "title", "description", "path", "data", "format", "mediatype",
    "encoding", "bytes", "hash", "dialect", "schema",
)  # fmt: skip


def _finished(package: dict[str, Any], version: str) -> bool:
    """Takes out what has neither path nor data, and names what has no name; whether anything is left."""
    resources = package["resources"] if isinstance(package["resources"], list) else []
    kept = [one for one in resources if isinstance(one, dict) and ("path" in one or "data" in one)]
    names: dict[str, int] = {}
    for one in kept:
        one["name"] = _unique(str(one.get("name") or file_name(str(one.get("path") or "data"))), names)
    package["resources"] = [
        {key: one[key] for key in (*_ORDER, *(key for key in one if key not in _ORDER)) if key in one}
        for one in kept
    ]
    return bool(kept)


def _unique(name: str, taken: dict[str, int]) -> str:
    """A name that is not taken, with a number if need be; `taken` counts how often each was asked for."""
    made = name
    while made in taken:
        taken[name] += 1
        made = f"{name}-{taken[name]}"
    taken[made] = 1
    return made
