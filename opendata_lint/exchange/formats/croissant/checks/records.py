"""Record sets and their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.checks.joins import join_findings, owners_of
from opendata_lint.exchange.formats.croissant.checks.rows import row_findings
from opendata_lint.exchange.formats.croissant.checks.types import type_findings
from opendata_lint.exchange.linked import Thing
from opendata_lint.exchange.linked.judging import misspelt
from opendata_lint.exchange.linked.vocabulary import INTANGIBLE
from opendata_lint.finding import Finding, at_value

_DEEPEST = 50
_FILE_PROPERTIES = ("content", "filename", "filepath", "fullpath", "lines", "lineNumbers")
_RECORD_SET = (
    "name", "description", "field", "key", "data", "examples", "annotation", "dataType", "isEnumeration",
    "equivalentProperty",
)  # fmt: skip
_FIELD = (
    "name", "description", "source", "dataType", "value", "isArray", "arrayShape", "equivalentProperty",
    "references", "subField", "parentField", "annotation", "repeated", "format", "isEnumeration",
)  # fmt: skip


def record_findings(thing: Thing) -> Iterator[Finding]:
    """Faults of record sets, fields and where these come from."""
    owners = owners_of(thing)
    for value, pointer in thing.spots("cr:recordSet"):
        if not isinstance(value, Mapping):
            yield Finding(
                judging.INVALID, "a record set must be an object of type `cr:RecordSet`", at_value(pointer)
            )
            continue
        node = Thing(value, pointer, thing.names)
        yield from _type(node, "RecordSet")
        yield from (finding for finding, _ in misspelt(node, _RECORD_SET, INTANGIBLE))
        typed = bool(node.key("cr:dataType"))
        yield from _without_source(node)
        for inner, place in node.spots("cr:field"):
            yield from _field(inner, place, thing, typed, 0)
        yield from row_findings(node)
        yield from join_findings(node, owners)


def _type(node: Thing, kind: str) -> Iterator[Finding]:
    types = node.types()
    if f"cr:{kind}" in types or (kind == "Field" and "cr:SubField" in types):
        return
    if not types:
        yield Finding(
            judging.MISSING,
            "`@type` is missing",
            at_value(node.pointer),
            f"write `cr:{kind}`",
            subject="@type",
        )
    else:
        yield Finding(
            judging.INVALID, f"`{node.text('@type')}` must be `cr:{kind}`", at_value(f"{node.pointer}/@type")
        )


def _field(value: Any, pointer: str, whole: Thing, typed: bool, depth: int) -> Iterator[Finding]:
    if not isinstance(value, Mapping):
        yield Finding(judging.INVALID, "a field must be an object of type `cr:Field`", at_value(pointer))
        return
    node = Thing(value, pointer, whole.names)
    if set(value) == {"@id"} or depth > _DEEPEST:
        return
    yield from _type(node, "Field")
    yield from (finding for finding, _ in misspelt(node, _FIELD, INTANGIBLE))
    yield from type_findings(node, typed)
    yield from _array(node)
    if node.key("cr:source") and node.key("value", "cr:value"):
        yield Finding(
            judging.INVALID,
            "a field has a `source` or a `value`, not both",
            at_value(node.key("value", "cr:value") or pointer),
        )
    for name in ("cr:source", "cr:references"):
        for said, place in node.spots(name):
            if isinstance(said, Mapping):
                yield from _source(Thing(said, place, whole.names), name.removeprefix("cr:"))
            else:
                yield Finding(
                    judging.INVALID,
                    f"`{name.removeprefix('cr:')}` must be an object with a file, a set or a field",
                    at_value(place),
                )
    for inner, place in node.spots("cr:subField"):
        yield from _field(inner, place, whole, bool(node.key("cr:dataType")), depth + 1)


def _without_source(node: Thing) -> Iterator[Finding]:
    """Fields that say nothing of where their values are."""
    ways = ("cr:source", "value", "cr:value", "cr:subField", "cr:references", "cr:parentField")
    bare = [] if node.key("cr:data") else [one for one in node.things("cr:field") if not one.key(*ways)]
    if bare:
        yield Finding(
            judging.TOOL_DIFFERS,
            "nothing tells where the values of a field are; `mlcroissant` refuses most record sets with such",
            at_value(bare[0].pointer),
            "write its `source`",
        )


def _array(node: Thing) -> Iterator[Finding]:
    flags = node.spots("cr:isArray", "isArray")
    for value, pointer in (*flags, *node.spots("cr:repeated")):
        if not isinstance(value, bool) and value not in ("true", "false", "True", "False"):
            yield Finding(judging.INVALID, "this must be true or false", at_value(pointer))
    for value, pointer in node.spots("cr:arrayShape", "arrayShape"):
        if not isinstance(value, str) or not re.fullmatch(
            r"\s*(?:-1|[1-9]\d*)(?:\s*,\s*(?:-1|[1-9]\d*))*\s*", value
        ):
            yield Finding(
                judging.INVALID,
                "the shape of an array is a text of sizes with commas between, -1 for any size",
                at_value(pointer),
                'write it as "3,-1"',
            )
        elif not any(flag in (True, "true", "True") for flag, _ in flags):
            yield Finding(
                judging.INVALID,
                "a field with `arrayShape` must have `isArray` true",
                at_value(pointer),
                'write `"isArray": true` beside it',
            )


def _source(source: Thing, name: str) -> Iterator[Finding]:
    kinds = ("fileObject", "fileSet", "recordSet", "field")
    origins = [one for one in kinds if source.spots(f"cr:{one}")]
    origins += ["distribution"] if source.spots("distribution") else []
    if len(origins) > 1:
        yield Finding(
            judging.INVALID,
            f"a {name} is one of {' and '.join(f'`{one}`' for one in origins)}, not both",
            at_value(source.pointer),
        )
    elif not origins and not source.id:
        yield Finding(
            judging.MISSING,
            f"nothing tells what this `{name}` is: `fileObject`, `fileSet` or a field",
            at_value(source.pointer),
            subject="origin",
        )
    elif not origins:
        yield Finding(
            judging.TOOL_DIFFERS,
            f"the specification takes a plain reference as `{name}`, and `mlcroissant` 1.1.1 crashes over it",
            at_value(source.pointer),
            f'write `{{"field": {{"@id": "{source.id}"}}}}`',
        )
    for origin in origins:
        for said, place in source.spots(f"cr:{origin}", origin):
            id_ = said.get("@id") if isinstance(said, Mapping) else said
            if not isinstance(id_, str) or not id_.strip():
                yield Finding(judging.INVALID, f'`{origin}` must be {{"@id": ...}}', at_value(place))
    for said, place in source.spots("cr:extract"):
        if isinstance(said, Mapping):
            yield from _extract(Thing(said, place, source.names))
        else:
            yield Finding(judging.INVALID, "`extract` must be an object", at_value(place))
    for transform in source.things("cr:transform"):
        yield from _transform(transform)


def _extract(extract: Thing) -> Iterator[Finding]:
    ways = [one for one in ("column", "fileProperty", "jsonPath") if extract.key(f"cr:{one}")]
    if len(ways) > 1:
        yield Finding(
            judging.INVALID,
            f"what is extracted is told by one of {', '.join(f'`{one}`' for one in ways)}",
            at_value(extract.pointer),
        )
    if not any(plain.startswith("cr:") and extract.value[key] is not None for plain, key in extract):
        yield Finding(
            judging.MISSING,
            "nothing tells what is extracted: `column`, `fileProperty` or `jsonPath`",
            at_value(extract.pointer),
            subject="extract",
        )
    for name in ("column", "jsonPath"):
        for value, pointer in extract.spots(f"cr:{name}"):
            if not isinstance(value, str) or not value.strip():
                yield Finding(judging.INVALID, f"`{name}` must be a text", at_value(pointer))
    for value, pointer in extract.spots("cr:fileProperty"):
        if value not in _FILE_PROPERTIES:
            yield Finding(
                judging.UNKNOWN_TERM,
                f"`{str(value)[:40]}` is no property of a file",
                at_value(pointer),
                f"use one of {', '.join(one for one in _FILE_PROPERTIES if one != 'filepath')}",
            )


def _transform(transform: Thing) -> Iterator[Finding]:
    if not any(not plain.startswith("@") for plain, _ in transform):
        yield Finding(
            judging.INVALID, "this transformation does nothing", at_value(transform.pointer), "leave it out"
        )
    for value, pointer in transform.spots("cr:regex"):
        fault = _pattern_fault(value)
        if fault:
            yield Finding(judging.INVALID, f"this is no regular expression: {fault}", at_value(pointer))


def _pattern_fault(value: Any) -> str | None:
    if not isinstance(value, str):
        return "it must be a text"
    if len(value) > 2_000:
        return None
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    return None
