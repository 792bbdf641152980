"""All cards as plain JSON, for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.making import Made
from opendata_lint.registry.site.site import Site, status_of, title_of


def cards(
    site: Site, entries: Sequence[Entry], made: Sequence[Made], modified: Mapping[str, str]
) -> dict[str, Any]:
    """The facts of every card; `modified` has the dates of the cards' latest changes by id."""
    rows = [_card(site, entry, one, modified.get(entry.id)) for entry, one in zip(entries, made, strict=True)]
    return {"title": site.title, "commit": site.commit, "format": 1, "cards": rows}


def _card(site: Site, entry: Entry, made: Made, modified: str | None) -> dict[str, Any]:
    record = entry.record
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": title_of(entry),
        "summary": entry.summary,
        "page": site.address(f"cards/{site.by_id[entry.id]}"),
        "card": entry.path,
        "version": entry.version,
        "license": entry.license,
        "status": status_of(entry),
        "notice": record.notice if record else None,
        "replaced_by": record.replaced_by if record else None,
        "record": entry.state,
        "profile": entry.passes,
        "data": record.data if record else [],
        "data_digest": record.data_digest if record else None,
        "card_digest": record.card_digest if record else None,
        "languages": entry.languages,
        "modalities": entry.modalities,
        "tasks": entry.tasks,
        "tags": entry.tags,
        "owners": entry.owners,
        "lineage": [{"relation": one.relation, "id": one.id} for one in entry.lineage],
        "completeness": made.completeness,
        "errors": made.errors,
        "warnings": made.warnings,
        "modified": modified,
    }
