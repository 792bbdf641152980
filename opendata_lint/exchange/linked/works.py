"""Other works that a work has to do with, and the words it goes by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from opendata_lint.exchange.canonical import Related, Relation
from opendata_lint.exchange.linked.things import Thing, texts_of

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
DOI = "https://doi.org/"
_DOI = re.compile(r"(?i)(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)")

_OF_DATA = ("trainedOn", "evaluatedOn")
"""Relations to data."""
HUB_TAGS = {"tasks": "task_categories", "modalities": "modality", "size_category": "size_categories"}
"""By the fact of a card, the word that stands before it in a tag of the Hub."""


def is_address(text: str | None) -> bool:
    """Whether a text is an absolute address that can stand as an `@id`."""
    return bool(text and _ADDRESS.fullmatch(text))


def web_path(path: str) -> str:
    """A path of a folder as a relative address, with everything escaped that may not stand in one."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/-._~")


def path_of(address: str) -> str:
    """The path that a relative address stands for."""
    return unquote(address, errors="surrogateescape")


def told_work(related: Related) -> Any:
    """A work as a value: its address where nothing else is known of it."""
    if is_address(related.id) and not related.title:
        return related.id
    told = {"@type": "Dataset" if related.relation in _OF_DATA else "CreativeWork"} | (
        {"name": related.title} if related.title else {}
    )
    return told | {"url" if is_address(related.id) else "identifier": related.id}


def told_works(related: tuple[Related, ...], names: Mapping[Relation, str]) -> dict[str, Any]:
    """Works by the property that says how they stand to this one; relations that have none are left out."""
    told: dict[str, list[Any]] = {}
    for relation, name in names.items():
        works = [told_work(one) for one in related if one.relation == relation]
        if works:
            told[name] = works
    return {**told}


def works_of(thing: Thing, names: Mapping[Relation, str]) -> tuple[Related, ...]:
    """The works under those properties; a value that names none is passed over."""
    found: dict[Related, None] = {}
    for relation, name in names.items():
        for spot in thing.spots(name):
            work = work_of(thing, relation, spot.value)
            if work is not None:
                found[work] = None
    return tuple(found)


def work_of(thing: Thing, relation: Relation, value: Any) -> Related | None:
    """The work that a value names; None for prose."""
    if isinstance(value, dict) and "@value" not in value:
        work = Thing(value, "", thing.names)
        said = work.id or work.text("url") or work.text("identifier") or work.text("contentUrl")
        return Related(relation, said, work.text("name", "prov:label", "headline")) if said else None
    text = next(iter(texts_of(value)), "").strip()
    return Related(relation, text) if text and not re.search(r"\s", text) else None


def told_identifiers(id_: str | None, doi: str | None) -> list[str]:
    """The values of `identifier`."""
    return [one for one in (id_, f"{DOI}{doi}" if doi else None) if one]


def identifiers_of(thing: Thing) -> tuple[str | None, str | None]:
    """The identifier in a home of its own, and the DOI."""
    said = [*thing.texts("identifier"), *([thing.id] if thing.id else [])]
    for inner in thing.things("identifier"):
        said += [*inner.texts("value"), *inner.texts("url"), *([inner.id] if inner.id else [])]
    said += [one for name in ("doi", "sameAs", "url") for one in thing.texts(name) if _DOI.fullmatch(one)]
    doi = next((found[1].lower() for one in said if (found := _DOI.fullmatch(one.strip()))), None)
    known = thing.texts("identifier")
    return next((one for one in known if not _DOI.fullmatch(one.strip())), None), doi


def doi_of(text: str) -> str | None:
    """The DOI that a text is, in lower case and without prefix."""
    found = _DOI.fullmatch(text.strip())
    return found[1].lower() if found else None


def told_words(keywords: tuple[str, ...], facts: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Keywords, then facts as the Hub has them among its tags: `modality:text`."""
    tags = [f"{HUB_TAGS[fact]}:{word}" for fact, words in facts.items() for word in words]
    return list(dict.fromkeys((*keywords, *tags)))


def words_of(thing: Thing) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The keywords, and the facts among them by `HUB_TAGS`."""
    said = list(thing.texts("keywords"))
    said += [text for inner in thing.things("keywords") for text in inner.texts("name")]
    if len(said) == 1 and isinstance(thing.raw("keywords"), str):
        said = [part.strip() for part in said[0].split(",")]
    facts: dict[str, list[str]] = {fact: [] for fact in HUB_TAGS}
    keywords: list[str] = []
    for word in dict.fromkeys(filter(None, said)):
        prefix, _, rest = word.partition(":")
        fact = next((fact for fact, tag in HUB_TAGS.items() if tag == prefix and rest), None)
        (facts[fact] if fact else keywords).append(rest if fact else word)
    return tuple(keywords), {fact: tuple(words) for fact, words in facts.items()}
