"""What licenses pass on along a chain of works, beyond the neighbors that single cards are held against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.finding import NOWHERE
from opendata_lint.registry.lineage.graph import Edge, Graph, Step
from opendata_lint.registry.lineage.relations import relation_of
from opendata_lint.registry.lineage.resolving import Node
from opendata_lint.rules.base_terms import OPEN_RESULTS
from opendata_lint.rules.license_claims import Declared
from opendata_lint.rules.lineage import Source, passes, satisfied_by
from opendata_lint.vocabulary.grants import Demand, grants_of
from opendata_lint.vocabulary.hub_licenses import hub_license

_MOST = 20
"""Lost terms that are told of one work."""


class Clash(NamedTuple):
    """A term of a work far up that is lost in what is made of it."""

    path: tuple[Node, ...]
    """From a work that is named directly to the one whose term it is."""
    edge: Edge
    """The first one of the way."""
    demand: Demand
    clause: str
    """The term in words, after the license that has it."""

    @property
    def origin(self) -> Node:
        """The work whose term is lost."""
        return self.path[-1]


@lru_cache(maxsize=4096)
def on_record(expression: str | None) -> Declared | None:
    """The license of a record, as rules compare licenses; None where it cannot be compared.

    Licenses that SPDX does not have are on record as `LicenseRef-` with the Hub's id behind it.
    """
    if expression is None:
        return None
    told = re.sub(
        r"LicenseRef-([A-Za-z0-9.+-]+)",
        lambda match: match[1] if hub_license(match[1].lower()) else match[0],
        expression,
    )
    grants = grants_of(told)
    return Declared("/license", (expression,), grants) if grants else None


def clashes(graph: Graph, own: Declared, kind: Kind, edges: Iterable[Edge]) -> Iterator[Clash]:
    """The terms that are lost between a work, its license and kind given, and all that it is made of.

    Of each way the nearest work that has a term counts: what is lost further up is told there.
    """
    reached: dict[str, Step] = {}
    told: dict[str, frozenset[Demand]] = {}
    found = 0
    for step in graph.walk(edges, graph.upstream, along=lambda edge: relation_of(edge.relation).passes_on):
        key, made = step.node.key, step.edge.source
        reached[key] = step
        source = _source(step.node)
        nearer = told.get(made, frozenset()) if step.depth > 1 else frozenset[Demand]()
        told[key] = nearer | (source.demands() if source else frozenset())
        for demand, clause in lost(own, source, kind) if source else ():
            if demand not in nearer and found < _MOST:
                found += 1
                yield _clash(reached, step, demand, clause)


def _clash(reached: dict[str, Step], step: Step, demand: Demand, clause: str) -> Clash:
    way = [step]
    while way[-1].depth > 1:
        way.append(reached[way[-1].edge.source])
    return Clash(tuple(one.node for one in reversed(way)), way[-1].edge, demand, clause)


def lost(own: Declared, source: Source, kind: Kind) -> Iterator[tuple[Demand, str]]:
    """What a license asks that another one, of a work made of the first, does not keep."""
    demands = source.demands()
    asked = [grant.demands() for grant in own.grants]
    kept = frozenset[Demand]().union(*(some for some in asked if some is not None))
    if None in asked:
        return
    if "no-derivatives" in demands:
        yield "no-derivatives", "which lets nobody share what is made of it"
    elif "non-commercial" in demands and "non-commercial" not in kept:
        yield "non-commercial", "which forbids commercial use"
    elif "share-alike" in demands and not _stops_at_results(source, kind):
        allowed = satisfied_by(source)
        if allowed and not passes(own, allowed):
            yield "share-alike", "which asks that what is made of it keeps that license"
    if kind == "model" and "use-restrictions" in demands and "use-restrictions" not in kept:
        yield "use-restrictions", "whose terms go with everything made of it"


def _stops_at_results(source: Source, kind: Kind) -> bool:
    families = {grant.family for grant in source.license.grants} if source.license else set()
    return kind == "model" and bool(families & set(OPEN_RESULTS))


def _source(node: Node) -> Source | None:
    license_ = on_record(node.license)
    return (
        Source(node.key, NOWHERE, license_, node.record.card if node.record else None) if license_ else None
    )
