"""Write down what is known of the works that a card is made of, so that a change of theirs is seen later."""

from __future__ import annotations

from opendata_lint.registry.lineage.graph import Graph
from opendata_lint.registry.record import Record


def locked(record: Record, graph: Graph) -> Record:
    """The record with license, digest and revision of each work as they are known now.

    What is known of nowhere stays as it was seen before.
    """
    known = {
        (edge.relation, edge.lock.id): graph.nodes[edge.target]
        for edge in graph.upstream(record.id)
        if edge.lock
    }
    lineage = []
    for lock in record.lineage:
        node = known.get((lock.relation, lock.id))
        if node is not None and node.origin in ("here", "member", "cache"):
            lock = lock._replace(  # noqa: PLW2901 - a tuple, and this its new value
                license=node.license, digest=node.card_digest, revision=lock.revision or node.revision
            )
        lineage.append(lock)
    return record._replace(lineage=tuple(lineage))
