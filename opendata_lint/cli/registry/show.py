"""`opendata-lint registry show ID`: all that is known of a card."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import asking, common

if TYPE_CHECKING:
    import sqlite3

    from opendata_lint.registry.index.asking import Card

_FACTS = (
    "title", "kind", "version", "license", "status", "notice", "replaced_by", "state", "profile", "owners",
    "languages", "tasks", "modalities", "tags", "path", "record", "card_digest", "data", "data_digest",
)  # fmt: skip


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "show", help="show a card of the registry",
        description="Show all that is known of a card: what it says, its record, and who uses it.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="a card")
    asking.add_format(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Show the card."""
    from opendata_lint.registry.index.asking import card_of, ids_like
    from opendata_lint.registry.registrar import RegistryFault

    def question(index: sqlite3.Connection) -> Card:
        found = card_of(index, arguments.id)
        if found is None:
            raise RegistryFault(f"no card has the id `{arguments.id}`{ids_like(index, arguments.id)}")
        return found

    card = asking.ask(arguments, question)
    asking.tell(arguments, {}, "cards", [card], lambda: _lines(card))
    if card["same_id"]:
        common.note(f"{asking.count(card['same_id'], 'more card')} of the id `{card['id']}`")
    return CLEAN


def _lines(card: Card) -> Iterator[str]:
    from opendata_lint.reporting.terminal import harmless

    yield harmless(card["id"])
    facts = [(name.replace("_", " "), card[name]) for name in _FACTS if card[name]]
    facts += [("exports", f"{path} {digest}") for path, digest in card["exports"].items()]
    facts += [(one["relation"], _upstream(one)) for one in card["lineage"]]
    facts += [("used by", f"{one['id']} ({one['relation']})") for one in card["used_by"]]
    size = max(len(name) for name, _ in facts)
    for name, value in facts:
        text = ", ".join(value) if isinstance(value, list) else value
        yield f"  {harmless(name).ljust(size)}  {harmless(text)}"
    if card["summary"]:
        yield f"  {harmless(card['summary'])}"


def _upstream(one: dict[str, Any]) -> str:
    revision = f"@{one['revision']}" if one["revision"] else ""
    license_ = f", {one['license']} when it was looked at" if one["license"] else ""
    return f"{one['id']}{revision}{license_}"
