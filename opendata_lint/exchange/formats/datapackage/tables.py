"""What is wrong in a Table Schema, beside its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from opendata_lint.exchange.judging import (
    BROKEN_REFERENCE,
    CONTEXT,
    DOUBLE,
    INVALID,
    MISSING,
    OUTDATED,
    TOOL_DIFFERS,
    UNKNOWN_NAME,
)
from opendata_lint.finding import Finding, at_item, at_key, at_value

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LENGTHS = ("minLength", "maxLength")
_OF_ALL = ("required", "unique", "enum")
_ORDERED = ("integer", "number", "date", "time", "datetime", "duration", "year", "yearmonth")
_CONSTRAINTS = {
    "string": (*_OF_ALL, *_LENGTHS, "pattern"),
    "array": (*_OF_ALL, *_LENGTHS, "jsonSchema"),
    "object": (*_OF_ALL, *_LENGTHS, "jsonSchema"),
    "list": (*_OF_ALL, *_LENGTHS),
} | dict.fromkeys(_ORDERED, (*_OF_ALL, *_BOUNDS))
"""What may limit the values of a field, by its type; those that are not here have what all have."""
_KNOWN = (*_OF_ALL, *_LENGTHS, *_BOUNDS, "pattern", "jsonSchema")


def findings(schema: dict[str, Any], pointer: str, version: str) -> Iterator[Finding]:
    """What is wrong in the schema of one table."""
    fields = schema.get("fields")
    fields = fields if isinstance(fields, list) else []
    if schema.get("fields") == []:
        yield Finding(
            TOOL_DIFFERS, "`fields` is empty: the profile wants at least one, though frictionless takes it",
            at_item(f"{pointer}/fields"),
        )  # fmt: skip
    seen: dict[str, int] = {}
    for index, field in enumerate(fields):
        if not isinstance(field, dict):
            continue
        below = f"{pointer}/fields/{index}"
        name = field.get("name")
        if isinstance(name, str) and seen.setdefault(name, index) != index:
            yield Finding(
                DOUBLE,
                f"`{name[:60]}` is the name of field {seen[name] + 1} already",
                at_value(f"{below}/name"),
            )
        if "required" in field:
            yield Finding(UNKNOWN_NAME, "`required` belongs under `constraints`", at_key(f"{below}/required"))
        yield from _constraints(field, below, version)
        yield from _example(field, below)
        yield from _missing(field.get("missingValues"), f"{below}/missingValues", version)
    yield from _missing(schema.get("missingValues"), f"{pointer}/missingValues", version)
    if all(isinstance(field, dict) and isinstance(field.get("name"), str) for field in fields):
        yield from _keys(schema, pointer, seen)


def _constraints(field: dict[str, Any], pointer: str, version: str) -> Iterator[Finding]:
    said = field.get("constraints")
    kind = field.get("type", "string")
    if not isinstance(said, dict) or not isinstance(kind, str):
        return
    allowed = _CONSTRAINTS.get(kind, _OF_ALL)
    for name in said:
        place = at_key(f"{pointer}/constraints/{name.replace('~', '~0').replace('/', '~1')}")
        if name not in _KNOWN:
            yield Finding(UNKNOWN_NAME, f"`{name[:60]}` is no constraint", place)
        elif name not in allowed:
            yield Finding(INVALID, f"`{name}` does not go with the type `{kind[:60]}`", place)
        elif (
            name == "jsonSchema"
            or (kind == "duration" and name in _BOUNDS)
            or (kind, name) == ("list", "enum")
        ):
            yield Finding(TOOL_DIFFERS, f"frictionless does not know `{name}` of the type `{kind}`", place)
        elif name.startswith("exclusive") and version == "1":
            yield Finding(
                CONTEXT,
                f"`{name}` came with version 2, and without `$schema` the package is of version 1: add "
                "`\"$schema\": \"https://datapackage.org/profiles/2.0/datapackage.json\"`",
                place,
            )  # fmt: skip


_FORMS = {
    "integer": r"[+-]?\d+",
    "number": r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|nan|[+-]?inf",
    "boolean": r"true|false|1|0",
    "date": r"\d{4}-\d\d-\d\d",
    "year": r"[+-]?\d{4,}",
    "yearmonth": r"[+-]?\d{4,}-\d\d",
}
"""What texts of a type look like, where nothing changes that."""
_CHANGES = {"format", "groupChar", "decimalChar", "bareNumber", "trueValues", "falseValues"}


def _example(field: dict[str, Any], pointer: str) -> Iterator[Finding]:
    """An example is of the field's type."""
    example, kind = field.get("example"), field.get("type")
    form = _FORMS.get(kind) if isinstance(kind, str) else None
    if not isinstance(example, str) or not form or _CHANGES & field.keys():
        return
    if example and not re.fullmatch(form, example[:200].strip(), re.IGNORECASE):
        told = f"`{example[:60]}` is no example of the type `{kind}`"
        yield Finding(INVALID, told, at_value(f"{pointer}/example"))


