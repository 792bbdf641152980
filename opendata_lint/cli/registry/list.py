"""`opendata-lint registry list`: which cards there are."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import asking, common

if TYPE_CHECKING:
    from opendata_lint.registry.index.asking import Card

COLUMNS = ("id", "version", "status", "license", "profile", "title")


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "list", help="list the cards of the registry",
        description="List the cards of a tree: those on record, those that are not yet, and records whose "
        "cards are gone.",
    )  # fmt: skip
    asking.add_filters(parser)
    asking.add_format(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """List the cards."""
    from opendata_lint.registry.index.asking import find_cards, unknown_words

    wanted = asking.filter_of(arguments)
    cards, told = asking.ask(
        arguments,
        lambda index: (found := find_cards(index, wanted), [] if found else unknown_words(index, wanted)),
    )
    asking.tell(arguments, {}, "cards", cards, lambda: _lines(cards))
    for line in told:
        common.note(line)
    return CLEAN


def _lines(cards: Sequence[Card]) -> Iterable[str]:
    if not cards:
        return ["no cards"]
    return [*asking.table(COLUMNS, map(row, cards)), asking.count(len(cards), "card")]


def row(card: Card) -> list[object]:
    """A card as a row of a table; how it stands to its record takes the place of a status."""
    shown = card | ({} if card["state"] == "current" else {"status": card["state"]})
    return [shown[name] for name in COLUMNS]
