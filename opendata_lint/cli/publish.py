"""`opendata-lint publish CARD --to REGISTRY`: send what a card says to a registry."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FAULT, FINDINGS, configuring, exchange, fault

if TYPE_CHECKING:
    from opendata_lint.exchange.canonical import CanonicalCard
    from opendata_lint.network.protocol import Parcel, Plan, Publisher
    from opendata_lint.network.servers import Server
    from opendata_lint.report import CardResult
    from opendata_lint.runner import Task

_REGISTRIES = ("openml", "hf", "zenodo", "kaggle")
_DEEPEST = 60
"""Lines that are shown of what is sent, before a question; `--dry-run` shows all."""


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "publish", help="send what a card says to a registry on the network",
        description="Show what would be sent of a card to a registry, ask, and send it. Tokens come from the "
        "environment or the store of the registry's own client. Only this command, `fetch` and `registry "
        "lineage --online` use the network.",
    )  # fmt: skip
    parser.add_argument("card", type=Path, metavar="CARD", help="a card")
    parser.add_argument("--to", required=True, choices=_REGISTRIES, help="the registry")
    parser.add_argument(
        "--id", default="", metavar="WORK", help="the work there whose metadata is replaced; default: as the "
        "card says, or a new one where the registry makes one of metadata alone",
    )  # fmt: skip
    parser.add_argument("--endpoint", metavar="URL", help="another server of that registry")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="show what would be sent, and send nothing")
    how.add_argument("--yes", action="store_true", help="send without a question")
    parser.add_argument("--force", action="store_true", help="send a card that has errors too")
    configuring.add_files(parser)
    parser.set_defaults(run=run)


@exchange.told
def run(arguments: argparse.Namespace) -> int:
    """Check, show, ask, send."""
    from opendata_lint import runner
    from opendata_lint.engine import lint_card
    from opendata_lint.exchange.gathering import gathered
    from opendata_lint.network.protocol import NetworkFault

    task = _task(arguments)
    card, tree = runner.load(task)
    if card.yaml_fault:
        return fault(
            f"{task.shown_path}: its front matter cannot be read: {card.yaml_fault.problem}; see `check`"
        )
    result = lint_card(card, tree, task.settings, task.shown_path)
    errors = _errors(result)
    if errors and not arguments.force:
        for text in errors:
            print(text, file=sys.stderr)
        fault(f"{task.shown_path} has errors, so it is not sent; --force sends it all the same")
        return FAULT if result.crashes else FINDINGS
    try:
        return _publish(arguments, tree.read(task.tree_path), gathered(card, tree))
    except NetworkFault as error:
        return fault(str(error))


def _task(arguments: argparse.Namespace) -> Task:
    """The one card that is meant. Raises what `runner.find` raises."""
    from opendata_lint.runner import PathFault

    configuration = configuring.configuration_of(arguments, [arguments.card])
    tasks = exchange.cards([arguments.card], configuration)
    if len(tasks) != 1:
        raise PathFault(f"{arguments.card}: {len(tasks) or 'no'} cards there; name one")
    return tasks[0]


def _errors(result: CardResult) -> list[str]:
    """The errors of the card and the crashes of rules, a line each."""
    from opendata_lint.finding import Severity
    from opendata_lint.reporting.concise import line

    found = [line(one, color=False) for one in result.findings if one.severity >= Severity.ERROR]
    return [*found, *(f"the rule {crash.rule} failed; see `check`" for crash in result.crashes)]


def _publish(arguments: argparse.Namespace, data: bytes, facts: CanonicalCard) -> int:
    from opendata_lint.network.publishing import parcel_of
    from opendata_lint.network.remotes import publisher_named

    publisher = publisher_named(arguments.to)
    parcel = parcel_of(data, facts, publisher, arguments.id)
    server = publisher.server(arguments.endpoint, anonymous=False)
    plan = publisher.plan(server, parcel)
    exchange.tell_losses(publisher.title, parcel.losses)
    _show(plan, server, None if arguments.dry_run else _DEEPEST)
    if arguments.dry_run:
        return CLEAN
    if not arguments.yes and not _agreed():
        return FAULT
    return _send(publisher, server, parcel)


def _show(plan: Plan, server: Server, most: int | None) -> None:
    """What will be done, where, and what is sent: all of it, or so many lines."""
    from opendata_lint.reporting.terminal import harmless

    lines = plan.body.splitlines()
    shown = lines if most is None else lines[:most]
    head = [f"to {server.url}: {plan.deed}", *plan.left_out, ""]
    for text in (*head, *shown):
        print(harmless(text))
    if len(shown) < len(lines):
        print(f"... and {len(lines) - len(shown)} more lines; --dry-run shows them")


def _agreed() -> bool:
    """Whether somebody at a terminal says so."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fault("nobody can be asked here; look with --dry-run, then send with --yes")
        return False
    print("\nSend this? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    fault("not sent")
    return False


def _send(publisher: Publisher, server: Server, parcel: Parcel) -> int:
    """Send, and say where it is. Where that fails, nobody knows how far it came."""
    from opendata_lint.network.protocol import Absent, NetworkFault
    from opendata_lint.reporting.terminal import harmless

    try:
        place = publisher.send(server, parcel)
    except Absent:
        raise
    except NetworkFault as error:
        raise NetworkFault(f"{error}\nlook there before sending again: it may have been taken") from None
    print(harmless(f"sent: {place}"))
    return CLEAN
