"""A data contract as a card."""

from __future__ import annotations

from typing import Any, cast, get_args

from opendata_lint.exchange.agents import read_orcid
from opendata_lint.exchange.body import TITLES
from opendata_lint.exchange.canonical import (
    Agent,
    CanonicalCard,
    File,
    License,
    Related,
    Relation,
    Split,
    Table,
)
from opendata_lint.exchange.documents import XmlDocument, read_document
from opendata_lint.exchange.formats.odcs.columns import columns_of, custom, text, texts
from opendata_lint.exchange.formats.odcs.naming import file_format, server_name, slug
from opendata_lint.exchange.licenses import address_of, read_license
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.exchange.remainder import Node
from opendata_lint.exchange.works import read_doi

KEY = "x-odcs"
SECTIONS = {"purpose": "summary", "usage": "uses", "limitations": "limits"}
"""Topics that have a place in `description`."""
_PEOPLE = {"creator": "creators", "author": "creators", "publisher": "publisher", "contact": "contact"}
_ACCESS = ("open", "gated", "restricted", "closed", "embargoed")


def loaded(data: bytes, path: str) -> Loaded:
    """The card of a contract. Raises `DescriptorFault`."""
    document = read_document(data, path)
    if isinstance(document, XmlDocument) or not isinstance(document.value, dict):
        raise DescriptorFault(f"{path} is no data contract: the whole must be a mapping")
    root = Node(document.value)
    for key in ("apiVersion", "kind"):
        root.at(key).take()
    card = _card(root)
    status = root.at("status")
    if status.value == ("active" if card.published else "draft"):
        status.take()
    left = root.remainder()
    kept: dict[str, Any] = {}
    for one in left:
        kept.setdefault(one.key, one.value)
    return Loaded(card._replace(extra={KEY: kept} if kept else {}), tuple(one.pointer for one in left))


def _card(root: Node) -> CanonicalCard:
    said = custom(root)
    title, name = root.text("name"), root.text("id")
    topics = _topics(root.at("description"))
    people = _people(root)
    definitions = _definitions(root)
    files = tuple(file for server in root.at("servers").each() if (file := _file(server)))
    doi = read_doi(definitions["doi"].value["url"]) if "doi" in definitions else None
    if doi:
        definitions["doi"].take()
    if name and ((doi and read_doi(name) == doi) or (title and slug(title) == name)):
        name = None
    url = definitions["homepage"].take()["url"] if "homepage" in definitions else None
    access = text(said, "access") if said.get("access", Node({})).value.get("value") in _ACCESS else None
    return CanonicalCard(
        kind="dataset",
        title=title or "",
        id=name,
        summary=topics.pop("summary", None),
        license=_license(said, definitions),
        version=root.text("version"),
        creators=tuple(people["creators"]),
        publisher=next(iter(people["publisher"]), None),
        contact=next(iter(people["contact"]), None),
        doi=doi,
        url=url,
        created=text(said, "created"),
        published=text(said, "published"),
        modified=text(said, "modified"),
        keywords=tuple(
            one.take() for one in root.at("tags").each() if isinstance(one.value, str) and one.value
        ),
        languages=tuple(texts(said, "languages")),
        modalities=tuple(texts(said, "modalities")),
        tasks=tuple(texts(said, "tasks")),
        size_category=text(said, "sizeCategory"),
        related=tuple(_related(said)),
        citation=text(said, "citation"),
        topics=topics,
        files=files,
        tables=tuple(table for one in root.at("schema").each() if (table := _table(one))),
        access=cast(Any, access),
    )


def _topics(said: Node) -> dict[str, str]:
    """What the description says: its own three parts, and topics by their names."""
    if isinstance(said.value, str):
        return {"summary": str(said.take())} if said.value.strip() else {}
    found = {topic: told for key, topic in SECTIONS.items() if (told := said.text(key))}
    entries = custom(said)
    for topic in entries:
        told = text(entries, topic) if topic in TITLES and topic not in found else None
        if told:
            found[topic] = told
    return found


def _definitions(root: Node) -> dict[str, Node]:
    """Authoritative definitions of a type that a card has a place for, the first of each."""
    found: dict[str, Node] = {}
    for one in root.at("authoritativeDefinitions").each():
        said = one.value
        if not isinstance(said, dict) or not isinstance(said.get("url"), str) or not said["url"].strip():
            continue
        if said.keys() <= {"type", "url"} or (said.get("type") == "license" and "id" not in said):
            found.setdefault(str(said.get("type")), one)
    return found


