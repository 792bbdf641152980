"""The conformance suite: what holds for every registry. Needs Hypothesis.

    from opendata_lint.testing import registry_suite

    TestMine = registry_suite(MyRegistry)

makes a class of tests that pytest finds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.differences import covers, differences
from opendata_lint.exchange.protocol import API, DescriptorFault, NotExpressible, Registry
from opendata_lint.finding import Finding
from opendata_lint.testing.cards import canonical_cards, rich_dataset, rich_model

HEAD = 65_536
"""Bytes of a file that `sniff` is given."""


def registry_suite(make: Callable[[], Registry]) -> type:
    """A class of tests for the registry that `make` makes."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    patient = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

    class RegistrySuite:
        """Tests of one registry."""

        def test_says_what_it_is(self) -> None:
            registry = make()
            assert registry.api == API
            assert registry.name == registry.name.lower().strip()
            assert registry.title
            assert registry.filenames

        def test_rich_cards(self) -> None:
            registry = make()
            for card in (rich_dataset(), rich_model()):
                if card.kind in registry.kinds:
                    for version in registry.versions or (None,):
                        assert_round_trip(registry, card, version)

        @patient
        @given(st.data())
        def test_round_trip_loses_what_is_named(self, data: Any) -> None:
            registry = make()
            for kind in registry.kinds:
                assert_round_trip(registry, data.draw(canonical_cards(kind)), None)

        @patient
        @given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
        def test_takes_anything(self, data: bytes) -> None:
            assert_bears(make(), data)

        @patient
        @given(st.data())
        def test_takes_broken_ones(self, data: Any) -> None:
            registry = make()
            for kind in registry.kinds:
                whole = registry.dump(rich_dataset() if kind == "dataset" else rich_model()).data
                start = data.draw(st.integers(0, len(whole)))
                end = data.draw(st.integers(start, len(whole)))
                assert_bears(registry, whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:])

    return RegistrySuite


def assert_round_trip(registry: Registry, card: CanonicalCard, version: str | None) -> None:
    """What is written is right by the format, and reading it back loses exactly what the losses name."""
    try:
        dumped = registry.dump(card, version)
    except NotExpressible as reason:
        assert str(reason)
        return
    assert registry.dump(card, version) == dumped, "the same card gives the same descriptor"
    path = registry.filenames[0].replace("*", "a")
    assert registry.sniff(path, dumped.data[:HEAD]) > 0.5, "it knows its own"
    back = registry.load(dumped.data, path).card
    different = differences(card, back)
    lost = [loss.path for loss in dumped.losses]
    assert all(loss.reason for loss in dumped.losses)
    for path_of in different:
        assert any(covers(one, path_of) for one in lost), f"{path_of} is lost without a word"
    for one in lost:
        assert any(covers(one, path_of) for path_of in different), f"{one} is not lost at all"


def assert_bears(registry: Registry, data: bytes) -> None:
    """Whatever a file holds: reading ends in a card or a `DescriptorFault`, checking in findings."""
    path = registry.filenames[0].replace("*", "a")
    assert 0 <= registry.sniff(path, data[:HEAD]) <= 1
    try:
        registry.load(data, path)
    except DescriptorFault as fault:
        assert str(fault)
    for found in registry.check(data, path):
        assert isinstance(found, Finding)
        assert found.message
