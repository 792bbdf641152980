"""`opendata-lint registry promote ID STATUS`: change where a card is in its life."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FINDINGS
from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    from opendata_lint.registry.releases.status import Change

_STATUSES = ("draft", "in_review", "active", "deprecated", "withdrawn")


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "promote", help="change the status of a card",
        description="Write another status into the record of a card, for others to review; nothing is "
        "committed. A card goes from draft to in_review, active, deprecated, withdrawn.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="the card")
    parser.add_argument("status", choices=_STATUSES, help="what it becomes")
    add_reasons(parser)
    common.add_repository(parser)
    parser.set_defaults(run=run, staged=False, rev=None)


def add_reasons(parser: Any) -> None:
    """Add the arguments that say why a card is not to be used any more, and what is."""
    parser.add_argument("--because", metavar="TEXT", help="why it is not to be used any more")
    parser.add_argument("--replaced-by", metavar="ID", help="the card that takes its place")


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Change the status."""
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.registry.releases.status import Change

    reasons = arguments.because or arguments.replaced_by
    if reasons and arguments.status not in ("deprecated", "withdrawn"):
        raise RegistryFault("--because and --replaced-by are for cards that are deprecated or withdrawn")
    return apply(arguments, Change(arguments.status, arguments.because, arguments.replaced_by))


def apply(arguments: argparse.Namespace, change: Change) -> int:
    """Write the change and say what to commit; exit 1 for a step that a card does not take."""
    from opendata_lint.registry.record import record_path
    from opendata_lint.registry.releases.releasing import Refused
    from opendata_lint.registry.releases.status import change_status
    from opendata_lint.reporting.terminal import harmless
    from opendata_lint.tree import WorkTree

    tree = common.tree_of(arguments)
    assert isinstance(tree, WorkTree)
    settings = common.configuration_of(tree, arguments).resolve(tree.root / "README.md").settings.registry
    try:
        fresh = change_status(tree, arguments.id, change, tuple(dict(settings.members)))
    except Refused as refusal:
        print(f"not changed: {harmless(str(refusal))}", file=sys.stderr)
        return FINDINGS
    if fresh is None:
        common.say(f"{arguments.id} is {change.status} already; nothing changed")
        return CLEAN
    path = record_path(fresh.id)
    instead = f", {fresh.replaced_by} takes its place" if fresh.replaced_by else ""
    common.say(f"{path}: {fresh.id} is {fresh.status}{instead}{f': {fresh.notice}' if fresh.notice else ''}")
    common.say("Commit it for others to review:")
    common.say(f'  git commit --message "{fresh.id}: {fresh.status}" -- {path}')
    return CLEAN