def _license(said: dict[str, Node], definitions: dict[str, Node]) -> License:
    written = text(said, "license")
    meant = read_license(written) if written else License()
    if written and meant.expression is None:
        meant = License(written) if written.startswith("LicenseRef-") else meant
    told = definitions.get("license")
    if told is None:
        return meant
    entry = told.take()
    url, name = entry["url"], entry.get("description")
    if meant.expression and url == address_of(License(meant.expression)) and not name:
        return meant
    if meant == License() and not name:
        return read_license(url)
    return meant._replace(url=url, name=name if isinstance(name, str) else meant.name)


def _people(root: Node) -> dict[str, list[Agent]]:
    found: dict[str, list[Agent]] = {"creators": [], "publisher": [], "contact": []}
    team = root.at("team")
    for member in (team if isinstance(team.value, list) else team.at("members")).each():
        role = str(member.at("role").value or "").strip().lower()
        agent = _agent(member) if role in _PEOPLE and isinstance(member.value, dict) else None
        if agent:
            member.at("role").take()
            found[_PEOPLE[role]].append(agent)
    known = [support_of(one) for one in found["contact"][:1] if one.email]
    for channel in root.at("support").each():
        if channel.value in known:
            channel.take()
    return found


def support_of(agent: Agent) -> dict[str, str]:
    """The channel by which a person can be written to."""
    return {"channel": agent.name, "url": f"mailto:{agent.email}", "tool": "email"}


def _agent(member: Node) -> Agent | None:
    login, name = member.text("username"), member.text("name")
    said = custom(member)
    orcid = text(said, "orcid") or read_orcid(login or "")
    email = text(said, "email") or (login if login and "@" in login and " " not in login else None)
    known = name or (None if login in (email, orcid) else login)
    kind = (
        text(said, "kind")
        if said.get("kind", Node({})).value.get("value") in ("person", "organization")
        else None
    )
    if not known:
        return Agent(email) if email else None
    return Agent(
        known,
        cast(Any, kind),
        text(said, "givenName"),
        text(said, "familyName"),
        email,
        text(said, "url"),
        orcid,
        text(said, "affiliation"),
    )


def _related(said: dict[str, Node]) -> list[Related]:
    entry = said.get("related")
    works = entry.value["value"] if entry else None
    found = []
    for work in works if isinstance(works, list) else []:
        if not isinstance(work, dict) or not isinstance(work.get("id"), str):
            return []
        if work.get("relation") not in get_args(Relation) or not work.keys() <= {"relation", "id", "title"}:
            return []
        title = work.get("title")
        found.append(Related(work["relation"], work["id"], title if isinstance(title, str) else None))
    if entry and found:
        entry.take()
    return found


def _file(server: Node) -> File | None:
    if not isinstance(server.value, dict) or server.at("type").value not in ("local", "custom"):
        return None
    path = server.text("path", "location")
    if path is None or "*" in path or "{" in path:
        return None
    said = custom(server)
    server.at("type").take()
    if server.at("server").value == server_name(path):
        server.at("server").take()
    media = text(said, "mediaType")
    if server.at("format").value == file_format(path, media):
        server.at("format").take()
    return File(
        path,
        media,
        _count(said, "bytes"),
        text(said, "sha256"),
        text(said, "md5"),
        server.text("description"),
    )


def _count(said: dict[str, Node], name: str) -> int | None:
    entry = said.get(name)
    value = entry.value["value"] if entry else None
    if entry and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        entry.take()
        return value
    return None


def _table(one: Node) -> Table | None:
    name = one.text("name") if isinstance(one.value, dict) else None
    if name is None:
        return None
    if one.at("logicalType").value == "object":
        one.at("logicalType").take()
    columns = columns_of(one.at("properties"))
    keys = sorted((position, column.name) for column, position in columns if position is not None)
    said = custom(one)
    files = texts(said, "files")
    physical = one.at("physicalName")
    if not files and isinstance(physical.value, str) and ("." in physical.value or "/" in physical.value):
        files = [physical.take()]
    return Table(
        name,
        tuple(column for column, _ in columns),
        _splits(said),
        tuple(files),
        one.text("description"),
        text(said, "target"),
        tuple(name for _, name in keys),
    )


def _splits(said: dict[str, Node]) -> tuple[Split, ...]:
    entry = said.get("splits")
    value = entry.value["value"] if entry else None
    found = []
    for one in value if isinstance(value, list) else []:
        name = one.get("name") if isinstance(one, dict) else None
        if not isinstance(name, str):
            return ()
        examples, size = one.get("examples"), one.get("bytes")
        if not all(count is None or (isinstance(count, int) and count >= 0) for count in (examples, size)):
            return ()
        found.append(Split(name, examples, size))
    if entry and found:
        entry.take()
    return tuple(found)
