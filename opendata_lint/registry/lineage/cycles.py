"""Circles: works that are made of themselves, by way of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opendata_lint.registry.lineage.graph import Edge, Graph
from opendata_lint.registry.lineage.relations import relation_of


def closes_circles(edge: Edge) -> bool:
    """Whether an edge can be part of a fault: a pinned one names an earlier state, which may well be."""
    return relation_of(edge.relation).made and not edge.pinned


def circle_through(graph: Graph, key: str, edge: Edge) -> list[str] | None:
    """The shortest way from a work over one of its edges back to it; None where there is none."""
    if not closes_circles(edge):
        return None
    came: dict[str, str] = {}
    if edge.target == key:
        return [key, key]
    for step in graph.walk([edge], graph.upstream, along=closes_circles):
        for onward in graph.upstream(step.node.key):
            if closes_circles(onward):
                came.setdefault(onward.target, step.node.key)
                if onward.target == key:
                    return _way_back(came, key, edge.target)
    return None


def _way_back(came: dict[str, str], key: str, first: str) -> list[str]:
    way = [key]
    at = came[key]
    while at != first:
        way.append(at)
        at = came[at]
    return [key, first, *reversed(way[1:]), key]


def circles(graph: Graph) -> list[list[str]]:
    """Every group of works that are made of each other, each sorted, in order."""
    edges = {
        key: [edge.target for edge in graph.upstream(key) if closes_circles(edge)] for key in graph.nodes
    }
    groups = _components(edges, edges.__getitem__)
    return sorted(sorted(group) for group in groups if len(group) > 1 or group[0] in edges[group[0]])


def _components(keys: Iterable[str], ahead: Callable[[str], list[str]]) -> list[list[str]]:
    """The strongly connected components, by Tarjan's algorithm with a stack of its own."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    held: set[str] = set()
    found: list[list[str]] = []
    for root in keys:
        if root in number:
            continue
        path = [(root, iter(ahead(root)))]
        while path:
            key, rest = path[-1]
            if key not in number:
                number[key] = lowest[key] = len(number)
                waiting.append(key)
                held.add(key)
            following = next(rest, None)
            if following is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[key])
                if lowest[key] == number[key]:
                    found.append(_taken_off(waiting, held, key))
            elif following not in number:
                path.append((following, iter(ahead(following))))
            elif following in held:
                lowest[key] = min(lowest[key], number[following])
    return found


def _taken_off(waiting: list[str], held: set[str], key: str) -> list[str]:
    """The works on the stack down to a key."""
    group: list[str] = []
    while not group or group[-1] != key:
        group.append(waiting.pop())
        held.discard(group[-1])
    return group
