"""A card as Croissant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange.body import sections_of
from opendata_lint.exchange.canonical import CanonicalCard, Relation
from opendata_lint.exchange.formats.croissant import responsible
from opendata_lint.exchange.formats.croissant.files import Distribution, Ids
from opendata_lint.exchange.formats.croissant.records import told_tables
from opendata_lint.exchange.formats.croissant.terms import (
    BESIDE,
    CORE,
    LATER,
    RAI_SPECIFICATION,
    SPECIFICATION,
    TERM_OF_TOPIC,
    context,
)
from opendata_lint.exchange.linked.people import told_agent
from opendata_lint.exchange.linked.rights import told_license
from opendata_lint.exchange.linked.works import DOI, is_address, told_identifiers, told_words, told_works
from opendata_lint.exchange.protocol import NotExpressible

RELATIONS: Mapping[Relation, str] = {
    "sameAs": "sameAs",
    "documentedBy": "subjectOf",
    "references": "citation",
    "versionOf": "dct:isVersionOf",
}
"""By relation, the property that says it; what the data is derived from is said in terms of PROV."""
EXTRA = "x-croissant"


def document(card: CanonicalCard, version: str) -> dict[str, Any]:
    """The descriptor of a card. Raises `NotExpressible` where the card lacks what is required."""
    made = told(card, version)
    _require(card, made.get("distribution"))
    return made


def told(card: CanonicalCard, version: str) -> dict[str, Any]:
    """What a card says, whether or not that is all that is required."""
    kept = card.extra.get(EXTRA)
    kept = kept if isinstance(kept, Mapping) else {}
    files = Distribution(card.files, Ids(), _texts(kept.get("names")))
    records = told_tables(card.tables, files, version, _sources(kept))
    distribution = _closed([*files.told, *_new_nodes(kept, "distribution", files.told)])
    records = [*records, *_new_nodes(kept, "recordSet", records)]
    rai = responsible.told(card)
    specifications = [f"{SPECIFICATION}{version}", *([RAI_SPECIFICATION] if rai else [])]
    said: dict[str, Any] = {
        "@context": context(version),
        "@type": "sc:Dataset",
        "conformsTo": specifications if len(specifications) > 1 else specifications[0],
        "name": card.title,
        "description": _description(card),
        "url": _url(card),
        "identifier": told_identifiers(card.id, card.doi),
        "license": told_license(card.license),
        "version": card.version,
        "creator": [told_agent(one, "Person") for one in card.creators],
        "publisher": told_agent(card.publisher, "Organization") if card.publisher else None,
        "maintainer": told_agent(card.contact, "Person") if card.contact else None,
        "dateCreated": card.created,
        "datePublished": card.published,
        "dateModified": card.modified,
        "keywords": _keywords(card),
        "inLanguage": list(card.languages),
        "citeAs": card.citation,
        "conditionsOfAccess": card.access,
        **told_works(card.related, RELATIONS),
        **rai,
        **responsible.told_provenance(card),
        "distribution": distribution,
        "recordSet": _with_split_fields(records, _mapping(kept.get("splits"))),
    }
    said = {name: value for name, value in said.items() if value not in (None, [], "")}
    return _with_kept(said, kept, version)


def _description(card: CanonicalCard) -> str:
    """The summary, and a section for each topic that RAI has no term for."""
    others = {topic: text for topic, text in card.topics.items() if topic not in (*TERM_OF_TOPIC, *BESIDE)}
    return "\n\n".join([card.summary or "", *sections_of(others)])


def _url(card: CanonicalCard) -> str | None:
    return card.url or (f"{DOI}{card.doi}" if card.doi else None)


def _keywords(card: CanonicalCard) -> list[str]:
    size = (card.size_category,) if card.size_category else ()
    facts = {"tasks": card.tasks, "modalities": card.modalities, "size_category": size}
    return told_words(card.keywords, facts)


def _require(card: CanonicalCard, distribution: Any) -> None:
    asked = {
        "a title (`pretty_name`)": card.title.strip(),
        "a summary (the first paragraph of the card)": (card.summary or "").strip(),
        "a license (`license`)": told_license(card.license),
        "the address of a home page (`homepage`) or a DOI (`doi`)": is_address(_url(card)),
        "who made it (`creators`)": card.creators,
        "the day of publication (`date_published`)": card.published,
        "the files of the data: those in the card's folder, or `data_files` in `configs`": distribution,
    }
    missing = [what for what, value in asked.items() if not value]
    if missing:
        raise NotExpressible.lacking("Croissant", missing)


def _new_nodes(kept: Mapping[str, Any], name: str, told: list[dict[str, Any]]) -> list[Any]:
    """Nodes that a descriptor had and a card cannot say, but for those whose id is taken."""
    nodes = kept.get(name)
    taken = {one["@id"] for one in told}
    found = [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    return [node for node in found if str(node.get("@id")) not in taken]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _texts(value: Any) -> dict[str, str]:
    return {name: one for name, one in _mapping(value).items() if isinstance(one, str)}


def _sources(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The sources of fields in an earlier descriptor, by id."""
    found = {id_: _mapping(node).get("source") for id_, node in _mapping(kept.get("nodes")).items()}
    return {id_: source for id_, source in found.items() if source is not None}


