"""The words that our BOMs and their reader share."""

from __future__ import annotations

from typing import Any

TYPES = {"model": "machine-learning-model", "dataset": "data"}
"""The type of a component by the kind of card."""
PREFIX = "opendata-lint:"
"""Of the names of properties that hold what CycloneDX has no field for."""
ANCESTRY = {"model": "finetunedFrom", "dataset": "derivedFrom"}
"""How a work stands to its ancestors in the pedigree, where no property says it."""
ANCESTORS = ("derivedFrom", "finetunedFrom", "quantizedFrom", "adapterOf", "mergeOf", "versionOf")
DATA = ("trainedOn", "evaluatedOn")
REFERENCES = {"documentedBy": "documentation", "sameAs": "other", "references": "other"}
"""Types of external references by relation; the comment of one of the type `other` names the relation."""
CLASSIFIED = {"open": "public"}
"""The classification of data by the access to it, where the two words differ."""
SOCIAL = "Social impact: "
"""How the ethical consideration begins that is about the impact on society."""


def properties(said: dict[str, str | tuple[str, ...] | None]) -> list[dict[str, str]]:
    """Properties of our own, one for each value."""
    return [
        {"name": f"{PREFIX}{name}", "value": value}
        for name, values in said.items()
        for value in ((values,) if isinstance(values, str) else values or ())
    ]


def said_by_us(component: Any, name: str) -> list[str]:
    """The values of a property of our own."""
    found = component.get("properties") if isinstance(component, dict) else None
    return [
        one["value"]
        for one in (found if isinstance(found, list) else ())
        if isinstance(one, dict)
        and one.get("name") == f"{PREFIX}{name}"
        and isinstance(one.get("value"), str)
    ]


def own(component: Any, name: str) -> str | None:
    """The first value of a property of our own."""
    return next(iter(said_by_us(component, name)), None)
