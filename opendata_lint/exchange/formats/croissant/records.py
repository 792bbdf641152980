"""Tables as Croissant's record sets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from opendata_lint.exchange.canonical import Column, Split, Table
from opendata_lint.exchange.formats.croissant.files import Distribution, media_type
from opendata_lint.exchange.formats.croissant.terms import DATA_TYPES, LIKE, SPLIT_TYPES

DEEPEST = 20
"""Levels of lists and structs that are written."""
_LISTS = ("list", "sequence", "large_list")


def told_tables(
    tables: tuple[Table, ...], files: Distribution, version: str, sources: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The record sets of all tables: for each its splits and labels, then itself.

    `sources` are those of fields in an earlier descriptor, by id, for tables whose files a card cannot tell.
    """
    return [one for table in tables for one in _Writer(table, files, version, sources).told()]


class _Writer:
    """Writes one table."""

    def __init__(self, table: Table, files: Distribution, version: str, sources: Mapping[str, Any]) -> None:
        self.table = table
        self.ids = files.ids
        self.version = version
        self.id = self.ids.new(files.names.get(table.name) or table.name.replace("/", "_"))
        self.source = files.source(table, self.id)
        self.sources = sources
        self.beside: list[dict[str, Any]] = []

    def told(self) -> list[dict[str, Any]]:
        node: dict[str, Any] = {"@type": "cr:RecordSet", "@id": self.id, "name": self.table.name}
        if self.table.description:
            node["description"] = self.table.description
        has_source = self.source or any(id_.startswith(f"{self.id}/") for id_ in self.sources)
        fields = self._fields() if has_source else []
        ids = {column.name: field["@id"] for column, field in zip(self.table.columns, fields, strict=False)}
        key = [{"@id": ids[name]} for name in self.table.key if name in ids]
        if key:
            node["key"] = key[0] if len(key) == 1 else key
        split = self._splits()
        if split and self.source:
            fields += self._split_field(split)
        return [*([split] if split else []), *self.beside, node | ({"field": fields} if fields else {})]

    def _fields(self) -> list[dict[str, Any]]:
        fields = []
        for column in self.table.columns:
            field = self._field(column, self.id, (column.name,), 0)
            if column.name == self.table.target:
                field["dataType"] = [*_listed(field.get("dataType")), "cr:Label"]
            fields.append(field)
        return fields

    def _field(self, column: Column, parent: str, path: tuple[str, ...], depth: int) -> dict[str, Any]:
        id_ = self.ids.new(f"{parent}/{column.name.replace('/', '_')}")
        node: dict[str, Any] = {"@type": "cr:Field", "@id": id_, "name": column.name}
        if column.description:
            node["description"] = column.description
        dimensions, item = 0, column
        while item.dtype in _LISTS and item.children and dimensions < DEEPEST:
            dimensions, item = dimensions + 1, item.children[0]
        if dimensions == 0 and column.dtype in _LISTS:
            dimensions, item = 1, Column(column.name, "string")
        if item.dtype == "struct" and item.children and depth < DEEPEST:
            node["subField"] = [
                self._field(child, id_, (*path, child.name), depth + 1) for child in item.children
            ]
        else:
            types = DATA_TYPES[_known(item.dtype)]
            node["dataType"] = types[0] if len(types) == 1 else list(types)
        if dimensions:
            node |= self._array(dimensions)
        if item.labels:
            node["references"] = {"field": {"@id": self._labels(id_, item.labels)}}
        return node | self._from(id_, path, column)

    def _array(self, dimensions: int) -> dict[str, Any]:
        if self.version == "1.0":
            return {"repeated": True}
        return {"isArray": True} | ({"arrayShape": ",".join(["-1"] * dimensions)} if dimensions > 1 else {})

    def _from(self, id_: str, path: tuple[str, ...], column: Column) -> dict[str, Any]:
        if self.source is None:
            return {"source": self.sources[id_]} if id_ in self.sources else {}
        if column.dtype in ("image", "audio", "video") and self._holds(column.dtype):
            return {"source": {**self.source, "extract": {"fileProperty": "content"}}}
        found: dict[str, Any] = {**self.source, "extract": {"column": path[0]}}
        return {"source": found | ({"transform": {"jsonPath": ".".join(path[1:])}} if len(path) > 1 else {})}

    def _holds(self, kind: str) -> bool:
        return all(media_type(path).startswith(f"{kind}/") for path in self.table.files)

    def _labels(self, id_: str, labels: tuple[str, ...]) -> str:
        """The record set of the labels of a column; the id of the field of their names."""
        owner = self.ids.new(f"{id_}_labels")
        name = f"{owner}/name"
        self.beside.append(
            {
                "@type": "cr:RecordSet",
                "@id": owner,
                "name": owner,
                "dataType": "sc:Enumeration",
                "key": {"@id": name},
                "field": [_plain_field(owner, "name", "sc:Text")],
                "data": [{name: label} for label in labels],
            }
        )
        return name

    def _splits(self) -> dict[str, Any] | None:
        """The record set of the splits: names, sizes, and what they are for where all are usual ones."""
        splits = self.table.splits
        if not splits:
            return None
        id_ = self.ids.new(f"{self.id}_splits")
        columns: list[tuple[str, str, list[Any]]] = [("name", "sc:Text", [split.name for split in splits])]
        if all(split.name in SPLIT_TYPES for split in splits):
            columns.append(("url", "sc:URL", [SPLIT_TYPES[split.name] for split in splits]))
        for name in ("examples", "size"):
            values = [getattr(split, name) for split in splits]
            if any(value is not None for value in values):
                columns.append((name, "sc:Integer", values))
        return {
            "@type": "cr:RecordSet",
            "@id": id_,
            "name": f"{self.id}_splits",
            "dataType": "cr:Split",
            "key": {"@id": f"{id_}/name"},
            "field": [_plain_field(id_, name, kind) for name, kind, _ in columns],
            "data": [
                {f"{id_}/{name}": values[index] for name, _, values in columns}
                for index in range(len(splits))
            ],
        }

    def _split_field(self, split: dict[str, Any]) -> list[dict[str, Any]]:
        """The field that tells the split of a record, where the names of the files tell it."""
        pattern = _pattern(self.table.files, self.table.splits)
        if pattern is None or self.source is None:
            return []
        return [
            {
                "@type": "cr:Field",
                "@id": self.ids.new(f"{self.id}/split"),
                "name": "split",
                "dataType": "sc:Text",
                "references": {"field": {"@id": f"{split['@id']}/name"}},
                "source": {
                    **self.source,
                    "extract": {"fileProperty": "fullpath"},
                    "transform": {"regex": pattern},
                },
            }
        ]


def _plain_field(owner: str, name: str, kind: str) -> dict[str, Any]:
    return {"@type": "cr:Field", "@id": f"{owner}/{name}", "name": name, "dataType": kind}


def _pattern(files: tuple[str, ...], splits: tuple[Split, ...]) -> str | None:
    """What finds the split in the path of a file; None where a path tells none or several."""
    names = "|".join(re.escape(split.name) for split in splits)
    pattern = rf"(?:^|.*[/_.-])({names})(?:[/_.-].*)?$"
    told = [{one for one in re.split(r"[/_.-]", path) if one in {s.name for s in splits}} for path in files]
    if not all(len(found) == 1 for found in told) or set().union(*told) != {split.name for split in splits}:
        return None
    return pattern


def _known(dtype: str | None) -> str:
    """The dtype with a counterpart that is nearest to one."""
    if dtype in DATA_TYPES:
        return str(dtype)
    return LIKE.get(re.split(r"[\[(]", dtype or "")[0], "string")


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