def _missing(said: Any, pointer: str, version: str) -> Iterator[Finding]:
    """Values that stand for none: objects since version 2, each value and label once."""
    entries = said if isinstance(said, list) else []
    objects = [(index, one) for index, one in enumerate(entries) if isinstance(one, dict)]
    if objects and version == "1":
        yield Finding(
            CONTEXT,
            "missing values with labels came with version 2; without `$schema` the package is of version 1",
            at_value(f"{pointer}/{objects[0][0]}"),
        )
        return
    for key in ("value", "label"):
        seen: set[str] = set()
        for index, one in objects:
            if isinstance(one.get(key), str):
                if one[key] in seen:
                    yield Finding(
                        DOUBLE,
                        f"the {key} `{one[key][:60]}` stands twice",
                        at_value(f"{pointer}/{index}/{key}"),
                    )
                seen.add(one[key])


def _keys(schema: dict[str, Any], pointer: str, names: Iterable[str]) -> Iterator[Finding]:
    """Keys are of fields that there are."""
    names = set(names)
    yield from _absent(schema.get("primaryKey"), f"{pointer}/primaryKey", names)
    unique = schema.get("uniqueKeys")
    for index, key in enumerate(unique if isinstance(unique, list) else []):
        yield from _absent(key, f"{pointer}/uniqueKeys/{index}", names)
    foreign = schema.get("foreignKeys")
    for index, key in enumerate(foreign if isinstance(foreign, list) else []):
        if not isinstance(key, dict):
            continue
        below = f"{pointer}/foreignKeys/{index}"
        yield from _absent(key.get("fields"), f"{below}/fields", names)
        other = key.get("reference")
        there = other.get("fields") if isinstance(other, dict) else None
        here = key.get("fields")
        if isinstance(here, list) and isinstance(there, list) and len(here) != len(there):
            yield Finding(
                INVALID, f"{len(here)} fields refer to {len(there)}", at_value(f"{below}/reference/fields")
            )


def _absent(key: Any, pointer: str, names: set[str]) -> Iterator[Finding]:
    several = isinstance(key, list)
    for index, name in enumerate(key if isinstance(key, list) else [key]):
        if isinstance(name, str) and name not in names:
            yield Finding(
                BROKEN_REFERENCE, f"there is no field `{name[:60]}`",
                at_value(f"{pointer}/{index}" if several else pointer),
            )  # fmt: skip


def references(package: dict[str, Any], version: str) -> Iterator[Finding]:
    """Foreign keys lead to resources, and fields of these, that there are."""
    resources = package.get("resources")
    resources = (
        [one if isinstance(one, dict) else {} for one in resources] if isinstance(resources, list) else []
    )
    fields = {one["name"]: _fields(one) for one in resources if isinstance(one.get("name"), str)}
    for index, resource in enumerate(resources):
        schema = resource.get("schema")
        keys = schema.get("foreignKeys") if isinstance(schema, dict) else None
        for number, key in enumerate(keys if isinstance(keys, list) else []):
            other = key.get("reference") if isinstance(key, dict) else None
            if not isinstance(other, dict) or "package" in other or "datapackage" in other:
                continue
            pointer = f"/resources/{index}/schema/foreignKeys/{number}/reference"
            name = other.get("resource")
            if "resource" not in other and version == "1":
                yield Finding(
                    MISSING, "version 1 wants `resource`; for the same table it is empty", at_value(pointer)
                )
            elif "resource" not in other:
                yield Finding(
                    TOOL_DIFFERS,
                    "frictionless wants `resource`; for the same table it is empty",
                    at_value(pointer),
                )
            elif name == "self" and name not in fields:
                told = "`self` is an empty text since version 1"
                yield Finding(OUTDATED, told, at_value(f"{pointer}/resource"))
            elif isinstance(name, str) and name and name not in fields:
                yield Finding(
                    BROKEN_REFERENCE, f"there is no resource `{name[:60]}`", at_value(f"{pointer}/resource")
                )
            elif isinstance(name, str):
                known = fields[name] if name else _fields(resource)
                if known is not None:
                    yield from _absent(other.get("fields"), f"{pointer}/fields", known)


def _fields(resource: dict[str, Any]) -> set[str] | None:
    """Names of the fields of a resource; None where its schema stands elsewhere."""
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list):
        return None
    return {one["name"] for one in fields if isinstance(one, dict) and isinstance(one.get("name"), str)}
