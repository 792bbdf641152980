"""Passing over what is well tells the same errors as jsonschema alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata_lint.card import Card, Kind
from opendata_lint.card.document import document_of
from opendata_lint.schema.skipping import skipping_validator
from opendata_lint.schema.store import card_schema, validator
from opendata_lint.vocabulary import fields
from tests.rules.examples import all_examples

_SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def told(judge: Any, document: Any) -> list[tuple[str, str, str]]:
    return sorted(
        (str(list(e.absolute_path)), str(list(e.absolute_schema_path)), str(e.validator))
        for e in judge.iter_errors(document)
    )


@pytest.mark.parametrize("kind", ["dataset", "model"])
def test_examples_of_all_rules(kind: Kind) -> None:
    schema = card_schema(kind)
    plain, skipping = validator(schema), skipping_validator(schema)
    for example in all_examples():
        document = document_of(Card(example.data, "README.md", kind))
        assert told(skipping, document) == told(plain, document)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["dataset", "model"]))
def test_any_front_matter(data: st.DataObject, kind: Kind) -> None:
    keys = st.sampled_from(sorted(fields.known_keys(kind)))
    metadata = data.draw(st.dictionaries(keys, _VALUES, max_size=4))
    schema = card_schema(kind)
    document = {"kind": kind, "metadata": metadata, "topics": {}, "sections": []}
    assert told(skipping_validator(schema), document) == told(validator(schema), document)
