"""Croissant's record sets as tables."""

from __future__ import annotations

import re
from typing import Any

from opendata_lint.exchange.canonical import Column, Split, Table
from opendata_lint.exchange.formats.croissant.files import Found
from opendata_lint.exchange.formats.croissant.terms import DTYPE_OF_TYPE, WIDTHS
from opendata_lint.exchange.linked import Thing

DEEPEST = 20
"""Levels of fields that are read."""
_RECORD_SET = (
    "@id", "@type", "name", "description", "cr:field", "field", "cr:key", "key",
)  # fmt: skip
_FIELD = (
    "@id", "@type", "name", "description", "cr:dataType", "dataType", "cr:subField", "subField", "cr:isArray",
    "isArray", "cr:arrayShape", "arrayShape", "cr:repeated", "repeated",
)  # fmt: skip


def field_id(thing: Thing, *names: str) -> str | None:
    """The id that a reference gives: `{"field": {"@id": ...}}`, `{"@id": ...}` or a text."""
    for node in thing.things(*names):
        inner = next(iter(node.things("cr:field", "field")), None)
        return (inner.id if inner else node.text("cr:field", "field")) or node.id
    return thing.text(*names)


class Tables:
    """What the record sets of a descriptor say."""

    def __init__(self, thing: Thing, found: Found) -> None:
        self.found = found
        self.understood: list[tuple[Thing, tuple[str, ...]]] = []
        """Record sets and fields, with the properties that were read."""
        self.strange: list[Thing] = []
        """Record sets that are no tables and belong to none."""
        self.names: dict[str, str] = {}
        """Ids of record sets whose fields' sources are kept as they are, by name."""
        self.split_fields: dict[str, dict[str, Any]] = {}
        """Fields that tell the split of a record of a table whose files cannot be told, by record set."""
        nodes = thing.things("cr:recordSet", "recordSet")
        self._splits = {node.id: node for node in nodes if node.id and "cr:Split" in _types(node)}
        lists = {node.id: node for node in nodes if node.id and "Enumeration" in _types(node)}
        self._labels = {id_: node for id_, node in lists.items() if node.key("cr:data", "data")}
        self._used: set[str] = set()
        plain = [node for node in nodes if node.id not in self._splits and node.id not in self._labels]
        self.tables = tuple(table for node in plain if (table := self._table(node, len(plain) == 1)))
        self.strange += [node for id_, node in (self._splits | self._labels).items() if id_ not in self._used]

    def _table(self, node: Thing, alone: bool) -> Table | None:
        name = node.text("name") or node.id
        if not name:
            self.strange.append(node)
            return None
        fields = node.things("cr:field", "field")
        splits = self._splits_of(node, fields, alone)
        files = self._files(node, fields)
        if fields and not files and node.id and node.id != name:
            self.names[name] = node.id
        columns: list[Column] = []
        by_id: dict[str, str] = {}
        target = None
        for field in fields:
            if self._tells_split(field):
                if not files and node.id:
                    self.split_fields[node.id] = _with_splits(field, node.id)
                continue
            column = self._column(field, f"{node.id}/", 0, bool(files))
            columns.append(column)
            if field.id:
                by_id[field.id] = column.name
            if target is None and "cr:Label" in _types(field):
                target = column.name
        self.understood.append((node, _RECORD_SET))
        return Table(
            name,
            tuple(columns),
            splits,
            files,
            node.text("description"),
            target,
            tuple(by_id[one] for one in _ids(node, "cr:key", "key") if one in by_id),
        )

    def _files(self, node: Thing, fields: list[Thing]) -> tuple[str, ...]:
        """The files that the fields come from; a set that goes by the record set's name is its own."""
        owners = [f"{node.id}-files", *(one for field in fields for one in _sources(field))]
        return next((self.found.paths[owner] for owner in owners if owner in self.found.paths), ())

    def _splits_of(self, node: Thing, fields: list[Thing], alone: bool) -> tuple[Split, ...]:
        named = [f"{node.id}_splits", f"record_set_{node.id}_splits"]
        referred = [
            (field_id(field, "cr:references", "references") or "").rpartition("/")[0] for field in fields
        ]
        for id_ in (*named, *referred, *(self._splits if alone else ())):
            if id_ in self._splits:
                self._used.add(id_)
                return _splits(self._splits[id_])
        return ()

    def _tells_split(self, field: Thing) -> bool:
        """Whether a field only tells which split a record is in, by the path of its file."""
        owner = (field_id(field, "cr:references", "references") or "").rpartition("/")[0]
        extract = [
            one
            for source in field.things("cr:source", "source")
            for one in source.things("cr:extract", "extract")
        ]
        return owner in self._splits and any(one.key("cr:fileProperty", "fileProperty") for one in extract)

    def _column(self, field: Thing, prefix: str, depth: int, with_files: bool) -> Column:
        name = (field.text("name") or (field.id or "").rpartition("/")[2]).removeprefix(prefix)
        owner = (field_id(field, "cr:references", "references") or "").rpartition("/")[0]
        labels: tuple[str, ...] = ()
        read = list(_FIELD)
        if owner in self._labels:
            labels = _names(self._labels[owner])
            self._used.add(owner)
            read += ["cr:references", "references"]
        if with_files and _is_plain_source(field):
            read += ["cr:source", "source"]
        self.understood.append((field, tuple(read)))
        children = field.things("cr:subField", "subField") if depth < DEEPEST else []
        inner = tuple(self._column(child, f"{field.id}/", depth + 1, with_files) for child in children)
        dtype = "struct" if inner else "class_label" if labels else _dtype(_types(field))
        return _in_lists(Column(name, dtype, field.text("description"), labels, inner), _dimensions(field))


