"""A Data Package as a card."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from opendata_lint.exchange.agents import read_orcid
from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import Agent, CanonicalCard, Column, File, Related, Table
from opendata_lint.exchange.documents import XmlDocument, read_document
from opendata_lint.exchange.formats.datapackage import rights
from opendata_lint.exchange.formats.datapackage.fields import column_of
from opendata_lint.exchange.formats.datapackage.naming import file_name, slug
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.exchange.remainder import Node
from opendata_lint.exchange.works import read_doi

KEY = "x-datapackage"
_ROLES = {
    "creator": "creators",
    "author": "creators",
    "publisher": "publisher",
    "contact": "contact",
    "contactpoint": "contact",
    "contactperson": "contact",
}
"""What a contributor is to the work, by role in lower case without blanks."""


def loaded(data: bytes, path: str) -> Loaded:
    """The card of a descriptor. Raises `DescriptorFault`."""
    document = read_document(data, path)
    if isinstance(document, XmlDocument) or not isinstance(document.value, dict):
        raise DescriptorFault(f"{path} is no Data Package: the whole must be an object")
    root = Node(document.value)
    notes: list[str] = []
    card = _card(root, notes)
    left = root.remainder()
    kept: dict[str, Any] = {}
    for one in left:
        kept.setdefault(one.key, one.value)
    return Loaded(
        card._replace(extra={KEY: kept} if kept else {}), tuple(one.pointer for one in left), tuple(notes)
    )


def _card(root: Node, notes: list[str]) -> CanonicalCard:
    for key, known in (("$schema", "datapackage.org/profiles/"), ("profile", "data-package")):
        said = root.at(key)
        if isinstance(said.value, str) and (known in said.value or said.value == known):
            said.take()
    title, name = root.text("title"), root.text("name")
    summary, topics = read_description(root.text("description") or "", "dataset")
    people = _people(root)
    files, tables = _resources(root.at("resources"))
    return CanonicalCard(
        kind="dataset",
        title=title or "",
        id=None if name is None or (title and slug(title) == name) else name,
        summary=summary,
        license=rights.read([entry for key in ("licenses", "license") for entry in root.at(key).each()]),
        version=root.text("version"),
        creators=tuple(people["creators"]),
        publisher=next(iter(people["publisher"]), None),
        contact=next(iter(people["contact"]), None),
        doi=_doi(root.at("id")),
        url=root.text("homepage"),
        created=_created(root, notes),
        keywords=_words(root.at("keywords")),
        languages=_words(root.at("languages")),
        related=tuple(_sources(root)),
        topics=topics,
        files=files,
        tables=tables,
    )


def _doi(said: Node) -> str | None:
    found = read_doi(said.value) if isinstance(said.value, str) else None
    if found:
        said.take()
    return found


def _created(root: Node, notes: list[str]) -> str | None:
    said = root.text("created")
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[Tt ](.+))?", said or "")
    if said and not found:
        notes.append(f"created: {said[:60]} is no date")
    elif found and found[2] and not re.fullmatch(r"00:00(:00(\.0+)?)?([Zz]|[+-]00:00)?", found[2]):
        notes.append("created: the time of the day is left out")
    return found[1] if found else None


def _words(said: Node) -> tuple[str, ...]:
    words = [one.take().strip() for one in said.each() if isinstance(one.value, str)]
    return tuple(dict.fromkeys(filter(None, words)))


def _people(root: Node) -> dict[str, list[Agent]]:
    found: dict[str, list[Agent]] = {"creators": [], "publisher": [], "contact": []}
    for person in root.at("contributors").each():
        roles = {_ROLES[role] for role in _roles(person) if role in _ROLES}
        if not roles:
            continue
        for key in ("role", "roles"):
            if _roles(person, key) <= _ROLES.keys():
                person.at(key).take()
        agent = _agent(person)
        for role in roles if agent else ():
            found[role].append(agent)  # type: ignore[arg-type]
    for author in root.at("author").each():  # as in version 0
        agent = _agent(author)
        found["creators"] += [agent] if agent else []
    return found


def _roles(person: Node, *keys: str) -> set[str]:
    """Roles in lower case; those of a version are under `roles` or `role`."""
    said = [one.value for key in keys or ("roles", "role") for one in person.at(key).each()]
    return {re.sub(r"[\s_-]", "", role.lower()) for role in said if isinstance(role, str)}


def _agent(person: Node) -> Agent | None:
    if isinstance(person.value, str):
        name = person.take().partition("<")[0].partition("(")[0].strip()
        return Agent(name) if name else None
    given, family = person.text("givenName"), person.text("familyName")
    name = person.text("title", "name") or " ".join(filter(None, (given, family)))
    address = person.text("path", "web")
    orcid = read_orcid(address or "")
    if not name:
        return None
    return Agent(
        name,
        "person" if given or family or orcid else None,
        given,
        family,
        person.text("email"),
        None if orcid else address,
        orcid,
        person.text("organization"),
    )


def _sources(root: Node) -> list[Related]:
    found = []
    for source in root.at("sources").each():
        if isinstance(source.value, str):
            found.append(Related("derivedFrom", source.take()))
            continue
        title, address = source.text("title", "name"), source.text("path", "web", "url")
        said = address or title
        if said:
            found.append(Related("derivedFrom", said, title if address and title != address else None))
    return found


class _Resource(NamedTuple):
    files: list[File]
    table: Table | None
    config: str | None


def _resources(said: Node) -> tuple[tuple[File, ...], tuple[Table, ...]]:
    files: dict[str, File] = {}
    tables: dict[str, Table] = {}
    for resource in said.each():
        if not isinstance(resource.value, dict):
            continue
        found = _resource(resource)
        for file in found.files:
            files.setdefault(file.path, file)
        if found.table:
            same = tables.get(found.table.name) if found.config else None
            table = found.table
            if same:
                table = same._replace(files=(*same.files, *table.files))
            free = table.name if same or table.name not in tables else f"{table.name}\0{len(tables)}"
            tables[free] = table
    return tuple(files.values()), tuple(tables.values())


def _resource(resource: Node) -> _Resource:
    paths = [one.take() for one in resource.at("path").each() if isinstance(one.value, str) and one.value]
    table, config = _table(resource, tuple(paths))
    if not paths:
        return _Resource([], table, config)
    file = _file(resource, paths[0])
    told = file != File(paths[0])
    if table is None:
        if resource.at("name").value == file_name(paths[0]):
            resource.at("name").take()
        return _Resource([file, *(File(path) for path in paths[1:])], None, None)
    return _Resource([file] if told else [], table, config)


def _file(resource: Node, path: str) -> File:
    sha256, md5 = _hashes(resource.at("hash"))
    return File(
        path,
        resource.text("mediatype"),
        resource.count("bytes"),
        sha256,
        md5,
        resource.text("description"),
    )


def _hashes(said: Node) -> tuple[str | None, str | None]:
    """SHA-256 and MD5 of a file; other algorithms have no place."""
    found = re.fullmatch(r"(?:(sha-?256|md5):)?([0-9a-f]+)", str(said.value or "").lower())
    if not found or len(found[2]) != (32 if found[1] in (None, "md5") else 64):
        return None, None
    said.take()
    return (None, found[2]) if len(found[2]) == 32 else (found[2], None)


def _table(resource: Node, paths: tuple[str, ...]) -> tuple[Table | None, str | None]:
    schema = resource.at("schema")
    fields = [one for one in schema.at("fields").each() if one.value]
    columns = [column for column in map(column_of, fields) if column]
    tabular = resource.at("type").value == "table" or resource.at("profile").value == "tabular-data-resource"
    for key in ("type", "profile"):
        if resource.at(key).value in ("table", "tabular-data-resource", "data-resource"):
            resource.at(key).take()
    if not columns and not tabular:
        return None, None
    config, from_path = resource.text("config"), file_name(paths[0] if paths else "data")
    if config is None or resource.at("name").value == f"{config}-{from_path}":
        resource.at("name").take()
    name = resource.at("name").value if isinstance(resource.at("name").value, str) else from_path
    return Table(
        config or name or from_path,
        tuple(columns),
        files=paths,
        description=schema.text("description"),
        key=_key(schema, columns),
    ), config


def _key(schema: Node, columns: list[Column]) -> tuple[str, ...]:
    said = schema.at("primaryKey")
    names = [one.value for one in said.each()]
    if names and all(isinstance(name, str) for name in names):
        said.take()
        return tuple(names)
    return ()
