"""JSON Schemas that configuration names, read with all the files that their references lead to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from opendata_lint.configuration.files import read_text
from opendata_lint.configuration.places import Files
from opendata_lint.configuration.said import Said, absolute
from opendata_lint.schema import CardSchema, UserSchema
from opendata_lint.settings import SettingsFault

_MOST_FILES = 100
"""Files that references of one schema may lead to; what is behind them leads nowhere."""


def user_schema_of(said: Said) -> UserSchema:
    """The schema over the front matter at a path. Raises `SettingsFault` or `SchemaFault`."""
    path = absolute(said)
    text = read_text(path, said.files)
    return UserSchema(Path(said.files.label(path)), text, _beside(text, path, said.files))


def card_schema_of(said: Said, profile: Path) -> CardSchema:
    """The schema over whole cards that a profile's file holds, or names. Raises as `user_schema_of` does."""
    if isinstance(said.value, dict):
        text = json.dumps(said.value, default=str)
        return CardSchema(Path(said.files.label(profile)), text, _beside(text, profile, said.files))
    path = absolute(said)
    label = said.files.label(path)
    if not said.files.is_file(path):
        raise SettingsFault(f"{said.origin}: the schema {label} is not there")
    text = read_text(path, said.files)
    try:
        json.loads(text)
    except ValueError as error:
        told = f"the schema is not JSON: {getattr(error, 'msg', error)}"
        raise SettingsFault(f"{label}:{getattr(error, 'lineno', 1)}: {told}") from error
    return CardSchema(Path(label), text, _beside(text, path, said.files))


def _beside(text: str, path: Path, files: Files) -> tuple[tuple[str, str], ...]:
    """The texts of the files that references of a schema lead to, by their addresses from its folder.

    Those that are not there are left out: only a card that needs one makes that a fault.
    """
    found: dict[str, str] = {}
    waiting = [("", text)]
    while waiting:
        base, content = waiting.pop()
        for address in _addresses(content, base):
            file = Path(os.path.normpath(path.parent / address))
            if address in found or len(found) >= _MOST_FILES or not files.is_file(file):
                continue
            found[address] = read_text(file, files)
            waiting.append((address, found[address]))
    return tuple(found.items())


def _addresses(text: str, base: str) -> Iterator[str]:
    """The addresses of other files in the references of a schema; none of what is no JSON."""
    if "$ref" not in text:
        return
    try:
        yield from _referred(json.loads(text), base)
    except (ValueError, RecursionError):
        return


def _referred(node: Any, base: str) -> Iterator[str]:
    if isinstance(node, dict):
        own = node.get("$id")
        base = urljoin(base, own) if isinstance(own, str) else base
        reference = node.get("$ref")
        address = urldefrag(urljoin(base, reference)).url if isinstance(reference, str) else ""
        if address and "://" not in address and not address.startswith("/"):
            yield address
        node = list(node.values())
    for member in node if isinstance(node, list) else ():
        yield from _referred(member, base)
