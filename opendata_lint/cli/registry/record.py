"""`opendata-lint registry record [ID ...]`: write the records of cards, or tell which are not current."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FINDINGS
from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    from opendata_lint.registry.registrar import Registrar, Taken


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "record", help="write the records of cards",
        description="Write `.opendata/cards/ID.json` for every card: its digest, that of its data, its "
        "version, license and profile. Commit the records with the cards.",
    )  # fmt: skip
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="cards; default: all, and drop records of no card"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 where a record is not current"
    )
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Write or check the records."""
    from opendata_lint.registry.registrar import RegistryFault

    if (arguments.staged or arguments.rev) and not arguments.check:
        looks = "--staged" if arguments.staged else "--rev"
        raise RegistryFault(
            f"records are written to files on disk; with {looks} they can only be checked (--check)"
        )
    tree = common.tree_of(arguments)
    registrar = common.registrar_of(tree, arguments, arguments.ids or None)
    stale, orphans = _chosen(registrar, arguments.ids)
    chosen = len(set(arguments.ids)) or len(registrar.taken)
    untracked = [] if arguments.ids else registrar.untracked
    for path in untracked:
        common.say(f"{path}: not in Git, so there is nothing to record yet; `git add` it first")
    if arguments.check:
        return _tell(registrar, stale, orphans, chosen, untracked)
    _refuse_conflicts(stale)
    _write(registrar, stale, orphans, chosen)
    return CLEAN


def _chosen(registrar: Registrar, ids: list[str]) -> tuple[list[Taken], list[str]]:
    """The records to write and those to drop. Raises `RegistryFault` for an id that no card has."""
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.settings import did_you_mean

    known = [taken.record.id for taken in registrar.taken]
    for card_id in ids:
        if card_id not in known:
            near = did_you_mean(card_id, known) if known else ""
            new = (
                f" ({registrar.untracked[0]} is not in Git yet; `git add` it)" if registrar.untracked else ""
            )
            raise RegistryFault(f"no card in Git has the id `{card_id}`{near}{new}")
    stale = [taken for taken in registrar.stale() if not ids or taken.record.id in ids]
    return stale, [] if ids else registrar.orphans()


def _refuse_conflicts(stale: list[Taken]) -> None:
    """Raise `RegistryFault` for a card that holds both sides of a merge: nothing in it counts yet."""
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.rules.front_matter import conflict_markers

    for taken in stale:
        if conflict_markers(taken.card):
            raise RegistryFault(
                f"{taken.record.card} holds both sides of a merge; nothing was recorded. Mend the card, "
                "`git add` it, and run this again"
            )


def _tell(
    registrar: Registrar, stale: list[Taken], orphans: list[str], chosen: int, untracked: list[str]
) -> int:
    for taken in stale:
        what = "is missing" if registrar.recorded(taken) is None else "is not current"
        common.say(f"{taken.path} {what} (card {taken.record.card})")
    for path in orphans:
        common.say(f"{path} is of no card")
    if stale or orphans or untracked:
        common.say("Run `opendata-lint registry record` and commit what it writes.")
        return FINDINGS
    common.say(f"{_count(chosen, 'record')} current")
    return CLEAN


def _write(registrar: Registrar, stale: list[Taken], orphans: list[str], chosen: int) -> None:
    from opendata_lint.registry.registrar import drop_record, write_record

    for taken in stale:
        word = "new" if registrar.recorded(taken) is None else "renewed"
        write_record(registrar.tree.root, registrar.tree, taken.record)
        common.say(f"{taken.path} {word}{_about(taken)}")
    for path in orphans:
        drop_record(registrar.tree.root, registrar.tree, path)
        common.say(f"{path} dropped: no card goes by that id")
    current = chosen - len(stale)
    common.say(
        f"{_count(len(stale), 'record')} written, {current} {'was' if current == 1 else 'were'} current"
    )


def _about(taken: Taken) -> str:
    record = taken.record
    version = f", version {record.version}" if record.version else ""
    passed = f"passes {record.profile}" if record.profile else f"does not pass {taken.settings.profile.name}"
    return f": {record.kind}{version}, {record.license or 'no license'}, {passed}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
