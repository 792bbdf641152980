"""The quick check says what jsonschema says, wherever it says anything."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata_lint.card import Kind
from opendata_lint.schema.formats import FORMATS
from opendata_lint.schema.quick import Check, compile_check
from opendata_lint.schema.store import card_schema, validator
from tests.schema.documents import WORDS, metadata, scalars, values

KINDS: tuple[Kind, ...] = ("dataset", "model")
TOPICS = ["license", "source", "citation", "contact", "bias", "limitations"]


def quick(schema: Any) -> Check:
    check = compile_check(schema)
    assert check is not None
    return check


CHECKS = {kind: quick(card_schema(kind)) for kind in KINDS}
JUDGES = {kind: validator(card_schema(kind)) for kind in KINDS}


@settings(max_examples=400, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    front=metadata,
    topics=st.lists(st.sampled_from(TOPICS), unique=True),
    readable=st.booleans(),
)
def test_our_schemas(kind: Kind, front: dict[str, Any], topics: list[str], readable: bool) -> None:
    told = {name: {"in": ["section"], "words": 20, "state": "answered"} for name in topics}
    document = {"kind": kind, "topics": told, "sections": [], **({"metadata": front} if readable else {})}
    assert CHECKS[kind](document) == JUDGES[kind].is_valid(document)


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(KINDS), key=st.data())
def test_each_key_of_our_schemas_alone(kind: Kind, key: st.DataObject) -> None:
    keys = card_schema(kind)["properties"]["metadata"]["properties"]
    schema = keys[key.draw(st.sampled_from(sorted(keys)))]
    value = key.draw(values)
    assert quick(schema)(value) == validator(schema).is_valid(value)


NAMES = st.sampled_from(["a", "b", "en", "type"])
SIZES = st.integers(0, 3)
TYPES = st.sampled_from(["null", "boolean", "string", "array", "object", "number", "integer"])


def _schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    keywords = {
        "type": st.one_of(TYPES, st.lists(TYPES, min_size=1, max_size=3, unique=True)),
        "enum": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True),
        "const": st.sampled_from(WORDS),
        "properties": st.dictionaries(NAMES, inner, max_size=2),
        "required": st.lists(NAMES, max_size=2, unique=True),
        "additionalProperties": inner,
        "propertyNames": inner,
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2),
        "items": inner,
        "contains": inner,
        "uniqueItems": st.booleans(),
        "pattern": st.sampled_from(["^a", "e", r"\d$", r"^\S+$"]),
        "format": st.sampled_from([*FORMATS, "made-up"]),
        **dict.fromkeys(("allOf", "anyOf", "oneOf"), some),
        **dict.fromkeys(("not", "if", "then", "else"), inner),
        **dict.fromkeys(
            ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), SIZES
        ),
        **dict.fromkeys(("minimum", "maximum"), st.integers(-1, 3)),
    }
    return st.fixed_dictionaries({}, optional=keywords).filter(lambda schema: len(schema) <= 4)


SCHEMAS = st.recursive(st.booleans(), _schemas, max_leaves=3)
INSTANCES = st.recursive(
    st.one_of(scalars, NAMES),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=500, deadline=None)
@given(schema=SCHEMAS, instance=INSTANCES)
def test_any_schema(schema: Any, instance: Any) -> None:
    from jsonschema import Draft202012Validator

    from opendata_lint.schema.formats import format_checker

    judge = Draft202012Validator(schema, format_checker=format_checker())
    assert quick(schema)(instance) == judge.is_valid(instance)


@pytest.mark.parametrize(
    ("value", "differ"),
    [([1, 1.0], False), ([1, True], True), ([[0], [False]], True), ([{"a": 1}, {"a": 1}], False)],
)
def test_items_differ_as_json_schema_has_it(value: list[Any], differ: bool) -> None:
    schema = {"uniqueItems": True}
    assert quick(schema)(value) is differ
    assert validator(schema).is_valid(value) is differ


@pytest.mark.parametrize(
    "schema",
    [
        {"multipleOf": 2},
        {"$ref": "#"},
        {"contains": {}, "maxContains": 1},
        {"enum": [1]},
        {"const": None},
        {"items": {"prefixItems": []}},
    ],
)
def test_what_it_does_not_know_is_left_to_jsonschema(schema: dict[str, Any]) -> None:
    assert compile_check(schema) is None
