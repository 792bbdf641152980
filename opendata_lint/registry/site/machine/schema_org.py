"""Cards for search engines: schema.org in JSON-LD.

A dataset is a `Dataset`. For trained models schema.org has no type; they are told as what they surely are, a
`CreativeWork`, with the type of FAIR4ML beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.machine.facts import (
    creators_of,
    description_of,
    keywords_of,
    language_tags,
    license_address,
)
from opendata_lint.registry.site.site import Site, status_of, title_of

_CONTEXT = "https://schema.org/"
_MODEL = "https://w3id.org/fair4ml/MLModel"


def catalog(site: Site, entries: Sequence[Entry], modified: Mapping[str, str]) -> dict[str, Any]:
    """The whole catalog; `modified` has the dates of the cards' latest changes by id."""
    told = {
        "@context": _CONTEXT,
        "@type": "DataCatalog",
        "@id": site.address("index.html"),
        "name": site.title,
    }
    if site.url:
        told["url"] = site.url
    parts = {
        name: [
            work(entry, site.address(f"cards/{site.by_id[entry.id]}"), modified.get(entry.id))
            for entry in entries
            if entry.kind == kind
        ]
        for name, kind in (("dataset", "dataset"), ("hasPart", "model"))
    }
    return told | {name: works for name, works in parts.items() if works}


def page(site: Site, entry: Entry, modified: str | None) -> dict[str, Any]:
    """What the page of a card says of it."""
    place = site.by_id[entry.id]
    told = work(entry, f"{site.url}cards/{place}" if site.url else place, modified)
    catalogue = {"@type": "DataCatalog", "@id": f"{site.url or '../'}index.html", "name": site.title}
    relation = "includedInDataCatalog" if entry.kind == "dataset" else "isPartOf"
    return {"@context": _CONTEXT, **told, relation: catalogue}


def work(entry: Entry, address: str, modified: str | None) -> dict[str, Any]:
    """A dataset or model."""
    told: dict[str, Any] = {
        "@type": "Dataset" if entry.kind == "dataset" else "CreativeWork",
        "@id": address,
        "name": title_of(entry),
        "description": description_of(entry),
        "url": address,
        "identifier": entry.id,
        "creativeWorkStatus": status_of(entry),
    }
    more: dict[str, Any] = {
        "additionalType": _MODEL if entry.kind == "model" else None,
        "license": _license(entry),
        "version": entry.version,
        "keywords": keywords_of(entry),
        "inLanguage": language_tags(entry),
        "creator": [{"name": name} for name in creators_of(entry)],  # people or not, no card says
        "dateModified": modified,
        "isBasedOn": [one.id for one in entry.lineage if one.id.startswith(("https://", "http://"))],
    }
    return told | {name: value for name, value in more.items() if value}


def _license(entry: Entry) -> Any:
    address = license_address(entry)
    if address or not entry.license:
        return address
    return {"@type": "CreativeWork", "name": entry.license}
