"""jsonschema's errors to findings: their path is taken, their text never is.

One finding for each missing or extra key (keys that one condition asks for together are one), the best
branch of `anyOf` and `oneOf`, the nearest allowed value suggested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Literal, NamedTuple

from opendata_lint.finding import MAX_FINDINGS, NOWHERE, Finding, Place, at_section
from opendata_lint.schema import words
from opendata_lint.schema.branches import best_branch
from opendata_lint.schema.formats import EXAMPLES
from opendata_lint.schema.quick import comparable
from opendata_lint.schema.spellings import SPELLINGS
from opendata_lint.schema.store import ANNOTATION
from opendata_lint.vocabulary import suggest

GENERIC_CODE = "MET001"
"""The code of a violated node that names none."""


class Violation(NamedTuple):
    """One way in which a document breaks a schema, before it has a code."""

    path: tuple[str | int, ...]
    message: str
    part: Literal["key", "value", "item"] = "value"
    subject: str = ""


def findings_of(error: Any, root: Mapping[str, Any]) -> Iterator[Finding]:
    """The findings that one jsonschema error about a card's document stands for."""
    annotation = annotation_of(error, root)
    for violation in islice(violations_of(error, root), MAX_FINDINGS + 1):
        yield Finding(
            code=annotation.get("code", GENERIC_CODE),
            message=annotation.get("message") or violation.message,
            place=_place(violation),
            hint=annotation.get("hint"),
            subject=violation.subject,
        )


def code_of(error: Any, root: Mapping[str, Any]) -> str:
    """The code of the rule that an error breaks."""
    return str(annotation_of(error, root).get("code", GENERIC_CODE))


