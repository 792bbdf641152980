"""Cards for search engines: schema.org in JSON-LD.

A dataset is a `Dataset`. For trained models schema.org has no type; they are told as what they surely are, a
`CreativeWork`, with the type of FAIR4ML beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opendata_lint.exchange.formats.schema_org import writing
from opendata_lint.exchange.formats.schema_org.writing import with_context
from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.machine.facts import canonical
from opendata_lint.registry.site.site import Site, status_of


def catalog(site: Site, entries: Sequence[Entry], modified: Mapping[str, str]) -> dict[str, Any]:
    """The whole catalog; `modified` has the dates of the cards' latest changes by id."""
    told = {
        "@type": "DataCatalog",
        "@id": site.address("index.html"),
        "name": site.title,
    }
    if site.url:
        told["url"] = site.url
    parts = {
        name: [
            work(site, entry, site.address(f"cards/{site.by_id[entry.id]}"), modified.get(entry.id))
            for entry in entries
            if entry.kind == kind
        ]
        for name, kind in (("dataset", "dataset"), ("hasPart", "model"))
    }
    return with_context(told | {name: works for name, works in parts.items() if works})


def page(site: Site, entry: Entry, modified: str | None) -> dict[str, Any]:
    """What the page of a card says of it."""
    place = site.by_id[entry.id]
    told = work(site, entry, f"{site.url}cards/{place}" if site.url else place, modified)
    catalogue = {"@type": "DataCatalog", "@id": f"{site.url or '../'}index.html", "name": site.title}
    relation = "includedInDataCatalog" if entry.kind == "dataset" else "isPartOf"
    return with_context({**told, relation: catalogue})


def work(site: Site, entry: Entry, address: str, modified: str | None) -> dict[str, Any]:
    """A dataset or model, as `opendata-lint export` tells it."""
    facts = canonical(site, entry, address)
    told = writing.work(facts._replace(modified=modified or facts.modified))
    return {"@id": address, **told, "creativeWorkStatus": status_of(entry)}
