"""Records as JSON: there and back, and the public schema says what the program says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from opendata_lint.registry.names import ID
from opendata_lint.registry.record import (
    STATUSES,
    Record,
    RecordFault,
    Upstream,
    from_json,
    is_written,
    read_records,
    record_path,
    to_json,
)
from opendata_lint.tree import IndexTree
from tests.conftest import ROOT
from tests.registry.conftest import CardRepository

SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "registry-record.schema.json").read_bytes()))
# Half pairs of surrogates are bytes of paths that are no UTF-8.
_TEXT = st.text(st.characters(exclude_categories=[]), min_size=1, max_size=30).filter(str.strip)
_TEXT_OR_NONE = st.none() | _TEXT
_ID = st.from_regex(ID, fullmatch=True).filter(
    lambda text: ".." not in text and not text.endswith((".", ".lock"))
)
RECORDS = st.builds(
    Record,
    id=_ID,
    kind=st.sampled_from(["dataset", "model"]),
    card=_TEXT,
    card_digest=_TEXT,
    title=_TEXT_OR_NONE,
    version=_TEXT_OR_NONE,
    data=st.lists(_TEXT, max_size=3).map(tuple),
    data_digest=_TEXT_OR_NONE,
    license=_TEXT_OR_NONE,
    profile=_TEXT_OR_NONE,
    lineage=st.lists(st.builds(Upstream, _TEXT, _TEXT, *([_TEXT_OR_NONE] * 3)), max_size=3).map(tuple),
    status=st.sampled_from(STATUSES),
    notice=_TEXT_OR_NONE,
    replaced_by=_TEXT_OR_NONE,
    owners=st.lists(_TEXT, max_size=3).map(tuple),
    exports=st.dictionaries(_TEXT, _TEXT, max_size=3).map(lambda found: tuple(sorted(found.items()))),
)
ODD_VALUES = (
    st.none() | st.booleans() | st.integers(-1, 2) | st.floats() | st.text(max_size=4)
    | st.sampled_from(["a..b", "a.lock", "a.", "a\n", "Ä", "active", " "])
    | st.lists(st.none() | st.text(max_size=2), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.none() | st.text(max_size=2), max_size=2)
)  # fmt: skip


@given(RECORDS)
def test_there_and_back(record: Record) -> None:
    data = to_json(record)
    assert from_json(data) == record
    assert to_json(from_json(data)) == data
    assert is_written(data, record)
    assert is_written(data.replace(b"\n", b"\r\n"), record)
    data.decode("utf-8")


@given(RECORDS)
def test_form_merges_well(record: Record) -> None:
    text = to_json(record).decode()
    assert text.endswith("}\n")
    assert "\r" not in text
    keys = list(json.loads(text))
    assert keys == sorted(keys)
    assert all(text.count(f'\n  "{key}": ') == 1 for key in keys), "a line a key"


def accepts(fields: object) -> bool:
    try:
        from_json(json.dumps(fields).encode())
    except RecordFault:
        return False
    return True


@given(RECORDS)
def test_schema_accepts_records(record: Record) -> None:
    assert SCHEMA.is_valid(json.loads(to_json(record)))


@given(RECORDS, st.data())
def test_schema_and_program_agree_on_mutated_records(record: Record, data: st.DataObject) -> None:
    fields: dict[str, Any] = json.loads(to_json(record))
    target: Any = fields
    if fields["lineage"] and data.draw(st.booleans()):
        target = fields["lineage"][0]
    key = data.draw(st.sampled_from([*target, "extra"]))
    if data.draw(st.booleans()):
        target.pop(key, None)
    else:
        target[key] = data.draw(ODD_VALUES)
    # NaN and the infinities are no JSON, and no schema sees them.
    fields = json.loads(json.dumps(fields), parse_constant=lambda _: None)
    assert accepts(fields) == SCHEMA.is_valid(fields), fields


@pytest.mark.parametrize("fields", [None, [], "x", 1, {}])
def test_schema_and_program_agree_on_what_is_no_record(fields: object) -> None:
    assert not accepts(fields)
    assert not SCHEMA.is_valid(fields)


def test_schema_knows_every_field() -> None:
    assert set(SCHEMA.schema["properties"]) == {*Record._fields, "format"}
    assert set(SCHEMA.schema["required"]) == {*Record._fields, "format"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"id": ' + b"[" * 900 + b"]" * 900 + b"}", ""),
        (b"9" * 5_000, "no JSON"),
        (b"[]", "no JSON object"),
        (b'{"format": 1, "format": 1}', "`format` stands in it twice"),
        (b'{"format": 2}', "its `format` is 2, and this version reads 1"),
        (b'{"format": true}', "its `format` is true"),
        (b'{"format": 1}', "is missing"),
        (b'{"format": 1, "zebra": 1}', "`card` is missing"),
        (b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n", "it holds both sides of a merge"),
    ],
)
def test_bad_bytes_are_one_fault(data: bytes, told: str) -> None:
    with pytest.raises(RecordFault) as caught:
        from_json(data)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_records_of_a_tree(cards: CardRepository) -> None:
    good = Record("tides", "dataset", "tides/README.md", "swh:1:cnt:0")
    cards.stage(record_path("tides"), to_json(good))
    cards.stage(record_path("waves"), to_json(good._replace(id="gusts")))
    cards.stage(record_path("edited"), to_json(good._replace(id="edited", card="e.md")).replace(b"  ", b" "))
    cards.stage(record_path("broken"), b"{")
    cards.stage(".opendata/cards/notes.txt", b"not one")
    found = read_records(IndexTree(cards.path))
    assert set(found.by_id) == {"tides", "edited"}
    assert found.odd == {"edited"}
    assert found.by_card("tides/README.md") == good
    assert found.by_card("nothing.md") is None
    assert set(found.faults) == {record_path("waves"), record_path("broken")}
    assert "belongs at .opendata/cards/gusts.json" in found.faults[record_path("waves")]
