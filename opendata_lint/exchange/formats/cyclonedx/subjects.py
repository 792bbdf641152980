"""What a BOM is about: the component that is the subject, and what stands around it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.formats.cyclonedx.terms import PREFIX, TYPES
from opendata_lint.exchange.leftovers import Known, Left, leftovers
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.exchange.values import mappings, members, text, texts

_ENTITY: Known = {"name": True, "url": True, "contact": [{"email": True, "name": True}]}
_PARTY: Known = [{"organization": _ENTITY, "contact": {"name": True, "email": True}}]
_WORK: Known = [
    {"type": True, "name": True, "externalReferences": [{"type": True, "url": True}], "purl": True}
]
_COMPONENT: Known = {
    "type": True, "bom-ref": True, "supplier": _ENTITY, "authors": [{"name": True, "email": True}],
    "author": True, "publisher": True, "group": True, "name": True, "version": True, "description": True,
    "licenses": True, "pedigree": {"ancestors": _WORK}, "externalReferences": True, "tags": True,
    "components": [{"type": True, "name": True, "mime-type": True, "hashes": True, "description": True}],
    "modelCard": {
        "modelParameters": {
            "task": True, "modelArchitecture": True, "inputs": True,
            "datasets": [{"type": True, "name": True, "contents": {"url": True}}],
        },
        "quantitativeAnalysis": {"performanceMetrics": [{"type": True, "value": True, "slice": True}]},
        "considerations": {
            "users": True, "useCases": True, "technicalLimitations": True, "performanceTradeoffs": True,
            "ethicalConsiderations": [{"name": True, "mitigationStrategy": True}],
            "fairnessAssessments": [
                {"groupAtRisk": True, "benefits": True, "harms": True, "mitigationStrategy": True}
            ],
        },
    },
    "data": [
        {"type": True, "name": True, "contents": {"url": True}, "classification": True,
         "sensitiveData": True, "description": True, "governance": {"custodians": _PARTY, "owners": _PARTY}}
    ],
}  # fmt: skip
KNOWN_OF_BOM: Known = {
    "$schema": True,
    "bomFormat": True,
    "specVersion": True,
    "serialNumber": True,
    "version": True,
}


def subject_of(bom: dict[str, Any], path: str) -> tuple[str, dict[str, Any]]:
    """What the BOM is about: the component of its metadata, else the first model, else the first data."""
    metadata = bom.get("metadata")
    queue: deque[tuple[str, Any]] = deque()
    if isinstance(metadata, dict):
        queue.append(("/metadata/component", metadata.get("component")))
    queue.extend((f"/components/{index}", one) for index, one in enumerate(members(bom.get("components"))))
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    while queue and "machine-learning-model" not in found:
        at, one = queue.popleft()
        if not isinstance(one, dict):
            continue
        if one.get("type") in ("machine-learning-model", "data") and text(one.get("name")):
            found.setdefault(one["type"], (at, one))
            if at.startswith("/metadata"):
                return at, one
        below = members(one.get("components"))
        queue.extend((f"{at}/components/{index}", inner) for index, inner in enumerate(below))
    for kind in TYPES.values():
        if kind in found:
            return found[kind]
    raise DescriptorFault(f"{path} is a BOM of no model and no data: no component has one of these types")


def around(bom: dict[str, Any], subject: dict[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """The library that the subject depends on, and the BOM without both."""
    rest = dict(bom)
    components = [one for one in members(bom.get("components")) if one is not subject]
    uses = {
        ref
        for one in mappings(bom.get("dependencies"))
        if one.get("ref") == subject.get("bom-ref")
        for ref in texts(one.get("dependsOn"))
    }
    library = next(
        (
            one
            for one in mappings(components)
            if one.get("type") in ("framework", "library")
            and one.get("bom-ref") in uses
            and text(one.get("name"))
        ),
        None,
    )
    if library is not None and library.keys() <= {"type", "bom-ref", "name"}:
        components = [one for one in components if one is not library]
        if len(uses) == 1 and len(members(bom.get("dependencies"))) <= 2:
            rest.pop("dependencies", None)
    rest["components"] = components
    metadata = bom.get("metadata")
    if isinstance(metadata, dict) and metadata.get("component") is subject:
        rest["metadata"] = {name: one for name, one in metadata.items() if name != "component"}
    return (text(library["name"]) if library else None), rest


def unknown_of(component: dict[str, Any]) -> Iterator[Left]:
    """What is not understood of the subject; properties of our own are."""
    for left in leftovers(component, _COMPONENT):
        if left.pointer.endswith("/properties") and isinstance(left.value, list):
            theirs = [one for one in left.value if not _ours(one)]
            if theirs:
                yield left._replace(value=theirs)
        else:
            yield left


def _ours(one: Any) -> bool:
    return isinstance(one, dict) and str(one.get("name", "")).startswith(PREFIX)
