"""A card as a BOM."""

from __future__ import annotations

import json
import re
from typing import Any

from opendata_lint.exchange.body import describe
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, License, Metric, Related
from opendata_lint.exchange.formats.cyclonedx.terms import (
    ANCESTORS,
    ANCESTRY,
    CLASSIFIED,
    DATA,
    REFERENCES,
    SOCIAL,
    TYPES,
    properties,
)
from opendata_lint.exchange.leftovers import put_back
from opendata_lint.exchange.licenses import one_id
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.schema.formats import FORMATS

_OF_FIELDS = {
    "model": frozenset({"uses", "limits", "bias", "ethics", "social"}),
    "dataset": frozenset({"pii"}),
}
"""Topics that have a field; the others are sections of the description."""


def bom_of(card: CanonicalCard, version: str) -> dict[str, Any]:
    """The BOM of a version. Raises `NotExpressible` for a card without a title."""
    import uuid

    if not card.title:
        raise NotExpressible("CycloneDX needs a name: give the card a title (`pretty_name` or a heading)")
    component = _component(card, version)
    bom: dict[str, Any] = {
        "$schema": f"http://cyclonedx.org/schema/bom-{version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "serialNumber": "",
        "version": 1,
        "metadata": {"component": component},
    }
    if card.library:
        library = f"library:{card.library}"
        bom["components"] = [{"type": "framework", "bom-ref": library, "name": card.library}]
        bom["dependencies"] = [{"ref": component["bom-ref"], "dependsOn": [library]}, {"ref": library}]
    kept = card.extra.get("x-cyclonedx")
    if isinstance(kept, dict) and kept.get("specVersion") == version:
        put_back(component, kept.get("component"))
        put_back(bom, kept.get("bom"))
    content = json.dumps(bom, ensure_ascii=False)
    bom["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, content).urn
    return bom


def _component(card: CanonicalCard, version: str) -> dict[str, Any]:
    rest = {topic: said for topic, said in card.topics.items() if topic not in _OF_FIELDS[card.kind]}
    authors = [_contact(agent) for agent in card.creators]
    made: dict[str, Any] = {
        "type": TYPES[card.kind],
        "bom-ref": f"work:{card.id or card.title}",
        "supplier": _supplier(card.publisher),
        "authors": authors if version > "1.5" else None,
        "author": "; ".join(agent.name for agent in card.creators) if version == "1.5" else None,
        "publisher": card.publisher.name if card.publisher else None,
        "name": card.title,
        "version": card.version if card.version and len(card.version) <= 1024 else None,
        "description": describe(card._replace(topics=rest)),
        "licenses": _licenses(card.license, version),
        "pedigree": {
            "ancestors": [_ancestor(one, card.kind) for one in card.related if one.relation in ANCESTORS]
        },
        "externalReferences": _references(card, version),
        "components": [_file(file) for file in card.files],
        "modelCard": _model_card(card) if card.kind == "model" else None,
        "data": [_data(card)] if card.kind == "dataset" else None,
        "properties": properties(_without_field(card)),
        "tags": list(card.keywords) if version > "1.5" else None,
    }
    return _full(made)


def _without_field(card: CanonicalCard) -> dict[str, str | tuple[str, ...] | None]:
    """What CycloneDX has no field for."""
    model = card.kind == "model"
    return {
        "id": card.id,
        "created": card.created,
        "published": card.published,
        "modified": card.modified,
        "language": card.languages,
        "modality": () if model else card.modalities,
        "task": () if model else card.tasks,
        "size_category": card.size_category,
        "access": card.access if model else None,
        "citation": card.citation,
    }


def _full(made: dict[str, Any]) -> dict[str, Any]:
    """An object without what is empty in it."""
    found = {name: _member(one) for name, one in made.items()}
    return {name: one for name, one in found.items() if one not in (None, "", [], {})}


def _member(value: Any) -> Any:
    if isinstance(value, dict):
        return _full(value)
    return [_member(one) for one in value] if isinstance(value, list) else value


def is_address(text: str | None) -> bool:
    """Whether a text can be an address in a BOM."""
    return bool(text) and ":" in str(text) and FORMATS["iri-reference"](str(text))


def _contact(agent: Agent) -> dict[str, Any]:
    email = agent.email if agent.email and FORMATS["idn-email"](agent.email) else None
    return {"name": agent.name, "email": email}


def _party(agent: Agent) -> dict[str, Any]:
    return {"organization": _entity(agent)} if agent.kind == "organization" else {"contact": _contact(agent)}


def _entity(agent: Agent) -> dict[str, Any]:
    email = _contact(agent)["email"]
    return {
        "name": agent.name,
        "url": [agent.url] if is_address(agent.url) else [],
        "contact": [{"email": email}] if email else [],
    }


def _supplier(publisher: Agent | None) -> dict[str, Any] | None:
    return _entity(publisher) if publisher and publisher.kind == "organization" else None


def _licenses(license_: License, version: str) -> list[dict[str, Any]]:
    declared = {"acknowledgement": "declared"} if version > "1.5" else {}
    known = one_id(license_)
    if known:
        return [{"license": {"id": known, **declared}}]
    lone = license_.expression is None or re.fullmatch(r"LicenseRef-[A-Za-z0-9.-]+", license_.expression)
    if lone and (license_.name or is_address(license_.url)):
        named = {
            "name": license_.name or license_.url,
            **declared,
            "url": license_.url if is_address(license_.url) else None,
            "properties": properties({"expression": license_.expression}),
        }
        return [{"license": named}]
    return [{"expression": license_.expression, **declared}] if license_.expression else []


def _ancestor(related: Related, kind: str) -> dict[str, Any]:
    address, relation = is_address(related.id), related.relation
    return {
        "type": TYPES[kind],
        "name": related.title or related.id,
        "externalReferences": [{"type": "distribution", "url": related.id}] if address else [],
        "properties": properties(
            {
                "id": related.id if related.title and not address else None,
                "relation": relation if relation != ANCESTRY[kind] else None,
            }
        ),
    }


def _references(card: CanonicalCard, version: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    if is_address(card.url):
        made.append({"type": "website", "url": card.url})
    if card.doi and is_address(f"https://doi.org/{card.doi}"):
        kind = "citation" if version > "1.6" else "other"
        made.append({"type": kind, "url": f"https://doi.org/{card.doi}", "comment": "DOI"})
    contact = card.contact if card.kind == "model" else None
    if contact and contact.email and is_address(f"mailto:{contact.email}"):
        made.append({"type": "support", "url": f"mailto:{contact.email}", "comment": contact.name})
    for related in card.related:
        kind = REFERENCES.get(related.relation, "")
        if kind and is_address(related.id):
            relation = related.relation if kind == "other" else ""
            comment = ": ".join(filter(None, (relation, related.title)))
            made.append({"type": kind, "url": related.id, "comment": comment})
    return made


def _file(file: File) -> dict[str, Any]:
    media = file.media_type or ""
    hashes = (("MD5", file.md5), ("SHA-256", file.sha256))
    return {
        "type": "file",
        "mime-type": media if re.fullmatch(r"[-+a-z0-9.]+/[-+a-z0-9.]+", media) else None,
        "name": file.path,
        "description": file.description,
        "hashes": [{"alg": name, "content": digest} for name, digest in hashes if digest],
        "properties": properties({"size": str(file.size) if file.size is not None else None}),
    }


def _data(card: CanonicalCard) -> dict[str, Any]:
    pii = card.topics.get("pii")
    governance = {
        "custodians": [_party(card.contact)] if card.contact else [],
        "owners": [_party(card.publisher)] if card.publisher else [],
    }
    return {
        "type": "dataset",
        "name": card.title,
        "contents": {"url": card.url if is_address(card.url) else None},
        "classification": CLASSIFIED.get(card.access or "", card.access),
        "sensitiveData": [pii] if pii else [],
        "description": card.summary,
        "governance": governance,
    }


def _model_card(card: CanonicalCard) -> dict[str, Any]:
    topics = card.topics
    social = SOCIAL + topics["social"] if "social" in topics else None
    considerations = {
        "useCases": [topics["uses"]] if "uses" in topics else [],
        "technicalLimitations": [topics["limits"]] if "limits" in topics else [],
        "ethicalConsiderations": [{"name": said} for said in (topics.get("ethics"), social) if said],
        "fairnessAssessments": [{"harms": topics["bias"]}] if "bias" in topics else [],
    }
    return {
        "modelParameters": {
            "task": ", ".join(card.tasks),
            "modelArchitecture": card.architecture,
            "datasets": [_used(one) for one in card.related if one.relation in DATA],
            "inputs": [{"format": modality} for modality in card.modalities],
        },
        "quantitativeAnalysis": {"performanceMetrics": [_metric(one) for one in card.metrics]},
        "considerations": considerations,
    }


def _used(related: Related) -> dict[str, Any]:
    address = is_address(related.id)
    said = properties(
        {
            "id": related.id if related.title and not address else None,
            "relation": related.relation if related.relation != DATA[0] else None,
        }
    )
    return {
        "type": "dataset",
        "name": related.title or related.id,
        "contents": {"url": related.id if address else None, "properties": said},
    }


def _metric(metric: Metric) -> dict[str, Any]:
    parts = (("dataset", metric.dataset), ("split", metric.split), ("task", metric.task))
    return {
        "type": metric.type,
        "value": metric.value,
        "slice": ", ".join(f"{name} {said}" for name, said in parts if said),
    }