def _closed(nodes: list[Any]) -> list[Any]:
    """Files and sets without those that are contained in what is not there."""
    while True:
        ids = {node["@id"] for node in nodes if isinstance(node.get("@id"), str)}
        fitting = [node for node in nodes if _refers(node) <= ids]
        if len(fitting) == len(nodes):
            return nodes
        nodes = fitting


def _with_split_fields(records: list[Any], fields: Mapping[str, Any]) -> list[Any]:
    """Record sets with the fields that tell splits, where both are there."""
    ids = {node["@id"] for node in records if isinstance(node.get("@id"), str)}
    for node in records:
        field = fields.get(str(node.get("@id")))
        if isinstance(field, Mapping) and f"{node['@id']}_splits" in ids and node.get("field"):
            node["field"] = [*node["field"], dict(field)]
    return records


def _with_kept(told: dict[str, Any], kept: Mapping[str, Any], version: str) -> dict[str, Any]:
    """A descriptor with what an earlier one said beside what a card can say."""
    details = kept.get("nodes")
    if isinstance(details, Mapping):
        by_id = {node["@id"]: node for node in nodes_of(told)}
        for id_, properties in details.items():
            if id_ in by_id and isinstance(properties, Mapping):
                fitting = {name: value for name, value in properties.items() if _refers(value) <= set(by_id)}
                by_id[id_].update(fitting)
    others = kept.get("properties")
    if isinstance(others, Mapping):
        told |= {name: value for name, value in others.items() if name not in told}
    prov = any("prov:" in text for text in _keys(told))
    spaces = kept.get("@context")
    own = context(version, ("prov",) if prov else ())
    told["@context"] = (dict(spaces) if isinstance(spaces, Mapping) else {}) | own
    return told


def nodes_of(told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Files, record sets and fields with an id."""
    waiting: list[Any] = [*told.get("distribution", ()), *told.get("recordSet", ())]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, dict):
            if isinstance(node.get("@id"), str):
                yield node
            waiting += [*_list(node.get("field")), *_list(node.get("subField"))]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _refers(value: Any) -> set[str]:
    """The ids that a value refers to."""
    return {one["@id"] for one in _objects(value) if set(one) == {"@id"} and isinstance(one["@id"], str)}


def _keys(value: Any) -> Iterator[str]:
    """All keys, and texts that may be shortened addresses."""
    for one in _objects(value):
        yield from one
        yield from (said for said in one.values() if isinstance(said, str) and len(said) < 100)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def key_of(plain: str) -> str:
    """The key that the context which is written has for a plain name."""
    local = plain.removeprefix("cr:")
    return local if plain != local and local in (*CORE, *LATER[:1]) else plain
