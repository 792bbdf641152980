"""Options of `check` that decide on its exit code."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FAULT, FINDINGS

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.report import Report

_LEVELS = ("error", "warning", "info", "never")


def add_options(parser: Any) -> None:
    """Add the options, as a group of their own."""
    group = parser.add_argument_group(
        "exit code",
        "0: nothing that fails; 1: findings that fail; 2: a fault of usage, configuration or files",
    )
    group.add_argument("--fail-level", choices=_LEVELS, help="the least severity that fails; default: error")
    group.add_argument(
        "--strict", dest="fail_level", action="store_const", const="warning",
        help="the same as --fail-level warning",
    )  # fmt: skip
    group.add_argument(
        "--exit-zero", dest="fail_level", action="store_const", const="never",
        help="the same as --fail-level never: findings do not fail, faults still do",
    )  # fmt: skip
    group.add_argument("--error-if-empty", action="store_true", help="end with 2 where no card was found")


def fail_level(configuration: Configuration) -> str:
    """The least severity that fails, or `never`."""
    said = configuration.run().get("fail-level")
    return said.value if said else "error"


def exit_code(report: Report, level: str, arguments: argparse.Namespace) -> int:
    """The exit code of a run by what was found."""
    from opendata_lint.finding import Severity

    if report.crashes or (arguments.error_if_empty and not report.results):
        return FAULT
    if level == "never":
        return CLEAN
    least = Severity.of(level)
    return FINDINGS if any(finding.severity >= least for finding in report.findings) else CLEAN
