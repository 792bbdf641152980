"""Ids of cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.card import Card
from opendata_lint.facts.naming import title_of
from opendata_lint.registry.names import id_of, is_id, is_translation, slug
from opendata_lint.tree import WorkTree
from tests.registry.conftest import CardRepository


@given(st.text(max_size=300))
def test_slug_is_an_id_or_nothing(text: str) -> None:
    found = slug(text)
    assert not found or is_id(found)
    assert slug(found) == found


@given(st.from_regex(r"[a-z0-9][a-z0-9._-]{0,99}", fullmatch=True).filter(is_id))
def test_id_that_ends_well_stays(text: str) -> None:
    ends_well = text == text.strip("-._") and not text.endswith(".lock")
    assert (slug(text) == text) == ends_well


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tide Levels", "tide-levels"),
        ("Índices de Marea", "indices-de-marea"),
        ("潮位", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("a..b", "a.b"),
        ("index.lock", "index"),
        ("x.lock.lock", "x"),
        ("-rf", "rf"),
        ("a\nb", "a-b"),
        ("A" * 500, "a" * 100),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    "text", ["", "A", "a..b", "a.", "a.lock", ".a", "-a", "a/b", "a b", "a\n", "a" * 101]
)
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("path", "front", "configured", "expected"),
    [
        ("data/Tide Levels/README.md", "", None, "tide-levels"),
        ("data/tides/DATASET_CARD.md", "", None, "tides"),
        ("cards/Tides.md", "", None, "tides"),
        ("README.md", "pretty_name: Tide Levels", None, "tide-levels"),
        ("README.md", "", None, "a-heading"),
        ("data/tides/README.md", "id: North.Tides", None, "north.tides"),
        ("data/tides/README.md", "id: 7", None, "tides"),
        ("data/tides/README.md", "id: north", "south", "south"),
        ("data/潮位/README.md", "", None, "a-heading"),
    ],
)
def test_id_of_a_card(path: str, front: str, configured: str | None, expected: str) -> None:
    card = Card(f"---\n{front}\n---\n# A *heading*\n".encode(), path, "dataset")
    assert id_of(card, configured) == expected


def test_card_without_any_name_has_an_id() -> None:
    card = Card(b"", "README.md", "dataset")
    assert title_of(card) is None
    assert id_of(card) == "card"


def test_translations(cards: CardRepository) -> None:
    for name in ("a/README.md", "a/README.es.md", "b/README.es.md", "a/notes.es.md", "a/notes.md"):
        cards.write(name, "# X\n")
    tree = WorkTree(cards.path)
    told = [path for path in sorted(tree.paths()) if is_translation(path, tree)]
    assert told == ["a/README.es.md"]
