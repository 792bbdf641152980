"""`opendata-lint registry blame ID`: which commit last set each key of a card and each fact of its record."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import asking, common
from opendata_lint.cli.registry.diff import shown
from opendata_lint.cli.registry.log import commit_object

if TYPE_CHECKING:
    from opendata_lint.registry.index.asking import Card
    from opendata_lint.registry.index.blaming import Blame
    from opendata_lint.tree import Tree


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "blame", help="show which commit set each fact of a card",
        description="Show for every key of a card's front matter and every fact of its record the commit "
        "that gave it the value that it has.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="a card")
    asking.add_format(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Tell who set what."""
    from opendata_lint.registry.index.blaming import blame
    from opendata_lint.registry.registrar import RegistryFault

    history, trail, card, _ = asking.past_of(arguments)
    if card is None:
        raise RegistryFault(f"no card has the id `{arguments.id}` any more; `registry log` tells of it")
    found = blame(history, trail, card["front_matter"], _record(common.tree_of(arguments), card))
    rows = (_object(one) for one in found)
    asking.tell(arguments, {"id": trail.id}, "facts", rows, lambda: _lines(found))
    ends = {one.commit.id[:12] for one in found if one.commit and one.commit.is_end}
    if ends:
        common.note(f"the clone is shallow: what {', '.join(sorted(ends))} set may be older")
    return CLEAN


def _record(tree: Tree, card: Card) -> dict[str, Any]:
    """The facts of the card's record; none without one."""
    from opendata_lint.registry.index.changes import facts_of_record
    from opendata_lint.registry.record import LARGEST, from_json

    return facts_of_record(from_json(tree.read(card["record"], LARGEST))) if card["record"] else {}


def _object(one: Blame) -> dict[str, Any]:
    commit = commit_object(one.commit) if one.commit else {"commit": None}
    return {"where": one.where, "field": one.field, "value": one.value} | commit


def _lines(found: Sequence[Blame]) -> Iterable[str]:
    rows = []
    for one in found:
        commit = one.commit
        known = (commit.id[:12], commit.date[:10], commit.author) if commit else ("not committed", "", "")
        rows.append((*known, one.where, one.field, shown(one.value)))
    return asking.table(("commit", "date", "author", "where", "field", "value"), rows)
