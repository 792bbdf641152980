"""A card in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opendata_lint.exchange.body import TITLES, guarded, sections_of
from opendata_lint.exchange.canonical import CanonicalCard, Column, File, Metric, Related
from opendata_lint.exchange.formats.schema_org.terms import CONTEXT, FAIR4ML, MODEL, MOST, RELATIONS, TEXTS
from opendata_lint.exchange.linked.people import told_agent
from opendata_lint.exchange.linked.rights import told_license
from opendata_lint.exchange.linked.works import is_address, told_identifiers, told_words, told_works, web_path
from opendata_lint.exchange.protocol import NotExpressible

EXTRA = "x-schema-org"
_AS_BASE = ("quantizedFrom", "adapterOf", "mergeOf")
"""Relations to a model that no property tells apart: it is a base."""


def document(card: CanonicalCard) -> dict[str, Any]:
    """The descriptor of a card. Raises `NotExpressible` where the card lacks what is required."""
    told = work(card)
    kept = card.extra.get(EXTRA)
    kept = dict(kept) if isinstance(kept, dict) else {}
    spaces = kept.pop("@context", {})
    terms = dict(spaces) if isinstance(spaces, dict) else {}
    told |= {name: value for name, value in kept.items() if name not in told}
    return with_context(told, terms)


def with_context(told: Mapping[str, Any], terms: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An object with the context that its names need; `terms` are those that it has beside."""
    more = dict(terms or {})
    if _has_prefix(told):
        more["fair4ml"] = FAIR4ML
    return {"@context": [CONTEXT, more] if more else CONTEXT, **told}


def _has_prefix(told: Any) -> bool:
    """Whether a name of FAIR4ML is in an object or in what lies in it."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            if any(str(name).startswith("fair4ml:") for name in one):
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def work(card: CanonicalCard) -> dict[str, Any]:
    """A card as an object, without context. Raises `NotExpressible`."""
    description = _description(card)
    missing = [] if card.title.strip() else ["a title (`pretty_name`)"]
    missing += [] if description else ["a summary (the first paragraph of the card)"]
    if missing:
        raise NotExpressible(f"schema.org's data needs {'; and '.join(missing)}")
    model = card.kind == "model"
    told: dict[str, Any] = {
        "@type": "CreativeWork" if model else "Dataset",
        "additionalType": MODEL if model else None,
        "name": card.title,
        "description": description,
        "url": card.url,
        "identifier": told_identifiers(card.id, card.doi),
        "license": told_license(card.license),
        "version": card.version,
        "creator": [_agent(one) for one in card.creators],
        "publisher": _agent(card.publisher) if card.publisher else None,
        "maintainer": _agent(card.contact) if card.contact else None,
        "dateCreated": card.created,
        "datePublished": card.published,
        "dateModified": card.modified,
        "keywords": _keywords(card),
        "inLanguage": list(card.languages),
        "conditionsOfAccess": card.access,
        **_works(card),
        **_texts(card),
        "distribution": [_file(file) for file in card.files],
    } | (_of_model(card) if model else _of_data(card))
    return {name: value for name, value in told.items() if value not in (None, [], "")}


def _agent(agent: Any) -> dict[str, Any]:
    """Somebody; where nobody says whether a person or an organization, neither is written."""
    told = told_agent(agent, "Person")
    return told if agent.kind else {name: value for name, value in told.items() if name != "@type"}


def _topics_elsewhere(card: CanonicalCard) -> set[str]:
    return {topic for topics in TEXTS[card.kind].values() for topic in topics} | (
        {"uses"} if card.kind == "dataset" else set()
    )


def _description(card: CanonicalCard) -> str:
    """The summary and the topics without a property of their own, as far as is read."""
    elsewhere = _topics_elsewhere(card)
    summary = card.summary or ""
    if len(summary) > MOST:
        summary = summary[:MOST].rpartition(" ")[0] or summary[:MOST]
    said = guarded(summary) if summary and set(card.topics) - elsewhere else summary
    said = said if len(said) <= MOST else summary
    for section in sections_of({name: text for name, text in card.topics.items() if name not in elsewhere}):
        longer = f"{said}\n\n{section}" if said else section
        if len(longer) <= MOST:
            said = longer
    return said


def _keywords(card: CanonicalCard) -> list[str]:
    size = (card.size_category,) if card.size_category else ()
    tasks = card.tasks if card.kind == "dataset" else ()
    return told_words(card.keywords, {"tasks": tasks, "modalities": card.modalities, "size_category": size})


def _works(card: CanonicalCard) -> dict[str, Any]:
    bases = tuple(
        Related("derivedFrom", one.id, one.title) if one.relation in _AS_BASE else one for one in card.related
    )
    told = told_works(bases, RELATIONS[card.kind])
    if card.citation:
        told["citation"] = [card.citation, *told.get("citation", [])]
    return told


def _texts(card: CanonicalCard) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, topics in TEXTS[card.kind].items():
        said = [
            card.topics[topic] if topic == topics[0] else f"**{TITLES[topic]}:** {card.topics[topic]}"
            for topic in topics
            if card.topics.get(topic)
        ]
        if said:
            told[name] = said[0] if len(said) == 1 else said
    uses = card.topics.get("uses")
    if card.kind == "dataset" and uses:
        told["usageInfo"] = {"@type": "CreativeWork", "name": TITLES["uses"], "text": uses}
    return told


def _file(file: File) -> dict[str, Any]:
    address = file.path if is_address(file.path) else web_path(file.path)
    told = {
        "@type": "DataDownload",
        "name": file.path.rstrip("/").rpartition("/")[2] or file.path,
        "description": file.description,
        "contentUrl": address,
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B" if file.size is not None else None,
        "sha256": file.sha256,
    }
    return {name: value for name, value in told.items() if value}


def _of_data(card: CanonicalCard) -> dict[str, Any]:
    if len(card.tables) == 1:
        return {"variableMeasured": [_variable(column) for column in card.tables[0].columns]}
    return {"hasPart": [_part(table.name, table.description, table.columns) for table in card.tables]}


def _part(name: str, description: str | None, columns: tuple[Column, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "Dataset", "name": name}
    more = {"description": description, "variableMeasured": [_variable(column) for column in columns]}
    return told | {name: value for name, value in more.items() if value}


def _variable(column: Column) -> dict[str, str]:
    told = {"@type": "PropertyValue", "name": column.name}
    return told | ({"description": column.description} if column.description else {})


def _of_model(card: CanonicalCard) -> dict[str, Any]:
    return {
        "fair4ml:mlTask": list(card.tasks),
        "fair4ml:modelCategory": card.architecture,
        "softwareRequirements": card.library,
        "fair4ml:hasEvaluation": [_evaluation(metric) for metric in card.metrics],
    }


def _evaluation(metric: Metric) -> dict[str, Any]:
    result = {"@type": "PropertyValue", "name": metric.type, "value": metric.value}
    told: dict[str, Any] = {"@type": "fair4ml:MLModelEvaluation", "fair4ml:evaluationMetrics": result}
    if metric.dataset:
        told["fair4ml:evaluationDataset"] = {"@type": "Dataset", "name": metric.dataset}
    return told | ({"about": metric.task} if metric.task else {})
