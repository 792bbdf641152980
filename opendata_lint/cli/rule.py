"""`opendata-lint rule [RULE]`: print a rule's page, or list all rules."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from opendata_lint.cli import CLEAN, fault


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser("rule", help="explain a rule, or list all of them")
    parser.add_argument("rule", nargs="?", metavar="RULE", help="a rule's code or name, such as LIC003 or license-unknown")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one page, or a line a rule."""
    from opendata_lint.rules.catalog import catalog, page
    from opendata_lint.settings import SettingsFault, known_codes

    if arguments.rule is None:
        for info in catalog().values():
            print(f"{info.code}  {info.severity.label:<7}  {info.name:<28}  {info.summary}")
        return CLEAN
    try:
        codes = known_codes(arguments.rule)
    except SettingsFault as error:
        return fault(str(error))
    sys.stdout.write("\n".join(_readable(page(code)) for code in codes))
    return CLEAN


def _readable(text: str) -> str:
    """A page with its facts in place of its front matter."""
    _, facts, body = text.split("---\n", 2)
    lines = dict(line.split(": ", 1) for line in facts.splitlines() if ": " in line)
    head = f"# {lines['name']} ({lines['code']})\n\n{lines['summary']}\n\n"
    return head + f"Severity: {lines['severity'].split('#')[0].strip()}. Cards: {lines['kinds'].strip('[]')}. Since {lines['since']}.\n" + body
