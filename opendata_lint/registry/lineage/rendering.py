"""A picture of lineage as text, JSON, Mermaid and Graphviz."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from opendata_lint.registry.lineage.graph import Edge
from opendata_lint.registry.lineage.picture import Picture
from opendata_lint.registry.lineage.relations import relation_of
from opendata_lint.registry.lineage.resolving import Node


def to_lines(picture: Picture) -> list[str]:
    """A tree a direction, a work a line; what was shown before is not unfolded again.

    As others wrote them: whoever prints the lines makes them harmless, one by one.
    """
    lines = [told(picture.root)]
    nodes = {node.key: node for node in picture.nodes}
    up = _by(picture.upstream, lambda edge: edge.source)
    down = _by(picture.downstream, lambda edge: edge.target)
    lines += _tree(picture.root, nodes, up, lambda edge: (relation_of(edge.relation).words, edge.target))
    below = list(
        _tree(picture.root, nodes, down, lambda edge: (relation_of(edge.relation).inverse, edge.source))
    )
    lines += ["", "and is used by", *below] if below else []
    lines += ["", "(more beyond; see --depth)"] if picture.cut else []
    return [*lines, "", *picture.notes] if picture.notes else lines


def told(node: Node) -> str:
    """A work on a line."""
    facts: list[str] = [node.kind] if node.kind else []
    if node.record and node.record.version:
        facts.append(f"version {node.record.version}")
    if node.revision:
        facts.append(f"at {node.revision}")
    if node.license:
        facts.append(node.license)
    elif node.known:
        facts.append("no license")
    if node.status and node.status != "active":
        facts.append(node.status)
    origins = {"lock": "as last looked at", "cache": "from a cache", "unresolved": "unresolved (offline)"}
    facts += [origins[node.origin]] if node.origin in origins else []
    return f"{shown_key(node)} ({', '.join(facts)})" if facts else shown_key(node)


def shown_key(node: Node) -> str:
    """How a work is called: bare names without their prefix."""
    return node.key.removeprefix("name:") if node.origin not in ("here", "member") else node.key


def _by(edges: Iterable[Edge], end: Callable[[Edge], str]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(end(edge), []).append(edge)
    return found


def _tree(
    root: Node,
    nodes: dict[str, Node],
    edges: dict[str, list[Edge]],
    step: Callable[[Edge], tuple[str, str]],
) -> Iterator[str]:
    unfolded = {root.key}
    ahead = [("", edge, index == 0) for index, edge in enumerate(reversed(edges.get(root.key, [])))]
    while ahead:
        indent, edge, last = ahead.pop()
        words, key = step(edge)
        again = key in unfolded and bool(edges.get(key))
        yield f"{indent}{'`-' if last else '|-'} {words} {told(nodes[key])}{' ...' if again else ''}"
        if key not in unfolded:
            unfolded.add(key)
            inner = indent + ("   " if last else "|  ")
            ahead += [(inner, one, index == 0) for index, one in enumerate(reversed(edges.get(key, [])))]


def to_json(picture: Picture) -> str:
    """One object: `root`, `nodes`, `edges`, `notes`, `cut`."""
    document = {
        "root": picture.root.key,
        "nodes": [_node(node) for node in picture.nodes],
        "edges": [
            {
                "source": edge.source,
                "relation": edge.relation,
                "target": edge.target,
                "pinned": edge.pinned,
                "lock": edge.lock._asdict() if edge.lock else None,
            }
            for edge in picture.edges
        ],
        "notes": list(picture.notes),
        "cut": picture.cut,
    }
    return json.dumps(document, indent=2) + "\n"


def _node(node: Node) -> dict[str, Any]:
    return {
        "key": node.key,
        "kind": node.kind,
        "title": node.title,
        "license": node.license,
        "origin": node.origin,
        "status": node.status,
        "card": node.record.card if node.record else None,
        "version": node.record.version if node.record else None,
        "revision": node.revision,
        "digest": node.card_digest,
    }


def to_mermaid(picture: Picture) -> str:
    """A flowchart from what is used to what is made. Nodes go by numbers, so that no id can be a command."""
    number = {node.key: f"n{index}" for index, node in enumerate(picture.nodes)}
    lines = ["flowchart LR"]
    for node in picture.nodes:
        first, last = ("([", "])") if node.kind == "model" else ("[", "]")
        lines.append(f'  {number[node.key]}{first}"{_for_mermaid(_label(node))}"{last}')
    for edge in picture.edges:
        words = _for_mermaid(relation_of(edge.relation).words)
        lines.append(f'  {number[edge.target]} -->|"{words}"| {number[edge.source]}')
    lines.append(f"  style {number[picture.root.key]} stroke-width:3px")
    return "\n".join(lines) + "\n"


def _label(node: Node) -> str:
    return f"{_cut(shown_key(node))} · {_cut(node.license or 'no license known')}"


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _for_mermaid(text: str) -> str:
    """Everything but letters, digits and a few signs becomes an entity: Mermaid reads Markdown and HTML."""
    return "".join(
        char if char.isalnum() or char in " .-_·…" else f"#{ord(char)};" if char.isprintable() else "?"
        for char in text
    )


def to_dot(picture: Picture) -> str:
    """A digraph of Graphviz, from what is used to what is made."""
    number = {node.key: f"n{index}" for index, node in enumerate(picture.nodes)}
    lines = ["digraph lineage {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];']
    for node in picture.nodes:
        shape = ", shape=ellipse" if node.kind == "model" else ""
        bold = ", penwidth=3" if node.key == picture.root.key else ""
        lines.append(f'  {number[node.key]} [label="{_for_dot(_label(node))}"{shape}{bold}];')
    for edge in picture.edges:
        words = _for_dot(relation_of(edge.relation).words)
        lines.append(f'  {number[edge.target]} -> {number[edge.source]} [label="{words}"];')
    return "\n".join([*lines, "}"]) + "\n"


def _for_dot(text: str) -> str:
    """Inside of double quotes; a backslash begins an escape there, and `&` an entity of HTML."""
    kept = "".join(char if char.isprintable() else "?" for char in text)
    return kept.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
