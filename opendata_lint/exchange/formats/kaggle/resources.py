"""The files of `dataset-metadata.json` with their columns, read and written."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard, Column, File, Table
from opendata_lint.exchange.formats.kaggle.terms import dtype_of, type_of

_Found = tuple[File, tuple[Column, ...], dict[str, Any]]


def read_resources(left: dict[str, Any]) -> tuple[tuple[File, ...], tuple[Table, ...], dict[str, Any]]:
    """Files, tables, and by path what else is said of a file; what was understood is taken out of `left`."""
    key = "resources" if left.get("resources") else "data"
    members = left.get(key)
    if not isinstance(members, list) or not all(_is_file(one) for one in members):
        return (), (), {}
    del left[key]
    found = [_resource(one if key == "resources" else _of_answer(one)) for one in members]
    rest = {file.path: more for file, _, more in found if more}
    return tuple(file for file, _, _ in found), _tables(found), rest


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("path", value.get("name")), str)


def _of_answer(one: Mapping[str, Any]) -> dict[str, Any]:
    """A file of Kaggle's answer as one for upload; there it has a name and columns."""
    renamed = {key: value for key, value in one.items() if key not in ("name", "columns")}
    columns = one.get("columns")
    return {"path": one["name"], **renamed, **({"schema": {"fields": columns}} if columns else {})}


def _resource(one: Mapping[str, Any]) -> _Found:
    more = {key: value for key, value in one.items() if key != "path"}
    description = more.pop("description") if isinstance(more.get("description"), str) else None
    schema = more.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    columns: tuple[Column, ...] = ()
    if isinstance(fields, list) and all(_is_column(field) for field in fields):
        columns = tuple(_column(field) for field in fields)
        types = {
            field["name"]: field["type"]
            for field, column in zip(fields, columns, strict=True)
            if isinstance(field.get("type"), str) and type_of(column.dtype) != field["type"]
        }
        others = {key: value for key, value in more.pop("schema").items() if key != "fields"}
        more |= {"types": types} if types else {}
        more |= {"schema": others} if others else {}
    path = one.get("path", one.get("name"))
    return File(str(path), description=(description or "").strip() or None), columns, more


def _is_column(field: Any) -> bool:
    return isinstance(field, dict) and isinstance(field.get("name"), str)


def _column(field: Mapping[str, Any]) -> Column:
    said = field.get("description") or field.get("title")
    kind = field.get("type")
    return Column(
        field["name"],
        dtype_of(kind) if isinstance(kind, str) else None,
        (said.strip() or None) if isinstance(said, str) else None,
    )


def _tables(found: list[_Found]) -> tuple[Table, ...]:
    """One table for all files in a row that have the same columns."""
    groups = [(columns, list(members)) for columns, members in groupby(found, key=lambda one: one[1])]
    tables = [
        Table(_stem(members[0][0].path), columns, files=tuple(file.path for file, _, _ in members))
        for columns, members in groups
        if columns
    ]
    return (tables[0]._replace(name="default"),) if len(tables) == 1 else tuple(tables)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0] or path


def resources_of(card: CanonicalCard, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files of a card that lie in its folder, and those of its tables, with what is kept of each."""
    files = {file.path: file for file in card.files}
    columns = {path: table.columns for table in card.tables for path in table.files}
    paths = [path for path in dict.fromkeys((*files, *columns)) if is_local(path)]
    return [_written(files.get(path, File(path)), columns.get(path, ()), kept.get(path)) for path in paths]


def is_local(path: str) -> bool:
    """Whether a path names one file in the folder; the client uploads nothing else."""
    steps = path.split("/")
    return "://" not in path and not any(one in ("", "..", ".") for one in steps) and "*" not in path


def _written(file: File, columns: tuple[Column, ...], kept: Any) -> dict[str, Any]:
    more = dict(kept) if isinstance(kept, dict) else {}
    types = more.pop("types", None)
    schema = more.pop("schema", None)
    made: dict[str, Any] = {"path": file.path}
    if file.description:
        made["description"] = file.description
    if columns:
        told = types if isinstance(types, dict) else {}
        made["schema"] = {
            **(schema if isinstance(schema, dict) else {}),
            "fields": [_field(column, told.get(column.name)) for column in columns],
        }
    elif schema is not None:
        made["schema"] = schema
    return made | {key: value for key, value in more.items() if key not in made}


def _field(column: Column, kept: Any) -> dict[str, Any]:
    kind = kept if isinstance(kept, str) and dtype_of(kept) == column.dtype else type_of(column.dtype)
    made = {"name": column.name, "description": column.description, "type": kind}
    return {key: value for key, value in made.items() if value is not None}
