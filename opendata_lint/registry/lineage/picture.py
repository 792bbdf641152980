"""What of a graph is shown: the works around one, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from opendata_lint.registry.lineage.cycles import circle_through
from opendata_lint.registry.lineage.graph import Edge, Graph
from opendata_lint.registry.lineage.resolving import Node
from opendata_lint.registry.lineage.terms import clashes, on_record

Direction = Literal["upstream", "downstream", "both"]


class Picture(NamedTuple):
    """The works around one."""

    root: Node
    nodes: tuple[Node, ...]
    """All that are shown, the root first, then by distance."""
    upstream: tuple[Edge, ...]
    downstream: tuple[Edge, ...]
    notes: tuple[str, ...]
    """What is wrong, in words."""
    cut: bool
    """Whether there is more beyond the depth asked for."""

    @property
    def edges(self) -> tuple[Edge, ...]:
        """All that are shown, each once."""
        return tuple(dict.fromkeys((*self.upstream, *self.downstream)))


def picture_of(graph: Graph, root: Node, direction: Direction, depth: int) -> Picture:
    """The works within `depth` steps of one, and what is wrong with what it is made of."""
    nodes = {root.key: root}
    up, more_up = _around(graph, nodes, root, graph.upstream if direction != "downstream" else None, depth)
    down, more_down = _around(
        graph, nodes, root, graph.downstream if direction != "upstream" else None, depth
    )
    notes = notes_on(graph, root) if direction != "downstream" else ()
    return Picture(root, tuple(nodes.values()), up, down, tuple(notes), more_up or more_down)


def _around(
    graph: Graph, nodes: dict[str, Node], root: Node, step: Callable[[str], Iterable[Edge]] | None, depth: int
) -> tuple[tuple[Edge, ...], bool]:
    """The edges of one direction, and whether there are more beyond."""
    if step is None:
        return (), False
    found: list[Edge] = list(step(root.key))
    cut = False
    for reached in graph.walk(found.copy(), step, depth):
        nodes.setdefault(reached.node.key, reached.node)
        if reached.node.key == root.key:
            continue
        if reached.depth < depth:
            found += step(reached.node.key)
        else:
            cut = cut or any(True for _ in step(reached.node.key))
    return tuple(dict.fromkeys(found)), cut


def notes_on(graph: Graph, node: Node) -> list[str]:
    """What is wrong with what a work is made of."""
    edges = graph.upstream(node.key)
    notes = []
    own = on_record(node.license)
    for clash in clashes(graph, own, node.kind or "dataset", edges) if own else ():
        way = " <- ".join(one.key for one in reversed(clash.path))
        notes.append(f"license: {way}: `{clash.origin.license}`, {clash.clause}; this is `{node.license}`")
    for edge in edges:
        target = graph.nodes[edge.target]
        if edge.lock and edge.lock.license and target.license not in (None, edge.lock.license):
            notes.append(
                f"license: `{edge.target}` was under `{edge.lock.license}` when looked at, "
                f"and is under `{target.license}` now"
            )
        if target.status in ("deprecated", "withdrawn") and edge.relation != "versionOf":
            notes.append(f"status: `{edge.target}` is {target.status}{_instead(target)}")
        circle = circle_through(graph, node.key, edge)
        if circle:
            notes.append(f"circle: {way_of(circle)}")
    return notes


def _instead(node: Node) -> str:
    record = node.record
    return f", and `{record.replaced_by}` takes its place" if record and record.replaced_by else ""


def way_of(circle: list[str]) -> str:
    """A circle in words, the middle of a long one left out."""
    keys = circle if len(circle) < 9 else [*circle[:4], f"({len(circle) - 8} more)", *circle[-4:]]
    return " <- ".join(keys)
