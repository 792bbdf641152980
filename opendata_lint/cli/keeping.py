"""Options of `check` that keep findings back: suppressions written into cards, and the baseline."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import configuring, selecting

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.report import Report
    from opendata_lint.runner import Request
    from opendata_lint.tree import Tree


def add_options(parser: Any) -> None:
    """Add the options, as a group of their own."""
    group = parser.add_argument_group("what is known already")
    group.add_argument(
        "--baseline", metavar="FOLDER", help="tell only what this folder of known findings does not hold"
    )
    group.add_argument(
        "--write-baseline", nargs="?", const="", metavar="FOLDER",
        help="write all that is found into the baseline; default: .opendata-lint-baseline",
    )  # fmt: skip
    group.add_argument(
        "--shrink-baseline", action="store_true", help="take out of the baseline what is no longer found"
    )
    group.add_argument("--no-ignores", action="store_true", help="tell what is suppressed in the cards too")
    group.add_argument(
        "--add-ignore", metavar="REASON", help="write suppressions into the cards for what would fail"
    )


def configuration_of(arguments: argparse.Namespace, tree: Tree | None) -> Configuration:
    """The configuration, with the baseline that is to be written.

    `tree` is the tree of Git that is judged, None for files on disk. Raises `SettingsFault`.
    """
    from opendata_lint.settings import SettingsFault

    writes = [option for option, given in _writing(arguments).items() if given]
    if len(writes) > 1:
        raise SettingsFault(f"{writes[0]} and {writes[1]} cannot be used together")
    selecting.refuse_others(arguments, writes)
    arguments.baseline = arguments.write_baseline or arguments.baseline
    configuration = configuring.configuration_of(arguments, arguments.paths, tree)
    if not _changes_baseline(arguments):
        return configuration
    arguments.baseline = str(_folder(configuration))  # one for all cards, whatever their own files say
    return configuring.configuration_of(arguments, arguments.paths)


def _writing(arguments: argparse.Namespace) -> dict[str, bool]:
    return {
        "--write-baseline": arguments.write_baseline is not None,
        "--shrink-baseline": arguments.shrink_baseline,
        "--add-ignore": arguments.add_ignore is not None,
    }


def _changes_baseline(arguments: argparse.Namespace) -> bool:
    return arguments.write_baseline is not None or arguments.shrink_baseline


def _folder(configuration: Configuration) -> Path:
    from opendata_lint.baseline import DEFAULT_FOLDER
    from opendata_lint.configuration.said import absolute

    said = configuration.run().get("baseline")
    return absolute(said) if said else Path.cwd() / DEFAULT_FOLDER


def run(
    arguments: argparse.Namespace, request: Request, configuration: Configuration, fail_level: str
) -> Report:
    """Check, and write what the options ask for.

    Raises what `runner.run` raises, `BaselineFault` and `ReasonFault`.
    """
    from opendata_lint import baseline, runner

    if arguments.add_ignore is not None:
        return _add_ignores(arguments.add_ignore, request, configuration, fail_level)
    if not _changes_baseline(arguments):
        report = runner.run(request, configuration, arguments.jobs)
        return report.with_suppressed() if arguments.no_ignores else report
    folder = _folder(configuration)
    if not arguments.shrink_baseline:
        baseline.prepare(folder)  # what cannot be written is said before the long run
    report = runner.run(request, configuration, arguments.jobs)
    if report.crashes:
        return report
    seen = [
        baseline.Seen(one.tree_path, one.root, baseline.known_of((*one.findings, *one.baselined)), one.ran)
        for one in report.results
    ]
    change = (baseline.shrink if arguments.shrink_baseline else baseline.renew)(folder, seen)
    changed = f"{change.added} added, {change.removed} removed"
    _say(f"{runner.shown(folder)} holds {_count(change.total, 'finding')} ({changed})")
    return report.accepted() if not arguments.shrink_baseline else report._replace(stale=0)


def _add_ignores(reason: str, request: Request, configuration: Configuration, fail_level: str) -> Report:
    from opendata_lint import runner
    from opendata_lint.finding import Severity
    from opendata_lint.ignoring import Ignorer
    from opendata_lint.settings import SettingsFault

    if fail_level == "never":
        raise SettingsFault("--add-ignore suppresses what would fail, and with `never` nothing does")
    ignorer = Ignorer(reason, Severity.of(fail_level))
    report = runner.run(request, configuration, 1, ignorer.work)
    _say(f"{_count(ignorer.suppressed, 'finding')} suppressed in {_count(ignorer.cards, 'card')}")
    for refusal in ignorer.refusals:
        _say(refusal)
    for result in report.results:
        if result.file.kind == "descriptor" and any(f.severity >= ignorer.level for f in result.findings):
            _say(f"{result.file.path}: no suppression was written: descriptors have no comments that could "
                 "hold one; use `[[overrides]]` with `ignore`, or the baseline")  # fmt: skip
    return report


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _say(text: str) -> None:
    from opendata_lint.reporting.terminal import harmless

    print(f"opendata-lint: {harmless(text)}", file=sys.stderr)
