"""Columns as fields of a Table Schema, and back.

The types of a Table Schema do not tell the width of a number; the class of XML Schema that `rdfType` may name
does. `image` and the like are classes of schema.org.
"""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.exchange.canonical import Column
from opendata_lint.exchange.remainder import Node

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SCHEMA = "https://schema.org/"
_TYPES: dict[str, tuple[str, str | None]] = {
    "string": ("string", None),
    "bool": ("boolean", None),
    "int64": ("integer", None),
    "int32": ("integer", f"{_XSD}int"),
    "int16": ("integer", f"{_XSD}short"),
    "int8": ("integer", f"{_XSD}byte"),
    "uint64": ("integer", f"{_XSD}unsignedLong"),
    "uint32": ("integer", f"{_XSD}unsignedInt"),
    "uint16": ("integer", f"{_XSD}unsignedShort"),
    "uint8": ("integer", f"{_XSD}unsignedByte"),
    "float64": ("number", None),
    "float32": ("number", f"{_XSD}float"),
    "date32": ("date", None),
    "time32[s]": ("time", None),
    "timestamp[s]": ("datetime", None),
    "duration[s]": ("duration", None),
    "list": ("array", None),
    "struct": ("object", None),
    "image": ("any", f"{_SCHEMA}ImageObject"),
    "audio": ("any", f"{_SCHEMA}AudioObject"),
    "video": ("any", f"{_SCHEMA}VideoObject"),
}
"""The type of the field and the class that tells more, by dtype; the first dtype of a pair is read back."""
_NEAR = (
    (r"(large_)?string(_view)?", "string"),
    (r"(large_|fixed_size_)?binary.*", "binary"),
    (r"u?int\d+", "int64"),
    (r"float\d+|double|half_float|decimal\d*.*", "float64"),
    (r"bool_?", "bool"),
    (r"date\d*", "date32"),
    (r"time(32|64).*", "time32[s]"),
    (r"timestamp.*", "timestamp[s]"),
    (r"duration.*", "duration[s]"),
    (r"list|sequence|array.*|large_list", "list"),
    (r"struct|dict|json|translation.*", "struct"),
)
"""The dtype that is written for one without a type of its own."""
_DTYPES = {pair: dtype for dtype, pair in reversed(_TYPES.items())}
_DEFAULTS = {kind: dtype for dtype, (kind, told) in _TYPES.items() if told is None}


def field_of(column: Column, version: str) -> dict[str, Any]:
    """A column as a field."""
    field: dict[str, Any] = {"name": column.name}
    if column.dtype == "class_label" or column.labels:
        field |= _classes(column.labels, version)
    elif column.dtype:
        dtype = column.dtype
        if dtype not in _TYPES:
            dtype = next((near for pattern, near in _NEAR if re.fullmatch(pattern, dtype)), "")
        if dtype == "binary":
            field |= {"type": "string", "format": "binary"}
        else:
            kind, told = _TYPES.get(dtype, ("any", None))
            field |= {"type": kind} | ({"rdfType": told} if told else {})
    if column.description:
        field["description"] = column.description
    return field


def _classes(labels: tuple[str, ...], version: str) -> dict[str, Any]:
    """Classes are numbers with names; in version 1 the names are those of a usual extension."""
    if not labels:
        return {"type": "integer"}
    if version == "1.0":
        numbers = [str(number) for number in range(len(labels))]
        return {
            "type": "integer",
            "constraints": {"enum": numbers},
            "enumLabels": dict(zip(numbers, labels, strict=True)),
        }
    categories = [{"value": number, "label": label} for number, label in enumerate(labels)]
    return {"type": "integer", "categories": categories}


def column_of(field: Node) -> Column | None:
    """A field as a column; None for what has no name."""
    if isinstance(field.value, str):  # as in version 0
        return Column(field.take())
    name = field.text("name")
    if name is None:
        return None
    labels = _labels(field)
    dtype = "class_label" if labels else _dtype(field)
    return Column(name, dtype, field.text("description"), labels)


def _dtype(field: Node) -> str | None:
    kind, told, form = field.at("type"), field.at("rdfType"), field.at("format")
    if not isinstance(kind.value, str):
        return None
    if kind.value == "string" and form.value == "binary":
        kind.take()
        form.take()
        return "binary"
    known = _DTYPES.get((kind.value, told.value)) if isinstance(told.value, str) else None
    if known:
        told.take()
    found = known or _DEFAULTS.get(kind.value)
    if found or kind.value == "any":
        kind.take()
    return found


def _labels(field: Node) -> tuple[str, ...]:
    """The classes of a field: `categories` of version 2, `enumLabels` beside an enumeration in version 1."""
    categories, named = field.at("categories"), field.at("enumLabels")
    numbers: list[Any] = []
    if isinstance(categories.value, list) and categories.value:
        numbers = [one.get("value") if isinstance(one, dict) else one for one in categories.value]
        names = [
            one.get("label", one.get("value")) if isinstance(one, dict) else one for one in categories.value
        ]
        plain = all(not isinstance(one, dict) or one.keys() <= {"value", "label"} for one in categories.value)
        taken = [categories]
    elif isinstance(named.value, dict) and named.value:
        numbers, names, plain = [*named.value], [*named.value.values()], True
        constraints = field.at("constraints").at("enum")
        taken = [named, *([constraints] if constraints.value == numbers else [])]
    else:
        return ()
    in_order = [str(number) for number in numbers] == [str(index) for index in range(len(numbers))]
    labels = tuple(name for name in names if isinstance(name, str))
    if not plain or len(labels) < len(names) or not (in_order or numbers == names):
        return ()
    for one in [*taken, field.at("type")]:
        one.take()
    return labels
