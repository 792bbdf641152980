"""Descriptors that mean harm or went wrong: whatever stands in them, `check` ends in findings, and soon."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from typing import Any

import pytest

from opendata_lint.exchange.linting import lint_descriptor
from opendata_lint.exchange.plugins import BUILT_IN, Offer, load
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.report import CardResult
from opendata_lint.settings import Settings, load_profile
from opendata_lint.testing.cards import rich_dataset, rich_model
from opendata_lint.tree import UnknownTree

ODD: tuple[Any, ...] = (
    None, 1, -1.5, True, [], {}, "", " ", [None], [[]], [{}], {"a": 1}, {"@id": 1}, "x" * 9000, ["a"], 10**30,
)  # fmt: skip
BYTES = b"{}[]\",:<>&/\n \x00\xff-#ab1'\\%@"


def judged(data: bytes, name: str) -> CardResult:
    result = lint_descriptor(data, name, UnknownTree(), Settings(load_profile("default")), name)
    assert not result.crashes, result.crashes[0].details
    return result


def changed(value: Any, dice: random.Random) -> Any:
    """A value of JSON in which some members are gone or something else."""
    if dice.random() < 0.04:
        return dice.choice(ODD)
    if isinstance(value, dict):
        return {name: changed(one, dice) for name, one in value.items() if dice.random() > 0.03}
    if isinstance(value, list):
        return [changed(one, dice) for one in value if dice.random() > 0.03]
    return value


def whole(offer: Offer) -> list[tuple[bytes, str]]:
    """Descriptors of a format that are right, with their names: of rich cards where it can be written."""
    registry = load(offer)
    cards = [card for card in (rich_dataset(), rich_model()) if card.kind in registry.kinds]
    name = offer.filenames[0].replace("*", "a")
    written = [registry.dump(card, one).data for card in cards for one in registry.versions or (None,)]
    return [(data, name) for data in written] or [(b"{}", name)]


@pytest.mark.parametrize("offer", BUILT_IN[1:], ids=lambda offer: offer.name)
def test_members_that_are_something_else(offer: Offer) -> None:
    dice = random.Random(offer.name)
    for data, name in whole(offer):
        if name.endswith((".xml", ".cff", ".yaml")):
            continue  # text is changed below
        for _ in range(60):
            text = json.dumps(changed(json.loads(data), dice)).encode()
            judged(text, name)
            with suppress(DescriptorFault):
                load(offer).load(text, name)


@pytest.mark.parametrize("offer", BUILT_IN[1:], ids=lambda offer: offer.name)
def test_text_that_is_broken(offer: Offer) -> None:
    dice = random.Random(offer.name)
    for data, name in whole(offer):
        for _ in range(60):
            broken = data
            for _ in range(dice.randint(1, 4)):
                start = dice.randrange(len(broken) + 1)
                junk = bytes(dice.choices(BYTES, k=dice.randint(0, 4)))
                broken = broken[:start] + junk + broken[start + dice.randint(0, 12) :]
            judged(broken, name)


@pytest.mark.parametrize("offer", BUILT_IN[1:], ids=lambda offer: offer.name)
@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n", b"null", b"[]", b"{}", b'"text"', b"\xef\xbb\xbf{}", b"\xff\xfe{\0}\0", b"\x00" * 1000,
        b"[" * 50_000, b'{"a":' * 50_000, b"<a>" * 50_000, b"- " * 20_000, b"a: &a [*a]", b"NaN",
        b'{"a": ' + b"9" * 5000 + b"}", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"\xed\xa0\x80",
    ],
    ids=lambda data: repr(data[:12]),
)  # fmt: skip
def test_shapes_of_harm(offer: Offer, data: bytes) -> None:
    found = judged(data, offer.filenames[0].replace("*", "a")).findings
    assert found or data.endswith(b"{}"), "an empty object is right where nothing is required"


def test_names_cannot_break_lines() -> None:
    name = "a\n::error::x/dataset-metadata.json"
    for finding in judged(b"{", name).findings:
        assert "\n" not in finding.message
