"""The catalog as DCAT-AP 3 in Turtle.

Models are `dcat:Resource`s of the catalog: DCAT has no type of its own for them, and datasets they are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opendata_lint.exchange.formats.dcat_ap import writing
from opendata_lint.exchange.formats.dcat_ap.turtle_writing import turtle_of
from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.machine.facts import canonical, keywords_of
from opendata_lint.registry.site.site import Site


def catalog(site: Site, entries: Sequence[Entry], modified: Mapping[str, str]) -> str:
    """The whole catalog; `modified` has the dates of the cards' latest changes by id."""
    works = [_work(site, entry, modified.get(entry.id)) for entry in entries]
    listed = {"dataset": "dcat:dataset", "model": "dcat:resource"}
    told: dict[str, Any] = {
        "@id": site.address("index.html"),
        "@type": "dcat:Catalog",
        "dct:title": site.title,
        "dct:description": f"The datasets and models of {site.title}, made from their cards.",
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.title},
    }
    for entry, work in zip(entries, works, strict=True):
        told.setdefault(listed[entry.kind], []).append({"@id": work["@id"]})
    return turtle_of([told, *works])


def _work(site: Site, entry: Entry, modified: str | None) -> dict[str, Any]:
    """A dataset or model, as `opendata-lint export` tells it."""
    page = site.address(f"cards/{site.by_id[entry.id]}")
    card = canonical(site, entry, page)._replace(keywords=tuple(keywords_of(entry)))
    told = writing.work(card) | {"@id": f"{page}#work"}
    if modified:
        told["dct:modified"] = {"@value": modified, "@type": "xsd:dateTime"}
    if entry.kind == "dataset":
        given = told.get("dcat:distribution") or [
            {"@type": "dcat:Distribution", "dcat:accessURL": {"@id": page}}
        ]
        told["dcat:distribution"] = [{"@id": f"{page}#data", **given[0]}]
    return told
