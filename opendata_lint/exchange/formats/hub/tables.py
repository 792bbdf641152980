"""Tables of a card: `dataset_info` and `configs`, to facts and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.card import Card
from opendata_lint.data.declared import DEFAULT, Config, Feature, configs_of
from opendata_lint.data.files import split_by_name
from opendata_lint.exchange.canonical import Column, Split, Table

_BULLET = re.compile(r"[-*+] `([^`]+)`(?: \([^()]*\))?: (\S.*)")
_NESTED = ("list", "sequence", "struct")
_DEEPEST = 12
"""Levels of nested types that are read; real ones have up to 5."""


def tables_of(card: Card) -> tuple[Table, ...]:
    """The tables that front matter declares."""
    targets = dict(_targets(card.metadata.get("train-eval-index")))
    return tuple(
        Table(
            config.name,
            tuple(_column(feature) for feature in config.features),
            tuple(_splits(card, config)),
            tuple(dict.fromkeys(pattern.glob for pattern in config.patterns)),
            target=targets.get(config.name),
        )
        for config in configs_of(card)
    )


def _targets(value: Any) -> Iterator[tuple[str, str]]:
    """The column to be predicted in each table, where an evaluation was set up for it."""
    for one in reversed(value) if isinstance(value, list) else ():
        mapping = one.get("col_mapping") if isinstance(one, Mapping) else None
        for column, role in mapping.items() if isinstance(mapping, Mapping) else ():
            if role == "target":
                yield str(one.get("config", DEFAULT)), str(column)


def _splits(card: Card, config: Config) -> Iterator[Split]:
    for split in config.splits:
        found = card.find(f"{split.pointer}/num_bytes")
        size = found.value.raw if found and found.value.kind == "scalar" else ""
        yield Split(split.name, split.examples, int(size) if re.fullmatch(r"[0-9]{1,18}", size) else None)


def _column(feature: Feature) -> Column:
    return _typed(feature.name, feature.type, 0)


def _typed(name: str, said: Any, depth: int) -> Column:
    """A column of the type that `dataset_info` writes: a name, or a mapping of one."""
    if isinstance(said, str) or depth == _DEEPEST:
        return Column(name, said if isinstance(said, str) else None)
    if isinstance(said, Mapping):
        if "class_label" in said:
            return Column(name, "class_label", labels=_labels(said["class_label"]))
        for word in _NESTED:
            if word in said:
                return Column(
                    name, "list" if word == "sequence" else word, children=_children(word, said[word], depth)
                )
        return Column(name, str(next(iter(said))) if said else None)
    return Column(name)


def _labels(said: Any) -> tuple[str, ...]:
    names = said.get("names") if isinstance(said, Mapping) else None
    return tuple(
        map(str, names.values() if isinstance(names, Mapping) else names if isinstance(names, list) else ())
    )


def _children(word: str, said: Any, depth: int) -> tuple[Column, ...]:
    if isinstance(said, list):
        members = tuple(
            _typed(
                str(one["name"]),
                one.get("dtype", {k: v for k, v in one.items() if k != "name"} or None),
                depth + 1,
            )
            for one in said
            if isinstance(one, Mapping) and isinstance(one.get("name"), str)
        )
        return members if word == "struct" else (Column("item", "struct", children=members),)
    inner = said.get("dtype", said) if isinstance(said, Mapping) else said
    return (_typed("item", inner, depth + 1),)


def described(tables: tuple[Table, ...], fields: str | None) -> tuple[tuple[Table, ...], bool]:
    """One table with the descriptions that a list in the text gives; whether the list says no more."""
    found = [_BULLET.fullmatch(line) for line in (fields or "").split("\n")]
    if len(tables) != 1 or not fields or not all(found):
        return tables, False
    told = {match[1]: match[2] for match in found if match}
    if not told.keys() <= {column.name for column in tables[0].columns}:
        return tables, False
    columns = tuple(one._replace(description=told.get(one.name)) for one in tables[0].columns)
    return (tables[0]._replace(columns=columns),), True


def list_of_columns(tables: tuple[Table, ...]) -> str | None:
    """The list that `described` reads; None where there is nothing to tell or no way to tell it."""
    columns = [column for column in tables[0].columns if column.description] if len(tables) == 1 else []
    lines = [f"- `{column.name}`: {column.description}" for column in columns]
    return "\n".join(lines) if lines and all(_BULLET.fullmatch(line) for line in lines) else None


def front_matter_of(tables: tuple[Table, ...]) -> dict[str, Any]:
    """`configs`, `dataset_info` and `train-eval-index` of tables."""
    infos = [_info(table) for table in tables if table.columns or table.splits]
    files = [{"config_name": table.name, "data_files": _data_files(table)} for table in tables if table.files]
    targets = [
        {"config": table.name, "col_mapping": {table.target: "target"}} for table in tables if table.target
    ]
    told = {
        "configs": files,
        "dataset_info": infos[0] if len(infos) == 1 else infos,
        "train-eval-index": targets,
    }
    return {key: value for key, value in told.items() if value}


def _data_files(table: Table) -> list[Any]:
    """The files of a table, each with its split where the names of all tell one that the table has.

    Without splits readers take every file for one of `train`.
    """
    names = {split.name for split in table.splits}
    splits = [split_by_name(path) for path in table.files]
    if len(names) < 2 or not all(split in names for split in splits):
        return list(table.files)
    return [{"split": split, "path": path} for split, path in zip(splits, table.files, strict=True)]


def _info(table: Table) -> dict[str, Any]:
    splits = [
        {"name": one.name} | ({} if one.size is None else {"num_bytes": one.size})
        | ({} if one.examples is None else {"num_examples": one.examples})
        for one in table.splits
    ]  # fmt: skip
    told: dict[str, Any] = {"config_name": table.name}
    if table.columns:
        told["features"] = [{"name": column.name, **_written(column)} for column in table.columns]
    return told | ({"splits": splits} if splits else {})


def _written(column: Column) -> dict[str, Any]:
    """The type of a column as a mapping: `dtype: string`, `dtype: {class_label: ...}`, `list: string`."""
    if column.labels or column.dtype == "class_label":
        names = {str(index): label for index, label in enumerate(column.labels)}
        return {"dtype": {"class_label": {"names": names} if names else {}}}
    if column.dtype in _NESTED and column.children:
        if column.dtype == "struct":
            return {"struct": [{"name": child.name, **_written(child)} for child in column.children]}
        item = column.children[0]
        if item.dtype == "struct" and item.children:
            return {"list": [{"name": child.name, **_written(child)} for child in item.children]}
        inner = _written(item)
        return {"list": inner.get("dtype", inner)}
    return {"dtype": column.dtype} if column.dtype and column.dtype not in _NESTED else {}
