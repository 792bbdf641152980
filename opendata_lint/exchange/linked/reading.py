"""The facts that schema.org's properties tell of any work, whatever format they are in."""

from __future__ import annotations

import re

from opendata_lint.card import Kind
from opendata_lint.exchange.body import read_description
from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.linked.people import agents_of
from opendata_lint.exchange.linked.rights import license_of
from opendata_lint.exchange.linked.things import Thing
from opendata_lint.exchange.linked.works import identifiers_of, words_of


def card_of(
    thing: Thing,
    kind: Kind,
    titles: tuple[str, ...] = ("name",),
    versions: tuple[str, ...] = ("version",),
    creators: tuple[str, ...] = ("creator", "author"),
    contacts: tuple[str, ...] = ("maintainer",),
) -> CanonicalCard:
    """A card of what a thing says in properties that all formats share; of several names the first counts."""
    id_, doi = identifiers_of(thing)
    keywords, facts = words_of(thing)
    return CanonicalCard(
        kind=kind,
        title=thing.text(*titles) or "",
        id=id_,
        summary=thing.text("description"),
        license=license_of(thing, "license"),
        version=thing.text(*versions),
        creators=agents_of(thing, *creators),
        publisher=next(iter(agents_of(thing, "publisher")), None),
        contact=next(iter(agents_of(thing, *contacts)), None),
        doi=doi,
        url=thing.text("url"),
        created=thing.text("dateCreated"),
        published=thing.text("datePublished"),
        modified=thing.text("dateModified"),
        keywords=keywords,
        languages=tuple(thing.texts("inLanguage")),
        modalities=facts["modalities"],
        tasks=facts["tasks"],
        size_category=next(iter(facts["size_category"]), None),
    )


def description_of(thing: Thing, kind: Kind) -> tuple[str | None, dict[str, str]]:
    """Summary and topics of a description, which may have the sections of a card."""
    text = thing.text("description")
    if text and re.search(r"^## \S", text, re.M):
        return read_description(text, kind)
    return text, {}
