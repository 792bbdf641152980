"""Places for the boxes and lines of a graph: layers from left to right, few crossings, nothing recurs.

The usual steps (Sugiyama): circles are opened, boxes go to the layer behind the last of what they are made
of, long lines get a point in each layer that they cross, and each layer is ordered by its neighbors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

_SWEEPS = 8
"""Times that all layers are ordered anew."""

Point = tuple[int, int]
"""A layer, and a place in it."""


class Layout(NamedTuple):
    """Where everything is."""

    places: Mapping[str, Point]
    ways: Mapping[tuple[str, str], tuple[Point, ...]]
    """The points of each line, from the box where it begins to the one where it ends."""
    layers: int
    height: int
    """Places in the longest layer."""
    sizes: tuple[int, ...]
    """Places in each layer."""


def lay_out(keys: Sequence[str], edges: Iterable[tuple[str, str]]) -> Layout:
    """Places for boxes by key; an edge goes from what something is made of to what is made of it."""
    known = set(keys)
    ordered = sorted({edge for edge in edges if edge[0] != edge[1] and known.issuperset(edge)})
    forward = _opened(keys, ordered)
    layer = _layers(keys, forward)
    chains = {edge: _chain(edge, layer) for edge in forward}
    rows = _rows(keys, layer, chains)
    _order(rows, chains)
    places = {key: (column, row) for column, names in enumerate(rows) for row, key in enumerate(names)}
    ways: dict[tuple[str, str], tuple[Point, ...]] = {}
    for edge in ordered:
        turned = edge not in chains
        chain = chains[edge[1], edge[0]] if turned else chains[edge]
        points = tuple(places[key] for key in chain)
        ways[edge] = points[::-1] if turned else points
    sizes = tuple(map(len, rows))
    return Layout({key: places[key] for key in keys}, ways, len(rows), max(sizes, default=0), sizes)


def _opened(keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The edges without circles: those that lead back are turned round."""
    ahead: dict[str, list[str]] = {key: [] for key in keys}
    for source, target in edges:
        ahead[source].append(target)
    state = dict.fromkeys(keys, 0)  # 1 while what is behind a box is looked at, 2 when that is done
    back: set[tuple[str, str]] = set()
    for start in keys:
        stack = [(start, iter(ahead[start]))] if not state[start] else []
        state[start] = state[start] or 1
        while stack:
            key, rest = stack[-1]
            for target in rest:
                if state[target] == 1:
                    back.add((key, target))
                elif not state[target]:
                    state[target] = 1
                    stack.append((target, iter(ahead[target])))
                    break
            else:
                state[key] = 2
                stack.pop()
    return list(dict.fromkeys((b, a) if (a, b) in back else (a, b) for a, b in edges))


def _layers(keys: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The layer of each box: one behind the last of those that lead to it."""
    ahead: dict[str, list[str]] = {key: [] for key in keys}
    waits = dict.fromkeys(keys, 0)
    for source, target in edges:
        ahead[source].append(target)
        waits[target] += 1
    layer = dict.fromkeys(keys, 0)
    ready = [key for key in keys if not waits[key]]
    while ready:
        key = ready.pop()
        for target in ahead[key]:
            layer[target] = max(layer[target], layer[key] + 1)
            waits[target] -= 1
            if not waits[target]:
                ready.append(target)
    return layer


def _chain(edge: tuple[str, str], layer: Mapping[str, int]) -> list[str]:
    """The names of the points of a line; those between its ends have names that no box has."""
    source, target = edge
    between = [f"{source}\0{target}\0{step}" for step in range(layer[source] + 1, layer[target])]
    return [source, *between, target]


def _rows(
    keys: Sequence[str], layer: Mapping[str, int], chains: Mapping[tuple[str, str], list[str]]
) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for key in keys:
        rows[layer[key]].append(key)
    for (source, _), chain in chains.items():
        for step, name in enumerate(chain[1:-1], layer[source] + 1):
            rows[step].append(name)
    return rows


def _order(rows: list[list[str]], chains: Mapping[tuple[str, str], list[str]]) -> None:
    """Order each layer by the mean place of its neighbors, forth and back."""
    before: dict[str, list[str]] = {}
    behind: dict[str, list[str]] = {}
    for chain in chains.values():
        for one, other in pairwise(chain):
            behind.setdefault(one, []).append(other)
            before.setdefault(other, []).append(one)
    for sweep in range(_SWEEPS):
        if sweep % 2 == 0:
            for column in range(1, len(rows)):
                _order_by(rows[column], rows[column - 1], before)
        else:
            for column in range(len(rows) - 2, -1, -1):
                _order_by(rows[column], rows[column + 1], behind)


def _order_by(row: list[str], other: list[str], near: Mapping[str, list[str]]) -> None:
    place = {name: index for index, name in enumerate(other)}
    own = {name: index for index, name in enumerate(row)}

    def mean(name: str) -> float:
        found = [place[one] for one in near.get(name, ())]
        return sum(found) / len(found) if found else own[name]

    row.sort(key=mean)
