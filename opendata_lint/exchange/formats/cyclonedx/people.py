"""People and organizations in a BOM."""

from __future__ import annotations

from typing import Any

from opendata_lint.exchange.canonical import Agent
from opendata_lint.exchange.values import mapping, mappings, text, texts


def creators_of(component: dict[str, Any]) -> tuple[Agent, ...]:
    """The authors; one text names several where semicolons part them."""
    authors = [_agent(one) for one in mappings(component.get("authors")) if text(one.get("name"))]
    if authors:
        return tuple(authors)
    names = (text(component.get("author")) or "").split("; ")
    return tuple(Agent(name.strip()) for name in names if name.strip())


def _agent(one: dict[str, Any]) -> Agent:
    return Agent(text(one.get("name")) or "", email=text(one.get("email")))


def _organization(entity: Any) -> Agent | None:
    one = mapping(entity)
    name = text(one.get("name"))
    contact = next(iter(mappings(one.get("contact"))), {})
    url = next(iter(texts(one.get("url"))), None)
    return Agent(name, "organization", email=text(contact.get("email")), url=url) if name else None


def publisher_of(component: dict[str, Any], data: dict[str, Any]) -> Agent | None:
    """The publisher, with what the supplier or owner of the same name tells of it."""
    name = text(component.get("publisher"))
    supplier = _organization(component.get("supplier"))
    if name:
        if supplier and supplier.name == name:
            return supplier
        owner = first_party(data, "owners")
        return owner if owner and owner.name == name else Agent(name)
    return supplier or first_party(data, "owners")


def first_party(data: dict[str, Any], role: str) -> Agent | None:
    """The first of those who have a role in the governance of the data."""
    for party in mappings(mapping(data.get("governance")).get(role)):
        contact = mapping(party.get("contact"))
        found = _organization(party.get("organization")) or (_agent(contact) if contact.get("name") else None)
        if found and found.name:
            return found
    return None


def support_of(references: list[dict[str, Any]]) -> Agent | None:
    """Who answers at an address for support."""
    for one in references:
        url, name = text(one.get("url")) or "", text(one.get("comment"))
        if one.get("type") == "support" and url.startswith("mailto:") and name:
            return Agent(name, email=url.removeprefix("mailto:"))
    return None
