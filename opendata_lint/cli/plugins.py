"""`opendata-lint plugins`: list the formats of descriptors, built in and of other people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint import __version__
from opendata_lint.cli import CLEAN, configuring, fault

if TYPE_CHECKING:
    from opendata_lint.exchange.listing import Listed


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "plugins", help="list the formats of descriptors, and plugins that are not used",
        description="List the formats of descriptors: those that are built in, and those of plugins, with "
        "what keeps one from being used.",
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    configuring.add_files(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line a format, or JSON."""
    from opendata_lint.configuration.plugins import installed
    from opendata_lint.exchange.listing import listing
    from opendata_lint.reporting.terminal import harmless
    from opendata_lint.schema import SchemaFault
    from opendata_lint.settings import SettingsFault

    try:
        settings = configuring.configuration_of(arguments).resolve(Path.cwd() / "README.md").settings
    except (SchemaFault, SettingsFault) as error:
        return fault(str(error))
    listed = list(listing(settings.formats, installed(), __version__))
    if arguments.format == "json":
        import json

        sys.stdout.write(json.dumps([one._asdict() for one in listed], indent=1) + "\n")
        return CLEAN
    for line in _lines(listed):
        print(harmless(line))
    return CLEAN


def _lines(listed: Sequence[Listed]) -> Iterator[str]:
    rows = [("NAME", "FROM", "API", "WRITES", "VERSIONS"), *map(_row, listed)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row, one in zip(rows, (None, *listed), strict=True):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([*cells, row[4]]).rstrip()
        if one and one.disabled:
            yield f"  not used: {one.disabled}"


def _row(one: Listed) -> tuple[str, str, str, str, str]:
    return (
        one.name,
        f"{one.distribution} {one.version}",
        "-" if one.api is None else str(one.api),
        ", ".join(one.kinds or ()) or "-",
        ", ".join(one.versions or ()) or "-",
    )
