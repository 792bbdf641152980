"""DAT008 to DAT010: the features of `dataset_info`, held against the columns of the files."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.data.declared import Config, configs_of
from opendata_lint.data.survey import Survey, Table
from opendata_lint.data.types import family_of_declared, family_of_found, fits
from opendata_lint.finding import Finding, at_key, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.data import survey_of
from opendata_lint.rules.data_claims import named
from opendata_lint.tree import Tree


def _sources(found: Survey, config: Config) -> list[Table]:
    return [table for table in found.tables if table.config == config.name and table.source]


@rule("DAT008")
def column_not_declared(card: Card, tree: Tree) -> Iterator[Finding]:
    """A column of a file that the features of its config leave out."""
    for config, table, columns in _described(card, tree):
        declared = {feature.name for feature in config.features}
        extra = [name for name in columns if name not in declared]
        if extra:
            yield Finding(
                "DAT008",
                f"{_columns(extra)} of `{table.file.relative}` {_is(extra)} not among the features of "
                f"`dataset_info`",
                at_key(f"{config.info}/features"),
                "add the column to `features`, or leave it out of the data",
                subject=f"{config.name}:{','.join(extra)}",
            )


@rule("DAT009")
def column_not_there(card: Card, tree: Tree) -> Iterator[Finding]:
    """A feature that a file of its config has no column for."""
    for config, table, columns in _described(card, tree):
        if not table.source or not table.source.whole:
            continue
        missing = [feature for feature in config.features if feature.name not in columns]
        if missing:
            names = [feature.name for feature in missing]
            yield Finding(
                "DAT009",
                f"`{table.file.relative}` has no {_columns(names)}, which `dataset_info` declares",
                at_value(missing[0].pointer),
                "remove the feature, or mend the data",
                subject=f"{config.name}:{','.join(names)}",
            )


def _described(card: Card, tree: Tree) -> Iterator[tuple[Config, Table, dict[str, str]]]:
    """Of each config with features the first file of each set of columns."""
    configs = [config for config in configs_of(card) if config.features and config.info]
    found = survey_of(card, tree) if configs else None
    for config in configs if found else ():
        seen = set()
        for table in _sources(found, config) if found else ():
            columns = table.source.types if table.source else {}
            if columns and frozenset(columns) not in seen:
                seen.add(frozenset(columns))
                yield config, table, columns


def _columns(names: list[str]) -> str:
    return f"{'column' if len(names) == 1 else 'columns'} {named(names)}"


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


@rule("DAT010")
def type_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A column holds another type than its feature says."""
    configs = [config for config in configs_of(card) if config.features]
    found = survey_of(card, tree) if configs else None
    for config in configs if found else ():
        told: set[str] = set()
        for table in _sources(found, config) if found else ():
            types = table.source.types if table.source else {}
            loose = table.file.format in ("csv", "json")
            for feature in config.features:
                kind = types.get(feature.name)
                if kind is None or feature.name in told:
                    continue
                declared, actual = family_of_declared(feature.type), family_of_found(kind)
                if not fits(declared, actual, loose):
                    told.add(feature.name)
                    yield Finding(
                        "DAT010",
                        f"`{feature.name}` holds {actual} in `{table.file.relative}`, "
                        f"and {declared} by `dataset_info`",
                        at_value(feature.pointer),
                        "correct the type of the feature, or the data",
                        subject=f"{config.name}:{feature.name}",
                    )
