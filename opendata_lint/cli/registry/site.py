"""`opendata-lint registry site OUT`: a catalogue of the cards as static pages."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    from opendata_lint.tree import Tree


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "site", help="write a catalog of the cards as static pages",
        description="Write a catalog of all cards: pages that need no server and load nothing from "
        "elsewhere, with a search, and beside them the same for programs (schema.org, DCAT-AP, Croissant, "
        "an Atom feed). Needs the extra `registry`.",
    )  # fmt: skip
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="the folder; a former site in it is replaced as a whole"
    )
    parser.add_argument(
        "--title",
        metavar="TEXT",
        help="the catalog's title; default: from the configuration, or the folder's name",
    )
    parser.add_argument("--url", metavar="URL", help="where the site will be, for addresses in its files")
    parser.add_argument(
        "--no-check", action="store_true", help="leave the findings out, which take most of the time"
    )
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes; default: as many as pay")
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Write the site."""
    from opendata_lint.cli.progress import progress
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.registry.site.building import Wish, build

    if arguments.jobs < 0:
        raise RegistryFault(f"--jobs {arguments.jobs}: give a number of processes, or 0 for as many as pay")
    tree = common.tree_of(arguments)
    configuration = common.configuration_of(tree, arguments)
    registry = configuration.resolve(tree.root / "README.md").settings.registry
    title = arguments.title or registry.site.title or registry.name or _folder(tree)
    wish = Wish(
        " ".join(title.split())[:200],
        _address("--url", arguments.url) or _address("`url` under [registry.site]", registry.site.url),
        not arguments.no_check,
        arguments.jobs,
        progress(sys.stderr),
    )
    cards = build(tree, configuration, wish, arguments.out)
    common.say(f"{arguments.out}: a catalog of {cards} card{'' if cards == 1 else 's'}; open its index.html")
    return CLEAN


def _address(said: str, text: str | None) -> str | None:
    """Where the site will be, ending in a slash; `said` is what says it. Raises `RegistryFault`."""
    from opendata_lint.registry.registrar import RegistryFault

    if text is None:
        return None
    if not re.fullmatch(r"https?://[^\s\"<>\\^`{|}?#]+", text):
        raise RegistryFault(f"{said} is {text!r}; give an address such as https://data.example.org/catalog/")
    return text.rstrip("/") + "/"


def _folder(tree: Tree) -> str:
    return tree.root.name.removesuffix(".git") or "Catalog"
