"""The graph of a document: elements by their identifiers, and how they are related."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.canonical import Agent
from opendata_lint.exchange.formats.spdx.terms import PACKAGES
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.exchange.values import mappings, members, text, texts

_KINDS = {"Person": "person", "Organization": "organization"}
_AGENTS = ("Agent", "Person", "Organization", "SoftwareAgent")


class Elements:
    """The objects of a graph."""

    def __init__(self, nodes: list[Any]) -> None:
        self.nodes = nodes
        self._by_id = {
            name: node
            for node in mappings(nodes)
            if (name := text(node.get("spdxId")) or text(node.get("@id"))) is not None
        }
        self._from: dict[str, list[dict[str, Any]]] = {}
        for node in self.of_type("Relationship", "LifecycleScopedRelationship"):
            self._from.setdefault(str(node.get("from")), []).append(node)

    def of_type(self, *names: str) -> Iterator[dict[str, Any]]:
        """The objects of these classes."""
        return (node for node in mappings(self.nodes) if node.get("type") in names)

    def find(self, identifier: Any) -> dict[str, Any]:
        """The object of an identifier; an empty one where there is none."""
        return self._by_id.get(identifier, {}) if isinstance(identifier, str) else {}

    def relationships(self, element: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """The relationships of an element, each with the element that it leads to."""
        for relationship in self._from.get(str(element.get("spdxId")), ()):
            for target in members(relationship.get("to")):
                found = self.find(target)
                yield relationship, found or ({"name": target} if isinstance(target, str) else {})

    def related(self, element: dict[str, Any], kind: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Those of one type."""
        return (pair for pair in self.relationships(element) if pair[0].get("relationshipType") == kind)


def elements_of(document: Any, path: str) -> Elements:
    """The graph of a document. Raises `DescriptorFault` for another file."""
    if isinstance(document, dict) and isinstance(document.get("@graph"), list):
        return Elements(document["@graph"])
    if isinstance(document, dict) and "spdxVersion" in document:
        raise DescriptorFault(f"{path} is of SPDX 2, which has no datasets and no models; SPDX 3.0.1 is read")
    raise DescriptorFault(f"{path} is no document of SPDX 3: it has no `@graph`")


def subject_of(elements: Elements, path: str) -> tuple[str, dict[str, Any]]:
    """The package that a document is about, with its pointer: a root, else the first model, else data."""
    found = [
        (f"/@graph/{index}", node)
        for index, node in enumerate(elements.nodes)
        if isinstance(node, dict) and node.get("type") in PACKAGES.values()
    ]
    roots = {root for node in mappings(elements.nodes) for root in texts(node.get("rootElement"))}
    found.sort(key=lambda one: (str(one[1].get("spdxId")) not in roots, one[1]["type"] != PACKAGES["model"]))
    if not found:
        raise DescriptorFault(f"{path} has no package of a dataset or model")
    return found[0]


def agent_of(element: dict[str, Any]) -> Agent | None:
    """The agent that an element is, None where it is none or has no name."""
    name = text(element.get("name"))
    if not name or element.get("type") not in _AGENTS:
        return None
    names = mappings(element.get("externalIdentifier"))
    refs = (locator for ref in mappings(element.get("externalRef")) for locator in texts(ref.get("locator")))
    return Agent(
        name,
        _KINDS.get(element["type"]),  # type: ignore[arg-type]
        email=identifier_of(names, kind="email"),
        url=next(refs, None),
        orcid=identifier_of(names, authority="ORCID"),
    )


def identifier_of(
    names: list[dict[str, Any]], kind: str = "other", authority: str | None = None, comment: str | None = None
) -> str | None:
    """The first external identifier of a type, authority and comment."""
    for one in names:
        same = one.get("externalIdentifierType") == kind and one.get("issuingAuthority") == authority
        if same and one.get("comment") == comment:
            return text(one.get("identifier"))
    return None
