"""The fields of a package and of the elements around it, from the facts of a card."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.exchange.body import sections_of
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, Metric, Related
from opendata_lint.exchange.formats.spdx.forms import FORMS
from opendata_lint.exchange.formats.spdx.terms import (
    AVAILABILITY,
    LISTS,
    PREFIX,
    REFERENCES,
    RELATIONSHIPS,
    TEXTS,
    TYPES_OF_DATA,
)
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.schema.formats import FORMATS

DAY = re.compile(r"\d{4}-\d\d-\d\d")
PURPOSES = {"dataset": "data", "model": "model"}
"""The primary purpose of a package by kind of card."""


def lacking(what: str, key: str) -> NotExpressible:
    """What to raise for a card without something that SPDX needs."""
    return NotExpressible(f"SPDX needs {what}: write `{key}` in the front matter of the card")


def moment(day: str) -> str:
    """The first second of a day in UTC."""
    return f"{day}T00:00:00Z"


def common_of(card: CanonicalCard) -> dict[str, Any]:
    """What packages of both kinds have."""
    fields = {**TEXTS[card.kind], **LISTS[card.kind]}
    rest = {topic: said for topic, said in card.topics.items() if topic not in fields}
    location = card.url or (f"https://doi.org/{card.doi}" if card.doi else None)
    if not location or not FORMATS["iri-reference"](location):
        raise lacking("an address to download from", "homepage")
    return {
        "name": card.title,
        "summary": card.summary,
        "description": "\n\n".join(sections_of(rest)),
        "extension": _extension(_said(card)),
        "externalIdentifier": _names(card),
        "externalRef": [
            ref_of(REFERENCES[one.relation], one.id, one.title)
            for one in card.related
            if one.relation in REFERENCES
        ],
        "releaseTime": moment(card.published or ""),
        "software_primaryPurpose": PURPOSES[card.kind],
        "software_packageVersion": card.version,
        "software_downloadLocation": location,
        "software_homePage": card.url,
    } | {
        **{field: card.topics[topic] for topic, field in TEXTS[card.kind].items() if topic in card.topics},
        **{field: [card.topics[topic]] for topic, field in LISTS[card.kind].items() if topic in card.topics},
    }


def _of_dataset(card: CanonicalCard) -> dict[str, Any]:
    if not DAY.fullmatch(card.created or ""):
        raise lacking("the day on which the data was built", "date_created")
    types = [TYPES_OF_DATA.get(modality, "other") for modality in card.modalities]
    sizes = [file.size for file in card.files]
    return {
        "builtTime": moment(card.created or ""),
        "dataset_datasetType": list(dict.fromkeys(types)) or ["noAssertion"],
        "dataset_datasetAvailability": AVAILABILITY.get(card.access or ""),
        "dataset_datasetSize": sum(size for size in sizes if size) if sizes and None not in sizes else None,
    }


def _of_model(card: CanonicalCard) -> dict[str, Any]:
    if not card.version:
        raise lacking("a version", "version")
    day = DAY.fullmatch(card.created or "")
    return {
        "builtTime": moment(card.created or "") if day else None,
        "ai_domain": list(card.tasks),
        "ai_typeOfModel": [card.architecture] if card.architecture else [],
        "ai_metric": [_metric(one) for one in card.metrics],
    }


OF_KIND = {"dataset": _of_dataset, "model": _of_model}
"""The fields that only packages of one kind have."""


def _said(card: CanonicalCard) -> dict[str, tuple[str, ...]]:
    """What SPDX has no field for."""
    return {
        "keyword": card.keywords,
        "language": card.languages,
        "task": card.tasks if card.kind == "dataset" else (),
        "size_category": (card.size_category,) if card.size_category else (),
    }


def _extension(said: dict[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Names and values as SPDX's own extension for them has it."""
    entries = [
        {
            "type": "extension_CdxPropertyEntry",
            "extension_cdxPropName": PREFIX + name,
            "extension_cdxPropValue": value,
        }
        for name, values in said.items()
        for value in values
    ]
    made = {"type": "extension_CdxPropertiesExtension", "extension_cdxProperty": entries}
    return [made] if entries else []


def _names(card: CanonicalCard) -> list[dict[str, Any]]:
    made = []
    if card.doi:
        made.append(_identifier(card.doi, issuingAuthority="DOI"))
    if card.id:
        made.append(_identifier(card.id, comment="id"))
    return made


def _identifier(identifier: str, kind: str = "other", **said: str) -> dict[str, Any]:
    made = {"type": "ExternalIdentifier", "externalIdentifierType": kind, "identifier": identifier}
    return made | said


def identifiers_of(agent: Agent) -> list[dict[str, Any]]:
    """The identifiers of an agent."""
    made = [_identifier(agent.email, "email")] if agent.email else []
    return made + ([_identifier(agent.orcid, issuingAuthority="ORCID")] if agent.orcid else [])


def ref_of(kind: str, locator: str, comment: str | None = None) -> dict[str, Any]:
    """A reference to an address."""
    made: dict[str, Any] = {"type": "ExternalRef", "externalRefType": kind, "locator": [locator]}
    return made | ({"comment": comment} if comment else {})


def work_of(related: Related, kind: str) -> dict[str, Any]:
    """The fields of a work that the card names."""
    address = ":" in related.id and FORMATS["iri-reference"](related.id)
    data = kind == "dataset" or related.relation in RELATIONSHIPS
    return {
        "name": related.title or related.id,
        "externalIdentifier": [_identifier(related.id)] if related.title and not address else [],
        "software_primaryPurpose": "data" if data else "model",
        "software_downloadLocation": related.id if address else None,
    }


def _metric(metric: Metric) -> dict[str, Any]:
    parts = (("dataset", metric.dataset), ("split", metric.split), ("task", metric.task))
    on = ", ".join(f"{name} {said}" for name, said in parts if said)
    return {
        "type": "DictionaryEntry",
        "key": f"{metric.type} ({on})" if on else metric.type,
        "value": metric.value,
    }


def file_of(file: File) -> dict[str, Any]:
    """The fields of a file."""
    hashes = (("sha256", file.sha256), ("md5", file.md5))
    return {
        "name": file.path,
        "description": file.description,
        "extension": _extension({"size": (str(file.size),)}) if file.size is not None else [],
        "contentType": file.media_type if FORMS["media"][1](file.media_type) else None,
        "verifiedUsing": [
            {"type": "Hash", "algorithm": name, "hashValue": digest} for name, digest in hashes if digest
        ],
    }
