"""What stands under a key, for readers that want one sort of value there: that, or nothing."""

from __future__ import annotations

from typing import Any

from opendata_lint.exchange import values


def objects(holder: Any, key: str) -> list[dict[str, Any]]:
    """The objects in the list under a key."""
    return values.mappings(values.mapping(holder).get(key))


def strings(holder: Any, key: str) -> list[str]:
    """The texts in the list under a key, without empty ones and without white space at their ends."""
    return [one.strip() for one in values.texts(values.mapping(holder).get(key))]


def string(holder: Any, key: str) -> str | None:
    """The text under a key, without white space at its ends; None where there is none or it is empty."""
    found = values.text(values.mapping(holder).get(key))
    return found.strip() if found else None


def mapping(holder: Any, key: str) -> dict[str, Any]:
    """The object under a key."""
    return values.mapping(values.mapping(holder).get(key))
