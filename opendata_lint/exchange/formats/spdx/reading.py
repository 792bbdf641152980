"""A document of SPDX as a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from opendata_lint.card import Kind
from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import Agent, CanonicalCard, File, License, Metric, Related, Relation
from opendata_lint.exchange.formats.spdx.graph import (
    Elements,
    agent_of,
    elements_of,
    identifier_of,
    subject_of,
)
from opendata_lint.exchange.formats.spdx.terms import (
    AVAILABILITY,
    DESCENT,
    LISTS,
    MODALITIES,
    PACKAGES,
    REFERENCES,
    RELATIONSHIPS,
    TEXTS,
    values_of,
)
from opendata_lint.exchange.leftovers import Known, Left, kept, leftovers
from opendata_lint.exchange.licenses import read_licenses
from opendata_lint.exchange.protocol import Loaded
from opendata_lint.exchange.values import mapping, mappings, text, texts
from opendata_lint.facts.licenses import reference

_DESCENTS = ("derivedFrom", "finetunedFrom", "quantizedFrom", "adapterOf", "mergeOf", "versionOf")
_KNOWN: Known = dict.fromkeys(
    (
        "type", "spdxId", "creationInfo", "name", "summary", "description", "externalIdentifier",
        "externalRef", "extension", "originatedBy", "suppliedBy", "builtTime", "releaseTime",
        "software_primaryPurpose",
        "software_packageVersion", "software_downloadLocation", "software_homePage", "dataset_datasetType",
        "dataset_datasetAvailability", "ai_domain", "ai_typeOfModel", "ai_metric",
        *(field for table in (TEXTS, LISTS) for fields in table.values() for field in fields.values()),
    ),
    True,
)  # fmt: skip


def loaded(document: Any, path: str) -> Loaded:
    """The card of what a document is about. Raises `DescriptorFault` where that is no data and no model."""
    elements = elements_of(document, path)
    at, package = subject_of(elements, path)
    kind: Kind = "model" if package["type"] == PACKAGES["model"] else "dataset"
    card = _card(package, elements, kind)
    unknown = list(_unknown(package, card))
    if unknown:
        card = card._replace(extra={"x-spdx": {"package": kept(unknown)}})
    return Loaded(card, tuple(at + one.pointer for one in unknown), tuple(_left_out(package, elements)))


_STRUCTURE = ("CreationInfo", "SpdxDocument", "Bom", "software_Sbom", "Annotation")


def _left_out(package: dict[str, Any], elements: Elements) -> Iterator[str]:
    """That elements have nothing to do with the package: a card is about one work, and does not keep them."""
    reached = {
        str(package.get("spdxId")),
        str(package.get("suppliedBy")),
        *texts(package.get("originatedBy")),
    }
    reached |= {str(one.get("spdxId")) for _, one in elements.relationships(package)}
    reached |= {maker for info in elements.of_type("CreationInfo") for maker in texts(info.get("createdBy"))}
    others = [
        f"/@graph/{index}"
        for index, node in enumerate(elements.nodes)
        if isinstance(node, dict)
        and node.get("type") not in _STRUCTURE
        and str(node.get("from" if "from" in node else "spdxId")) not in reached
    ]
    if others:
        shown = ", ".join(others[:8]) + (" ..." if len(others) > 8 else "")
        yield f"left out, as they are about other things than the package that a card is made of: {shown}"


def _unknown(package: dict[str, Any], card: CanonicalCard) -> Iterator[Left]:
    for one in leftovers(package, _KNOWN):
        sizes = [file.size for file in card.files]
        if one.pointer != "/dataset_datasetSize" or None in sizes or one.value != sum(filter(None, sizes)):
            yield one


def _card(package: dict[str, Any], elements: Elements, kind: Kind) -> CanonicalCard:
    summary, topics = read_description(text(package.get("description")) or "", kind)
    names = mappings(package.get("externalIdentifier"))
    created, published = _day(package.get("builtTime")), _day(package.get("releaseTime"))
    doi = identifier_of(names, authority="DOI")
    creators, publisher = _people(package, elements)
    return CanonicalCard(
        kind=kind,
        title=text(package.get("name")) or "",
        id=identifier_of(names, comment="id") or identifier_of(names, kind="packageUrl"),
        summary=text(package.get("summary")) or summary,
        license=_license(package, elements),
        version=text(package.get("software_packageVersion")),
        creators=creators,
        publisher=publisher,
        contact=next(_in_role(package, elements, "contact"), None),
        doi=doi.lower() if doi else None,
        url=_url(package, doi),
        created=created,
        published=published,
        modified=_modified(package, elements, (created, published)),
        keywords=tuple(values_of(package, "keyword")),
        languages=tuple(values_of(package, "language")),
        modalities=_modalities(package),
        tasks=(*values_of(package, "task"), *texts(package.get("ai_domain"))),
        size_category=next(iter(values_of(package, "size_category")), None),
        related=tuple(_related(package, elements, kind)),
        citation=_citation(package, elements),
        topics=topics | _topics(package, kind),
        files=tuple(_files(package, elements)),
        metrics=tuple(_metrics(package)),
        library=next((text(one.get("name")) for _, one in elements.related(package, "dependsOn")), None),
        architecture=", ".join(texts(package.get("ai_typeOfModel"))) or None,
        access=_access(package.get("dataset_datasetAvailability")),
    )


def _day(moment: Any) -> str | None:
    return moment[:10] if isinstance(moment, str) and re.match(r"\d{4}-\d\d-\d\d(T|\Z)", moment) else None


def _modified(package: dict[str, Any], elements: Elements, others: tuple[str | None, ...]) -> str | None:
    """The day of the creation information, where it is not that of the release or building."""
    info = package.get("creationInfo")
    made = _day((info if isinstance(info, dict) else elements.find(info)).get("created"))
    return None if made in others else made


def _people(package: dict[str, Any], elements: Elements) -> tuple[tuple[Agent, ...], Agent | None]:
    """Creators and publisher; who made a work and supplies it is no publisher besides."""
    origins = texts(package.get("originatedBy"))
    supplier = package.get("suppliedBy")
    creators = tuple(_in_role(package, elements, "creators")) or tuple(
        filter(None, (agent_of(elements.find(one)) for one in origins))
    )
    publisher = agent_of(elements.find(supplier)) if supplier not in origins else None
    return creators, publisher


def _in_role(package: dict[str, Any], elements: Elements, role: str) -> Iterator[Agent]:
    for relationship, one in elements.related(package, "other"):
        agent = agent_of(one)
        if agent and relationship.get("comment") == role:
            yield agent


def _license(package: dict[str, Any], elements: Elements) -> License:
    declared = [one for _, one in elements.related(package, "hasDeclaredLicense")]
    declared = declared or [one for _, one in elements.related(package, "hasConcludedLicense")]
    if len(declared) != 1:
        return read_licenses(filter(None, map(_expression, declared)))
    one = declared[0]
    name = text(one.get("name"))
    refs = (ref for ref in mappings(one.get("externalRef")) if ref.get("externalRefType") == "license")
    url = next((locator for ref in refs for locator in texts(ref.get("locator"))), None)
    said = _expression(one)
    if (name and said == reference(name)) or (url and said == "LicenseRef-other"):
        said = None
    return read_licenses([said] if said else [])._replace(name=name, url=url)


def _expression(one: dict[str, Any]) -> str | None:
    return text(one.get("simplelicensing_licenseExpression")) or text(one.get("name"))


def _url(package: dict[str, Any], doi: str | None) -> str | None:
    location = text(package.get("software_downloadLocation"))
    of_doi = doi is not None and location == f"https://doi.org/{doi}"
    return text(package.get("software_homePage")) or (None if of_doi else location)


def _modalities(package: dict[str, Any]) -> tuple[str, ...]:
    found = (MODALITIES.get(one) for one in texts(package.get("dataset_datasetType")))
    return tuple(dict.fromkeys(one for one in found if one))


def _access(word: Any) -> Any:
    return next((ours for ours, theirs in AVAILABILITY.items() if theirs == word), None)


def _related(package: dict[str, Any], elements: Elements, kind: Kind) -> Iterator[Related]:
    relations = {theirs: ours for ours, theirs in RELATIONSHIPS.items()}
    for relationship, one in elements.relationships(package):
        named = str(relationship.get("relationshipType"))
        comment = relationship.get("comment")
        if named == "descendantOf":
            yield from _work(one, comment if comment in _DESCENTS else DESCENT[kind])
        elif named in relations:
            yield from _work(one, relations[named])
    types = {theirs: ours for ours, theirs in REFERENCES.items()}
    for ref in mappings(package.get("externalRef")):
        relation = types.get(str(ref.get("externalRefType")))
        for locator in texts(ref.get("locator")) if relation else ():
            yield Related(cast(Relation, relation), locator, text(ref.get("comment")))


def _work(one: dict[str, Any], relation: str) -> Iterator[Related]:
    name = text(one.get("name"))
    location = text(one.get("software_downloadLocation"))
    found = identifier_of(mappings(one.get("externalIdentifier"))) or location or name
    if found:
        yield Related(cast(Relation, relation), found, name if name != found else None)


def _citation(package: dict[str, Any], elements: Elements) -> str | None:
    for one in elements.of_type("Annotation"):
        if one.get("comment") == "citation" and one.get("subject") == package.get("spdxId"):
            return text(one.get("statement"))
    return None


def _topics(package: dict[str, Any], kind: Kind) -> dict[str, str]:
    found = {topic: text(package.get(field)) for topic, field in TEXTS[kind].items()}
    for topic, field in LISTS[kind].items():
        said = texts(package.get(field))
        bullets = "\n".join("- " + one.replace("\n", "\n  ") for one in said)
        found[topic] = said[0] if len(said) == 1 else bullets
    return {topic: said for topic, said in found.items() if said}


def _files(package: dict[str, Any], elements: Elements) -> Iterator[File]:
    for _, one in elements.related(package, "contains"):
        name = text(one.get("name"))
        if one.get("type") == "software_File" and name:
            hashes = {
                str(hash_.get("algorithm")): text(hash_.get("hashValue"))
                for hash_ in mappings(one.get("verifiedUsing"))
            }
            sha256, md5 = ((hashes.get(kind) or "").lower() or None for kind in ("sha256", "md5"))
            said = next(iter(values_of(one, "size")), "")
            size = int(said) if said.isdecimal() and len(said) < 19 else None
            yield File(name, text(one.get("contentType")), size, sha256, md5, text(one.get("description")))


def _metrics(package: dict[str, Any]) -> Iterator[Metric]:
    for one in mappings(package.get("ai_metric")):
        key, value = text(one.get("key")), text(mapping(one).get("value"))
        if not key or not value:
            continue
        ours = re.fullmatch(
            r"(.+?)(?: \((?:dataset (.+?))?(?:(?:, )?split (.+?))?(?:(?:, )?task (.+))?\))?",
            key[:500],
            re.DOTALL,
        )
        yield Metric(ours[1], value, ours[2], ours[3], ours[4]) if ours else Metric(key, value)
