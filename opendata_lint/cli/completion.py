"""`opendata-lint completion bash|zsh|fish`: print a script that lets a shell complete commands and options.

The scripts hold all that they need, made from the parsers themselves, so that Tab starts no Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from opendata_lint.cli import CLEAN

_PROGRAM = "opendata-lint"


class _Option(NamedTuple):
    """An option as a shell sees it."""

    names: tuple[str, ...]
    about: str
    words: tuple[str, ...]
    """What may stand behind it."""
    takes: bool
    """Whether a value stands behind it: one of the words, or the name of a file where there are none."""


class _Command(NamedTuple):
    """A command as a shell sees it."""

    name: str
    about: str
    options: list[_Option]
    words: tuple[str, ...]
    """What may stand there besides options; file names where there are none."""


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "completion",
        help="print a completion script for a shell",
        description="Print a script that completes commands, options and their values.",
        epilog=(
            'bash: eval "$(opendata-lint completion bash)" in ~/.bashrc; zsh: the same in ~/.zshrc, behind '
            "compinit; fish: opendata-lint completion fish > ~/.config/fish/completions/opendata-lint.fish"
        ),
    )
    parser.add_argument("shell", choices=tuple(_SHELLS))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the script."""
    for line in _SHELLS[arguments.shell](list(_commands())):
        sys.stdout.write(f"{line}\n")
    return CLEAN


def _commands() -> Iterator[_Command]:
    from opendata_lint.cli.arguments import command_parsers

    for name, (parser, about) in command_parsers().items():
        options: list[_Option] = []
        words: tuple[str, ...] = ()
        for action in parser._actions:
            if action.option_strings:
                options.append(_option(action))
            else:
                words = _words(action)
        yield _Command(name, about, options, words)


def _option(action: argparse.Action) -> _Option:
    about = (action.help or "").partition(";")[0].replace("%%", "%")
    return _Option(tuple(action.option_strings), about, _words(action), action.nargs != 0)


def _words(action: argparse.Action) -> tuple[str, ...]:
    """What an argument may be, where that is a list."""
    if action.choices:
        return tuple(map(str, action.choices))
    return _LISTS.get(action.metavar if isinstance(action.metavar, str) else "", tuple)()


def _rules() -> tuple[str, ...]:
    from opendata_lint.rules.catalog import catalog

    families = dict.fromkeys(code.rstrip("0123456789") for code in catalog())
    return (*families, *catalog(), *(info.name for info in catalog().values()))


def _profiles() -> tuple[str, ...]:
    from opendata_lint.settings import profile_names

    return tuple(profile_names())


def _formats() -> tuple[str, ...]:
    from opendata_lint.reporting import FORMATS

    return FORMATS


_LISTS: dict[str, Callable[[], tuple[str, ...]]] = {
    "RULE": _rules, "RULES": _rules, "NAME": _profiles, "FORMAT": _formats, "FORMAT[=FILE]": _formats,
}  # fmt: skip
"""Words by what the help calls the value."""


def _bash(commands: list[_Command]) -> Iterator[str]:
    yield f"# bash completion for {_PROGRAM}; made by `{_PROGRAM} completion bash`"
    yield "_opendata_lint() {"
    yield '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '    local command="${COMP_WORDS[1]}" words=""'
    yield "    if (( COMP_CWORD == 1 )); then"
    yield f'        words="{" ".join(command.name for command in commands)} --help --version"'
    yield "    else"
    yield '        case "$command $before" in'
    for command in commands:
        for option in command.options:
            if option.takes:
                yield f"            {'|'.join(_quoted(f'{command.name} {name}') for name in option.names)})"
                yield f'                words="{" ".join(option.words)}" ;;'
        names = [name for option in command.options for name in option.names]
        yield f'            "{command.name} "*)'
        yield f'                words="{" ".join(command.words)}"'
        yield f'                [[ $word == -* ]] && words="{" ".join(names)}" ;;'
    yield "        esac"
    yield "    fi"
    yield '    COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"
    # Where no word fits, bash completes the names of files.
    yield f"complete -o default -F _opendata_lint {_PROGRAM}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _zsh(commands: list[_Command]) -> Iterator[str]:
    yield f"#compdef {_PROGRAM}"
    yield f"# zsh completion for {_PROGRAM}; made by `{_PROGRAM} completion zsh`"
    yield "_opendata_lint() {"
    yield "    if (( CURRENT == 2 )); then"
    named = " ".join(_single(f"{command.name}:{command.about}") for command in commands)
    yield f"        local -a commands=({named})"
    yield "        _describe command commands"
    yield "        return"
    yield "    fi"
    yield "    case $words[2] in"
    for command in commands:
        yield f"        {command.name})"
        yield "            shift words; (( CURRENT-- ))"
        specs = [spec for option in command.options for spec in _zsh_specs(option)]
        specs.append(f"*:argument:{_zsh_values(command.words)}")
        yield f"            _arguments {' '.join(map(_single, specs))} ;;"
    yield "    esac"
    yield "}"
    yield f"compdef _opendata_lint {_PROGRAM}"


def _zsh_specs(option: _Option) -> Iterator[str]:
    about = option.about.replace("[", "(").replace("]", ")").replace(":", " -")
    value = f":value:{_zsh_values(option.words)}" if option.takes else ""
    yield from (f"*{name}[{about}]{value}" for name in option.names)


def _zsh_values(words: Iterable[str]) -> str:
    listed = " ".join(words)
    return f"({listed})" if listed else "_files"


def _single(text: str) -> str:
    """A word in single quotes, as every shell here reads it."""
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(commands: list[_Command]) -> Iterator[str]:
    start = f"complete -c {_PROGRAM}"
    yield f"# fish completion for {_PROGRAM}; made by `{_PROGRAM} completion fish`"
    for command in commands:
        yield f"{start} -n __fish_use_subcommand -f -a {command.name} -d {_single(command.about)}"
        here = f"{start} -n '__fish_seen_subcommand_from {command.name}'"
        if command.words:
            yield f"{here} -f -a {_single(' '.join(command.words))}"
        for option in command.options:
            names = " ".join(f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in option.names)
            values = f" -x -a {_single(' '.join(option.words))}" if option.words else ""
            takes = values or (" -r" if option.takes else "")
            yield f"{here} {names}{takes} -d {_single(option.about)}"


_SHELLS: dict[str, Callable[[list[_Command]], Iterator[str]]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
