"""`opendata-lint registry ...`: the card registry of a Git repository. A module a sub-command."""

from __future__ import annotations

from importlib import import_module
from typing import Any

COMMANDS = (
    "record", "check", "bump", "build", "list", "show", "search", "query", "diff", "log", "blame",
    "lineage", "release", "releases", "verify", "promote", "deprecate", "site", "sync",
)  # fmt: skip
"""Names of the sub-commands, each the name of a module here."""


def add_parser(commands: Any) -> None:
    """Add the command's arguments, and those of its sub-commands."""
    parser = commands.add_parser(
        "registry", help="keep the registry of a repository's cards",
        description="The registry of a Git repository: which cards there are, in which version, under which "
        "license, made from what.",
    )  # fmt: skip
    inner = parser.add_subparsers(
        metavar="COMMAND", required=True, parser_class=type(parser), prog=parser.prog
    )
    for name in COMMANDS:
        import_module(f"opendata_lint.cli.registry.{name}").add_parser(inner)