def annotation_of(error: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The nearest `x-opendata-lint` on the way from the failing node up to the schema's root."""
    nodes: list[Any] = [root]
    for step in error.absolute_schema_path:
        try:
            nodes.append(nodes[-1][step])
        except (KeyError, IndexError, TypeError):
            nodes.append(None)  # the path went through a reference
    nodes.append(error.schema)
    for node in reversed(nodes):
        if isinstance(node, dict) and isinstance(node.get(ANNOTATION), dict):
            found: Mapping[str, Any] = node[ANNOTATION]
            return found
    return {}


def _place(violation: Violation) -> Place:
    path = violation.path
    if path[:1] == ("sections",) and len(path) > 1 and isinstance(path[1], int):
        return at_section(path[1])
    if path[:1] != ("metadata",):
        return NOWHERE
    return Place(pointer=words.pointer(path[1:]), part=violation.part)


def violations_of(error: Any, root: Mapping[str, Any]) -> Iterator[Violation]:
    """What is wrong, in our words."""
    path = tuple(error.absolute_path)
    teller = _TELLERS.get(error.validator or "false")
    if teller is None:
        yield Violation(path, f"{_name(path)} does not fit the schema (`{error.validator}`)")
    else:
        yield from teller(error, path, root)


def _name(path: tuple[str | int, ...]) -> str:
    inner = path[1:] if path[:1] == ("metadata",) else path
    return f"`{words.dotted(inner)}`" if inner else "the front matter"


def _type(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else wanted
    if error.instance is None:
        yield Violation(path, f"{_name(path)} has no value; {words.types(wanted)} is expected")
    elif names == ["array"] and isinstance(error.instance, (str, int, float)):
        value = error.instance if isinstance(error.instance, str) else str(error.instance)
        example = f"[{words.cut(value, 30)}]"
        yield Violation(path, f"{_name(path)} must be a list; write `{example}` or one `- ` line an item")
    else:
        found = f"{words.kind_of(error.instance)} ({words.shown(error.instance)})"
        yield Violation(path, f"{_name(path)} must be {words.types(wanted)}, not {found}")


def _enum(error: Any, path: tuple[str | int, ...], root: Mapping[str, Any]) -> Iterator[Violation]:
    annotation = annotation_of(error, root)
    allowed = [str(member) for member in error.validator_value]
    wanted = annotation.get("wanted") or f"a value of {_name(path)}"
    yield Violation(
        path, f"{words.shown(error.instance)} is not {wanted}{_nearest(error.instance, allowed, annotation)}"
    )


def _nearest(value: Any, allowed: list[str], annotation: Mapping[str, Any]) -> str:
    if "spelling" in annotation:
        near = _meant(value, annotation)
    else:
        near = suggest(value, allowed) if isinstance(value, str) else []
    if near:
        return f"; did you mean {words.either(words.ticked(near))}?"
    if len(allowed) <= 12:
        return f"; it must be {words.either(words.ticked(allowed))}"
    return f"; {len(allowed)} values are allowed"


def _meant(value: Any, annotation: Mapping[str, Any]) -> list[str]:
    speller = SPELLINGS.get(annotation.get("spelling", ""))
    return speller(value) if speller and isinstance(value, str) else []


def _const(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    yield Violation(
        path, f"{_name(path)} must be {words.shown(error.validator_value)}, not {words.shown(error.instance)}"
    )


def _required(error: Any, path: tuple[str | int, ...], root: Mapping[str, Any]) -> Iterator[Violation]:
    missing = [name for name in error.validator_value if name not in error.instance]
    cause = _cause(error, root)
    if cause:
        key, reason = cause
        names = words.either(words.ticked(missing), "and")
        on = (*path, key) if key in error.instance else path
        verb = "is" if len(missing) == 1 else "are"
        yield Violation(
            on, f"{names} {verb} missing, asked for by {reason}", part="item", subject=",".join(missing)
        )
        return
    for name in missing:
        where = "" if not path or path == ("metadata",) else f" from {_name(path)}"
        yield Violation(path, f"`{name}` is missing{where}", part="key", subject=name)


def _cause(error: Any, root: Mapping[str, Any]) -> tuple[str, str] | None:
    """Where a `then` asked for it: the key that its `if` tests, and why."""
    # jsonschema leaves `if` out of the paths of errors below `then`
    nodes: list[Any] = [root]
    found = None
    try:
        for step in error.absolute_schema_path:
            if step == "then" and "if" in nodes[-1]:
                found = words.condition(nodes[-1]["if"], error.instance) or found
            nodes.append(nodes[-1][step])
    except (KeyError, IndexError, TypeError):  # the path went through a reference
        pass
    return found


def _additional(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    import re

    known = list(error.schema.get("properties", {}))
    patterns = list(error.schema.get("patternProperties", {}))
    for name in error.instance:
        if name not in known and not any(re.search(pattern, name) for pattern in patterns):
            yield _extra(name, path, known)


def _unevaluated(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    from jsonschema.validators import Draft202012Validator

    validator = Draft202012Validator(error.schema)
    for name, value in error.instance.items():
        if any(e.validator == "unevaluatedProperties" for e in validator.iter_errors({name: value})):
            yield _extra(name, path, list(error.schema.get("properties", {})))


def _extra(name: str, path: tuple[str | int, ...], known: list[str]) -> Violation:
    near = suggest(name, known)
    hint = f"; did you mean {words.either(words.ticked(near))}?" if near else ""
    return Violation((*path, name), f"unknown key `{name}`{hint}", part="key", subject=name)


def _false(error: Any, path: tuple[str | int, ...], root: Mapping[str, Any]) -> Iterator[Violation]:
    key = str(path[-1]) if path else ""
    siblings = _siblings(error, root)
    near = suggest(key, [name for name in siblings if name != key])
    hint = f"; use {words.either(words.ticked(near[:1]))}" if near else ""
    yield Violation(path, f"{_name(path)} is not allowed{hint}", part="key")


def _siblings(error: Any, root: Mapping[str, Any]) -> list[str]:
    node: Any = root
    steps = list(error.absolute_schema_path)
    try:
        for step in steps[: -2 if steps[-1:] == ["not"] else -1]:
            node = node[step]
        return list(node)
    except (KeyError, IndexError, TypeError):
        return []


def _format(error: Any, path: tuple[str | int, ...], root: Mapping[str, Any]) -> Iterator[Violation]:
    annotation = annotation_of(error, root)
    name = error.validator_value
    wanted = annotation.get("wanted") or EXAMPLES.get(name, f"of the format {name}")
    near = _meant(error.instance, annotation)
    better = f"; did you mean {words.either(words.ticked(near))}?" if near else ""
    yield Violation(path, f"{words.shown(error.instance)} is not {wanted}{better}")


def _unique(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    seen: dict[Any, int] = {}
    for index, item in enumerate(error.instance):
        first = seen.setdefault(comparable(item), index)
        if first < index and str(item or "").strip():  # an empty one is told as that
            message = f"{words.shown(item)} stands twice in {_name(path)} (items {first + 1} and {index + 1})"
            yield Violation((*path, index), message, subject=str(item))


def _short(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    bound = error.validator_value
    what = {"minItems": "item", "minLength": "character", "minProperties": "key"}[error.validator]
    if not error.instance:
        yield Violation(path, f"{_name(path)} is empty")
    else:
        yield Violation(path, f"{_name(path)} has {len(error.instance)} {what}s; {bound} are the least")


def _long(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    what = {"maxItems": "items", "maxLength": "characters", "maxProperties": "keys"}[error.validator]
    yield Violation(
        path, f"{_name(path)} has {len(error.instance)} {what}; {error.validator_value} are the most"
    )


def _range(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    limit = {
        "minimum": "at least",
        "maximum": "at most",
        "exclusiveMinimum": "more than",
        "exclusiveMaximum": "less than",
        "multipleOf": "a multiple of",
    }[error.validator]
    yield Violation(path, f"{_name(path)} must be {limit} {error.validator_value}, not {error.instance}")


def _pattern(error: Any, path: tuple[str | int, ...], root: Mapping[str, Any]) -> Iterator[Violation]:
    wanted = annotation_of(error, root).get("wanted")
    if wanted:
        yield Violation(path, f"{words.shown(error.instance)} is not {wanted}")
        return
    pattern = words.cut(error.validator_value)
    yield Violation(
        path, f"{words.shown(error.instance)} does not fit {_name(path)}: it must match `{pattern}`"
    )


def _contains(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    wanted = error.validator_value
    if isinstance(wanted, dict) and "const" in wanted:
        what = words.shown(wanted["const"])
    elif isinstance(wanted, dict) and "enum" in wanted:
        what = words.either(words.ticked(wanted["enum"]))
    else:
        what = "an item that the schema asks for"
    yield Violation(path, f"{_name(path)} must contain {what}")


def _not(error: Any, path: tuple[str | int, ...], root: Mapping[str, Any]) -> Iterator[Violation]:
    banned = error.validator_value
    if banned in ({}, True):
        yield from _false(error, path, root)
        return
    if (
        isinstance(banned, dict)
        and banned.keys() - {ANNOTATION} <= {"required", "type"}
        and "required" in banned
    ):
        for name in banned["required"]:
            if name in error.instance:
                yield Violation((*path, name), f"{_name((*path, name))} is not allowed", part="key")
        return
    description = error.schema.get("description")
    why = f": {description}" if isinstance(description, str) else ""
    yield Violation(path, f"{words.shown(error.instance)} is not allowed as {_name(path)}{why}")


def _dependent(error: Any, path: tuple[str | int, ...], _: Any) -> Iterator[Violation]:
    for name, others in error.validator_value.items():
        missing = [other for other in others if name in error.instance and other not in error.instance]
        if missing:
            names = words.either(words.ticked(missing), "and")
            verb = "is" if len(missing) == 1 else "are"
            yield Violation(
                (*path, name),
                f"{names} {verb} missing, asked for by `{name}`",
                part="key",
                subject=",".join(missing),
            )


def _branches(error: Any, path: tuple[str | int, ...], root: Mapping[str, Any]) -> Iterator[Violation]:
    if not error.context:  # oneOf with more than one branch that fits
        yield Violation(path, f"{_name(path)} fits more than one of the forms that exclude each other")
        return
    best = best_branch(error)
    for inner in best:
        yield from violations_of(inner, root)


_TELLERS: dict[str, Callable[[Any, tuple[str | int, ...], Mapping[str, Any]], Iterator[Violation]]] = {
    "type": _type, "enum": _enum, "const": _const, "required": _required, "additionalProperties": _additional,
    "unevaluatedProperties": _unevaluated, "false": _false, "format": _format, "uniqueItems": _unique,
    "minItems": _short, "minLength": _short, "minProperties": _short, "maxItems": _long, "maxLength": _long,
    "maxProperties": _long, "minimum": _range, "maximum": _range, "exclusiveMinimum": _range,
    "exclusiveMaximum": _range, "multipleOf": _range, "pattern": _pattern, "contains": _contains, "not": _not,
    "dependentRequired": _dependent, "anyOf": _branches, "oneOf": _branches,
}  # fmt: skip
