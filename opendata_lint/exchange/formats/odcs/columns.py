"""Columns as properties of a schema, and back.

The logical type says what kind of value it is, its format how wide a number is; what neither can tell is the
physical type, in the words of `dataset_info`.
"""

from __future__ import annotations

from typing import Any

from opendata_lint.exchange.canonical import Column
from opendata_lint.exchange.remainder import Node
from opendata_lint.vocabulary.fields import is_feature_dtype

_LOGICAL = {
    "string": "string",
    "int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "date32": "date",
    "timestamp[s]": "timestamp",
    "time32[s]": "time",
    "list": "array",
    "struct": "object",
}
"""Dtypes that are what a logical type means where nothing tells more."""
_WIDTHS = {
    **{
        f"{sign}int{width}": f"{letter}{width}"
        for sign, letter in (("", "i"), ("u", "u"))
        for width in (8, 16, 32, 64)
    },
    "float32": "f32",
}
"""Formats of `integer` and `number`, by dtype."""
_SINCE_3_1 = ("timestamp", "time")
_MEANT = {logical: dtype for dtype, logical in _LOGICAL.items()}
_OF_WIDTH = {width: dtype for dtype, width in _WIDTHS.items()} | {"f64": "float64"}
_DEEPEST = 20
"""Levels of lists and structs that are read."""


def property_of(column: Column, key: tuple[str, ...], version: str) -> dict[str, Any]:
    """A column as a property; `key` are the names of the table's key."""
    said: dict[str, Any] = {"name": column.name, **_type(column, version)}
    if column.description:
        said["description"] = column.description
    if column.name in key:
        said |= {"primaryKey": True, "primaryKeyPosition": key.index(column.name) + 1}
    if column.labels and version == "3.2.0":
        said["enum"] = [{"value": number, "label": label} for number, label in enumerate(column.labels)]
    elif column.labels:
        said["customProperties"] = [{"property": "labels", "value": [*column.labels]}]
    if column.children and column.dtype == "struct":
        said["properties"] = [property_of(child, (), version) for child in column.children]
    elif len(column.children) == 1 and column.dtype == "list":
        said["items"] = property_of(column.children[0], (), version)
    return said


def _type(column: Column, version: str) -> dict[str, Any]:
    dtype = column.dtype
    if not dtype:
        return {}
    if dtype in _WIDTHS and dtype != "int64":
        logical = "number" if dtype.startswith("float") else "integer"
        if version == "3.0.2" and dtype == "float32":
            return {"logicalType": logical, "physicalType": dtype}
        return {"logicalType": logical, "logicalTypeOptions": {"format": _WIDTHS[dtype]}}
    if dtype == "class_label":
        return {"logicalType": "integer", "physicalType": dtype}
    logical = _LOGICAL.get(dtype, "")
    if not logical or (logical in _SINCE_3_1 and version == "3.0.2"):
        return {"physicalType": dtype}
    return {"logicalType": logical}


def columns_of(properties: Node, depth: int = 0) -> list[tuple[Column, int | None]]:
    """The columns of a list of properties, each with its position in the key if it is in it."""
    found = []
    for said in properties.each():
        column = _column(said, depth) if isinstance(said.value, dict) else None
        if column:
            found.append((column, _position(said)))
    return found


def _position(said: Node) -> int | None:
    if said.at("primaryKey").value is not True:
        return None
    said.at("primaryKey").take()
    position = said.count("primaryKeyPosition")
    return position if position is not None else 0


def _column(said: Node, depth: int) -> Column | None:
    name = said.text("name")
    if name is None:
        return None
    labels = _labels(said)
    dtype = _dtype(said) or ("class_label" if labels else None)
    children: tuple[Column, ...] = ()
    if dtype == "struct" and depth < _DEEPEST:
        children = tuple(column for column, _ in columns_of(said.at("properties"), depth + 1))
    elif dtype == "list" and depth < _DEEPEST and isinstance(said.at("items").value, dict):
        inner = _column(said.at("items"), depth + 1)
        children = (inner,) if inner else ()
    return Column(name, dtype, said.text("description"), labels, children)


def _dtype(said: Node) -> str | None:
    physical, logical = said.at("physicalType"), said.at("logicalType")
    if isinstance(physical.value, str) and is_feature_dtype(physical.value):
        logical.take()
        return str(physical.take())
    width = said.at("logicalTypeOptions").at("format")
    if isinstance(width.value, str) and width.value in _OF_WIDTH and logical.value in ("integer", "number"):
        logical.take()
        return _OF_WIDTH[width.take()]
    found = _MEANT.get(logical.value) if isinstance(logical.value, str) else None
    if found:
        logical.take()
    return found


def _labels(said: Node) -> tuple[str, ...]:
    """Classes: an enumeration that numbers them from 0, or the custom property of older versions."""
    options = said.at("enum")
    if isinstance(options.value, list) and options.value:
        names = [one.get("label") if isinstance(one, dict) and one.keys() == {"value", "label"} else None
                 for one in options.value]  # fmt: skip
        numbered = [one.get("value") if isinstance(one, dict) else None for one in options.value]
        if all(isinstance(name, str) for name in names) and numbered == [*range(len(names))]:
            options.take()
            return tuple(map(str, names))
        return ()
    return tuple(texts(custom(said), "labels"))


def custom(said: Node) -> dict[str, Node]:
    """The entries of `customProperties` by name; of doubles the first counts."""
    found: dict[str, Node] = {}
    for entry in said.at("customProperties").each():
        if isinstance(entry.value, dict) and entry.value.keys() == {"property", "value"}:
            found.setdefault(str(entry.value["property"]), entry)
    return found


def texts(entries: dict[str, Node], name: str) -> list[str]:
    """The texts that a custom property lists, taken."""
    entry = entries.get(name)
    value = entry.value["value"] if entry else None
    if entry and isinstance(value, list) and value and all(isinstance(one, str) and one for one in value):
        entry.take()
        return [*value]
    return []


def text(entries: dict[str, Node], name: str) -> str | None:
    """The text of a custom property, taken."""
    entry = entries.get(name)
    value = entry.value["value"] if entry else None
    if entry and isinstance(value, str) and value.strip():
        entry.take()
        return value
    return None
