"""`opendata-lint registry build`: bring the index up to date, or write it to a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import asking, common

if TYPE_CHECKING:
    from opendata_lint.registry.index.opening import Index


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "build", help="build the index of cards and records",
        description="Read the cards and records of a tree into an SQLite file, of which only what changed "
        "is read again. The commands that ask do so by themselves; this one is for other tools.",
    )  # fmt: skip
    parser.add_argument(
        "--output", "-o", type=Path, metavar="FILE",
        help="where to; default: opendata/index.sqlite in the Git folder",
    )  # fmt: skip
    parser.add_argument("--anew", action="store_true", help="take nothing over from the index that is there")
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Build the index, and tell of it."""
    from opendata_lint.registry.index.opening import default_place, opened
    from opendata_lint.registry.registrar import RegistryFault

    tree = common.tree_of(arguments)
    place = arguments.output or default_place(tree.root)
    configuration = common.configuration_of(tree, arguments)
    with opened(tree, configuration, place, common.note, arguments.anew) as index:
        if index.path.absolute() != place.absolute():
            raise RegistryFault(f"{place} cannot be written")
        _tell(index)
    return CLEAN


def _tell(index: Index) -> None:
    (cards,) = index.connection.execute("SELECT count(*) FROM cards").fetchone()
    read = f"{index.filled.read} files read" if index.filled else "nothing changed"
    common.say(f"{index.path}: {asking.count(cards, 'card')}, {read}")
    for path, why in index.filled.unusable.items() if index.filled else ():
        common.note(f"{path} is left out: {why}")
