"""`opendata-lint registry lineage ID`: what a work is made of, and what is made of it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import common, locking

if TYPE_CHECKING:
    from opendata_lint.registry.lineage.graph import Graph
    from opendata_lint.registry.lineage.picture import Direction
    from opendata_lint.registry.lineage.resolving import Node
    from opendata_lint.registry.recording import Shelf
    from opendata_lint.tree import Tree

_FORMATS = ("text", "json", "mermaid", "dot")
_DEEPEST = 1_000


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "lineage", help="show what a card's work is made of, and what is made of it",
        description="Show what a work is made of and what is made of it, over the records of this "
        "registry and its members, and what is wrong with that: licenses, circles, retired works.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="a card, or an identifier such as hf:datasets/OWNER/NAME")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="default: text")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--upstream", action="store_true", help="only what it is made of")
    way.add_argument("--downstream", action="store_true", help="only what is made of it")
    parser.add_argument(
        "--depth", type=_depth, default=10, metavar="N", help="steps that are shown; default: 10"
    )
    parser.add_argument(
        "--cached", action="store_true", help="look into the caches of the Hub's and OpenML's clients too"
    )
    locking.add_options(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run)


def _depth(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= _DEEPEST:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no number from 1 to {_DEEPEST}")
    return int(text)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Show the lineage, or lock it."""
    from opendata_lint.registry.lineage.around import graph_of
    from opendata_lint.registry.lineage.caches import caches_of
    from opendata_lint.registry.lineage.picture import picture_of
    from opendata_lint.registry.lineage.resolving import nothing_cached

    locking.check_options(arguments)
    tree = common.tree_of(arguments)
    shelf = _shelf(tree, arguments)
    graph = graph_of(shelf, caches_of().lookup if arguments.cached else nothing_cached)
    root = _root(graph, arguments.id)
    if arguments.lock:
        return locking.lock(graph, root, tree, arguments)
    direction: Direction = "both"
    if arguments.upstream or arguments.downstream:
        direction = "upstream" if arguments.upstream else "downstream"
    _print(picture_of(graph, root, direction, arguments.depth), arguments.format)
    return CLEAN


def _print(picture: Any, format_: str) -> None:
    from opendata_lint.registry.lineage import rendering

    if format_ == "text":
        for line in rendering.to_lines(picture):
            common.say(line)
        return
    document = {"json": rendering.to_json, "mermaid": rendering.to_mermaid, "dot": rendering.to_dot}
    sys.stdout.write(document[format_](picture))


def _shelf(tree: Tree, arguments: argparse.Namespace) -> Shelf:
    """The records. Raises `RegistryFault` where there are none, and names those that cannot be used."""
    from opendata_lint.cli import fault
    from opendata_lint.registry import FOLDER
    from opendata_lint.registry.recording import Shelf
    from opendata_lint.registry.registrar import RegistryFault

    settings = common.configuration_of(tree, arguments).resolve(tree.root / "README.md").settings
    shelf = Shelf(tree, settings.registry)
    for path, why in shelf.records.faults.items():
        fault(f"{path} is left out: {why}")
    if not shelf.records.by_id:
        raise RegistryFault(f"there are no records in {FOLDER}; `opendata-lint registry record` writes them")
    return shelf


def _root(graph: Graph, text: str) -> Node:
    """The work that is meant. Raises `RegistryFault`."""
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.settings import did_you_mean

    found = graph.find(text)
    if found is None:
        known = [key for key, node in graph.nodes.items() if node.origin == "here"]
        raise RegistryFault(f"no record is of `{text}` or names it{did_you_mean(text, known)}")
    return found
