"""What `check` says on standard error, besides its report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.report import Report

_NAMED = 10
"""Files that are not checked are named as long as they are no more."""


def tell(report: Report, configuration: Configuration, arguments: argparse.Namespace, silent: bool) -> None:
    """Say what was not checked and why, what is to be known of the configuration, and what was our fault.

    `silent` of there being no card: the report says it.
    """
    from opendata_lint.reporting.terminal import harmless

    for line in _lines(report, configuration, arguments, silent):
        print(f"opendata-lint: {harmless(line)}", file=sys.stderr)
    if report.crashes:
        from opendata_lint.cli import crash

        first = report.crashes[0]
        crash.tell(
            f"the rule {first.rule} failed on {first.path}: {first.error}",
            [c.details for c in report.crashes],
        )


def _lines(
    report: Report, configuration: Configuration, arguments: argparse.Namespace, silent: bool
) -> Iterator[str]:
    yield from report.warnings
    yield from _skipped(report, arguments.only_cards)
    if not report.results and (arguments.error_if_empty or not silent):
        yield "no card was found" + (", and --error-if-empty is given" if arguments.error_if_empty else "")
    yield from configuration.notices


def _skipped(report: Report, only_cards: bool) -> Iterator[str]:
    """The files that were not checked. That not every file is a card, whoever says `--only-cards` knows."""
    from opendata_lint.discovery import NO_CARD_NAME

    told = [one for one in report.skipped if not (only_cards and one.reason == NO_CARD_NAME)]
    shown = told if len(told) <= _NAMED else told[: _NAMED - 1]
    yield from (f"not checked: {one.path}: {one.reason}" for one in shown)
    if len(told) > len(shown):
        yield f"not checked: {len(told) - len(shown)} more files; --show-files names them"
