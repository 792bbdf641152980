"""Reports to text: one module an output format, each a function `render(report, options) -> str`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from opendata_lint.engine import Report


class RenderOptions(NamedTuple):
    """What outputs for people depend on besides the report."""

    color: bool = False
    """Whether terminal colors may be used."""


FORMATS = ("full", "concise", "json")
"""Names of the output formats, each the name of a module here."""


def renderer(name: str) -> Callable[[Report, RenderOptions], str]:
    """The renderer of a format; modules are imported when first used. Raises `KeyError` for an unknown name."""
    if name not in FORMATS:
        raise KeyError(name)
    render: Callable[[Report, RenderOptions], str] = import_module(f"opendata_lint.reporting.{name}").render
    return render
