"""Profiles of one's own: files that start from another profile and add to it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.configuration.files import parse, read_text
from opendata_lint.configuration.said import Layer, Said, Source, absolute, read_table, shown_path
from opendata_lint.schema import CardSchema
from opendata_lint.settings import Profile, SettingsFault, load_profile, profile_names


class LoadedProfile(NamedTuple):
    """A profile with all that it starts from."""

    profile: Profile
    """The built-in profile at the bottom, under the name and description of the one asked for."""
    layers: tuple[Layer, ...] = ()
    """What its files say, the weakest first."""
    schemas: tuple[CardSchema, ...] = ()
    files: tuple[Path, ...] = ()
    """Its files, the one asked for last; none for a built-in profile."""


def find_profile(said: Said) -> LoadedProfile:
    """The profile that a name or a path means. Raises `SettingsFault` or `SchemaFault`."""
    return _find(said, ())


def _find(said: Said, seen: tuple[Path, ...]) -> LoadedProfile:
    if not _is_path(said.value):
        try:
            return LoadedProfile(load_profile(said.value))
        except SettingsFault as fault:
            raise SettingsFault(
                f"{said.origin}: {fault}; the path of a profile file has a slash or ends in `.toml`"
            ) from fault
    path = absolute(said)
    if not path.is_file():
        raise SettingsFault(f"{said.origin}: the profile {shown_path(path)} is not there")
    real = Path(os.path.realpath(path))
    if real in seen:
        raise SettingsFault(f"{said.origin}: `extends` goes in a circle")
    return _load(path, (*seen, real))


def _is_path(word: str) -> bool:
    return "/" in word or "\\" in word or word.endswith((".toml", ".json"))


def _load(path: Path, seen: tuple[Path, ...]) -> LoadedProfile:
    text = read_text(path)
    is_json = path.suffix == ".json"
    source = Source(shown_path(path), path.parent, None if is_json else text)
    data = _json(text, source.label) if is_json else parse(text, source.label)
    said = read_table({key: value for key, value in data.items() if key != "$schema"}, "profile", source)
    if "name" in said and said["name"].value in profile_names():
        source.fault(("name",), f"`{said['name'].value}` is the name of a built-in profile")
    source.refuse()
    below = _find(said.get("extends", Said("default", source.label, path.parent)), seen)
    about = said["description"].value if "description" in said else below.profile.description
    schemas = (*below.schemas, _schema(said["schema"], path)) if "schema" in said else below.schemas
    profile = below.profile._replace(name=said["name"].value, description=about)
    return LoadedProfile(profile, (*below.layers, said), schemas, (*below.files, path))


def _json(text: str, label: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise SettingsFault(f"{label}:{line}: not JSON: {getattr(error, 'msg', error)}") from error
    if not isinstance(data, dict):
        raise SettingsFault(f"{label}:1: a profile must be an object")
    return data


def _schema(said: Said, path: Path) -> CardSchema:
    if isinstance(said.value, dict):
        return CardSchema(Path(shown_path(path)), json.dumps(said.value, default=str))
    target = absolute(said)
    if not target.is_file():
        raise SettingsFault(f"{said.origin}: the schema {shown_path(target)} is not there")
    text = read_text(target)
    _json_checked(text, shown_path(target))
    return CardSchema(Path(shown_path(target)), text)


def _json_checked(text: str, label: str) -> None:
    try:
        json.loads(text)
    except ValueError as error:
        raise SettingsFault(
            f"{label}:{getattr(error, 'lineno', 1)}: the schema is not JSON: {getattr(error, 'msg', error)}"
        ) from error
