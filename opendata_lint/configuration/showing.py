"""Settings as text: what holds for a card, and where each part was said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from opendata_lint.configuration import merging
from opendata_lint.configuration.keys import keys_of
from opendata_lint.configuration.places import shown_path
from opendata_lint.configuration.resolving import Resolved
from opendata_lint.configuration.said import Said

_ADDED = ("extend-select", "extend-ignore", "extend-exclude", "severity", "allow", "rules")
"""Keys whose values from several sources hold together."""


def settings_text(resolved: Resolved, path: Path) -> str:
    """The settings of the card at `path`, in the words of a configuration file, and the rules that run."""
    return "\n".join(_lines(resolved, path)) + "\n"


def _lines(resolved: Resolved, path: Path) -> Iterator[str]:
    yield f"# settings of {shown_path(path)}"
    yield f"# configuration: {shown_path(resolved.file) if resolved.file else 'none'}"
    profile = resolved.settings.profile
    files = ", ".join(map(shown_path, resolved.profile.files))
    yield f"# profile: {profile.name}{f' ({files})' if files else ''}: {profile.description}"
    for name in (*keys_of("configuration"), "files"):
        if name not in ("extend", "overrides", "files"):
            yield from _said(name, resolved)
    levels = resolved.settings.levels()
    yield f"# {len(levels)} rules run:"
    rules = resolved.settings.rules()
    yield from (f"#   {code}  {level.label:<7}  {rules[code].name}" for code, level in levels.items())


def _said(name: str, resolved: Resolved) -> Iterator[str]:
    every = list(merging.all_said(resolved.layers, name))
    if name == "schema":  # what a profile calls so is another thing
        every = list(merging.all_said(resolved.layers[len(resolved.profile.layers) :], name))
    shown = every if name in _ADDED else every[-1:]
    if not shown and name == "profile":
        yield 'profile = "default"  # the default'
    for said in shown:
        yield from _literal(name, said)


def _literal(name: str, said: Said) -> Iterator[str]:
    if name == "rules":
        yield from (
            f"rules.{code}.{option} = {_toml(value)}  # {origin}"
            for code, option, value, origin in said.value
        )
    elif name in ("severity", "allow"):
        yield from (f"{name}.{_key(key)} = {_toml(value)}  # {said.origin}" for key, value in said.value)
    else:
        yield f"{name} = {_toml(said.value)}  # {said.origin}"


def _key(word: str) -> str:
    return word if word.replace("-", "").isalnum() and word.isascii() else _toml(word)


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
