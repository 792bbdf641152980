"""Configuration files: the one that is nearest to a folder, and what it says."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from opendata_lint.configuration.places import DISK, Files
from opendata_lint.configuration.said import Layer, Said, Source, absolute, read_table
from opendata_lint.settings import SettingsFault

NAMES = (".opendata-lint.toml", "opendata-lint.toml")
"""Names of configuration files; of two in a folder the first counts, and both before `pyproject.toml`."""

_PROJECT, _TABLE = "pyproject.toml", ("tool", "opendata-lint")


class Finder:
    """Finds and reads configuration files; each folder is looked at once, and each file read once."""

    def __init__(self, files: Files = DISK) -> None:
        self.files = files
        self._nearest: dict[Path, Path | None] = {}
        self._layers: dict[Path, tuple[Layer, ...]] = {}

    def nearest(self, folder: Path) -> Path | None:
        """The configuration file that is for the files of a folder: the first one found upwards.

        `folder` is absolute. The search ends at the top of the Git repository, so that everybody who has
        the repository has the same configuration; outside of Git it goes all the way up.
        """
        if folder not in self._nearest:
            here = _in_folder(folder, self.files)
            ends = here is not None or folder.parent == folder or self.files.is_top(folder)
            self._nearest[folder] = here if ends else self.nearest(folder.parent)
        return self._nearest[folder]

    def load(self, path: Path) -> tuple[Layer, ...]:
        """What a file says, behind what the files say that it extends: the weakest first.

        Raises `SettingsFault`.
        """
        if path not in self._layers:
            self._layers[path] = _chain(path, (), self.files)
        return self._layers[path]


def _in_folder(folder: Path, files: Files) -> Path | None:
    path = str(folder).rstrip(os.sep) + os.sep
    for name in NAMES:
        if files.has(path + name):
            return folder / name
    has_project = files.has(path + _PROJECT) and _has_table(folder / _PROJECT, files)
    return folder / _PROJECT if has_project else None


def _has_table(path: Path, files: Files) -> bool:
    try:
        data = files.read(path)
    except SettingsFault:
        return False
    # Most have no such table; TOML is only read where one may be.
    return b"opendata-lint" in data and bool(
        re.search(rb"^\s*\[+\s*tool\b.*opendata-lint|^\s*opendata-lint\s*[.=]\s*[{\w]", data, re.M)
    )


def _chain(path: Path, seen: tuple[Path, ...], files: Files) -> tuple[Layer, ...]:
    real = files.real(path)
    if real in seen:
        circle = " -> ".join(files.label(member) for member in (*seen[seen.index(real) :], real))
        raise SettingsFault(f"{files.label(path)}: `extend` goes in a circle: {circle}")
    layer = _read(path, files)
    extend = layer.get("extend")
    if extend is None:
        return (layer,)
    target = absolute(extend)
    if not files.is_file(target):
        raise SettingsFault(f"{extend.origin}: `extend` names {files.label(target)}, which is not there")
    return (*_chain(target, (*seen, real), files), layer)


def _read(path: Path, files: Files) -> dict[str, Said]:
    text = read_text(path, files)
    within = _TABLE if path.name == _PROJECT else ()
    source = Source(files.label(path), path.parent, text, within, files)
    data: Any = parse(text, source.label)
    for step in within:
        data = data.get(step, {}) if isinstance(data, dict) else {}
    if not isinstance(data, dict):
        raise SettingsFault(f"{source.origin()}: `tool.opendata-lint` must be a table")
    said = read_table(data, "configuration", source)
    source.refuse()
    return said


def read_text(path: Path, files: Files) -> str:
    """The text of a file, with line feeds only. Raises `SettingsFault` where it cannot be read."""
    try:
        return files.read(path).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise SettingsFault(f"{files.label(path)}: is not UTF-8") from error


def parse(text: str, label: str) -> Mapping[str, Any]:
    """TOML as a mapping. Raises `SettingsFault`, with the line, for what is none."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise SettingsFault(f"{label}: is nested too deeply") from error
    except tomllib.TOMLDecodeError as error:
        told = re.fullmatch(
            r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL
        )
        reason, line = (told[1], told[2]) if told else (str(error), None)
        last = text.rstrip().count("\n") + 1
        raise SettingsFault(f"{label}:{line or last}: not TOML: {reason[:1].lower()}{reason[1:]}") from error


def snippet(text: str) -> Layer:
    """What `--config "key = value"` says. Raises `SettingsFault`."""
    source = Source("--config", Path.cwd())
    said = read_table(parse(text, "--config"), "configuration", source)
    if "extend" in said:
        source.fault((), "`extend` stands in files only")
    source.refuse()
    return said
