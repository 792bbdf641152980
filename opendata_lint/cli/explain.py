"""`opendata-lint explain CARD`: what profiles ask of a card, where it answers, what the next one needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, configuring, fault

if TYPE_CHECKING:
    from opendata_lint.card import Kind
    from opendata_lint.explaining import Explanation
    from opendata_lint.runner import Task
    from opendata_lint.settings import Settings


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "explain",
        help="say what profiles ask of a card, where it answers, and what the next profile needs",
        description="Say what each profile asks of a card, where the card answers it, and what it lacks for "
        "the next profile. To explain a rule, use `opendata-lint rule RULE`.",
    )
    parser.add_argument("card", type=Path, metavar="CARD", help="the file of a card, or the folder of one")
    parser.add_argument("--kind", choices=("dataset", "model"), help="take the card for one of this kind")
    parser.add_argument(
        "--profile", metavar="NAME", help="a profile, or the path of a profile file, to compare with too"
    )
    configuring.add_files(parser)
    parser.add_argument(
        "--output-format", choices=("text", "json"), default="text", help="default: %(default)s"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the explanation. It judges nothing: the exit code tells of faults only."""
    from opendata_lint.runner import PathFault
    from opendata_lint.schema import SchemaFault
    from opendata_lint.settings import SettingsFault

    try:
        told = _explanation(arguments)
    except (PathFault, SchemaFault, SettingsFault) as error:
        return fault(str(error))
    _print(told, arguments.output_format)
    return CLEAN


def _explanation(arguments: argparse.Namespace) -> Explanation:
    from opendata_lint.cli.ending import fail_level
    from opendata_lint.explaining import explain
    from opendata_lint.finding import Severity
    from opendata_lint.runner import load

    task = _task(arguments)
    card, tree = load(task)
    level = fail_level(configuring.configuration_of(arguments, [arguments.card]))
    least = Severity.ERROR if level == "never" else Severity.of(level)
    return explain(card, tree, list(_rungs(arguments, task, card.kind)), task.shown_path, least)


def _task(arguments: argparse.Namespace) -> Task:
    """The card to explain. Raises `PathFault` where the path names none, or several."""
    from opendata_lint.runner import PathFault, Request, find, shown, task_of

    configuration = configuring.configuration_of(arguments, [arguments.card])
    request = Request((arguments.card,), arguments.kind)
    cards = find(request, configuration).cards
    if len(cards) != 1:
        raise PathFault(f"{shown(arguments.card)}: holds {len(cards) or 'no'} cards; name one")
    return task_of(cards[0], request, configuration)


def _rungs(arguments: argparse.Namespace, task: Task, kind: Kind) -> Iterator[Settings]:
    """The card's settings under each profile: the built-in ones, and its own with those it starts from.

    Built-in ones that were made for the other kind of card are left out, unless they are its own.
    """
    from opendata_lint.settings import load_profile, profile_names

    place = task.root / task.tree_path

    def by(profile: str | None) -> Any:
        asked = argparse.Namespace(**{**vars(arguments), "profile": profile})
        return configuring.configuration_of(asked, [arguments.card]).resolve(place)

    own = [by(start) for start in dict.fromkeys((None, arguments.profile))]
    for name in profile_names():
        if kind in load_profile(name).kinds:
            yield by(name).settings
    for chosen in own:
        if chosen.profile.files:
            yield from (by(str(file)).settings for file in chosen.profile.files)
        else:
            yield chosen.settings


def _print(told: Explanation, form: str) -> None:
    from opendata_lint.cli.output import wants_color
    from opendata_lint.reporting import explanation

    text = (
        explanation.render_json(told) if form == "json" else explanation.render(told, wants_color(sys.stdout))
    )
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
