"""Descriptors are read within bounds of size, depth and length, and what is beyond them is told."""

from __future__ import annotations

import pytest

from opendata_lint.exchange.documents import LARGEST, read_document
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import at_value

_MANY = 61_000


@pytest.mark.parametrize(
    ("path", "data", "told"),
    [
        ("a.json", b" " * (LARGEST + 1), "the most that is read"),
        ("a.json", b"[" + b"1," * _MANY + b"1]", "more than 60,000 values"),
        ("a.json", b"[" * 101 + b"]" * 101, "nested more than 100 levels"),
        ("a.json", b"[" * 1_000_000, "more than 60,000 values"),
        ("a.json", b"[1e400]", "too large or too long"),
        ("a.json", b"[" + b"1" * 5_000 + b"]", "too large or too long"),
        ("a.json", b"[NaN]", "holds NaN, which JSON does not have"),
        ("a.json", b'["\\ud800 "]', "half of a character"),
        ("a.json", b'{"' + b"k" * 1_000_000 + b'": [' + b"1," * 1_000 + b"1]}", "too many characters"),
        ("a.yaml", b"a: " + b"[" * 200, "nested deeper than 100 levels"),
        ("a.yaml", b"? " + b"k" * 1_000_000 + b"\n: [" + b"1," * 1_000 + b"1]", "too many characters"),
        ("a.xml", b"<a>" * 101 + b"</a>" * 101, "nested more than 100 levels"),
        ("a.xml", b"<a>" + b"<b/>" * _MANY + b"</a>", "more than 60,000 values"),
        ("a.xml", b"<a" + b"".join(b" a%x=''" % n for n in range(_MANY)) + b"/>", "more than 60,000 values"),
        ("a.xml", b"<" + b"a" * 1_000_000 + b">" + b"<b/>" * 1_000 + b"</a>", "too many characters"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>', "has a document type"),
    ],
    ids=str,
)  # fmt: skip
def test_refused_beyond_the_bounds(path: str, data: bytes, told: str) -> None:
    with pytest.raises(DescriptorFault, match=told):
        read_document(data, path)


@pytest.mark.parametrize(
    "data", [b'["\\ud83d\\ude00 \\\\ud800"]', b'["' + b'a,[{\\"' * 100_000 + b'"]', b"[" * 100 + b"]" * 100]
)
def test_read_within_them(data: bytes) -> None:
    document = read_document(data, "a.json")
    assert document.span(at_value("/0"))


def test_numbers_that_json_does_not_have_stay_text() -> None:
    large = "9" * 400
    document = read_document(f"a: [.inf, -.inf, .nan, 1e400, {large}, 1.5, true]".encode(), "a.yaml")
    assert document.value == {"a": [".inf", "-.inf", ".nan", ".inf", large, 1.5, True]}
