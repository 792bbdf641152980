"""`opendata-lint rule [RULE]`: print a rule's page, or list all rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, configuring, fault

if TYPE_CHECKING:
    from opendata_lint.rules.catalog import Option, RuleInfo


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser("rule", help="explain a rule, or list all of them")
    parser.add_argument(
        "rule", nargs="?", metavar="RULE", help="a rule's code or name, such as LIC003 or license-unknown"
    )
    parser.add_argument("--profile", metavar="NAME", help="a profile whose own rules count too")
    configuring.add_files(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one page, or a line a rule. Rules of the configuration's profile and plugins are among them."""
    from opendata_lint.schema import SchemaFault
    from opendata_lint.settings import SettingsFault, known_codes

    try:
        here = Path.cwd() / "README.md"
        rules = configuring.configuration_of(arguments).resolve(here).settings.rules()
        if arguments.rule is None:
            lines = [_line(info) for info in rules.values()]
        else:
            lines = [_readable(rules[code]) for code in known_codes(arguments.rule, rules)]
    except (SchemaFault, SettingsFault) as error:
        return fault(str(error))
    for line in lines:
        sys.stdout.write(f"{line}\n")
    return CLEAN


def _line(info: RuleInfo) -> str:
    status = "" if info.status == "stable" else f" ({info.status})"
    return f"{info.code}  {info.severity.label:<7}  {info.name:<28}  {info.summary}{status}"


def _readable(info: RuleInfo) -> str:
    """A page with its facts in place of its front matter."""
    from opendata_lint.reporting.terminal import harmless
    from opendata_lint.rules.catalog import page

    body = (info.page or page(info.code)).split("---\n", 2)[2]
    head = f"# {info.name} ({info.code})\n\n{info.summary}\n\n{' '.join(_facts(info))}\n"
    if info.options:
        body = f"{body}\n## Options\n\n" + "\n".join(map(_option, info.options)) + "\n"
    return "\n".join(harmless(line) for line in (head + body).split("\n"))


def _facts(info: RuleInfo) -> Iterator[str]:
    files = "Judges descriptors." if info.kinds == ("descriptor",) else f"Cards: {', '.join(info.kinds)}."
    yield f"Severity: {info.severity.label}. {files}"
    if info.since != "-":
        yield f"Since {info.since}."
    if info.status != "stable":
        yield f"Status: {info.status}."
    if info.instead:
        yield f"{info.instead} takes its place."
    if info.formerly:
        yield f"Formerly {', '.join(info.formerly)}."
    if info.allow:
        yield f"Values under `allow.{info.allow}` of the configuration pass."


def _option(option: Option) -> str:
    import json

    return f"- `{option.name}` = {json.dumps(option.default, ensure_ascii=False)}: {option.about}"
