"""Names of parts of a descriptor: each once, and each reference to one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange import judging
from opendata_lint.exchange.linked import Thing
from opendata_lint.finding import Finding, Related, at_value
from opendata_lint.vocabulary.suggestions import suggest

_MOST = 100_000
_SUGGESTED = 20
"""References that a near name is looked for."""


class _Parts:
    """What a descriptor defines and what it refers to."""

    def __init__(self, thing: Thing) -> None:
        self.defined: dict[str, str] = {}
        self.doubles: list[tuple[str, str, str]] = []
        self.spaced: list[tuple[str, str]] = []
        self.nameless: list[str] = []
        self.referred: list[tuple[str, str, str]] = []
        self.old = thing.key("dct:conformsTo") is None and not any("cr:" in one for one in _types(thing))
        waiting: list[tuple[Any, str, str]] = [
            *((value, pointer, "part") for value, pointer in reversed(thing.spots("cr:recordSet"))),
            *((value, pointer, "part") for value, pointer in reversed(thing.spots("distribution"))),
        ]
        for _ in range(_MOST):
            if not waiting:
                break
            value, pointer, role = waiting.pop()
            if isinstance(value, Mapping):
                self._take(Thing(value, pointer, thing.names), role, waiting)
            elif role == "reference" and isinstance(value, str) and value.strip():
                self.referred.append((value, pointer, pointer))

    def _take(self, node: Thing, role: str, waiting: list[tuple[Any, str, str]]) -> None:
        id_ = node.id
        if "@id" in node.value and (not isinstance(node.value["@id"], str) or not id_):
            self.nameless.append(f"{node.pointer}/@id")
        only_id = set(node.value) <= {"@id", "@type"} and role == "reference"
        if id_ and re.search(r"\s", id_):
            self.spaced.append((id_, f"{node.pointer}/@id"))
        if id_ and (role == "part" and set(node.value) != {"@id"}):
            if id_ in self.defined:
                self.doubles.append((id_, f"{node.pointer}/@id", self.defined[id_]))
            self.defined.setdefault(id_, f"{node.pointer}/@id")
        elif id_ and (only_id or (role == "part" and set(node.value) == {"@id"})):
            self.referred.append((id_, f"{node.pointer}/@id", node.pointer))
        inner = [
            *(
                (spot, "part")
                for name in ("cr:field", "cr:subField")
                if role == "part"
                for spot in node.spots(name)
            ),
            *((spot, "annotation") for spot in node.spots("cr:annotation", "annotation")),
            *(
                (spot, "reference")
                for name in ("cr:containedIn", "containedIn", "cr:source", "cr:references", "cr:parentField")
                for spot in node.spots(name)
                if not (isinstance(spot.value, str) and name in ("cr:source", "cr:references"))
            ),
            *(
                (spot, "reference")
                for name in ("cr:fileObject", "cr:fileSet", "cr:recordSet", "cr:field", "distribution")
                if role == "reference"
                for spot in node.spots(name)
            ),
        ]
        if role == "annotation":
            inner = [(spot, "part") for spot in node.spots("cr:subField")]
        waiting += [(spot.value, spot.pointer, what) for spot, what in reversed(inner)]


def _types(thing: Thing) -> list[str]:
    return [one for node in thing.things("distribution") for one in node.types()]


def reference_findings(thing: Thing) -> Iterator[Finding]:
    """Doubles, dangling references and keys, names with white space."""
    parts = _Parts(thing)
    for id_, pointer, first in parts.doubles:
        yield Finding(
            judging.DOUBLE,
            f"`{id_[:80]}` is the name of two parts",
            at_value(pointer),
            "every `@id` must be there once",
            (Related(at_value(first), "the first one"),),
        )
    for pointer in parts.nameless:
        yield Finding(judging.INVALID, "an `@id` must be a text", at_value(pointer))
    for id_, pointer in parts.spaced:
        yield Finding(
            judging.INVALID, f"`{id_[:80]}` has white space, which no address can have", at_value(pointer)
        )
    named = set(parts.defined) | (_names(thing) if parts.old else set())
    count = 0
    for id_, pointer, _ in parts.referred:
        if id_ in named or (parts.old and id_.strip("#{}") in named) or _is_elsewhere(id_):
            continue
        count += 1
        near = next(iter(suggest(id_, parts.defined, 1)), None) if count <= _SUGGESTED else None
        yield Finding(
            judging.BROKEN_REFERENCE,
            f"there is no part with the `@id` `{id_[:80]}`",
            at_value(pointer),
            f"did you mean `{near}`?" if near else "name a file, record set or field of this descriptor",
        )
    yield from _keys(thing)


def _is_elsewhere(id_: str) -> bool:
    """Whether a name is an address, which may be of another document."""
    return bool(re.match(r"(?:https?|urn):", id_))


def _names(thing: Thing) -> set[str]:
    """The names by which 0.8 refers to parts."""
    found: set[str] = set()
    for node in (*thing.things("distribution"), *thing.things("cr:recordSet")):
        name = node.text("name") or ""
        found.add(name)
        found |= {f"{name}/{field.text('name')}" for field in node.things("cr:field")}
    return found


def _keys(thing: Thing) -> Iterator[Finding]:
    """Keys must be fields of their record set; the specification itself has short names for them."""
    for records in thing.things("cr:recordSet"):
        fields = records.things("cr:field")
        known = {one for field in fields for one in (field.id, field.text("name")) if one}
        short = {one.rpartition("/")[2] for one in known}
        for value, pointer in records.spots("cr:key"):
            inside = isinstance(value, Mapping) and isinstance(value.get("@id"), str)
            if isinstance(value, Mapping) and not inside:
                yield Finding(judging.INVALID, 'a key must be {"@id": ...}', at_value(pointer))
            said, where = (value["@id"], f"{pointer}/@id") if inside else (value, pointer)
            if not isinstance(said, str) or said.strip("#{}") in known:
                continue
            if said in short:
                yield Finding(
                    judging.RECOMMENDED,
                    f"`{said[:80]}` is the end of a field's name: a key has the whole `@id`",
                    at_value(where),
                )
                continue
            yield Finding(
                judging.BROKEN_REFERENCE, f"the record set has no field `{said[:80]}`", at_value(where)
            )
