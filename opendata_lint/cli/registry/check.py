"""`opendata-lint registry check`: the rules of the registry over all cards of the tree."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import FINDINGS, ending, output
from opendata_lint.cli.registry import common
from opendata_lint.registry import FOLDER

if TYPE_CHECKING:
    from opendata_lint.report import CardResult
    from opendata_lint.runner import Task
    from opendata_lint.settings import RegistrySettings
    from opendata_lint.tree import Tree


_NO_REGISTRY = (
    f"no card is on record in {FOLDER}, so there was nothing to hold the cards against; "
    "`opendata-lint registry record` takes them on record"
)


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "check", help="hold all cards against records and data",
        description="Run the rules of the registry (REG) over every card of the repository, whatever has "
        "changed: data may move while no card does.",
    )  # fmt: skip
    output.add_options(parser)
    ending.add_options(parser)
    common.add_tree(parser)
    parser.set_defaults(run=run, only_cards=True)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Check, print the report, and return the exit code."""
    from opendata_lint import runner
    from opendata_lint.cli import telling

    tree = common.tree_of(arguments)
    configuration = common.configuration_of(tree, arguments)
    outputs = output.outputs_of(arguments, configuration)
    level = ending.fail_level(configuration)
    report = runner.run(common.request_of(tree.root, arguments), configuration, work=check_registry)
    output.write(report, outputs, sys.stdout)
    telling.tell(report, configuration, arguments, silent=outputs[0].format in output.FOR_PEOPLE)
    if not tree.exists(FOLDER):
        if report.results:
            common.note(_NO_REGISTRY)
        return ending.exit_code(report, level, arguments)
    orphans = _tell_records(tree, configuration.resolve(tree.root / "README.md").settings.registry)
    code = ending.exit_code(report, level, arguments)
    return max(code, FINDINGS) if orphans and level != "never" else code


def _tell_records(tree: Tree, settings: RegistrySettings) -> int:
    """Tell what no card's findings can: records without a card, and cards that were not judged.

    Returns how many records have no card.
    """
    from opendata_lint.registry.record import record_path
    from opendata_lint.registry.recording import Shelf

    shelf = Shelf(tree, settings)
    records = shelf.records.by_id.values()
    orphans = [record for record in records if not tree.exists(record.card)]
    for record in orphans:
        common.note(
            f"{record_path(record.id)} is of no card: {record.card} is gone; `opendata-lint registry record` "
            "takes a card that moved on record again, and drops the record of one that was deleted"
        )
    touched = tree.unstaged()
    unjudged = [
        record.id
        for record in records
        if touched and (record.card in touched or not touched.isdisjoint(shelf.holding(record.card).data))
    ]
    if unjudged:
        more = f" and {len(unjudged) - 3} more" if len(unjudged) > 3 else ""
        common.note(
            f"not judged, as there are changes that are not staged: {', '.join(unjudged[:3])}{more}; "
            "`git add` them, or ask `opendata-lint registry record --check`"
        )
    return len(orphans)


def check_registry(task: Task) -> CardResult:
    """Check a card by the rules of the registry alone, of those that are on. Raises what `check` raises."""
    from opendata_lint.runner import check

    settings = task.settings
    codes = [code for code in settings.levels() if code.startswith("REG")]
    return check(task._replace(settings=settings.choosing(select=codes)))
