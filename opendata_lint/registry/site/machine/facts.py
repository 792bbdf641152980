"""What several formats for programs say of a card."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast, get_args

from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Related, Relation
from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.site import Site, title_of

_MOST = 200
"""Values of a key that are told."""
_LONGEST = 200
_RELATIONS = frozenset(get_args(Relation))


def canonical(site: Site, entry: Entry, address: str) -> CanonicalCard:
    """What an entry says, for the formats that are written elsewhere too; `address` is that of its page.

    Works in the catalog go by the addresses of their pages where the site has one.
    """
    return CanonicalCard(
        kind=entry.kind,
        title=title_of(entry),
        id=entry.id,
        summary=description_of(entry),
        license=License(entry.license),
        version=entry.version,
        creators=tuple(Agent(name) for name in creators_of(entry)),
        url=address,
        keywords=entry.tags[:_MOST],
        languages=tuple(language_tags(entry)),
        modalities=entry.modalities[:_MOST],
        tasks=entry.tasks[:_MOST],
        related=tuple(
            Related(cast(Relation, one.relation), _address(site, one.id))
            for one in entry.lineage
            if one.relation in _RELATIONS
        ),
    )


def _address(site: Site, card_id: str) -> str:
    page = site.by_id.get(card_id)
    return f"{site.url}cards/{page}" if site.url and page else card_id


def description_of(entry: Entry) -> str:
    """The summary, or what it is where the card has none: formats ask for a description."""
    return entry.summary or f"{title_of(entry)}, a {entry.kind}"


def creators_of(entry: Entry) -> list[str]:
    """Who made the work, where the front matter says it."""
    for key in ("creators", "creator", "authors", "author"):
        said = entry.front_matter.get(key)
        names = [name for one in (said if isinstance(said, list) else [said]) if (name := _name(one))]
        if names:
            return names[:_MOST]
    return []


def _name(said: Any) -> str | None:
    if isinstance(said, Mapping):
        said = said.get("name")
    return " ".join(said.split())[:_LONGEST] or None if isinstance(said, str) else None


def keywords_of(entry: Entry) -> list[str]:
    """Tags, tasks and modalities, each once."""
    return list(dict.fromkeys((*entry.tags, *entry.tasks, *entry.modalities)))[:_MOST]


def language_tags(entry: Entry) -> list[str]:
    """The languages that are written as tags of BCP 47."""
    return [code for code in entry.languages if re.fullmatch(r"[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*", code)]


def as_json(value: Any) -> bytes:
    """JSON in one form for the same value; what is no text, such as half a surrogate, as an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def in_page(value: Any) -> str:
    """JSON that can stand in a `script` element: nothing in it ends the element or begins another."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
