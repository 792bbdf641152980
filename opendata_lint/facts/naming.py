"""The title and the version of a card."""

from __future__ import annotations

import re

from opendata_lint.card import Card


def title_of(card: Card) -> str | None:
    """What the card calls the data or the model, None where it does not say."""
    for key in ("pretty_name", "model_name", "title", "name"):
        value = card.metadata.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    heading = re.search(r"^#[ \t]+(.+?)[ \t#]*$", card.body, re.M)
    return re.sub(r"[*_`]|\[(.*?)\]\([^)]*\)", r"\1", heading[1]).strip() or None if heading else None


def version_of(card: Card) -> str | None:
    """The version that the card states, as it is written there; None without one."""
    found = card.find("/version")
    value = card.metadata.get("version")
    if found is None or isinstance(value, (dict, list, bool)) or value is None:
        return None
    written = value if isinstance(value, str) else card.text[found.value.start : found.value.end]
    return written.strip() or None
