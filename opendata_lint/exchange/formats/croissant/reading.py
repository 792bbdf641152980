"""Croissant as a card."""

from __future__ import annotations

from typing import Any, Literal, cast

from opendata_lint.exchange.documents import read_json
from opendata_lint.exchange.formats.croissant import responsible
from opendata_lint.exchange.formats.croissant.files import Found, names_of_record_sets
from opendata_lint.exchange.formats.croissant.tables import Tables
from opendata_lint.exchange.formats.croissant.terms import (
    RAI_ALIASES,
    RAI_IN_PROSE,
    RAI_TERMS,
    SYNTHETIC,
    context,
)
from opendata_lint.exchange.formats.croissant.writing import EXTRA, RELATIONS, key_of
from opendata_lint.exchange.linked import Names, Thing
from opendata_lint.exchange.linked.reading import card_of, description_of
from opendata_lint.exchange.linked.works import doi_of, works_of
from opendata_lint.exchange.protocol import DescriptorFault, Loaded

ACCESS = ("open", "gated", "restricted", "closed", "embargoed")
_READ = {
    "@context", "@type", "@id", "@language", "dct:conformsTo", "conformsTo", "name", "description", "url",
    "identifier", "license", "version", "creator", "publisher", "maintainer", "dateCreated", "datePublished",
    "dateModified", "keywords", "inLanguage", "cr:citeAs", "citeAs", "distribution", "cr:recordSet",
    "recordSet", "prov:wasDerivedFrom", "prov:wasGeneratedBy", "isBasedOn", *RELATIONS.values(),
    *(
        f"{space}{term}" for space in ("rai:", "cr:")
        for term in (*RAI_TERMS, SYNTHETIC, *RAI_ALIASES, *RAI_IN_PROSE)
    ),
}  # fmt: skip
"""Properties of the whole that a card has a place for."""


def opened(value: Any, path: str) -> Thing:
    """The dataset of a descriptor; of a list of them the first. Raises `DescriptorFault`."""
    found = value[0] if isinstance(value, list) and len(value) == 1 else value
    if isinstance(found, dict) and isinstance(found.get("@graph"), list):
        graph = [
            one for one in found["@graph"] if isinstance(one, dict) and "Dataset" in str(one.get("@type"))
        ]
        found = {"@context": found.get("@context")} | graph[0] if len(graph) == 1 else found
    if not isinstance(found, dict):
        raise DescriptorFault(f"{path} holds no JSON object, and so no dataset of Croissant")
    names = Names(found.get("@context") or context("1.1"))
    if names.remote and not names.terms:
        names = Names(context("1.1"))
    return Thing(found, "/0" if found is not value and isinstance(value, list) else "", names)


def read(data: bytes, path: str) -> Loaded:
    """A descriptor as a card. Raises `DescriptorFault` for what is no JSON object."""
    thing = opened(read_json(data, path).value, path)
    found = Found(thing, set(names_of_record_sets(thing)))
    tables = Tables(thing, found)
    summary, topics = description_of(thing, "dataset")
    topics = responsible.topics_of(thing) | topics
    topics, sources, strange = responsible.with_provenance(thing, topics)
    access = thing.text("conditionsOfAccess")
    based = works_of(thing, {"derivedFrom": "isBasedOn"})
    said = card_of(thing, "dataset", titles=("name", "alternateName"))
    card = said._replace(
        summary=summary,
        url=None if said.url and said.doi and doi_of(said.url) == said.doi else said.url,
        related=tuple(dict.fromkeys((*sources, *based, *works_of(thing, RELATIONS)))),
        citation=thing.text("cr:citeAs", "citeAs"),
        topics=topics,
        files=tuple(found.files),
        tables=tables.tables,
        access=cast(Literal["open"], access) if access in ACCESS else None,
    )
    extra, unknown = _rest(thing, found, tables, card.access is not None)
    card = responsible.with_synthetic(thing, card)
    return Loaded(card._replace(extra={EXTRA: extra} if extra else {}), (*unknown, *strange))


def _rest(thing: Thing, found: Found, tables: Tables, with_access: bool) -> tuple[dict[str, Any], list[str]]:
    """What a card has no place for, to be written again, and where it stands."""
    known = _READ | ({"conditionsOfAccess"} if with_access else set())
    others = {plain: key for plain, key in thing if plain not in known}
    unknown = [thing.key(plain) or "" for plain in others]
    rest: dict[str, Any] = {"properties": {key_of(plain): thing.value[key] for plain, key in others.items()}}
    for name, strange in (("distribution", found.strange), ("recordSet", tables.strange)):
        rest[name] = [dict(node.value) for node in strange]
        unknown += [node.pointer for node in strange]
    details: dict[str, dict[str, Any]] = {}
    for node, read_names in (*found.understood, *tables.understood):
        for plain, key in node:
            if plain not in (*read_names, "@id", "@type"):
                unknown.append(node.key(plain) or "")
                if node.id:
                    details.setdefault(node.id, {})[key_of(plain)] = node.value[key]
    rest |= {"nodes": details, "names": found.names | tables.names, "splits": tables.split_fields}
    own = context("1.1", ("prov",))
    spaces = thing.value.get("@context")
    if isinstance(spaces, dict) and any(rest.values()):
        rest["@context"] = {term: said for term, said in spaces.items() if term not in own}
    return {name: value for name, value in rest.items() if value}, unknown
