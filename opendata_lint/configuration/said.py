"""What a source says: values that are checked, each with its origin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.configuration import positions
from opendata_lint.configuration.key import Key, Place
from opendata_lint.configuration.keys import ALLOW_LISTS, HINTS, LEVELS, keys_of
from opendata_lint.configuration.places import DISK, Files
from opendata_lint.settings import SettingsFault, did_you_mean
from opendata_lint.vocabulary import suggest


class Said(NamedTuple):
    """One value of one source."""

    value: Any
    """Of the form that `Key.form` says; lists are tuples, `levels` and `allow` pairs, tables layers."""
    origin: str
    """Where it stands: `file:line`, or the option of the command line."""
    base: Path
    """The absolute folder that paths and patterns in it count from."""
    files: Files = DISK
    """Where the files are that it names."""


Layer = Mapping[str, Said]
"""What one source says, by key."""


class Source:
    """A text that was read, and the faults found in it."""

    def __init__(
        self,
        label: str,
        base: Path,
        text: str | None = None,
        within: tuple[str, ...] = (),
        files: Files = DISK,
    ) -> None:
        self.label = label
        """How people call it: a path relative to the working directory, or `--config`."""
        self.base = base
        self.files = files
        self.faults: list[str] = []
        self._text = text
        """TOML whose lines can be told; None where there are none worth telling."""
        self._within = within
        """The table in it that is meant, such as `tool`, `opendata-lint`."""
        self._lines: dict[positions.Path, int] | None = None

    def origin(self, path: positions.Path = ()) -> str:
        """`file:line` of a key, or of the nearest table around it whose line is known."""
        if self._text is None:
            return self.label
        if self._lines is None:
            self._lines = positions.lines_of(self._text)
        whole = (*self._within, *path)
        known = (self._lines[whole[:n]] for n in range(len(whole), 0, -1) if whole[:n] in self._lines)
        return f"{self.label}:{next(known, 1)}"

    def fault(self, path: positions.Path, message: str) -> None:
        """Note what is wrong at a key."""
        self.faults.append(f"{self.origin(path)}: {message}")

    def refuse(self) -> None:
        """Raise `SettingsFault` where anything is wrong."""
        if self.faults:
            raise SettingsFault("\n".join(self.faults))


def read_table(
    data: Mapping[str, Any], place: Place, source: Source, path: positions.Path = ()
) -> dict[str, Said]:
    """The values of a table, as far as they are right; what is not is noted in `source`."""
    known = keys_of(place)
    said = {}
    for name, value in data.items():
        here = (*path, name)
        key = known.get(name)
        if key is None:
            source.fault(here, _unknown(name, place, known))
            continue
        count = len(source.faults)
        checked = _checked(key, value, source, here)
        if len(source.faults) == count:
            said[name] = Said(checked, source.origin(here), source.base, source.files)
    for key in known.values():
        if key.required and key.name not in data:
            source.fault(path, f"`{key.name}` is missing")
    return said


def _unknown(name: str, place: Place, known: Mapping[str, Key]) -> str:
    if name in HINTS:
        return f"there is no key `{name}`; {HINTS[name]}"
    if place == "override" and name in keys_of("configuration"):
        return f"`{name}` is for all files and cannot stand in `[[overrides]]`"
    near = suggest(name, known)
    return f"there is no key `{name}`" + (f"; did you mean `{near[0]}`?" if near else _of(known))


def _of(names: Iterable[str]) -> str:
    return f"; there are {', '.join(names)}"


def _checked(key: Key, value: Any, source: Source, path: positions.Path) -> Any:
    """The value in its form. A fault is noted where it has another one."""
    if key.form == "choice":
        return _choice(value, key.choices, source, path)
    if key.form == "schema" and isinstance(value, dict):
        return value
    if key.inside and key.form == "table":
        return read_table(_table(value, source, path), key.inside, source, path)
    if key.inside:
        return {
            name: read_table(_table(member, source, (*path, name)), key.inside, source, (*path, name))
            for name, member in _table(value, source, path).items()
        }
    return _READERS[key.form](value, source, path)


def _boolean(value: Any, source: Source, path: positions.Path) -> bool:
    if not isinstance(value, bool):
        _wrong(source, path, "true or false", value)
    return bool(value)


def _wrong(source: Source, path: positions.Path, wanted: str, value: Any) -> None:
    shown = {
        bool: "true or false",
        str: "text",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    source.fault(path, f"`{path[-1]}` must be {wanted}, not {shown.get(type(value), 'a date')}")


def _text(value: Any, source: Source, path: positions.Path) -> str:
    if not isinstance(value, str):
        _wrong(source, path, "text", value)
    elif not value.strip():
        source.fault(path, f"`{path[-1]}` is empty")
    return str(value)


def _texts(value: Any, source: Source, path: positions.Path) -> tuple[str, ...]:
    if not isinstance(value, list):
        _wrong(source, path, f'a list, such as `["{value}"]`' if isinstance(value, str) else "a list", value)
        return ()
    for index, member in enumerate(value):
        if not isinstance(member, str) or not member.strip():
            source.fault((*path, index), f"`{path[-1]}` must hold texts that are not empty")
    return tuple(map(str, value))


def _switch(value: Any, source: Source, path: positions.Path) -> bool | tuple[str, ...]:
    return value if isinstance(value, bool) else _texts(value, source, path)


def _choice(value: Any, choices: Sequence[str], source: Source, path: positions.Path) -> str:
    if not isinstance(value, str):
        _wrong(source, path, _either(choices), value)
    elif value not in choices:
        off = "; `ignore` turns a rule off" if value == "off" else ""
        near = suggest(value, choices)
        meant = f"; did you mean `{near[0]}`?" if near else off
        source.fault(path, f"`{path[-1]}` must be {_either(choices)}, not `{value}`{meant}")
    return str(value)


def _either(words: Sequence[str]) -> str:
    ticked = [f"`{word}`" for word in words]
    return f"{', '.join(ticked[:-1])} or {ticked[-1]}"


def _overrides(value: Any, source: Source, path: positions.Path) -> tuple[Layer, ...]:
    if not isinstance(value, list) or not all(isinstance(member, dict) for member in value):
        _wrong(source, path, "tables, each under `[[overrides]]`", value)
        return ()
    return tuple(read_table(member, "override", source, (*path, i)) for i, member in enumerate(value))


def _table(value: Any, source: Source, path: positions.Path) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    _wrong(source, path, "a table", value)
    return {}


def _levels(value: Any, source: Source, path: positions.Path) -> tuple[tuple[str, str], ...]:
    table = _table(value, source, path)
    return tuple((name, _choice(level, LEVELS, source, (*path, name))) for name, level in table.items())


def _exports(value: Any, source: Source, path: positions.Path) -> tuple[tuple[str, str], ...]:
    table = _table(value, source, path)
    return tuple((name, _text(place, source, (*path, name))) for name, place in table.items())


def _allow(value: Any, source: Source, path: positions.Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for name, words in _table(value, source, path).items():
        if name not in ALLOW_LISTS:
            source.fault((*path, name), f"`allow` has no key `{name}`{did_you_mean(name, ALLOW_LISTS)}")
        else:
            found.append((name, _texts(words, source, (*path, name))))
    return tuple(found)


def _rules(value: Any, source: Source, path: positions.Path) -> tuple[tuple[str, str, Any, str], ...]:
    """Code, option, value and origin; whether a rule has the option is judged when all rules are known."""
    found = []
    for code, options in _table(value, source, path).items():
        if not isinstance(options, dict):
            _wrong(source, (*path, code), "a table of options", options)
            continue
        for name, option in options.items():
            shown = tuple(option) if isinstance(option, list) else option
            found.append((code, name, shown, source.origin((*path, code, name))))
    return tuple(found)


def _integer(value: Any, source: Source, path: positions.Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        _wrong(source, path, "a whole number", value)
        return 0
    if value < 1:
        source.fault(path, f"`{path[-1]}` must be at least 1, not {value}")
    return value


_READERS: Mapping[str, Callable[[Any, Source, positions.Path], Any]] = {
    "boolean": _boolean, "integer": _integer, "text": _text, "path": _text, "profile": _text, "schema": _text,
    "texts": _texts, "patterns": _texts, "switch": _switch, "selectors": _texts,
    "levels": _levels, "exports": _exports, "allow": _allow, "rules": _rules, "overrides": _overrides,
}  # fmt: skip


def absolute(said: Said) -> Path:
    """The path that a value names. Raises `SettingsFault` where it leads out of the tree that says it."""
    path = os.path.normpath(said.base / said.value)
    if said.files.inside(path) is None:
        raise SettingsFault(f"{said.origin}: `{said.value}` leads out of the repository; name a file in it")
    return Path(path)
