"""What is wrong with a DataCite record in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from opendata_lint.exchange.agents import orcid_fault
from opendata_lint.exchange.formats.datacite.values import date_faults, doi_faults, identifier_faults
from opendata_lint.exchange.judging import INVALID, PLACEHOLDER, RECOMMENDED
from opendata_lint.exchange.keyed import mapping, objects, string
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.finding import Finding, at_value

_OF_THE_API = frozenset({
    "id", "identifiers", "container", "contentUrl", "metadataVersion", "source", "isActive", "state",
    "reason", "created", "registered", "updated", "published", "viewCount", "downloadCount",
    "referenceCount", "citationCount",
    "partCount", "partOfCount", "versionCount", "versionOfCount", "landingPage", "providerId", "clientId",
    "agency", "xml", "suffix", "prefix", "event", "viewsOverTime", "downloadsOverTime", "citationsOverTime",
})  # fmt: skip
"""What the API adds to a record when it is asked for one."""


def faults(value: dict[str, Any], judge: Callable[[Any, str], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of a file: by the schema, then of what no schema can say."""
    from opendata_lint.exchange.formats.datacite import unwrapped

    record, pointer = unwrapped(value)
    own = {key: said for key, said in record.items() if not (pointer and key in _OF_THE_API)}
    for finding in judge(own, "datacite"):
        yield finding._replace(
            place=finding.place._replace(pointer=f"{pointer}{finding.place.pointer or ''}")
        )
    doi = string(record, "doi")
    if doi:
        yield from doi_faults(doi, f"{pointer}/doi")
    elif "doi" not in record and "prefix" not in record:
        text = "`doi` is missing: right for a draft, which is given one; a record that is registered has it"
        yield Finding(RECOMMENDED, text, at_value(pointer), subject="doi")
    yield from _names(record, pointer)
    for index, one in _numbered(record, "dates"):
        if (said := string(one, "date")) is not None:
            yield from date_faults(said, f"{pointer}/dates/{index}/date")
    for index, one in _numbered(record, "relatedIdentifiers"):
        if said := string(one, "relatedIdentifier"):
            type_ = string(one, "relatedIdentifierType")
            yield from identifier_faults(
                said, type_, f"{pointer}/relatedIdentifiers/{index}/relatedIdentifier"
            )
    for index, one in _numbered(record, "titles"):
        if is_placeholder(string(one, "title") or ""):
            yield Finding(
                PLACEHOLDER,
                "the title still waits for its value",
                at_value(f"{pointer}/titles/{index}/title"),
            )
    if is_placeholder(string(mapping(record, "publisher"), "name") or ""):
        yield Finding(
            PLACEHOLDER, "the publisher still waits for its value", at_value(f"{pointer}/publisher/name")
        )


def _names(record: dict[str, Any], pointer: str) -> Iterator[Finding]:
    for key in ("creators", "contributors"):
        for index, agent in _numbered(record, key):
            place = f"{pointer}/{key}/{index}"
            if is_placeholder(string(agent, "name") or ""):
                yield Finding(PLACEHOLDER, "the name still waits for its value", at_value(f"{place}/name"))
            for number, one in enumerate(objects(agent, "nameIdentifiers")):
                said = string(one, "nameIdentifier")
                is_orcid = (string(one, "nameIdentifierScheme") or "").upper() == "ORCID"
                if said and is_orcid and (fault := orcid_fault(said)):
                    where = at_value(f"{place}/nameIdentifiers/{number}/nameIdentifier")
                    yield Finding(INVALID, f"`{said[:60]}` {fault}", where)


def _numbered(record: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    value = record.get(key)
    if isinstance(value, list):
        yield from ((index, one) for index, one in enumerate(value) if isinstance(one, dict))
