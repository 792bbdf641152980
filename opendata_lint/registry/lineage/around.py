"""The graph of lineage around the cards of a tree, and the places of one card in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.facts.related import PREVIOUS, Link, links_of
from opendata_lint.registry.lineage.graph import Edge, Graph
from opendata_lint.registry.lineage.relations import relation_of
from opendata_lint.registry.lineage.resolving import Lookup, Node, nothing_cached
from opendata_lint.registry.members import known_members
from opendata_lint.registry.record import Record
from opendata_lint.registry.recording import Shelf


@lru_cache(maxsize=4)
def graph_of(shelf: Shelf, lookup: Lookup = nothing_cached) -> Graph:
    """The graph over the records of a tree and its members. Members that are not at hand have no records."""
    members = {
        known.name: known.records if known.trusted else _names_only(known.records)
        for known in known_members(shelf.tree, shelf.settings)
    }
    return Graph(shelf.records.by_id, members, lookup)


def _names_only(records: Mapping[str, Record]) -> dict[str, Record]:
    """Records of a member of which nothing counts but that its cards exist."""
    return {
        card_id: Record(card_id, record.kind, record.card, record.card_digest)
        for card_id, record in records.items()
    }


class Named(NamedTuple):
    """A work that a card names, and what is known of it."""

    link: Link
    edge: Edge
    node: Node


def named_by(card: Card, card_id: str, record: Record | None, graph: Graph) -> list[Named]:
    """The works that a card is made of as it stands now, whatever its record says; a work once a relation."""
    locks = {(one.relation, one.id): one for one in record.lineage} if record else {}
    found: dict[tuple[str, str], Named] = {}
    for link in links_of(card):
        if link.relation == PREVIOUS:
            continue
        lock = locks.get((link.relation, link.identifier.work))
        kind = relation_of(link.relation).kind or card.kind
        edge = graph.edge_to(card_id, link.relation, link.identifier, kind, lock)
        if edge.target != card_id or link.identifier.work == card_id:
            found.setdefault((edge.relation, edge.target), Named(link, edge, graph.nodes[edge.target]))
    return list(found.values())
