"""Profiles of one's own: files that start from another profile and add to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.configuration.files import parse, read_text
from opendata_lint.configuration.places import Files
from opendata_lint.configuration.said import Layer, Said, Source, absolute, read_table
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
    if not said.files.is_file(path):
        raise SettingsFault(f"{said.origin}: the profile {said.files.label(path)} is not there")
    real = said.files.real(path)
    if real in seen:
        raise SettingsFault(f"{said.origin}: `extends` goes in a circle")
    return _load(path, (*seen, real), said.files)


def _is_path(word: str) -> bool:
    return "/" in word or "\\" in word or word.endswith((".toml", ".json"))


def _load(path: Path, seen: tuple[Path, ...], files: Files) -> LoadedProfile:
    text = read_text(path, files)
    is_json = path.suffix == ".json"
    source = Source(files.label(path), path.parent, None if is_json else text, files=files)
    data = _json(text, source.label) if is_json else parse(text, source.label)
    said = read_table({key: value for key, value in data.items() if key != "$schema"}, "profile", source)
    if "name" in said and said["name"].value in profile_names():
        source.fault(("name",), f"`{said['name'].value}` is the name of a built-in profile")
    source.refuse()
    below = _find(said.get("extends", Said("default", source.label, path.parent, files)), seen)
    about = said["description"].value if "description" in said else below.profile.description
    schemas = (*below.schemas, *_schemas(said, path))
    profile = below.profile._replace(name=said["name"].value, description=about)
    return LoadedProfile(profile, (*below.layers, said), schemas, (*below.files, path))


def _schemas(said: Layer, path: Path) -> tuple[CardSchema, ...]:
    if "schema" not in said:
        return ()
    from opendata_lint.configuration.schemas import card_schema_of  # most runs have none

    return (card_schema_of(said["schema"], path),)


def _json(text: str, label: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise SettingsFault(f"{label}: is nested too deeply") from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise SettingsFault(f"{label}:{line}: not JSON: {getattr(error, 'msg', error)}") from error
    if not isinstance(data, dict):
        raise SettingsFault(f"{label}:1: a profile must be an object")
    return data
