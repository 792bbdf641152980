"""A card as a DataCite record, in the names of its JSON form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard, Related
from opendata_lint.exchange.formats.datacite.people import agent_record, publisher_record
from opendata_lint.exchange.formats.datacite.rights import rights_of
from opendata_lint.exchange.formats.datacite.terms import UNKNOWN
from opendata_lint.exchange.headed import METHODS, TECHNICAL, headed, topics_in_order
from opendata_lint.exchange.keyed import mapping, objects, string, strings
from opendata_lint.exchange.protocol import NotExpressible
from opendata_lint.exchange.relations import NAMES, is_exact
from opendata_lint.exchange.works import typed

TYPES = {"dataset": ("Dataset", "Dataset"), "model": ("Model", "Machine learning model")}
TASKS = {"subjectScheme": "Hugging Face tasks", "schemeUri": "https://huggingface.co/tasks"}
MODALITIES = {"subjectScheme": "Hugging Face modalities", "schemeUri": "https://huggingface.co/datasets"}
HOME, PAGE = "Repository id", "URL"
"""Types of alternate identifiers: of the card's id in its home, and of its page where there is no `url`."""


def record_of(card: CanonicalCard, version: str, xml: bool) -> dict[str, Any]:
    """The record. Raises `NotExpressible` where the card lacks what every record must have."""
    _require(card, xml)
    kept = mapping(card.extra, "x-datacite")
    general, words = TYPES[card.kind]
    year = (card.published or "")[:4]
    record: dict[str, Any] = {
        "doi": card.doi,
        "identifierType": "DOI" if xml else None,
        "url": None if xml else card.url,
        "creators": _agents(card.creators, mapping(kept, "creators")) or [{"name": UNKNOWN}],
        "titles": [{"title": card.title} | mapping(kept, "title"), *objects(kept, "titles")],
        "publisher": publisher_record(card.publisher, mapping(kept, "publisher")),
        "publicationYear": string(kept, "publicationYear") or year,
        "types": {
            "resourceType": string(kept, "resourceType") or words,
            "resourceTypeGeneral": string(kept, "resourceTypeGeneral") or general,
        },
        "subjects": [*_subjects(card), *objects(kept, "subjects")],
        "contributors": [*_contact(card, kept), *objects(kept, "contributors")],
        "dates": [*_dates(card), *objects(kept, "dates")],
        "language": card.languages[0] if card.languages else None,
        "alternateIdentifiers": [*_alternates(card, xml), *objects(kept, "alternateIdentifiers")],
        "relatedIdentifiers": [*_related(card, version), *objects(kept, "relatedIdentifiers")],
        "relatedItems": [*_titled(card, version), *objects(kept, "relatedItems")],
        "sizes": [*([card.size_category] if card.size_category else []), *strings(kept, "sizes")],
        "formats": strings(kept, "formats"),
        "version": card.version,
        "rightsList": rights_of(card),
        "descriptions": [*_descriptions(card, kept), *objects(kept, "descriptions")],
        "geoLocations": objects(kept, "geoLocations"),
        "fundingReferences": objects(kept, "fundingReferences"),
    }
    return {key: value for key, value in record.items() if value not in (None, [], "")}


def _require(card: CanonicalCard, xml: bool) -> None:
    missing = []
    if xml and not card.doi:
        missing.append("a DOI (`doi`)")
    if not card.title.strip():
        missing.append("a title (`pretty_name`)")
    if not card.published or not card.published[:4].isdigit():
        missing.append("the date or year of publication (`date_published`)")
    if missing:
        raise NotExpressible.lacking("DataCite", missing)


def _agents(agents: tuple[Any, ...], kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [agent_record(agent, mapping(kept, agent.name)) for agent in agents]


def _subjects(card: CanonicalCard) -> Iterator[dict[str, str]]:
    yield from ({"subject": word} for word in card.keywords)
    yield from ({"subject": task} | TASKS for task in card.tasks)
    yield from ({"subject": modality} | MODALITIES for modality in card.modalities)


def _contact(card: CanonicalCard, kept: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if card.contact:
        yield agent_record(card.contact, mapping(kept, "contact")) | {"contributorType": "ContactPerson"}


def _dates(card: CanonicalCard) -> Iterator[dict[str, str]]:
    if card.created:
        yield {"date": card.created, "dateType": "Created"}
    if card.published and len(card.published) > 4:  # the year alone stands in its own property
        yield {"date": card.published, "dateType": "Issued"}
    if card.modified:
        yield {"date": card.modified, "dateType": "Updated"}


def _alternates(card: CanonicalCard, xml: bool) -> Iterator[dict[str, str]]:
    if card.id:
        yield {"alternateIdentifier": card.id, "alternateIdentifierType": HOME}
    if xml and card.url:
        yield {"alternateIdentifier": card.url, "alternateIdentifierType": PAGE}


def _related(card: CanonicalCard, version: str) -> Iterator[dict[str, str]]:
    for related in card.related:
        type_, value = _typed(related, card, version)
        if type_:
            yield {"relatedIdentifier": value, "relatedIdentifierType": type_} | _relation(related, version)


def _titled(card: CanonicalCard, version: str) -> Iterator[dict[str, Any]]:
    """Related works again, with their titles, for which a related identifier has no place."""
    for related in card.related:
        type_, value = _typed(related, card, version)
        if type_ and related.title:
            identifier = {"relatedItemIdentifier": value, "relatedItemIdentifierType": type_}
            yield {
                "relatedItemIdentifier": identifier,
                "titles": [{"title": related.title}],
                "relatedItemType": "Other",
            } | _relation(related, version)


def _typed(related: Related, card: CanonicalCard, version: str) -> tuple[str | None, str]:
    found = typed(related.id, related.relation, card.kind)
    if found is None:
        return None, ""
    if found.type == "SWHID" and version < "4.7":
        return "URL", f"https://archive.softwareheritage.org/{found.value}"
    return found.type, found.value


def _relation(related: Related, version: str) -> dict[str, str]:
    made = {"relationType": NAMES[related.relation]}
    if version >= "4.7" and not is_exact(related.relation):
        made["relationTypeInformation"] = related.relation
    return made


def _descriptions(card: CanonicalCard, kept: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if card.summary:
        yield {"description": card.summary, "descriptionType": "Abstract"} | mapping(kept, "abstract")
    for topic in topics_in_order(card.topics):
        kind = "Methods" if topic in METHODS else "TechnicalInfo" if topic in TECHNICAL else "Other"
        yield {"description": headed(topic, card.topics[topic]), "descriptionType": kind}
    if card.citation:
        yield {"description": headed("citation", card.citation), "descriptionType": "Other"}
