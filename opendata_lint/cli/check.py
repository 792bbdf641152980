"""`opendata-lint check [PATH ...]`: lint cards."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from opendata_lint.cli import (
    configuring,
    ending,
    fault,
    fixing,
    keeping,
    output,
    selecting,
    showing,
    telling,
    watching,
)


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "check", help="lint cards", description="Lint dataset cards and model cards."
    )
    selecting.add_options(parser)
    configuring.add_selection(parser)
    keeping.add_options(parser)
    fixing.add_options(parser)
    output.add_options(parser)
    ending.add_options(parser)
    how = parser.add_argument_group("how")
    how.add_argument("--jobs", type=_jobs, default=0, metavar="N", help="processes; default: as many as pay")
    watching.add_options(how)
    showing.add_options(how)
    parser.set_defaults(run=run)


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def run(arguments: argparse.Namespace) -> int:
    """Check, print the report, and return the exit code."""
    from opendata_lint import runner
    from opendata_lint.baseline import BaselineFault
    from opendata_lint.schema import SchemaFault
    from opendata_lint.settings import SettingsFault
    from opendata_lint.suppressions import ReasonFault
    from opendata_lint.tree import TreeFault

    try:
        selecting.settle(arguments)
        fixing.check_options(arguments)
        return watching.watch(arguments) if arguments.watch else _run(arguments)
    except (runner.PathFault, BaselineFault, ReasonFault, SchemaFault, SettingsFault, TreeFault) as error:
        return fault(str(error))


def _run(arguments: argparse.Namespace) -> int:
    from opendata_lint import runner

    request = selecting.request_of(arguments)
    configuration = keeping.configuration_of(arguments, runner.tree_of(request))
    if arguments.show_settings:
        return showing.show_settings(arguments.paths, configuration)
    if arguments.show_files:
        return showing.show_files(request, configuration)
    outputs = output.outputs_of(arguments, configuration)
    level = ending.fail_level(configuration)
    report = fixing.run(arguments, request, configuration) or keeping.run(
        arguments, request, configuration, level
    )
    if not fixing.replaces_report(arguments):
        # Mended text takes standard output.
        output.write(report, outputs, sys.stderr if fixing.prints_card(arguments) else sys.stdout)
    telling.tell(report, configuration, arguments, silent=outputs[0].format in output.FOR_PEOPLE)
    return fixing.exit_code(arguments, report, ending.exit_code(report, level, arguments))
