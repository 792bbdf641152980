"""Records merge: branches that take different cards on record never conflict, in real merges of Git."""

from __future__ import annotations

import random

import pytest

from opendata_lint.registry.record import Record, read_records, record_path, to_json
from opendata_lint.tree import IndexTree
from tests.registry.conftest import CardRepository

CARDS = 40
MERGES = 20
LAYOUTS = {
    "5 cards, one more each": (5, 1, False, False),
    "40 cards, one more each": (40, 1, False, False),
    "40 cards, five more each": (40, 5, False, False),
    "neighbors in the alphabet": (40, 1, True, False),
    "different cards altered": (40, 3, False, True),
}


def record_of(card_id: str, version: str) -> Record:
    return Record(
        card_id, "dataset", f"{card_id}/README.md", f"swh:1:cnt:{version}", title=card_id,
        version=version, data=(card_id,), data_digest=f"swh:1:dir:{version}", license="MIT",
    )  # fmt: skip


def write(repository: CardRepository, card_id: str, version: str) -> None:
    repository.write(record_path(card_id), to_json(record_of(card_id, version)))


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_independent_cards_never_conflict(layout: str, cards: CardRepository) -> None:
    start, more, adjacent, alters = LAYOUTS[layout]
    chance = random.Random(layout)
    for number in range(start):
        write(cards, f"card-{number * 10:04}", "1.0")
    cards.git("add", "--all")
    base = cards.commit("Base")
    for merge in range(MERGES):
        names = _changed(chance, start, more, adjacent, alters)
        branches = [f"ours-{merge}", f"theirs-{merge}"]
        for branch, ids in zip(branches, names, strict=True):
            cards.git("checkout", "--quiet", "-b", branch, base)
            for card_id in ids:
                write(cards, card_id, f"2.{merge}")
            cards.git("add", "--all")
            cards.commit(branch)
        done = cards.run("git", "merge", "--quiet", "--no-edit", branches[0])
        assert done.returncode == 0, done.stdout
        records = read_records(IndexTree(cards.path))
        assert not records.faults
        assert not records.odd
        changed = {card_id for card_id, record in records.by_id.items() if record.version != "1.0"}
        assert changed == {*names[0], *names[1]}


def _changed(
    chance: random.Random, start: int, more: int, adjacent: bool, alters: bool
) -> tuple[list[str], list[str]]:
    """The ids that either branch adds or alters."""
    if adjacent:
        at = chance.randrange(start) * 10
        return [f"card-{at + 1:04}"], [f"card-{at + 2:04}"]
    numbers = range(0, start * 10, 10) if alters else [n for n in range(start * 10) if n % 10]
    names = [f"card-{number:04}" for number in chance.sample(list(numbers), 2 * more)]
    return names[:more], names[more:]
