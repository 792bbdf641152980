"""A BOM as a card."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.card import Kind
from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import CanonicalCard, File, License
from opendata_lint.exchange.formats.cyclonedx.model_cards import (
    metrics_of,
    modalities_of,
    related_of,
    tasks_of,
    topics_of,
)
from opendata_lint.exchange.formats.cyclonedx.people import creators_of, first_party, publisher_of, support_of
from opendata_lint.exchange.formats.cyclonedx.subjects import KNOWN_OF_BOM, around, subject_of, unknown_of
from opendata_lint.exchange.formats.cyclonedx.terms import CLASSIFIED, own, said_by_us
from opendata_lint.exchange.leftovers import kept, leftovers
from opendata_lint.exchange.licenses import read_license, read_licenses
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.exchange.values import mapping, mappings, text, texts

_KINDS: dict[str, Kind] = {"machine-learning-model": "model", "data": "dataset"}


def loaded(bom: Any, path: str) -> Loaded:
    """The card of what a BOM is about. Raises `DescriptorFault` where that is no model and no data."""
    if not isinstance(bom, dict) or bom.get("bomFormat") != "CycloneDX":
        raise DescriptorFault(f"{path} is no BOM of CycloneDX: it has no `bomFormat`")
    at, component = subject_of(bom, path)
    kind = _KINDS[component["type"]]
    library, others = around(bom, component)
    card = _card(component, kind, library)
    of_component = list(unknown_of(component))
    of_bom = list(leftovers(others, KNOWN_OF_BOM))
    found = {"component": of_component, "bom": of_bom}
    extra: dict[str, Any] = {name: kept(left) for name, left in found.items() if left}
    if extra:
        extra["specVersion"] = bom.get("specVersion")
        card = card._replace(extra={"x-cyclonedx": extra})
    return Loaded(card, (*(at + one.pointer for one in of_component), *(one.pointer for one in of_bom)))


def _card(component: dict[str, Any], kind: Kind, library: str | None) -> CanonicalCard:
    name = text(component.get("name")) or ""
    group = text(component.get("group"))
    summary, topics = read_description(text(component.get("description")) or "", kind)
    data = next(iter(mappings(component.get("data"))), {})
    model = mapping(component.get("modelCard"))
    parameters = mapping(model.get("modelParameters"))
    references = mappings(component.get("externalReferences"))
    return CanonicalCard(
        kind=kind,
        title=name,
        id=own(component, "id") or (f"{group}/{name}" if group else None),
        summary=summary or text(data.get("description")),
        license=_license(component.get("licenses")),
        version=text(component.get("version")),
        creators=creators_of(component),
        publisher=publisher_of(component, data),
        contact=support_of(references) if kind == "model" else first_party(data, "custodians"),
        doi=_doi(references),
        url=_reference(references, "website") or text(mapping(data.get("contents")).get("url")),
        created=own(component, "created"),
        published=own(component, "published"),
        modified=own(component, "modified"),
        keywords=tuple(dict.fromkeys(texts(component.get("tags")))),
        languages=tuple(said_by_us(component, "language")),
        modalities=modalities_of(component, parameters),
        tasks=tasks_of(component, parameters),
        size_category=own(component, "size_category"),
        related=tuple(related_of(component, parameters, kind)),
        citation=own(component, "citation"),
        topics=topics | topics_of(model, data),
        files=tuple(_file(one) for one in mappings(component.get("components")) if text(one.get("name"))),
        metrics=tuple(metrics_of(model)),
        library=library,
        architecture=text(parameters.get("modelArchitecture")),
        access=_access(text(data.get("classification")) or own(component, "access")),
    )


def _license(choices: Any) -> License:
    texts: list[str] = []
    single = License()
    for choice in mappings(choices):
        named = mapping(choice.get("license"))
        said = text(choice.get("expression")) or text(named.get("id")) or own(named, "expression")
        texts.extend(filter(None, [said or text(named.get("name"))]))
        if not (text(choice.get("expression")) or text(named.get("id"))):
            name, url = text(named.get("name")), text(named.get("url"))
            read = read_license(said or name or "")
            single = License(read.expression, name if name != url else None, url)
            if read.expression and not read.expression.startswith("LicenseRef-"):
                single = read
    return single if len(texts) == 1 and single != License() else read_licenses(texts)


def _reference(references: list[dict[str, Any]], kind: str) -> str | None:
    return next((text(one.get("url")) for one in references if one.get("type") == kind), None)


def _doi(references: list[dict[str, Any]]) -> str | None:
    for one in references:
        found = re.fullmatch(
            r"(?:https?://(?:dx\.)?doi\.org/|doi:)(10\.\d{4,9}/\S+)", text(one.get("url")) or ""
        )
        if found and (one.get("comment") == "DOI" or one.get("type") in ("citation", "distribution")):
            return found[1].lower()
    return None


def _file(one: dict[str, Any]) -> File:
    hashes = {text(hash_.get("alg")): text(hash_.get("content")) for hash_ in mappings(one.get("hashes"))}
    size = own(one, "size") or ""
    sha256, md5 = hashes.get("SHA-256"), hashes.get("MD5")
    return File(
        text(one.get("name")) or "",
        text(one.get("mime-type")),
        int(size) if size.isdecimal() and len(size) < 19 else None,
        sha256.lower() if sha256 else None,
        md5.lower() if md5 else None,
        text(one.get("description")),
    )


def _access(word: str | None) -> Any:
    access = {theirs: ours for ours, theirs in CLASSIFIED.items()}.get((word or "").lower(), word)
    return access if access in ("open", "gated", "restricted", "closed", "embargoed") else None
