"""Values of descriptors that may be anything: each reader says what it wants, and gets that or nothing."""

from __future__ import annotations

from typing import Any


def text(value: Any) -> str | None:
    """A text with something in it."""
    return value if isinstance(value, str) and value.strip() else None


def members(value: Any) -> list[Any]:
    """The members of a list; a lone value is none."""
    return value if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """The texts in a list that have something in them."""
    return [one for one in members(value) if isinstance(one, str) and one.strip()]


def mapping(value: Any) -> dict[str, Any]:
    """An object; an empty one for what is none."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[dict[str, Any]]:
    """The objects in a list."""
    return [one for one in members(value) if isinstance(one, dict)]
