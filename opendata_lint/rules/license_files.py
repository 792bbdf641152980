"""What files beside a card say of its license: LICENSE and the like, other descriptions of the work."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from opendata_lint.card import Card
from opendata_lint.rules.license_claims import Declared
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.vocabulary.grants import Grant, grants_of
from opendata_lint.vocabulary.hub_licenses import hub_license
from opendata_lint.vocabulary.license_names import mentions
from opendata_lint.vocabulary.license_texts import HEAD, recognized

LICENSE_NAMES = ("license", "licence", "copying", "notice")
"""How the names of license files begin, in lower case."""
_NOT_TEXT = (".py", ".json", ".js", ".html", ".png", ".svg", "/")
_LARGEST = 1_000_000
"""Bytes of a description that are read; a longer one is passed over."""
_SHORT = 1_500
"""Code points of a license file that may just name a license."""


class FileGrant(NamedTuple):
    """A license that a file states."""

    path: str
    """From the tree's root."""
    grants: tuple[Grant, ...]
    of_code: bool
    """Whether the file, by its kind or by its license, may speak of code only."""
    beside: bool
    """Whether the file is in the card's folder; one at the tree's root is that of other works as well."""


def license_files(card: Card, tree: Tree) -> list[str]:
    """Paths of license files in the card's folder and at the tree's root."""
    folders = dict.fromkeys((_folder(card), ""))
    return [
        f"{folder}/{name}" if folder else name
        for folder in folders
        for name in _licenses(tree.entries(folder))
    ]


@lru_cache(maxsize=16)  # cards may share a folder
def _licenses(names: tuple[str, ...]) -> tuple[str, ...]:
    lowered = ((name, name.lower()) for name in names)
    return tuple(
        name for name, low in lowered if low.startswith(LICENSE_NAMES) and not low.endswith(_NOT_TEXT)
    )


def is_description(name: str) -> bool:
    """Whether a file of this name beside a card is held against the card's license here."""
    low = name.lower()
    return low in _DESCRIPTIONS or ("croissant" in low and low.endswith(".json"))


@lru_cache(maxsize=16)
def _descriptions(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(is_description, names))


def file_grants(card: Card, tree: Tree) -> Iterator[FileGrant]:
    """The licenses that files near the card state; those of notices only where they are a license's text."""
    folder = _folder(card)
    for path in license_files(card, tree):
        grants = _of_license_file(_read(tree, path, HEAD * 4), "notice" not in path.lower())
        if grants:
            yield FileGrant(path, grants, all(map(is_software, grants)), path.rpartition("/")[0] == folder)
    for name in _descriptions(tree.entries(folder)):
        yield from _of_description(f"{folder}/{name}" if folder else name, name.lower(), tree)


def is_software(grant: Grant) -> bool:
    """Whether a license was written for code."""
    entry = hub_license(grant.id) or hub_license(grant.family)
    return entry is not None and entry.kind in ("software", "any")


def may_speak_of(found: FileGrant, own: Declared, card: Card) -> bool:
    """Whether a file can be held against the card: code and data rightly have licenses of their own."""
    if not found.beside:
        return not found.of_code
    if not found.of_code:
        return True
    return card.path.lower().endswith("readme.md") and all(map(is_software, own.grants))


def _folder(card: Card) -> str:
    return card.path.rpartition("/")[0]


def _read(tree: Tree, path: str, limit: int) -> str:
    try:
        return tree.read(path, limit).decode("utf-8", "replace")
    except TreeFault:
        return ""


@lru_cache(maxsize=64)
def _of_license_file(text: str, may_name: bool) -> tuple[Grant, ...]:
    """The license whose text a file has, else those that a short file names."""
    grant = recognized(text)
    if grant:
        return (grant,)
    if may_name and len(text) <= _SHORT:
        return tuple(mention.grant for mention in mentions(text))
    return ()


_DESCRIPTIONS = ("citation.cff", ".zenodo.json", "datapackage.json")


def _of_description(path: str, name: str, tree: Tree) -> Iterator[FileGrant]:
    text = _read(tree, path, _LARGEST + 1)
    if len(text) > _LARGEST:
        return
    values, of_code = _from_citation(text) if name == "citation.cff" else _from_json(text, name)
    grants = tuple(grant for value in values for grant in grants_in(value))
    if grants:
        yield FileGrant(path, grants, of_code, beside=True)


def grants_in(value: str) -> tuple[Grant, ...]:
    """The licenses of a text that may be an id, a name or an address."""
    bare = re.sub(r"^https?://spdx\.org/licenses/([\w.+-]+?)(?:\.html|\.json)?/?$", r"\1", value.strip())
    return grants_of(bare) or tuple(mention.grant for mention in mentions(bare))


def _from_citation(text: str) -> tuple[list[str], bool]:
    """The licenses of a CITATION.cff (1.2.0); it cites software unless it says otherwise."""
    match = re.search(r"^license:[ \t]*(.*(?:\n[ \t]*-[ \t].*)*)", text, re.M)
    values = re.split(r"\n[ \t]*-[ \t]", match[1]) if match else []
    is_data = re.search(r"^type:[ \t]*[\"']?dataset", text, re.M)
    return [value.strip(" \t\r\"'") for value in values if value.strip()], not is_data


def _from_json(text: str, name: str) -> tuple[list[str], bool]:
    """The licenses of Zenodo's deposit, of a Data Package or of Croissant."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return [], False
    if not isinstance(data, dict):
        return [], False
    is_code = name == ".zenodo.json" and data.get("upload_type", "software") == "software"
    told = data.get("licenses", data.get("license"))
    members = told if isinstance(told, list) else [told]
    return [text for member in members for text in _license_texts(member)][:20], is_code


def _license_texts(member: Any) -> list[str]:
    if isinstance(member, str):
        return [member]
    if not isinstance(member, dict):
        return []
    keys = ("id", "@id", "name", "url", "path", "title")
    return [member[key] for key in keys if isinstance(member.get(key), str)][:1]