def _with_splits(field: Thing, owner: str) -> dict[str, Any]:
    """A field that refers to the splits of a record set, by the names that these are written with."""
    key = next(key for plain, key in field if plain in ("cr:references", "references"))
    return {**field.value, key: {"field": {"@id": f"{owner}_splits/name"}}}


def _types(node: Thing) -> list[str]:
    """The data types of a field or record set, in one spelling each."""
    said = list(node.texts("cr:dataType", "dataType"))
    said += [one.id for one in node.things("cr:dataType", "dataType") if one.id]
    return [node.names.plain(one) for one in said]


def _dtype(types: list[str]) -> str | None:
    if "Enumeration" in types:
        return "class_label"
    exact = [one for one in types if one.removeprefix("cr:") in WIDTHS]
    return next((DTYPE_OF_TYPE[one] for one in (*exact, *types) if one in DTYPE_OF_TYPE), None)


def _dimensions(field: Thing) -> int:
    """How many lists a value lies in."""
    is_list = any(spot.value in (True, "true", "True") for spot in field.spots("cr:isArray", "isArray"))
    repeated = any(spot.value in (True, "true", "True") for spot in field.spots("cr:repeated", "repeated"))
    if not is_list:
        return int(repeated)
    return min(len((field.text("cr:arrayShape", "arrayShape") or "-1").strip("(), ").split(",")), DEEPEST)


def _in_lists(column: Column, dimensions: int) -> Column:
    if not dimensions:
        return column
    item = column._replace(name="item", description=None)
    for _ in range(dimensions - 1):
        item = Column("item", "list", children=(item,))
    return Column(column.name, "list", column.description, children=(item,))


def _ids(node: Thing, *names: str) -> list[str]:
    return [one.id for one in node.things(*names) if one.id] + node.texts(*names)


def _sources(field: Thing) -> list[str]:
    """The ids of the files that a field and those in it come from."""
    found: list[str] = []
    for source in field.things("cr:source", "source"):
        found += _ids(source, "cr:fileSet", "fileSet") + _ids(source, "cr:fileObject", "fileObject")
        found += _ids(source, "distribution")
    return found


def _is_plain_source(field: Thing) -> bool:
    """Whether nothing of a field's source is told but the files, and the column or the content."""
    for source in field.things("cr:source", "source"):
        names = {name.removeprefix("cr:") for name, _ in source}
        extract = {
            name.removeprefix("cr:") for one in source.things("cr:extract", "extract") for name, _ in one
        }
        change = {
            name.removeprefix("cr:") for one in source.things("cr:transform", "transform") for name, _ in one
        }
        if names - {"fileSet", "fileObject", "extract", "transform"} or change - {"jsonPath"}:
            return False
        if extract - {"column", "fileProperty"}:
            return False
    return True


def _names(node: Thing) -> tuple[str, ...]:
    """The names of an enumeration's members, in their order."""
    keys = [*_ids(node, "cr:key", "key"), f"{node.id}/name"]
    fields = [one.id for one in node.things("cr:field", "field") if one.id]
    return tuple(
        str(row[key])
        for row in _rows(node)
        if (key := next((one for one in (f"{node.id}/name", *keys, *fields, "name") if one in row), None))
    )


def _rows(node: Thing) -> list[dict[str, Any]]:
    return [spot.value for spot in node.spots("cr:data", "data") if isinstance(spot.value, dict)]


def _splits(node: Thing) -> tuple[Split, ...]:
    found = []
    for row in _rows(node):
        short = {key.rpartition("/")[2]: value for key, value in row.items()}
        name = next((short[key] for key in ("name", "split_name", "split") if key in short), None)
        name = name or next((value for value in row.values() if isinstance(value, str)), None)
        if isinstance(name, str) and re.search(r"\S", name):
            found.append(Split(name, _count(short.get("examples")), _count(short.get("size"))))
    return tuple(found)


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
