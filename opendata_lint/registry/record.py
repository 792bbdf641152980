"""The record of a card: the few facts that are committed, in a form that merges well.

One file a card, keys sorted, one value a line; no date, author or counter, which Git knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, cast, get_args

from opendata_lint.card import Kind
from opendata_lint.registry import FOLDER
from opendata_lint.registry.names import is_id
from opendata_lint.tree import Tree, TreeFault

FORMAT = 1
"""The version of the form of records."""

LARGEST = 1_000_000
"""Bytes of a record that are read; a real one has some hundred."""

Status = Literal["draft", "in_review", "active", "deprecated", "withdrawn"]
"""Where a card is in its life."""

STATUSES: tuple[Status, ...] = get_args(Status)


class RecordFault(Exception):
    """A record cannot be used; the message says why, without the path."""


class Upstream(NamedTuple):
    """A work that the work of a card is made of."""

    relation: str
    """Such as `derivedFrom`, `trainedOn`, `finetunedFrom`."""
    id: str
    """The id of a card in the same registry, `member:id`, or an identifier such as `hf:datasets/a/b`."""
    revision: str | None = None
    license: str | None = None
    """The license that it had when it was looked at, as SPDX expression."""
    digest: str | None = None
    """The digest of its card when it was looked at."""


class Record(NamedTuple):
    """What is committed of a card."""

    id: str
    kind: Kind
    card: str
    """The card's path from the tree's root."""
    card_digest: str
    title: str | None = None
    version: str | None = None
    data: tuple[str, ...] = ()
    """Folders and files that hold the card's data, from the tree's root."""
    data_digest: str | None = None
    """None where the repository holds no data of the card."""
    license: str | None = None
    """An SPDX expression; None where the card names no license."""
    profile: str | None = None
    """The profile that the card passed, None where it did not."""
    lineage: tuple[Upstream, ...] = ()
    status: Status = "active"
    notice: str | None = None
    """Why the card is deprecated or withdrawn."""
    replaced_by: str | None = None
    """The id of the card that takes its place."""
    owners: tuple[str, ...] = ()
    exports: tuple[tuple[str, str], ...] = ()
    """Path and digest of each descriptor that stands beside the card."""


def record_path(card_id: str) -> str:
    """The path of the record of a card, from the tree's root."""
    return f"{FOLDER}/{card_id}.json"


def to_json(record: Record) -> bytes:
    """The record as it is written: the same bytes for the same record, always."""
    fields = record._asdict()
    fields |= {
        "format": FORMAT,
        "lineage": [upstream._asdict() for upstream in record.lineage],
        "exports": dict(record.exports),
    }
    text = json.dumps(fields, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    # A byte of a path that is no UTF-8 is half a pair of surrogates, and stands there as JSON's escape.
    return text.encode("utf-8", "backslashreplace")


def from_json(data: bytes) -> Record:
    """The record that a file holds. Raises `RecordFault`."""
    if re.search(rb"^(<{7}|>{7}) ", data, re.M):
        raise RecordFault("it holds both sides of a merge")
    try:
        fields = json.loads(data, object_pairs_hook=_once)
        if not isinstance(fields, dict):
            raise RecordFault("it is no JSON object")
        _check(fields)
    except (ValueError, RecursionError) as error:
        raise RecordFault(f"it is no JSON: {error}") from error
    made: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
    del made["format"]
    made["lineage"] = tuple(_upstream(one) for one in fields["lineage"])
    made["exports"] = tuple(sorted(fields["exports"].items()))
    return Record(**made)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; of a key that stands there twice nobody knows which counts. Raises `RecordFault`."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise RecordFault(f"`{double[:60]}` stands in it twice")
    return fields


def _check(fields: dict[str, Any]) -> None:
    """Raise `RecordFault` for the first thing that is wrong."""
    if not _is_format(fields.get("format")):
        told = json.dumps(fields.get("format"))[:60]
        raise RecordFault(f"its `format` is {told}, and this version reads {FORMAT}")
    known = {*Record._fields, "format"}
    odd = sorted(known.symmetric_difference(fields))
    if odd:
        raise RecordFault(f"`{odd[0]}` is {'missing' if odd[0] in known else 'no key of a record'}")
    for name, value in fields.items():
        if not _FORMS[name](value):
            raise RecordFault(f"`{name}` cannot be {json.dumps(value)[:60]}")


def _is_format(value: object) -> bool:
    return value == FORMAT and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_text_or_none(value: object) -> bool:
    return value is None or _is_text(value)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_upstreams(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and one.keys() == set(Upstream._fields)
        and _is_text(one["relation"])
        and _is_text(one["id"])
        and all(map(_is_text_or_none, one.values()))
        for one in value
    )


def _are_exports(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, (*value, *value.values())))


_FORMS = {
    **dict.fromkeys(("card", "card_digest"), _is_text),
    **dict.fromkeys(
        ("title", "version", "data_digest", "license", "profile", "notice", "replaced_by"), _is_text_or_none
    ),
    **dict.fromkeys(("data", "owners"), _are_texts),
    "format": _is_format,
    "id": lambda value: isinstance(value, str) and is_id(value),
    "kind": lambda value: value in ("dataset", "model"),
    "status": lambda value: value in STATUSES,
    "lineage": _are_upstreams,
    "exports": _are_exports,
}


def _upstream(fields: dict[str, str | None]) -> Upstream:
    return Upstream(**cast(dict[str, str], fields))


class Records(NamedTuple):
    """The records of a tree."""

    by_id: dict[str, Record]
    faults: dict[str, str]
    """Why a file is no record that can be used, by path."""
    odd: frozenset[str]
    """Ids of records that are not written as `to_json` writes them: somebody edited them."""
    of_cards: dict[str, Record]
    """The records by the paths of their cards; of several for one card the first by id."""

    def by_card(self, path: str) -> Record | None:
        """The record of the card at a path."""
        return self.of_cards.get(path)


def is_written(data: bytes, record: Record) -> bool:
    """Whether a file is what `to_json` writes; in a work tree Git may have made its line ends CR LF."""
    return data.replace(b"\r\n", b"\n") == to_json(record)


def read_records(tree: Tree) -> Records:
    """The records of a tree; what cannot be used is told and left out."""
    by_id: dict[str, Record] = {}
    faults: dict[str, str] = {}
    odd = set()
    for path in _paths(tree):
        try:
            data = tree.read(path, LARGEST)
            record = from_json(data)
            if record_path(record.id) != path:
                raise RecordFault(f"the record of `{record.id}` belongs at {record_path(record.id)}")
        except (TreeFault, RecordFault) as fault:
            faults[path] = str(fault)
            continue
        by_id[record.id] = record
        if not is_written(data, record):
            odd.add(record.id)
    of_cards = {record.card: record for record in reversed(by_id.values())}
    return Records(by_id, faults, frozenset(odd), of_cards)


def _paths(tree: Tree) -> Iterator[str]:
    for name in tree.entries(FOLDER):
        if name.endswith(".json"):
            yield f"{FOLDER}/{name}"
