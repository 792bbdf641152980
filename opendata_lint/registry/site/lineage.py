"""What the site shows of lineage: the works around a card, and all of them in groups that hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from opendata_lint.registry.digests import content_digest
from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.lineage.graph import Edge, Graph
from opendata_lint.registry.lineage.relations import relation_of
from opendata_lint.registry.lineage.rendering import shown_key
from opendata_lint.registry.lineage.resolving import Node
from opendata_lint.registry.members import known_members
from opendata_lint.registry.record import Record
from opendata_lint.registry.site.pictures import Arrow, Box
from opendata_lint.registry.site.site import page_of
from opendata_lint.settings import RegistrySettings
from opendata_lint.tree import Tree

_AROUND = 24
"""Works that are shown on one side of a card."""
_DEPTH = 3
GROUP = 80
"""Works in a group up to which it is drawn; of larger ones only the list is there."""
_DRAWN = 1_500
"""Works that are drawn in all."""


class Line(NamedTuple):
    """A relation in words."""

    words: str
    name: str
    page: str | None
    about: str


class Around(NamedTuple):
    """The works around a card."""

    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    lines: tuple[Line, ...] = ()
    """Each relation of the card itself, in words."""
    more: int = 0
    """Relations of the card that are not in the list."""


class Group(NamedTuple):
    """Works that hang together."""

    name: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    is_drawn: bool


def graph_of(tree: Tree, settings: RegistrySettings, entries: Iterable[Entry]) -> Graph:
    """The graph over cards; those without a record have what they say themselves."""
    records = {entry.id: entry.record or _as_record(entry) for entry in entries}
    members = {known.name: known.records for known in known_members(tree, settings) if known.trusted}
    return Graph(records, members)


def _as_record(entry: Entry) -> Record:
    digest = content_digest(entry.blob or "")
    return Record(
        entry.id, entry.kind, entry.path, digest, entry.title, entry.version, license=entry.license,
        lineage=entry.lineage,
    )  # fmt: skip


class Shower:
    """Makes boxes and words of a graph; addresses are for pages in one folder."""

    def __init__(self, graph: Graph, folder: str = "") -> None:
        """`folder` is where the pages of cards are, from the page that is made."""
        self.graph = graph
        self.folder = folder

    def page(self, key: str) -> str | None:
        """The page of a work, None where it is no card of this registry."""
        return f"{self.folder}{page_of(key)}" if self.graph.nodes[key].origin == "here" else None

    def box(self, key: str, focus: bool = False) -> Box:
        """A work as a box."""
        node = self.graph.nodes[key]
        classes = [node.kind or "work", *(() if node.origin == "here" else ("outside",))]
        about = ", ".join(part for part in (node.license, _state(node)) if part)
        if node.origin in ("unresolved", "names") and not about:
            about = "not in this registry"
        return Box(key, name_of(node), about, " ".join((*classes, *(("focus",) if focus else ()))),
                   None if focus else self.page(key))  # fmt: skip

    def arrow(self, edge: Edge) -> Arrow:
        """An edge as an arrow from what something is made of."""
        words = relation_of(edge.relation).words
        names = (name_of(self.graph.nodes[key]) for key in (edge.source, edge.target))
        return Arrow(edge.target, edge.source, f" {words} ".join(names))

    def around(self, key: str) -> Around:
        """The works around a card; none where nothing is known."""
        up = _near(key, self.graph.upstream, lambda edge: edge.target)
        down = _near(key, self.graph.downstream, lambda edge: edge.source)
        edges = dict.fromkeys((*up, *down))
        if not edges:
            return Around()
        keys = dict.fromkeys((key, *(end for edge in edges for end in (edge.source, edge.target))))
        own = [*self._lines(key)]
        return Around(
            tuple(self.box(one, focus=one == key) for one in keys),
            tuple(map(self.arrow, edges)),
            tuple(own[: 2 * _AROUND]),
            max(0, len(own) - 2 * _AROUND),
        )

    def _lines(self, key: str) -> Iterator[Line]:
        for edge in self.graph.upstream(key):
            yield self._line(relation_of(edge.relation).words, edge.target)
        for edge in self.graph.downstream(key):
            yield self._line(relation_of(edge.relation).inverse, edge.source)

    def _line(self, words: str, key: str) -> Line:
        node = self.graph.nodes[key]
        about = ", ".join(part for part in (node.license, _state(node)) if part)
        return Line(words[:1].upper() + words[1:], name_of(node), self.page(key), about)

    def groups(self) -> list[Group]:
        """All works that stand to any other, the largest group first."""
        found = [Group(*self._group(keys, edges), is_drawn=False) for keys, edges in _components(self.graph)]
        found.sort(key=lambda group: (-len(group.boxes), group.name.casefold()))
        drawn = 0
        marked = []
        for group in found:
            fits = len(group.boxes) <= GROUP and drawn + len(group.boxes) <= _DRAWN
            drawn += len(group.boxes) if fits else 0
            marked.append(group._replace(is_drawn=fits))
        return marked

    def _group(
        self, keys: Sequence[str], edges: Sequence[Edge]
    ) -> tuple[str, tuple[Box, ...], tuple[Arrow, ...]]:
        count: dict[str, int] = {}
        for edge in edges:
            for end in (edge.source, edge.target):
                count[end] = count.get(end, 0) + 1
        middle = max(sorted(keys), key=lambda key: (self.graph.nodes[key].origin == "here", count[key]))
        return name_of(self.graph.nodes[middle]), tuple(map(self.box, keys)), tuple(map(self.arrow, edges))


def name_of(node: Node) -> str:
    """What a work is called."""
    return " ".join((node.title or shown_key(node)).split())[:200]


def _state(node: Node) -> str | None:
    return node.status if node.status not in (None, "active") else None


def _near(key: str, step: Callable[[str], tuple[Edge, ...]], end: Callable[[Edge], str]) -> list[Edge]:
    """Edges on one side of a work, the nearest first, to at most `_AROUND` works."""
    seen = {key}
    edges: list[Edge] = []
    ahead = [key]
    for _ in range(_DEPTH):
        reached = []
        for one in ahead:
            for edge in step(one):
                other = end(edge)
                if other not in seen:
                    if len(seen) > _AROUND:
                        continue
                    seen.add(other)
                    reached.append(other)
                edges.append(edge)
        ahead = reached
    return edges


def _components(graph: Graph) -> Iterator[tuple[list[str], list[Edge]]]:
    """The works that hang together, with the edges between them."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        above.setdefault(key, key)
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    edges = [edge for edge in graph.edges() if edge.source != edge.target]
    for edge in edges:
        above[top(edge.source)] = top(edge.target)
    keys: dict[str, list[str]] = {}
    between: dict[str, list[Edge]] = {}
    for key in sorted(above):
        keys.setdefault(top(key), []).append(key)
    for edge in edges:
        between.setdefault(top(edge.source), []).append(edge)
    for name, members in keys.items():
        yield members, between[name]


def counts(groups: Sequence[Group]) -> Mapping[str, int]:
    """How many works and relations there are."""
    return {
        "works": sum(len(group.boxes) for group in groups),
        "relations": sum(len(group.arrows) for group in groups),
    }
