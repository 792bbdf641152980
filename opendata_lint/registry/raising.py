"""Raise the version in a card as an edit of its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.facts.naming import version_of
from opendata_lint.finding import Edit
from opendata_lint.registry.counting import Bump, VersionFault, next_version, softened
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.tree import WorkTree
from opendata_lint.writing import write_whole

_FIRST = "1.0.0"
"""The version of a card that had none."""


class Raised(NamedTuple):
    """A card with a higher version."""

    version: str
    data: bytes
    """The whole file."""


def raised(card: Card, bump: Bump, softens: bool = False) -> Raised:
    """The card with its version raised; all else stays as it is, quotes and line ends too.

    `softens`: below 1.0 raise by one less, as the second number speaks for the first there.
    Raises `RegistryFault` where there is no front matter, and for a version that cannot be counted up.
    """
    if card.front_matter is None or not card.readable or card.source.fault:
        raise RegistryFault(f"{card.path} has no front matter that can be read; mend that first")
    old = version_of(card)
    found = card.find("/version")
    if not old and card.metadata.get("version") not in (None, ""):
        raise RegistryFault(f"{card.path}: its `version` is no text; write one such as 1.0.0")
    try:
        version = next_version(old, softened(old, bump) if softens else bump) if old else _FIRST
    except VersionFault as fault:
        raise RegistryFault(f"{card.path}: {fault}") from fault
    if found is None:
        edit = _inserted(card, version)
    else:
        start, end = found.value.start, found.value.end
        lead = " " if card.text[start - 1] == ":" else ""
        edit = Edit(start, end, lead + _written(card.text[start:end], version))
    data = card.source.edited([edit])
    if version_of(Card(data, card.path, card.kind)) != version:
        raise RegistryFault(f"{card.path}: its front matter is written in a way that only hands can edit")
    return Raised(version, data)


def _written(former: str, version: str) -> str:
    """The version in the quotes of the former one; in some where it would be read as another number."""
    quote = former[:1] if former[:1] in ("'", '"') else ""
    if not quote and re.fullmatch(r"\d+\.\d*0", version):  # 1.10 would be read as 1.1
        quote = '"'
    return f"{quote}{version}{quote}"


def _inserted(card: Card, version: str) -> Edit:
    """The key as the last line of the front matter."""
    assert card.front_matter is not None
    start, end = card.front_matter.yaml
    text = card.text[start:end]
    newline = card.source.newline
    if not text.strip():
        return Edit(start, start, f"version: {version}{newline}")
    lead = "" if text.endswith("\n") else newline
    return Edit(end, end, f"{lead}version: {version}{newline if not lead else ''}")


def write_card(tree: WorkTree, path: str, data: bytes) -> None:
    """Write a card of the work tree at once. Raises `RegistryFault`, and the card is then as it was."""
    real = tree.real(path)
    if real is None:
        raise RegistryFault(f"{path} is a link that leads out of the repository; it is not written to")
    try:
        write_whole(tree.root / real, data)
    except OSError as error:
        raise RegistryFault(f"{path} cannot be written: {error.strerror or error}") from error
