"""The words of schema findings: values, types and paths as a person who writes YAML knows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_TYPE_WORDS = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty (null)",
}
_LONGEST_VALUE = 60
_LONGEST_LIST = 6


def dotted(path: Iterable[str | int]) -> str:
    """A path as people write it: `model-index[0].results[0].name`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def pointer(path: Iterable[str | int]) -> str:
    """A path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def cut(text: str, longest: int = _LONGEST_VALUE) -> str:
    """`text`, or its beginning with an ellipsis where it is longer than `longest`."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown(value: Any) -> str:
    """A value in backticks, cut to a readable length."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, (list, dict)) and len(value) > 20:
        return f"{kind_of(value)} of {len(value)}"
    else:
        text = json.dumps(value, ensure_ascii=False, default=str)
    return f"`{cut(' '.join(text.split()))}`" if text.strip() else "empty text"


def kind_of(value: Any) -> str:
    """What a value is: `text`, `a list`, `a mapping`, `a number`, ..."""
    if value is None:
        return _TYPE_WORDS["null"]
    if isinstance(value, bool):
        return _TYPE_WORDS["boolean"]
    if isinstance(value, str):
        return _TYPE_WORDS["string"]
    if isinstance(value, (int, float)):
        return _TYPE_WORDS["number"]
    return _TYPE_WORDS["array"] if isinstance(value, list) else _TYPE_WORDS["object"]


def types(names: str | Sequence[str]) -> str:
    """JSON Schema's type names in YAML words: `text or a list`."""
    wanted = [names] if isinstance(names, str) else list(names)
    return either([_TYPE_WORDS.get(name, name) for name in wanted])


def either(parts: Sequence[str], word: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`; a long list is cut and says how many more there are."""
    shortened = list(parts[:_LONGEST_LIST])
    if len(parts) > _LONGEST_LIST:
        return ", ".join(shortened) + f" … ({len(parts) - len(shortened)} more)"
    return f" {word} ".join(filter(None, [", ".join(shortened[:-1]), shortened[-1]])) if shortened else ""


def ticked(names: Iterable[Any]) -> list[str]:
    """Each name in backticks."""
    return [f"`{name}`" for name in names]


def condition(schema: Mapping[str, Any], instance: Any = None) -> tuple[str, str] | None:
    """The key that an `if` schema tests and its words: (`license`, "`license: other`"). None if unclear.

    `instance` is the mapping that was tested; of an `enum`, only those of its values are named.
    """
    for name, test in (schema.get("properties") or {}).items():
        if not isinstance(test, dict):
            continue
        contained = test.get("contains")
        inner = contained if isinstance(contained, dict) else test
        for branch in [inner, *inner.get("anyOf", ())]:
            if "const" in branch:
                return name, f"`{name}: {branch['const']}`"
            if "enum" in branch:
                values = _members_of(instance, name)
                there = [value for value in branch["enum"] if value in values]
                return name, either([f"`{name}: {value}`" for value in there or branch["enum"]])
    required = schema.get("required")
    if isinstance(required, list) and required:
        return required[0], f"`{required[0]}`"
    return None


def _members_of(instance: Any, name: str) -> list[Any]:
    value = instance.get(name) if isinstance(instance, dict) else None
    return value if isinstance(value, list) else [value]
