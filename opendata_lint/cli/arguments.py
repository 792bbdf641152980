"""The arguments of every command. Nothing heavy is imported here: `--version` and `--help` are instant."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from opendata_lint import __version__

COMMANDS = ("check", "rule", "schema")
"""Names of the commands, each the name of a module here."""


class Parser(argparse.ArgumentParser):
    """argparse with one-line errors, exit code 2 and did-you-mean for commands."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments in one line and exit with 2."""
        print(f"opendata-lint: {message}\nTry `{self.prog} --help`.", file=sys.stderr)
        sys.exit(2)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace whose `run` is the command's function. Exits with 2 on bad usage."""
    first = next((word for word in argv if not word.startswith("-")), None)
    parser = Parser(prog="opendata-lint", description="A linter for dataset cards and model cards.")
    parser.add_argument("-V", "--version", action="store_true", help="show the version, and exit")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="with --version: the lists behind the rules too"
    )
    if first is None and not {"-V", "--version", "-vV", "-Vv"}.isdisjoint(argv):
        _show_version(verbose=parser.parse_args(argv).verbose)
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for name in COMMANDS if first not in COMMANDS else (first,):
        _add(commands, name)
    if first is not None and first not in COMMANDS:
        near = difflib.get_close_matches(first, COMMANDS, 1)
        parser.error(f"there is no command `{first}`" + (f"; did you mean `{near[0]}`?" if near else ""))
    return parser.parse_args(argv)


def _show_version(verbose: bool) -> NoReturn:
    print(f"opendata-lint {__version__}")
    if verbose:
        from opendata_lint.cli.lists import tell_lists

        tell_lists()
    sys.exit(0)


def _add(commands: Any, name: str) -> None:
    import_module(f"opendata_lint.cli.{name}").add_parser(commands)
