"""Reports to text: one module an output format, each a function `render(report, options) -> str`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the command line asks for FORMATS before it knows whether it will check anything
    from opendata_lint.report import Report


class RenderOptions(NamedTuple):
    """What outputs depend on besides the report."""

    color: bool = False
    """Whether terminal colors may be used."""
    here: PurePath = PurePath()
    """The working directory, absolute; a report's paths count from it."""
    root: PurePath | None = None
    """The top of the repository, absolute, for services that count paths from there; None for `here`."""


FORMATS = (
    "full", "concise", "grouped", "json", "json-lines", "sarif", "github", "gitlab", "junit", "rdjson",
    "azure", "pylint", "markdown",
)  # fmt: skip
"""Names of the output formats, each the name of a module here (with `_` for `-`)."""


def renderer(name: str) -> Callable[[Report, RenderOptions], str]:
    """The renderer of a format, imported when first asked for. Raises `KeyError` for an unknown name."""
    from importlib import import_module

    if name not in FORMATS:
        raise KeyError(name)
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    render: Callable[[Report, RenderOptions], str] = module.render
    return render
