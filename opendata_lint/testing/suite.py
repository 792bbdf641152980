"""The conformance suite: what holds for every registry. Needs Hypothesis.

    from opendata_lint.testing import registry_suite

    TestMine = registry_suite(MyRegistry)

makes a class of tests that pytest finds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.differences import covers, differences
from opendata_lint.exchange.protocol import API, DescriptorFault, NotExpressible, Registry
from opendata_lint.finding import Finding
from opendata_lint.testing.cards import canonical_cards, rich_dataset, rich_model

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

HEAD = 65_536
"""Bytes of a file that `sniff` is given."""


def registry_suite(make: Callable[[], Registry], *examples: bytes) -> type:
    """A class of tests for the registry that `make` makes.

    `examples` are valid descriptors, for a format that is only read.
    """
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

        @patient
        @given(st.data())
        def test_takes_values_of_other_types(self, data: Any) -> None:
            registry = make()
            if whole := data.draw(st.sampled_from(_values(registry, examples) or [None])):
                assert_bears(registry, _written(_changed(whole, data.draw)))

        @patient
        @given(any_value())
        def test_takes_any_value(self, value: Any) -> None:
            assert_bears(make(), _written(value))

    return RegistrySuite


def any_value() -> SearchStrategy[Any]:
    """Any value of JSON, texts with what terminals, YAML and Markdown act upon among them."""
    from hypothesis import strategies as st

    traps = st.sampled_from(
        ["", " ", "\x00", "\x1b[31m", "---", "\n---\n", "# x", "## License\n\nMIT", "a: b", "- a", "null",
         "1e5", "TODO", "../x", "\u202e", "https://a.example/", "2020-13-40", "10.1/x", "MIT OR", "*x",
         "&a", "!!x"]
    )  # fmt: skip
    texts = st.text(max_size=20) | traps
    leaves = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | texts
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
        max_leaves=8,
    )


def _values(registry: Registry, examples: Sequence[bytes]) -> list[Any]:
    """What examples and the rich cards are in the format, where it is one of JSON or YAML."""
    from opendata_lint.exchange.documents import XmlDocument, read_document

    rich = [card for card in (rich_dataset(), rich_model()) if card.kind in registry.kinds]
    written = [*examples, *(registry.dump(card).data for card in rich)]
    path = registry.filenames[0].replace("*", "a")
    if path.endswith(".md"):
        return []
    documents = [read_document(data, path) for data in written]
    return [one.value for one in documents if not isinstance(one, XmlDocument)]


def _written(value: Any) -> bytes:
    """JSON, which YAML is too."""
    return json.dumps(value).encode()


def _changed(whole: Any, draw: Any) -> Any:
    """A copy in which one place anywhere holds any other value."""
    from hypothesis import strategies as st

    made = json.loads(json.dumps(whole))
    places = list(_places(made))
    holder, key = draw(st.sampled_from(places))
    holder[key] = draw(any_value())
    return made


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


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
    """Whatever a file holds: reading ends in a card or a `DescriptorFault`, checking in findings.

    A card that comes of it can be written in the same format, or the reason why not is told.
    """
    path = registry.filenames[0].replace("*", "a")
    assert 0 <= registry.sniff(path, data[:HEAD]) <= 1
    try:
        card = registry.load(data, path).card
    except DescriptorFault as fault:
        assert str(fault)
    else:
        with suppress(NotExpressible):
            assert isinstance(registry.dump(card).data, bytes)
    for found in registry.check(data, path):
        assert isinstance(found, Finding)
        assert found.message
