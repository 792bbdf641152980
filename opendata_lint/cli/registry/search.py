"""`opendata-lint registry search WORDS`: cards that speak of something, the best first."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import asking, common

if TYPE_CHECKING:
    from opendata_lint.registry.index.asking import Card

_MOST = 100_000


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "search", help="find cards by words",
        description="Find the cards that have all the words, the best first. Words are found in any form "
        'that English gives them; `wat*` finds what begins so, `"tide levels"` words in this order.',
    )  # fmt: skip
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to look for")
    parser.add_argument(
        "--limit", type=limit, default=20, metavar="N", help="cards that are shown; default: 20"
    )
    asking.add_filters(parser)
    asking.add_format(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run)


def limit(text: str) -> int:
    """A number of rows. Raises `argparse.ArgumentTypeError`."""
    if not text.isascii() or not text.isdecimal() or int(text[:9]) > _MOST:
        raise argparse.ArgumentTypeError(f"`{text[:40]}` is no number from 0 to {_MOST}")
    return int(text)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Find cards."""
    from opendata_lint.registry.index.asking import MARKS, search

    wanted = asking.filter_of(arguments)
    cards = asking.ask(arguments, lambda index: search(index, arguments.words, arguments.limit, wanted))
    plain = str.maketrans(dict.fromkeys(MARKS, ""))
    rows = [card | {"snippet": card["snippet"].translate(plain)} for card in cards]
    asking.tell(arguments, {}, "cards", rows, lambda: _lines(cards))
    return CLEAN


def _lines(cards: Sequence[Card]) -> Iterator[str]:
    from opendata_lint.registry.index.asking import MARKS
    from opendata_lint.reporting.terminal import harmless, paint

    color = sys.stdout.isatty()
    first, last = ("\x1b[1m", "\x1b[0m") if color else ("", "")
    for card in cards:
        facts = [card["kind"], card["version"], card["license"], card["status"] or card["state"]]
        title = f"  {harmless(card['title'])}" if card["title"] else ""
        yield f"{paint(harmless(card['id']), '1;36', color)}{title}"
        yield f"    {harmless(', '.join(filter(None, facts)))}"
        snippet = harmless(card["snippet"])
        for mark, shown in zip(MARKS, (first, last), strict=True):
            snippet = snippet.replace(harmless(mark), shown)
        yield f"    {snippet}"
    yield asking.count(len(cards), "card") if cards else "no card has all these words"
