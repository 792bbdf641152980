"""What the commands that ask the index share: options, the current index, and how answers are told."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    import sqlite3

    from opendata_lint.registry.index.asking import Card, Filter
    from opendata_lint.registry.index.history import History, Trail

FORMAT = 1
"""The version of what is told as JSON."""

_LISTS = ("license", "modality", "language", "task", "tag", "owner")
_Answer = TypeVar("_Answer")


def add_format(parser: Any) -> None:
    """Add the option that says how the answer is told."""
    parser.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text",
        help="for people, one JSON document, or a JSON object a line; default: text",
    )  # fmt: skip


def add_filters(parser: Any) -> None:
    """Add the options that say which cards are wanted."""
    group = parser.add_argument_group(
        "which cards", "An option given several times, or with values between commas: any of them will do."
    )
    for name in ("kind", "status", "state", *_LISTS):
        group.add_argument(f"--{name}", action="append", default=[], metavar=name.upper(), help=_HELP[name])
    group.add_argument(
        "--passing", action=argparse.BooleanOptionalAction, help="that pass their profile, or do not"
    )


_HELP = {
    "kind": "dataset or model",
    "status": "draft, in_review, active, deprecated or withdrawn",
    "state": "current, stale, unrecorded, gone or member: how the record stands to the card",
    "license": "an SPDX id, or the Hub's",
    "modality": "such as text, image, audio, tabular",
    "language": "a code such as en; without a region it stands for all its regions",
    "task": "such as text-classification",
    "tag": "a tag of the card",
    "owner": "as the record has it",
}


def filter_of(arguments: argparse.Namespace) -> Filter:
    """Which cards are wanted. Raises `RegistryFault` for a kind, status or state that cannot be."""
    from typing import get_args

    from opendata_lint.card import Kind
    from opendata_lint.registry.index.asking import Filter
    from opendata_lint.registry.index.entry import State
    from opendata_lint.registry.record import STATUSES
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.settings import did_you_mean

    lists = {
        name: [word.strip() for text in getattr(arguments, name) for word in text.split(",") if word.strip()]
        for name in _HELP
    }
    for name, known in (("kind", get_args(Kind)), ("status", STATUSES), ("state", get_args(State))):
        for word in lists[name]:
            if word not in known:
                raise RegistryFault(f"--{name}: there is no {name} `{word}`{did_you_mean(word, known)}")
    return Filter(**lists, passing=arguments.passing)


def ask(arguments: argparse.Namespace, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
    """The answer of a question to the index of the tree that is meant. Raises known faults."""
    from opendata_lint.registry.index.opening import ask as ask_index

    tree = common.tree_of(arguments)
    return ask_index(tree, common.configuration_of(tree, arguments), question, common.note)


def past_of(arguments: argparse.Namespace) -> tuple[History, Trail, Card | None, list[str]]:
    """The history of the card `arguments.id`, the card as it is, if it is, and the paths of all cards.

    Raises `RegistryFault` where there is no such card and never was, and known faults.
    """
    from opendata_lint.registry.index.asking import card_of, ids_like, paths_of_cards
    from opendata_lint.registry.index.history import History, trail_of
    from opendata_lint.registry.names import is_id
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.tree import RevisionTree
    from opendata_lint.tree.git import commit_of

    tree = common.tree_of(arguments)
    if not isinstance(tree, RevisionTree) and commit_of(tree.root, "HEAD") is None:
        raise RegistryFault("there is no commit yet, so nothing has a history")
    history = History(tree.root, tree.commit if isinstance(tree, RevisionTree) else "HEAD")

    def question(index: sqlite3.Connection) -> tuple[Card | None, list[str], str]:
        known = card_of(index, arguments.id)
        return known, paths_of_cards(index), "" if known else ids_like(index, arguments.id)

    card, cards, meant = ask(arguments, question)
    trail = trail_of(history, arguments.id, card) if card or is_id(arguments.id) else None
    if trail is None:
        raise RegistryFault(f"no card has the id `{arguments.id}`, or had it{meant}")
    return history, trail, card, cards


def tell(
    arguments: argparse.Namespace,
    head: Mapping[str, Any],
    name: str,
    rows: Iterable[Mapping[str, Any]],
    text: Callable[[], Iterable[str]],
) -> None:
    """Print an answer: as JSON an object with what `head` has, and the rows under a name."""
    if arguments.format == "text":
        for line in text():
            print(line)
    elif arguments.format == "json":
        print(json.dumps({"format": FORMAT, **head, name: list(rows)}, indent=2, ensure_ascii=True))
    else:
        for row in rows:
            print(json.dumps(row, ensure_ascii=True))


def table(head: Sequence[str], rows: Iterable[Sequence[object]], empty: str = "-") -> Iterable[str]:
    """Lines of a table for people: harmless, aligned, the last column cut to what a terminal is wide."""
    from opendata_lint.reporting.terminal import harmless, width

    shown = [[harmless(_text(value)) or empty for value in row] for row in rows]
    shown.insert(0, [name.upper() for name in head])
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    room = _columns() - sum(widths[:-1]) - 2 * (len(head) - 1)
    for row in shown:
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row[:-1], widths[:-1], strict=True)]
        yield "  ".join([*cells, _cut(row[-1], room)]).rstrip()


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _columns() -> int:
    """Columns of the terminal; of what is no terminal, more than there are."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 1 << 30


def _cut(text: str, room: int) -> str:
    from opendata_lint.reporting.terminal import width

    if room < 10 or width(text) <= room:
        return text
    kept = ""
    for char in text:
        if width(kept + char) >= room:
            break
        kept += char
    return kept + "…"


def count(number: int, what: str) -> str:
    """A number of things in words."""
    return f"{number} {what}{'' if number == 1 else 's'}"
