"""A citation file as a card."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.card import Kind
from opendata_lint.exchange.agents import read_orcid
from opendata_lint.exchange.canonical import Agent, CanonicalCard, License, Related
from opendata_lint.exchange.documents import Document
from opendata_lint.exchange.formats.cff.writing import HOME, MESSAGES
from opendata_lint.exchange.keyed import objects, string, strings
from opendata_lint.exchange.leftovers import Known, kept, leftovers
from opendata_lint.exchange.licenses import read_license
from opendata_lint.exchange.protocol import DescriptorFault, Loaded
from opendata_lint.exchange.tags import read_tags
from opendata_lint.exchange.works import read_doi
from opendata_lint.finding import at_value

_AGENT: Known = dict.fromkeys(
    (
        "given-names",
        "family-names",
        "name-particle",
        "name-suffix",
        "name",
        "email",
        "orcid",
        "website",
        "affiliation",
    ),
    True,
)


_WHOLE = (
    "cff-version", "title", "type", "abstract", "version", "url", "keywords", "identifiers", "contact",
)  # fmt: skip


def loaded(document: Document, path: str) -> Loaded:
    """The card of a citation file. Raises `DescriptorFault` for what is none."""
    value = document.value
    if not isinstance(value, dict) or not value.keys() & {"cff-version", "authors", "title", "message"}:
        raise DescriptorFault(f"{path} is no citation file: it has neither `cff-version` nor `title`")
    type_ = string(value, "type")
    kind: Kind = "dataset" if type_ == "dataset" else "model"
    others: dict[str, Any] = {}
    tags = read_tags(strings(value, "keywords"), kind)
    id_, doi, related = _identifiers(value, others)
    license_, of_license = _license(value)
    card = CanonicalCard(
        kind=kind,
        title=string(value, "title") or "",
        id=id_,
        summary=string(value, "abstract"),
        license=license_,
        version=_written(document, "version"),
        creators=tuple(agent for one in objects(value, "authors") if (agent := _agent(one))),
        contact=_contact(value, others),
        doi=doi,
        url=string(value, "url"),
        published=_day(string(value, "date-released")),
        keywords=tags.keywords,
        modalities=tags.modalities,
        tasks=tags.tasks,
        related=related,
    )
    message = string(value, "message")
    known: dict[str, Known] = dict.fromkeys(_WHOLE, True)
    known |= {
        "message": message == MESSAGES[kind],
        "authors": [_AGENT],
        "date-released": card.published is not None,
        "doi": doi is not None,
        "license": "license" in of_license,
        "license-url": "license-url" in of_license,
    }
    found = list(leftovers(value | {"authors": _without_names(value)}, known))
    left = kept(found) | others
    notes = () if type_ == "dataset" else (f"a work of the type {type_ or 'software'} is read as a model",)
    return Loaded(
        card._replace(extra={"x-cff": left} if left else {}),
        (*(one.pointer for one in found), *others),
        notes,
    )


def _agent(record: dict[str, Any]) -> Agent | None:
    given, family = string(record, "given-names"), string(record, "family-names")
    family = " ".join(filter(None, (string(record, "name-particle"), family))) or None
    name = string(record, "name")
    person = name is None
    if person:
        name = " ".join(filter(None, (given, family, string(record, "name-suffix")))) or string(
            record, "alias"
        )
    if not name:
        return None
    return Agent(
        name,
        "person" if person else "organization",
        given,
        family,
        string(record, "email"),
        string(record, "website"),
        read_orcid(string(record, "orcid") or ""),
        string(record, "affiliation"),
    )


def _without_names(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The authors, of those that go by an alias only without it."""
    names = ("given-names", "family-names", "name")
    return [
        one
        if any(string(one, name) for name in names)
        else {key: said for key, said in one.items() if key != "alias"}
        for one in objects(value, "authors")
    ]


def _contact(value: dict[str, Any], others: dict[str, Any]) -> Agent | None:
    contacts = objects(value, "contact")
    if contacts[1:]:
        others["/contact"] = contacts[1:]
    return _agent(contacts[0]) if contacts else None


def _day(text: str | None) -> str | None:
    return text if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


def _written(document: Document, key: str) -> str | None:
    """A value as it is written: of `1.10` no digit is lost."""
    value = document.value.get(key)
    if isinstance(value, str) or value is None or isinstance(value, (bool, dict, list)):
        return string(document.value, key)
    span = document.span(at_value(f"/{key}"))
    return document.text[span[0] : span[1]].strip() or None if span else None


def _license(value: dict[str, Any]) -> tuple[License, tuple[str, ...]]:
    """The license, and the keys that it is read from. One of a list may be chosen."""
    said = value.get("license")
    names = [said] if isinstance(said, str) else strings(value, "license")
    found = [one for name in names if (one := read_license(name)) != License()]
    address = string(value, "license-url")
    if not found:
        return (License(url=address), ("license-url",)) if address else (License(), ())
    if len(found) == 1:
        own = found[0].expression is None and address is not None
        return found[0]._replace(url=address if own else found[0].url), (
            "license",
            "license-url",
        ) if own else ("license",)
    parts = [one.expression or "" for one in found]
    if not all(parts):
        return License(), ()
    joined = " OR ".join(f"({part})" if " AND " in part else part for part in dict.fromkeys(parts))
    return License(joined), ("license",)


def _identifiers(
    value: dict[str, Any], others: dict[str, Any]
) -> tuple[str | None, str | None, tuple[Related, ...]]:
    """The id of the work in its home, its DOI, and what else is the same work."""
    id_, doi = None, read_doi(string(value, "doi") or "")
    found, described = [], []
    for record in objects(value, "identifiers"):
        said, type_ = string(record, "value"), string(record, "type")
        description = string(record, "description")
        own = read_doi(said) if said and type_ == "doi" else None
        if said is None:
            continue
        if type_ == "other" and description == HOME and id_ is None:
            id_ = said
        elif own and doi in (None, own):
            doi = own
            described += [record] if description else []
        else:
            found.append(Related("sameAs", said, description))
    if described:
        others["/identifiers"] = described
    return id_, doi, tuple(found)
