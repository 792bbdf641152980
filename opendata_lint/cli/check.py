"""`opendata-lint check [PATH ...]`: lint cards."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from opendata_lint.cli import CLEAN, FAULT, FINDINGS, fault

_FORMATS = ("full", "concise", "json")


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser("check", help="lint cards", description="Lint dataset cards and model cards.")
    parser.add_argument("paths", nargs="*", type=Path, default=[Path()], metavar="PATH", help="files and folders; default: .")
    which = parser.add_argument_group("which cards")
    which.add_argument("--kind", choices=("dataset", "model"), help="take every card for one of this kind")
    which.add_argument("--only-cards", action="store_true", help="skip named files that are no cards, as in folders")
    which.add_argument("--staged", action="store_true", help="check what is staged in Git, not the files on disk")
    which.add_argument("--force-exclude", action="store_true", help="apply exclusions to named files too")
    what = parser.add_argument_group("which rules")
    what.add_argument("--profile", metavar="NAME", help="a choice of rules: default or hub")
    what.add_argument("--schema", type=Path, metavar="FILE", help="a JSON Schema over the front matter, in place of ours")
    what.add_argument("--select", action="append", default=[], metavar="RULES", help="codes, families or names to run instead")
    what.add_argument("--ignore", action="append", default=[], metavar="RULES", help="codes, families or names to leave out")
    what.add_argument("--isolated", action="store_true", help="read no configuration file")
    how = parser.add_argument_group("how")
    how.add_argument("--strict", action="store_true", help="fail on warnings too")
    how.add_argument("--output-format", choices=_FORMATS, default="full", metavar="FORMAT", help=", ".join(_FORMATS))
    how.add_argument("--jobs", type=_jobs, default=0, metavar="N", help="processes; default: as many as pay")
    parser.set_defaults(run=run)


def _jobs(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def run(arguments: argparse.Namespace) -> int:
    """Check, print the report, and return the exit code."""
    from opendata_lint import runner
    from opendata_lint.schema import SchemaFault
    from opendata_lint.settings import SettingsFault
    from opendata_lint.tree import TreeFault

    try:
        request = runner.Request(
            paths=arguments.paths, kind=arguments.kind, only_cards=arguments.only_cards, staged=arguments.staged,
            force_exclude=arguments.force_exclude,
        )  # fmt: skip
        report = runner.run(request, _settings(arguments), arguments.jobs)
    except (runner.PathFault, SchemaFault, SettingsFault, TreeFault) as error:
        return fault(str(error))
    _print(report, arguments.output_format)
    return _exit_code(report, arguments.strict)


def _settings(arguments: argparse.Namespace) -> Any:
    from opendata_lint.schema import UserSchema
    from opendata_lint.settings import Settings, load_profile

    settings = Settings(
        profile=load_profile(arguments.profile or "default"),
        select=_selectors(arguments.select),
        ignore=_selectors(arguments.ignore),
        schema=UserSchema(arguments.schema) if arguments.schema else None,
    )
    settings.levels()  # an unknown rule is a fault of the command line, not of the first card
    return settings


def _selectors(values: list[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _print(report: Any, format_name: str) -> None:
    from opendata_lint.reporting import RenderOptions, renderer

    text = renderer(format_name)(report, RenderOptions(color=_wants_color(sys.stdout)))
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    for warning in report.warnings:
        print(f"opendata-lint: {warning}", file=sys.stderr)
    for skipped in report.skipped:
        print(f"not checked: {skipped.path}: {skipped.reason}", file=sys.stderr)
    for crash in report.crashes:
        print(
            f"opendata-lint: a bug: the rule {crash.rule} failed on {crash.path} ({crash.error}).\n"
            f"Please report it with this text and the card:\n{crash.details}",
            file=sys.stderr,
        )


def _wants_color(stream: Any) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"


def _exit_code(report: Any, strict: bool) -> int:
    from opendata_lint.finding import Severity

    if report.crashes:
        return FAULT
    fail_level = Severity.WARNING if strict else Severity.ERROR
    return FINDINGS if any(finding.severity >= fail_level for finding in report.findings) else CLEAN
