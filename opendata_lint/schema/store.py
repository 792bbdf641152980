"""Schemas from files: ours in one piece, and a user's own, checked before it judges a card."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from opendata_lint.card import Kind
from opendata_lint.resources import resource

ANNOTATION = "x-opendata-lint"
"""The keyword that names a node's rule."""


class SchemaFault(Exception):
    """A schema cannot be used: the message says which, where and why. The card is not to blame."""


@cache
def card_schema(kind: Kind) -> dict[str, Any]:
    """Our schema for the whole document of a card, in one piece without references.

    The result is shared: do not change it.
    """
    path = resource("schemas", f"{kind}-card.schema.json")
    schema: dict[str, Any] = _inline(_read(path), path)
    return schema


def without(schema: Any, codes: Collection[str]) -> Any:
    """`schema` without those members of its `allOf`s of which every code is another than `codes`.

    Rules that are off then cost nothing, and do not keep the quick check from seeing that all is well.
    """
    return _pruned(schema, codes)[0]


def _pruned(node: Any, codes: Collection[str]) -> tuple[Any, set[str]]:
    """A part of a schema with what is off left out, and all the codes that stood in it."""
    named: set[str] = set()
    if isinstance(node, list):
        pairs = [_pruned(member, codes) for member in node]
        return [member for member, _ in pairs], named.union(*(found for _, found in pairs))
    if not isinstance(node, dict):
        return node, named
    pruned: dict[str, Any] = {}
    for key, value in node.items():
        if key == ANNOTATION:
            pruned[key] = value
            named |= {value["code"]} if "code" in value else set()
        elif key == "allOf":
            pairs = [_pruned(member, codes) for member in value]
            named |= set().union(*(found for _, found in pairs))
            pruned[key] = [member for member, found in pairs if not found or not found.isdisjoint(codes)]
        else:
            pruned[key], found = _pruned(value, codes)
            named |= found
    if pruned.get("allOf") == []:
        del pruned["allOf"]
    return pruned, named


@cache
def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _inline(node: Any, path: Path) -> Any:
    """`node` with every reference to another part replaced by what it names; our schemas do not recurse."""
    if isinstance(node, list):
        return [_inline(member, path) for member in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _inline(value, path) for key, value in node.items() if key not in ("$ref", "$defs")}
    if "$ref" not in node:
        return rest
    file, _, fragment = node["$ref"].partition("#")
    target_path = path.parent / file if file else path
    target = _read(target_path)
    for step in fragment.split("/")[1:]:
        target = target[step]
    inlined = {
        key: value for key, value in _inline(target, target_path).items() if key not in ("$schema", "$id")
    }
    return {**inlined, **rest}


def user_schema(path: Path, text: str) -> dict[str, Any]:
    """A user's JSON Schema that stands in the file `path`. Raises `SchemaFault` where it cannot be used."""
    return checked_schema(_parsed(text, path), path)


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise SchemaFault(f"{path}: the schema is not JSON: {error}") from error
    except RecursionError as error:
        raise SchemaFault(f"{path}: the schema is nested too deeply") from error


def checked_schema(schema: Any, path: Path) -> dict[str, Any]:
    """A schema that stands in the file `path`, fit to judge. Raises `SchemaFault` where it is none."""
    if not isinstance(schema, dict):
        raise SchemaFault(f"{path}: a JSON Schema must be an object")
    _check(schema, path)
    placed: dict[str, Any] = _placed(schema)
    return placed


def _placed(schema: Any) -> Any:
    """`schema` with `{"not": {}}` for a `false` property: jsonschema does not say where a `false` failed."""
    if isinstance(schema, list):
        return [_placed(member) for member in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        keyword: {name: {"not": {}} if member is False else _placed(member) for name, member in value.items()}
        if keyword in ("properties", "patternProperties") and isinstance(value, dict)
        else value
        if keyword in ("enum", "const", "default", "examples")
        else _placed(value)
        for keyword, value in schema.items()
    }


def _check(schema: dict[str, Any], path: Path) -> None:
    from jsonschema import SchemaError
    from jsonschema.validators import Draft202012Validator, validator_for

    try:
        validator_for(schema, default=Draft202012Validator).check_schema(schema)
    except SchemaError as error:
        where = "/".join(map(str, error.absolute_path)) or "its top"
        value = json.dumps(error.instance, ensure_ascii=False)[:80]
        raise SchemaFault(f"{path}: not a valid JSON Schema: at {where}, {value} is not allowed") from error


def validator(
    schema: dict[str, Any], path: Path = Path("schema"), beside: Mapping[str, str] = MappingProxyType({})
) -> Any:
    """Jsonschema's validator for the schema of the file `path`.

    `beside` are the texts of the files that relative references name, by address; others are refused.
    """
    from jsonschema.validators import Draft202012Validator, validator_for
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    from opendata_lint.schema.formats import format_checker

    def retrieve(uri: str) -> Any:
        if uri not in beside:
            raise SchemaFault(f"{path}: the reference to {uri} leads nowhere; only files beside it are read")
        content = _parsed(beside[uri], path.parent / uri)
        return Resource.from_contents(content, default_specification=DRAFT202012)

    chosen = _linear(validator_for(schema, default=Draft202012Validator))
    return chosen(schema, format_checker=format_checker(), registry=Registry(retrieve=retrieve))  # type: ignore[call-arg]


@cache
def _linear(chosen: Any) -> Any:
    """A validator whose `uniqueItems` takes the time of the list, where jsonschema's takes its square."""
    from jsonschema.validators import extend

    return extend(chosen, {"uniqueItems": _unique})  # type: ignore[no-untyped-call]


def _unique(validator: Any, wanted: Any, instance: Any, _: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    from opendata_lint.schema.quick import comparable

    if not wanted or not validator.is_type(instance, "array"):
        return
    try:
        found = {comparable(item) for item in instance}
    except RecursionError:  # nested so deeply that nobody wrote it twice by mistake
        return
    if len(found) < len(instance):
        yield ValidationError("items stand twice")
