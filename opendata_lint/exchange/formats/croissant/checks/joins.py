"""Whether what a record set brings together can be joined."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.tables import field_id
from opendata_lint.exchange.linked import Thing
from opendata_lint.finding import Finding, at_value


def join_findings(node: Thing, owners: dict[str, str]) -> Iterator[Finding]:
    """Sources that a record set brings together must be tied by `references`."""
    sources: list[str] = []
    ties: dict[str, set[str]] = {}
    for field in node.things("cr:field"):
        origin = owners.get(_origin(field, "cr:source") or "")
        target = owners.get(_origin(field, "cr:references") or "")
        if origin:
            sources.append(origin)
        if origin and target:
            ties.setdefault(origin, set()).add(target)
            ties.setdefault(target, set()).add(origin)
    reached = _reached(sources[0], ties) if sources else set()
    alone = next((one for one in sources if one not in reached), None)
    if alone:
        yield Finding(
            judging.MISSING,
            f"fields come from `{sources[0]}` and from `{alone}`, and nothing tells how to join the records",
            at_value(node.pointer),
            "write `references` into the field that both share",
            subject="references",
        )


def _reached(start: str, ties: dict[str, set[str]]) -> set[str]:
    """What is tied to something, however far."""
    reached, waiting = {start}, [start]
    while waiting:
        new = ties.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached


def _origin(field: Thing, name: str) -> str | None:
    """The id of what a field comes from or refers to."""
    for source in field.things(name):
        for kind in ("cr:fileObject", "cr:fileSet", "cr:recordSet", "cr:field"):
            inner = next((one.id for one in source.things(kind)), None) or source.text(kind)
            if inner:
                return inner
    return field_id(field, name)


def owners_of(whole: Thing) -> dict[str, str]:
    """By the id of a file, set, record set or field, the id of what holds its records."""
    found = {node.id: node.id for node in whole.things("distribution") if node.id}
    for records in whole.things("cr:recordSet"):
        if records.id:
            found[records.id] = records.id
        for field in records.things("cr:field"):
            if field.id:
                found[field.id] = records.id or field.id
    return found
