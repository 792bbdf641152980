"""Rules, output formats and descriptors' formats of other people, found by entry points, loaded by leave."""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.configuration.said import Said
from opendata_lint.settings import SettingsFault, did_you_mean

RULES, REPORTERS, REGISTRIES = "opendata_lint.rules", "opendata_lint.reporters", "opendata_lint.registries"
"""The groups of entry points: a module of rules; a function `render(report, options) -> str`; a class that
is made without arguments and is a `opendata_lint.exchange.protocol.Registry`."""
_OURS = "opendata-lint"
"""This distribution, whose own entry points need no leave."""


class Plugins(NamedTuple):
    """What the named plugins bring."""

    modules: tuple[str, ...] = ()
    """Modules of rules, not yet imported."""
    reporters: tuple[tuple[str, str], ...] = ()
    """Output formats: name, and `module:function`."""
    registries: tuple[tuple[str, str, str], ...] = ()
    """Formats of descriptors: name, `module:Class` and distribution."""


class Entry(NamedTuple):
    """An entry point of a distribution that is installed."""

    distribution: str
    name: str
    group: str
    value: str
    version: str
    """The distribution's."""


def find_plugins(said: Said, linted: Sequence[Path]) -> Plugins:
    """The plugins that a list of distributions and entry points names.

    `linted` are absolute folders that are checked: nothing that lies in them is ever loaded, as whoever
    wrote the cards may have written it too. Raises `SettingsFault` for a plugin that is not installed or
    lies there.
    """
    offers = list(installed())
    chosen: list[Entry] = []
    for word in said.value:
        found = [
            offer for offer in offers if _normal(word) in (_normal(offer.distribution), _normal(offer.name))
        ]
        if not found:
            hint = (
                did_you_mean(word, sorted({offer.distribution for offer in offers}))
                if offers
                else "; none is installed"
            )
            raise SettingsFault(f"{said.origin}: there is no plugin `{word}`{hint}")
        chosen += [offer for offer in found if offer not in chosen]
    for offer in chosen:
        _refuse_linted(offer, said.origin, linted)
    return Plugins(
        tuple(dict.fromkeys(offer.value for offer in chosen if offer.group == RULES)),
        tuple((offer.name, offer.value) for offer in chosen if offer.group == REPORTERS),
        tuple((offer.name, offer.value, offer.distribution) for offer in chosen if offer.group == REGISTRIES),
    )


def installed() -> Iterable[Entry]:
    """What other people's distributions offer, allowed or not; nothing is imported."""
    from importlib.metadata import distributions

    for distribution in distributions():
        for entry in distribution.entry_points:
            if entry.group in (RULES, REPORTERS, REGISTRIES) and distribution.name != _OURS:
                yield Entry(distribution.name, entry.name, entry.group, entry.value, distribution.version)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _refuse_linted(offer: Entry, origin: str, linted: Sequence[Path]) -> None:
    from importlib.util import find_spec

    package = offer.value.partition(":")[0].partition(".")[0]
    try:
        spec = find_spec(package)  # of a package at the top: nothing is imported
    except (ImportError, ValueError):
        spec = None
    if spec is None:
        raise SettingsFault(
            f"{origin}: the plugin `{offer.name}` of {offer.distribution} has no module `{package}`"
        )
    for place in (spec.origin, *(spec.submodule_search_locations or ())):
        if place and _is_linted(Path(os.path.realpath(place)), linted):
            raise SettingsFault(
                f"{origin}: the plugin `{offer.name}` lies in what is checked ({place}); "
                "nothing is loaded from there, so install it elsewhere"
            )


def _is_linted(place: Path, linted: Sequence[Path]) -> bool:
    """Whether a file lies in the linted folders. What is installed beside this program does not count.

    A virtual environment often lies in the repository; whoever can write there can change this program.
    """
    installed = {Path(os.path.realpath(sysconfig.get_path(scheme))) for scheme in ("purelib", "platlib")}
    if sys.prefix != sys.base_prefix and any(place.is_relative_to(folder) for folder in installed):
        return False
    return any(place.is_relative_to(os.path.realpath(folder)) for folder in linted)


def load_reporter(value: str) -> Callable[[Any, Any], str]:
    """The function that an entry point names. Raises `SettingsFault` where there is none."""
    from importlib import import_module

    module, _, name = value.partition(":")
    try:
        render: Callable[[Any, Any], str] = getattr(import_module(module), name or "render")
    except Exception as error:  # other people's code may fail in any way
        raise SettingsFault(
            f"the output format {value} fails when loaded: {type(error).__name__}: {error}"
        ) from error
    return render
