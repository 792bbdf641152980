"""Plugins that are installed for a test: distributions with entry points, in a folder on the path."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from opendata_lint.configuration.plugins import REGISTRIES, find_plugins
from opendata_lint.configuration.said import Said
from opendata_lint.exchange.plugins import load
from opendata_lint.settings import FormatPlugins


def lay_out(folder: Path, distribution: str, entry: str, code: str) -> None:
    """Write a distribution with one entry point for a registry, `name=module:Class`, as pip installs it."""
    module = entry.partition("=")[2].partition(":")[0]
    info = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{REGISTRIES}]\n{entry.replace('=', ' = ')}\n")
    (folder / f"{module}.py").write_text(code)


def installed(
    plugins: Iterable[tuple[str, str, str]], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> FormatPlugins:
    """Install plugins (distribution, entry point, code), and find them as the configuration does."""
    given = tuple(plugins)
    if not given:
        return FormatPlugins()
    for distribution, entry, code in given:
        lay_out(folder, distribution, entry, code)
        monkeypatch.delitem(sys.modules, entry.partition("=")[2].partition(":")[0], raising=False)
    load.cache_clear()
    monkeypatch.syspath_prepend(str(folder))
    names = tuple(distribution for distribution, _, _ in given)
    return FormatPlugins(find_plugins(Said(names, "test", folder), ()).registries)
