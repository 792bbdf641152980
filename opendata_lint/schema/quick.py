"""A fast check that may say "nothing is wrong here" before jsonschema is even imported.

Importing jsonschema costs more than everything else that a clean card needs. A schema is compiled to
closures once; `None` in place of a check means "cannot tell", and then jsonschema decides. jsonschema
stays the authority: a property test holds the two equal wherever this one answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from opendata_lint.schema.formats import FORMATS

Check = Callable[[Any], bool]
"""True where a value fits, False where it does not."""

_ANNOTATIONS = frozenset({
    "$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples", "deprecated",
    "readOnly", "writeOnly", "x-opendata-lint",
    "then", "else", "minContains", "maxContains",  # read together with `if` and `contains`
})  # fmt: skip


class CannotTell(Exception):
    """The schema uses something that only jsonschema judges."""


def compile_check(schema: Any) -> Check | None:
    """A predicate equal to jsonschema's verdict on `schema`, or None where there is none."""
    try:
        return _compile(schema)
    except CannotTell:
        return None


def _compile(schema: Any) -> Check:
    if isinstance(schema, bool):
        return lambda _: schema
    checks = []
    for keyword, argument in schema.items():
        if keyword in _ANNOTATIONS:
            continue
        maker = _KEYWORDS.get(keyword)
        if maker is None:
            raise CannotTell(keyword)
        checks.append(maker(argument, schema))
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: dict[str, Check] = {
    "null": lambda v: v is None,
    "boolean": lambda v: isinstance(v, bool),
    "string": lambda v: isinstance(v, str),
    "array": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
    "number": _is_number,
    "integer": lambda v: _is_number(v) and (isinstance(v, int) or v.is_integer()),
}


def _type(argument: Any, _: Mapping[str, Any]) -> Check:
    checks = [_TYPES[name] for name in ([argument] if isinstance(argument, str) else argument)]
    return checks[0] if len(checks) == 1 else lambda v: any(check(v) for check in checks)


def _enum(argument: Any, _: Mapping[str, Any]) -> Check:
    if all(isinstance(member, str) for member in argument):
        allowed = frozenset(argument)
        return lambda v: isinstance(v, str) and v in allowed
    raise CannotTell("enum of other things than strings")


def _const(argument: Any, _: Mapping[str, Any]) -> Check:
    if not isinstance(argument, str):
        raise CannotTell("const of other things than strings")
    return lambda v: isinstance(v, str) and v == argument


def _properties(argument: Any, _: Mapping[str, Any]) -> Check:
    checks = [(name, _compile(schema)) for name, schema in argument.items()]
    return lambda v: not isinstance(v, dict) or all(check(v[name]) for name, check in checks if name in v)


def _required(argument: Any, _: Mapping[str, Any]) -> Check:
    return lambda v: not isinstance(v, dict) or all(name in v for name in argument)


def _additional(argument: Any, schema: Mapping[str, Any]) -> Check:
    if "patternProperties" in schema:
        raise CannotTell("additionalProperties beside patternProperties")
    known = frozenset(schema.get("properties", ()))
    check = _compile(argument)
    return lambda v: (
        not isinstance(v, dict) or all(name in known or check(member) for name, member in v.items())
    )


def _items(argument: Any, schema: Mapping[str, Any]) -> Check:
    if "prefixItems" in schema:
        raise CannotTell("items beside prefixItems")
    check = _compile(argument)
    return lambda v: not isinstance(v, list) or all(check(member) for member in v)


def _contains(argument: Any, schema: Mapping[str, Any]) -> Check:
    if "minContains" in schema or "maxContains" in schema:
        raise CannotTell("contains with bounds")
    check = _compile(argument)
    return lambda v: not isinstance(v, list) or any(check(member) for member in v)


