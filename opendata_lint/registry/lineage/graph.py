"""The graph of works: who is made of what, over all records of a registry and its members.

Chains may be as long as somebody likes to write them: everything here goes step by step, nothing recurs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.facts.related import PREVIOUS
from opendata_lint.registry.lineage.relations import relation_of
from opendata_lint.registry.lineage.resolving import (
    Catalog,
    Lookup,
    Node,
    Resolver,
    node_of,
    nothing_cached,
)
from opendata_lint.registry.record import Record, Upstream
from opendata_lint.vocabulary.identifiers import Identifier, parse_identifier


class Edge(NamedTuple):
    """One work stands to another: `source` is what is made, `target` what it is made of."""

    source: str
    relation: str
    target: str
    pinned: bool = False
    """Whether content is meant that cannot change: the identifier or the lock names it."""
    lock: Upstream | None = None
    """What the record of the source says of the target."""


class Step(NamedTuple):
    """A work on a walk through the graph."""

    node: Node
    edge: Edge
    """By which it was reached first."""
    depth: int
    """Edges from where the walk began."""


class Graph:
    """Works and how they stand to each other. Read when first asked; results do not depend on order."""

    def __init__(
        self,
        records: Mapping[str, Record],
        members: Mapping[str, Mapping[str, Record]] | None = None,
        lookup: Lookup = nothing_cached,
    ) -> None:
        """`members` are records by id, by the name that a registry goes by here."""
        self.resolver = Resolver(records, members or {}, lookup)
        self.nodes: dict[str, Node] = {}
        """Every work that a record is of or names, by key."""
        for catalog in self.resolver.catalogs():
            for card_id in sorted(catalog.records):
                node = node_of(catalog, catalog.records[card_id])
                self.nodes[node.key] = node

    @cached_property
    def _edges(self) -> tuple[dict[str, list[Edge]], dict[str, list[Edge]]]:
        """Edges by what is made, and by what it is made of."""
        made: dict[str, list[Edge]] = {}
        used: dict[str, list[Edge]] = {}
        seen: set[tuple[str, str, str]] = set()
        for catalog in self.resolver.catalogs():
            for card_id in sorted(catalog.records):
                for edge in self._of_record(catalog, catalog.records[card_id]):
                    if edge[:3] not in seen:
                        seen.add(edge[:3])
                        made.setdefault(edge.source, []).append(edge)
                        used.setdefault(edge.target, []).append(edge)
        return made, used

    def _of_record(self, catalog: Catalog, record: Record) -> Iterator[Edge]:
        key = catalog.key(record.id)
        for lock in record.lineage:
            kind = record.kind if lock.relation == PREVIOUS else relation_of(lock.relation).kind
            identifier = parse_identifier(lock.id, kind or record.kind)
            edge = self.edge_to(key, lock.relation, identifier, kind, lock, catalog)
            if edge.source != edge.target or lock.id == record.id:
                yield edge

    def edge_to(
        self,
        key: str,
        relation: str,
        identifier: Identifier,
        kind: Kind | None,
        lock: Upstream | None,
        catalog: Catalog | None = None,
    ) -> Edge:
        """The edge from a work to one that a card of the registry `catalog` names; the work becomes a node.

        An id goes before whatever else a name may mean.
        """
        home = catalog or self.resolver.own
        if (record := home.records.get(identifier.work)) and kind in (None, record.kind):
            node = node_of(home, record)
        else:
            node = self.resolver.resolve(identifier, kind, home, lock)
        if not (known := self.nodes.get(node.key)) or not known.known:
            self.nodes[node.key] = node
        if relation == PREVIOUS:
            return Edge(node.key, "versionOf", key)
        pinned = identifier.pinned or bool(lock and lock.revision and is_pinned(identifier, lock.revision))
        return Edge(key, relation, node.key, pinned, lock)

    def upstream(self, key: str) -> tuple[Edge, ...]:
        """What a work is made of."""
        return tuple(self._edges[0].get(key, ()))

    def downstream(self, key: str) -> tuple[Edge, ...]:
        """What is made of a work."""
        return tuple(self._edges[1].get(key, ()))

    def edges(self) -> Iterator[Edge]:
        """All of them."""
        for found in self._edges[0].values():
            yield from found

    def find(self, text: str) -> Node | None:
        """The work of that id or identifier, None where no record is of it or names it."""
        if text in self.nodes:
            return self.nodes[text]
        self._edges  # noqa: B018 - names what is only an upstream
        kinds: tuple[Kind, ...] = ("dataset", "model")
        for kind in kinds:
            identifier = parse_identifier(text, kind)
            key = self.resolver.resolve(identifier, None, self.resolver.own).key
            if key in self.nodes:
                return self.nodes[key]
        return None

    def walk(
        self,
        start: Iterable[Edge],
        step: Callable[[str], Iterable[Edge]],
        depth: int | None = None,
        along: Callable[[Edge], bool] = lambda edge: True,
    ) -> Iterator[Step]:
        """The works behind some edges, the nearest first, each once.

        `step` is `self.upstream` or `self.downstream`; `depth` None goes to the end.
        """
        up = step == self.upstream
        ahead = [edge for edge in start if along(edge)]
        seen: set[str] = set()
        level = 1
        while ahead and (depth is None or level <= depth):
            reached: list[Edge] = []
            for edge in ahead:
                key = edge.target if up else edge.source
                if key not in seen:
                    seen.add(key)
                    yield Step(self.nodes[key], edge, level)
                    reached += filter(along, step(key))
            ahead, level = reached, level + 1


def is_pinned(identifier: Identifier, revision: str) -> bool:
    """Whether a revision of a work names content that cannot change."""
    mark = "/" if identifier.scheme == "kaggle" else "@"
    return parse_identifier(f"{identifier.work}{mark}{revision}", identifier.kind).pinned
