"""What is different between two states of a card, a record or a set of files, in facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from opendata_lint.registry.record import Record, Upstream
from opendata_lint.tree import GitFile


class FieldChange(NamedTuple):
    """A fact that has another value; None where there is, or was, none."""

    field: str
    old: Any
    new: Any


class FilesChange(NamedTuple):
    """How many files are different."""

    added: int
    changed: int
    removed: int

    def __bool__(self) -> bool:
        return any(tuple(self))


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[FieldChange]:
    """The keys of two mappings whose values differ, in the order of the new one, then those that are gone."""
    names = dict.fromkeys((*new, *old))
    return [
        FieldChange(name, old.get(name), new.get(name))
        for name in names
        if name not in old or name not in new or old[name] != new[name]
    ]


def files_change(old: Mapping[str, GitFile], new: Mapping[str, GitFile]) -> FilesChange:
    """What is different between two sets of files, by path."""
    changed = sum(old[path] != file for path, file in new.items() if path in old)
    return FilesChange(len(new.keys() - old.keys()), changed, len(old.keys() - new.keys()))


def facts_of_record(record: Record | None) -> dict[str, Any]:
    """A record as a mapping of plain values; empty for none."""
    if record is None:
        return {}
    facts = record._asdict() | {"lineage": lineage_facts(record.lineage), "exports": dict(record.exports)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def lineage_facts(lineage: Iterable[Upstream]) -> list[str]:
    """The works of a lineage as texts, such as `trainedOn tides@1a2b`."""
    return [f"{one.relation} {one.id}{'@' + one.revision if one.revision else ''}" for one in lineage]