def unique_items(argument: Any, _: Mapping[str, Any] | None = None) -> Check:
    """Whether all items of a list differ."""

    def check(value: Any) -> bool:
        if not argument or not isinstance(value, list):
            return True
        texts = all(isinstance(member, str) for member in value)
        return len(set(value if texts else map(comparable, value))) == len(value)

    return check


def comparable(value: Any) -> Any:
    """What is equal where JSON Schema takes two values for equal: 1 and 1.0, but no boolean and a number."""
    if isinstance(value, dict):
        return frozenset((name, comparable(member)) for name, member in value.items())
    if isinstance(value, list):
        return tuple(map(comparable, value))
    return ("boolean", value) if isinstance(value, bool) else value


def _pattern(argument: Any, _: Mapping[str, Any]) -> Check:
    search = re.compile(argument).search
    return lambda v: not isinstance(v, str) or search(v) is not None


def _format(argument: Any, _: Mapping[str, Any]) -> Check:
    holds = FORMATS.get(argument)
    return (lambda v: not isinstance(v, str) or holds(v)) if holds else (lambda _v: True)


def _bound(
    measure: Check | Callable[[Any], Any], kind: type, fits: Callable[[Any, Any], bool]
) -> Callable[..., Check]:
    def make(argument: Any, _: Mapping[str, Any]) -> Check:
        return lambda v: not isinstance(v, kind) or fits(measure(v), argument)

    return make


def _number_bound(fits: Callable[[Any, Any], bool]) -> Callable[..., Check]:
    def make(argument: Any, _: Mapping[str, Any]) -> Check:
        return lambda v: not _is_number(v) or fits(v, argument)

    return make


def _all_of(argument: Any, _: Mapping[str, Any]) -> Check:
    checks = [_compile(schema) for schema in argument]
    return lambda v: all(check(v) for check in checks)


def _any_of(argument: Any, _: Mapping[str, Any]) -> Check:
    checks = [_compile(schema) for schema in argument]
    return lambda v: any(check(v) for check in checks)


def _one_of(argument: Any, _: Mapping[str, Any]) -> Check:
    checks = [_compile(schema) for schema in argument]
    return lambda v: sum(check(v) for check in checks) == 1


def _not(argument: Any, _: Mapping[str, Any]) -> Check:
    check = _compile(argument)
    return lambda v: not check(v)


def _if(argument: Any, schema: Mapping[str, Any]) -> Check:
    condition = _compile(argument)
    then, otherwise = _compile(schema.get("then", True)), _compile(schema.get("else", True))
    return lambda v: then(v) if condition(v) else otherwise(v)


def _property_names(argument: Any, _: Mapping[str, Any]) -> Check:
    check = _compile(argument)
    return lambda v: not isinstance(v, dict) or all(check(name) for name in v)


def _dependent_required(argument: Any, _: Mapping[str, Any]) -> Check:
    def check(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(other in value for name, others in argument.items() if name in value for other in others)

    return check


def _at_least(measured: Any, bound: Any) -> bool:
    return bool(measured >= bound)


def _at_most(measured: Any, bound: Any) -> bool:
    return bool(measured <= bound)


_KEYWORDS: dict[str, Callable[[Any, Mapping[str, Any]], Check]] = {
    "type": _type, "enum": _enum, "const": _const, "pattern": _pattern, "format": _format,
    "properties": _properties, "required": _required, "additionalProperties": _additional,
    "propertyNames": _property_names, "dependentRequired": _dependent_required,
    "items": _items, "contains": _contains, "uniqueItems": unique_items,
    "allOf": _all_of, "anyOf": _any_of, "oneOf": _one_of, "not": _not, "if": _if,
    "minLength": _bound(len, str, _at_least), "maxLength": _bound(len, str, _at_most),
    "minItems": _bound(len, list, _at_least), "maxItems": _bound(len, list, _at_most),
    "minProperties": _bound(len, dict, _at_least), "maxProperties": _bound(len, dict, _at_most),
    "minimum": _number_bound(_at_least), "maximum": _number_bound(_at_most),
}  # fmt: skip
