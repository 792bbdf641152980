"""The arguments that stand for configuration, the same for every command that reads it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.tree import Tree

_LISTS = ("select", "extend-select", "ignore", "exclude", "extend-exclude")
_TEXTS = ("profile", "schema", "fail-level", "baseline")
_SWITCHES = ("force-exclude", "preview")


def add_selection(parser: Any) -> None:
    """Add the arguments that choose rules and files of configuration."""
    what = parser.add_argument_group("which rules")
    what.add_argument(
        "--profile", metavar="NAME", help="a choice of rules: default, hub, or the path of a profile file"
    )
    what.add_argument(
        "--schema", metavar="FILE", help="a JSON Schema over the front matter, in place of ours"
    )
    what.add_argument(
        "--select", action="append", metavar="RULES", help="codes, families or names to run instead"
    )
    what.add_argument(
        "--extend-select", action="append", metavar="RULES", help="codes, families or names to run besides"
    )
    what.add_argument(
        "--ignore", action="append", metavar="RULES", help="codes, families or names to leave out"
    )
    what.add_argument("--preview", action="store_true", help="run rules in preview like all others")
    add_files(what)


def add_files(parser: Any) -> None:
    """Add the arguments that say which configuration is read."""
    parser.add_argument(
        "--config",
        action="append",
        default=[],
        metavar="FILE",
        help='a configuration file, or a setting: "key = value"',
    )
    parser.add_argument("--isolated", action="store_true", help="read no configuration file")


def add_exclusions(group: Any) -> None:
    """Add the arguments that say which files are passed over."""
    group.add_argument(
        "--exclude",
        action="append",
        metavar="PATTERN",
        help="pass over these, in place of the configured ones",
    )
    group.add_argument("--extend-exclude", action="append", metavar="PATTERN", help="pass over these too")
    group.add_argument("--force-exclude", action="store_true", help="apply exclusions to named files too")


def configuration_of(
    arguments: argparse.Namespace, paths: Sequence[Path] = (), tree: Tree | None = None
) -> Configuration:
    """The configuration that the arguments and the files say. Raises `SettingsFault`.

    What holds for the run as a whole is read for the working directory, or for the folder that `paths`
    have in common where none of them lies below it. With `tree` its files are read, and those of its root
    hold for the run where the working directory is not in it.
    """
    from opendata_lint.configuration import Configuration, Given, flag

    given = vars(arguments)
    flags = {}
    for name in (*_TEXTS, *_LISTS, *_SWITCHES):
        value = given.get(name.replace("-", "_"))
        if value:
            flags[name] = flag(_split(value) if name in _LISTS else value, f"--{name}")
    given_here = Given(tuple(arguments.config), arguments.isolated, flags)
    return Configuration(given_here, _top(paths) if tree is None else _top_in(tree), tree)


def _split(values: list[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _top_in(tree: Tree) -> Path:
    here = Path.cwd()
    return here if here.is_relative_to(tree.root) else tree.root


def _top(paths: Sequence[Path]) -> Path | None:
    here = Path.cwd()
    places = [Path(os.path.realpath(path)) for path in paths]
    if not places or any(place.is_relative_to(here) for place in places):
        return None
    try:
        common = Path(os.path.commonpath(places))
    except ValueError:  # on several drives of Windows
        return None
    return common if common.is_dir() else common.parent
