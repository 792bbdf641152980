"""`registry lineage ID --lock`: write what is known of the works that a card names into its record."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    from opendata_lint.network.lineage import Key
    from opendata_lint.registry.lineage.graph import Graph
    from opendata_lint.registry.lineage.resolving import Node
    from opendata_lint.registry.record import Record
    from opendata_lint.tree import Tree


def add_options(parser: Any) -> None:
    """Add the options, as a group of their own."""
    group = parser.add_argument_group("lock")
    group.add_argument(
        "--lock", action="store_true",
        help="write license and digest of what it is made of into its record, so that changes are told",
    )  # fmt: skip
    group.add_argument(
        "--online", action="store_true",
        help="with --lock: ask the registries of works that are not here, over the network, without a token",
    )  # fmt: skip
    group.add_argument(
        "--upgrade", action="store_true",
        help="with --online: take the newest revision in place of the locked one, unless the card states one",
    )  # fmt: skip
    group.add_argument(
        "--endpoint", action="append", default=[], type=_endpoint, metavar="REGISTRY=URL",
        help="with --online: another server of a registry, such as hf=https://hub.example.org",
    )  # fmt: skip


def _endpoint(text: str) -> tuple[str, str]:
    name, equals, url = text.partition("=")
    if name not in ("hf", "openml", "kaggle", "zenodo", "datacite") or not (equals and url):
        raise argparse.ArgumentTypeError(f"`{text[:80]}` is no REGISTRY=URL, such as hf=https://example.org")
    return name, url


def check_options(arguments: argparse.Namespace) -> None:
    """Raise `RegistryFault` for an option without the one that it belongs to."""
    from opendata_lint.registry.registrar import RegistryFault

    if arguments.online and not arguments.lock:
        raise RegistryFault("--online asks for what --lock then writes down; give both")
    if (arguments.upgrade or arguments.endpoint) and not arguments.online:
        raise RegistryFault("--upgrade and --endpoint are for --online")


def lock(graph: Graph, root: Node, tree: Tree, arguments: argparse.Namespace) -> int:
    """Renew the record of a card. Raises `RegistryFault`; the record is then as it was."""
    from opendata_lint.registry.lineage.locking import locked
    from opendata_lint.registry.registrar import RegistryFault, write_record
    from opendata_lint.tree import WorkTree

    if root.origin != "here" or root.record is None:
        raise RegistryFault(f"`{root.key}` is no card of this registry, so it has no record to write to")
    if not isinstance(tree, WorkTree):
        raise RegistryFault("records are written to files on disk; leave out --staged and --rev")
    new = locked(root.record, graph)
    if arguments.online:
        new = _asked(new, graph, tree, arguments)
    if new == root.record:
        common.say(f"the record of `{root.key}` has all that is known")
        return CLEAN
    write_record(tree.root, tree, new)
    seen = sum(one != other for one, other in zip(new.lineage, root.record.lineage, strict=True))
    common.say(f"the record of `{root.key}` renewed: {seen} of {len(new.lineage)} works looked at anew")
    return CLEAN


def _asked(record: Record, graph: Graph, tree: Tree, arguments: argparse.Namespace) -> Record:
    """The record with what registries say of the works that neither this one nor a member has."""
    from opendata_lint.network.lineage import renewed
    from opendata_lint.network.protocol import NetworkFault
    from opendata_lint.registry.registrar import RegistryFault

    known = frozenset(
        (edge.lock.relation, edge.lock.id)
        for edge in graph.upstream(record.id)
        if edge.lock and graph.nodes[edge.target].origin in ("here", "member")
    )
    try:
        found = renewed(
            record, known, _stated(record, tree), dict(arguments.endpoint), upgrade=arguments.upgrade
        )
    except NetworkFault as error:
        raise RegistryFault(str(error)) from None
    for line in found.told:
        common.say(line)
    return found.record


def _stated(record: Record, tree: Tree) -> dict[Key, str | None]:
    """The revisions that the card itself states."""
    from opendata_lint.card import Card
    from opendata_lint.facts.related import links_of

    card = Card(tree.read(record.card), record.card, record.kind)
    return {(link.relation, link.identifier.work): link.identifier.revision for link in links_of(card)}
