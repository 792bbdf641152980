"""People and organizations as schema.org tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

from opendata_lint.exchange.canonical import Agent
from opendata_lint.exchange.linked.things import Thing, texts_of

_ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])/?")
REASONS = {
    "kind": "schema.org's people and organizations are of one kind or the other: {} is written for the rest",
    "orcid": "an ORCID has sixteen digits in four groups",
    "url": "the address of an ORCID is read as the ORCID",
}


def told_agent(agent: Agent, otherwise: Literal["Person", "Organization"]) -> dict[str, Any]:
    """A person or an organization; `otherwise` is written where nobody says which."""
    kinds = {"person": "Person", "organization": "Organization"}
    told: dict[str, Any] = {"@type": kinds[agent.kind] if agent.kind else otherwise, "name": agent.name}
    more = {
        "givenName": agent.given,
        "familyName": agent.family,
        "email": agent.email,
        "url": agent.url,
        "sameAs": f"https://orcid.org/{agent.orcid}" if agent.orcid else None,
        "affiliation": {"@type": "Organization", "name": agent.affiliation} if agent.affiliation else None,
    }
    return told | {name: value for name, value in more.items() if value}


def agents_of(thing: Thing, *names: str) -> tuple[Agent, ...]:
    """The people and organizations that a property names."""
    found = []
    for spot in thing.spots(*names):
        if isinstance(spot.value, dict):
            agent = _agent(Thing(spot.value, spot.pointer, thing.names))
        else:
            agent = next((Agent(" ".join(text.split())) for text in texts_of(spot.value)), None)
        if agent is not None:
            found.append(agent)
    return tuple(found)


def _agent(thing: Thing) -> Agent | None:
    given, family = thing.text("givenName"), thing.text("familyName")
    name = thing.text("name") or " ".join(filter(None, (given, family))) or thing.text("legalName")
    if not name:
        return None
    url = thing.text("url")
    identifiers = [*([thing.id] if thing.id else []), *thing.texts("sameAs"), *thing.texts("identifier")]
    identifiers += [one for inner in thing.things("identifier") for one in inner.texts("value")]
    orcid = _orcid(identifiers)
    if orcid is None and url and (orcid := _orcid([url])):
        url = None
    email = thing.text("email")
    return Agent(
        name,
        _kind(thing.types()),
        given,
        family,
        email.removeprefix("mailto:") if email else None,
        url,
        orcid,
        thing.text("affiliation")
        or next((inner.text("name") for inner in thing.things("affiliation")), None),
    )


def _kind(types: list[str]) -> Literal["person", "organization"] | None:
    if types == ["Person"]:
        return "person"
    told = any(one.endswith(("Organization", "Consortium", "Project", "University")) for one in types)
    return "organization" if told else None


def _orcid(texts: Iterable[str]) -> str | None:
    return next((found[1].upper() for text in texts if (found := _ORCID.fullmatch(text.strip()))), None)
