"""The arguments of every command. Nothing heavy is imported here: `--version` and `--help` are instant."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from opendata_lint import __version__

COMMANDS = (
    "check", "init", "explain", "export", "import", "convert", "fetch", "publish", "registry", "rule",
    "plugins", "schema", "hook", "receive", "textconv", "completion",
)  # fmt: skip
"""Names of the commands, each the name of a module here but for `_MODULES`."""
_MODULES = {"export": "exporting", "import": "importing", "convert": "converting"}
"""Modules of commands by another name: `import` is a word of Python."""


class _Help(argparse.HelpFormatter):
    """argparse's own, told the width: asking it to find that out loads modules in every run."""

    def __init__(self, prog: str, **options: Any) -> None:
        try:
            columns = int(os.environ.get("COLUMNS") or os.get_terminal_size(sys.stdout.fileno()).columns)
        except (OSError, ValueError):  # no terminal, or nonsense in the variable
            columns = 0
        super().__init__(prog, **{"width": (columns or 80) - 2, **options})


class Parser(argparse.ArgumentParser):
    """argparse with one-line errors, exit code 2, and options that are written in full.

    An abbreviation that is clear today may be unclear tomorrow, and then a hook breaks.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "formatter_class": _Help, **options})

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if isinstance(action, argparse._SubParsersAction) and value not in action.choices:
            self.error(f"there is no command `{value}`{_meant(value, action.choices)}")
        super()._check_value(action, value)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments in one line and exit with 2."""
        print(f"opendata-lint: {message}\nTry `{self.prog} --help`.", file=sys.stderr)
        sys.exit(2)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace whose `run` is the command's function. Exits with 2 on bad usage."""
    first = next((word for word in argv if not word.startswith("-")), None)
    prog = _program()
    parser = Parser(prog=prog, description="A linter for dataset cards and model cards.")
    parser.add_argument("-V", "--version", action="store_true", help="show the version, and exit")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="with --version: the lists behind the rules too"
    )
    if first is None and not {"-V", "--version", "-vV", "-Vv"}.isdisjoint(argv):
        _show_version(verbose=parser.parse_args(argv).verbose)
    # Without `prog` argparse would format a help text to find it, for which it loads half a dozen modules.
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser, prog=prog)
    for name in COMMANDS if first not in COMMANDS else (first,):
        _add(commands, name)
    if first is not None and first not in COMMANDS:
        parser.error(f"there is no command `{first}`{_meant(first, COMMANDS)}")
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        about = _deepest(parser, argv)
        told = (
            f"there is no option `{unknown[0]}`"
            if unknown[0].startswith("-")
            else f"`{unknown[0]}` is too much"
        )
        about.error(told + _meant(unknown[0].partition("=")[0], about._option_string_actions))
    return arguments


def _deepest(parser: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command, or of the command within a command, that the words name."""
    for word in argv:
        inner = next((one for one in parser._actions if isinstance(one, argparse._SubParsersAction)), None)
        if inner is None:
            break
        parser = inner.choices.get(word, parser)
    return parser


def _program() -> str:
    """What the user typed: Git runs `git-opendata` for `git opendata`."""
    return "git opendata" if Path(sys.argv[0]).stem == "git-opendata" else "opendata-lint"


def _meant(word: str, candidates: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(candidates), 1, 0.7)
    return f"; did you mean `{near[0]}`?" if near else ""


def command_parsers() -> dict[str, tuple[argparse.ArgumentParser, str]]:
    """The parser of every command, and what it does in a few words."""
    commands = Parser(prog="opendata-lint").add_subparsers(parser_class=Parser, prog="opendata-lint")
    for name in COMMANDS:
        _add(commands, name)
    about = {action.dest: action.help or "" for action in commands._choices_actions}
    return {name: (parser, about[name]) for name, parser in commands.choices.items()}


def _show_version(verbose: bool) -> NoReturn:
    print(f"opendata-lint {__version__}")
    if verbose:
        from opendata_lint.cli.lists import tell_lists

        tell_lists()
    sys.exit(0)


def _add(commands: Any, name: str) -> None:
    import_module(f"opendata_lint.cli.{_MODULES.get(name, name)}").add_parser(commands)
