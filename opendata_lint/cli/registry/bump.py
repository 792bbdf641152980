"""`opendata-lint registry bump ID [patch|minor|major]`: raise the version in a card."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NamedTuple

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    from opendata_lint.registry.counting import Bump
    from opendata_lint.registry.registrar import Taken
    from opendata_lint.tree import WorkTree


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "bump", help="raise the version of a card",
        description="Raise `version` in the front matter of a card; nothing else in the file changes. "
        "Without a bump by as much as the change of its data asks for.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="the card")
    parser.add_argument("bump", nargs="?", choices=("patch", "minor", "major"), help="by how much")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and write nothing")
    common.add_repository(parser)
    parser.set_defaults(run=run, staged=False, rev=None)


class _Wish(NamedTuple):
    bump: Bump
    why: str


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Raise the version, and tell what is to be done next."""
    from opendata_lint.registry.raising import raised, write_card
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.settings import did_you_mean
    from opendata_lint.tree import WorkTree

    tree = common.tree_of(arguments)
    assert isinstance(tree, WorkTree)
    taken = {one.record.id: one for one in common.registrar_of(tree, arguments, ()).taken}
    if arguments.id not in taken:
        raise RegistryFault(f"no card has the id `{arguments.id}`{did_you_mean(arguments.id, taken)}")
    one = taken[arguments.id]
    wish = _wish(arguments, one, tree)
    if not wish.bump:
        common.say(f"{wish.why}; nothing to raise")
        return CLEAN
    new = raised(one.card, wish.bump, softens=arguments.bump is None)
    common.say(f"{wish.bump.label}: {wish.why}")
    common.say(f"{one.record.card}: version {one.record.version or 'none'} -> {new.version}")
    if not arguments.dry_run:
        write_card(tree, one.record.card, new.data)
        common.say(f"Next: say in the card what changed, `git add {_quoted(one.record.card)}`, then")
        common.say(f"`opendata-lint registry record {one.record.id}`, and commit both.")
    return CLEAN


def _wish(arguments: argparse.Namespace, taken: Taken, tree: WorkTree) -> _Wish:
    """What is to be raised, and why. Raises `RegistryFault` where that cannot be told."""
    from opendata_lint.registry.counting import Bump, step
    from opendata_lint.registry.drift import drift_of
    from opendata_lint.registry.recording import Shelf
    from opendata_lint.registry.registrar import RegistryFault

    if arguments.bump:
        return _Wish(Bump[arguments.bump.upper()], "as asked")
    # Data that is not staged yet is what the version is raised for.
    shelf = Shelf(tree, taken.settings.registry, tree.as_added(), {taken.record.card: taken.record.id})
    recorded = shelf.records.by_card(taken.record.card)
    drift = drift_of(shelf, recorded, taken.record)
    if drift is None:
        raise RegistryFault(f"`{taken.record.id}` is not on record, so name the bump: patch, minor or major")
    for path, fault in drift.intents().faults.items():
        common.say(f"{path} does not count: {fault}")
    asked = drift.asked()
    if asked is None:
        raise RegistryFault(
            f"the data that `{taken.record.id}` had when it was recorded is not at hand, so nobody can "
            "tell what changed; name the bump: patch, minor or major"
        )
    old, new = drift.baseline.version, taken.record.version
    if asked.bump and old and new and (done := step(old, new)).kind == "raised" and done.bump >= asked.bump:
        return _Wish(Bump.NONE, f"the version went from {old} to {new} already ({asked.why})")
    return _Wish(asked.bump, asked.why)


def _quoted(path: str) -> str:
    from shlex import quote

    return quote(path)
