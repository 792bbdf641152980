"""`opendata-lint export [CARD ...]`: write descriptors that say what a card says, or hold them against it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FINDINGS, configuring, exchange, fault

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.exchange.exporting import Export, Target
    from opendata_lint.runner import Task


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "export", help="write a card in the words of other registries",
        description="Write descriptors for other registries and tools that say what a card says, and tell "
        "what they cannot say. Without --to: those that the configuration names under [exports]. What only a "
        "descriptor says that is already there is kept.",
    )  # fmt: skip
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="CARD", help="cards, or folders to look for them; default: ."
    )
    what = parser.add_argument_group("what")
    what.add_argument(
        "--to", action="append", default=[], metavar="FORMAT",
        help="formats, such as croissant or datacite@4.6; several with commas. All: opendata-lint plugins",
    )  # fmt: skip
    what.add_argument(
        "--output", "-o", metavar="FILE",
        help="the file to write, or - for standard output; for one card and one format",
    )  # fmt: skip
    how = parser.add_argument_group("how")
    how.add_argument(
        "--check", action="store_true",
        help="write nothing, and end with 1 where a descriptor does not say what its card says",
    )  # fmt: skip
    how.add_argument("--diff", action="store_true", help="as --check, and show what would change")
    how.add_argument(
        "--fix", action="store_true", help="write; with --check, end with 1 where that was needed"
    )
    how.add_argument(
        "--strict", action="store_true", help="write nothing that loses anything, and end with 1"
    )
    how.add_argument("--quiet", "-q", action="store_true", help="do not list what is lost")
    configuring.add_files(parser)
    parser.set_defaults(run=run)


@exchange.told
def run(arguments: argparse.Namespace) -> int:
    """Write or compare the descriptors."""
    from opendata_lint import runner
    from opendata_lint.exchange.exporting import export
    from opendata_lint.tree import TreeFault

    arguments.check |= arguments.diff
    configuration = configuring.configuration_of(arguments, arguments.paths)
    tasks = exchange.cards(arguments.paths, configuration)
    wanted = [(task, target) for task in tasks for target in _targets(arguments, task)]
    if not wanted:
        return fault(_nothing(arguments, bool(tasks)))
    if arguments.output and len(wanted) > 1:
        return fault("--output is for one card and one format; leave it out, or name just one of each")
    code, output = CLEAN, Path(arguments.output) if arguments.output not in (None, "-") else None
    for task, target in wanted:
        card, tree = runner.load(task)
        if card.yaml_fault:
            problem = card.yaml_fault.problem
            return fault(f"{task.shown_path}: its front matter cannot be read: {problem}; see `check`")
        try:
            made = export(card, tree, target, task.settings.formats, output)
            code = max(code, _handle(made, task, arguments))
        except TreeFault as error:
            return fault(f"{target.path or target.format}: {error}")
    _tell_notices(configuration)
    return code


def _targets(arguments: argparse.Namespace, task: Task) -> Iterator[Target]:
    from opendata_lint.exchange.exporting import Target

    configured = dict(task.settings.exports)
    named = [word.strip() for text in arguments.to for word in text.split(",") if word.strip()]
    for spec in dict.fromkeys(named) if arguments.to else configured:
        yield Target(spec, configured.get(spec, ""))


def _nothing(arguments: argparse.Namespace, cards: bool) -> str:
    if not cards:
        where = ", ".join(str(path) for path in arguments.paths) or "this folder"
        return f"there is no card in {where}"
    return "no format is named: give --to croissant, or list descriptors under [exports] in the configuration"


def _handle(made: Export, task: Task, arguments: argparse.Namespace) -> int:
    """Write, compare or print one descriptor, and tell of it."""
    writes = arguments.fix or not arguments.check
    shown = arguments.output or exchange.shown(task.root / made.path)
    if made.state == "refused":
        exchange.say(f"{shown}: not written: {made.reason}" if writes else f"{shown}: {made.reason}")
        return FINDINGS
    if not arguments.quiet and (writes or arguments.strict):
        exchange.tell_losses(made.title, made.losses)
    if arguments.strict and made.losses:
        exchange.say(f"{shown}: not written, as {made.title} cannot say all of {task.shown_path} (--strict)")
        return FINDINGS
    if writes:
        return _write(made, task, arguments.output, shown, stops=arguments.check)
    if made.state == "same":
        return CLEAN
    what = "is missing" if made.state == "missing" else f"does not say what {task.shown_path} says"
    print(f"{shown}: {what} ({made.title}); run `opendata-lint export --fix`")
    if arguments.diff:
        sys.stdout.write(exchange.difference(shown, made.before or b"", made.data))
    return FINDINGS


def _write(made: Export, task: Task, output: str | None, shown: str, stops: bool) -> int:
    from opendata_lint.writing import write_whole

    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
        return CLEAN
    if made.state == "same":
        exchange.say(f"{shown}: unchanged ({made.title})")
        return CLEAN
    write_whole(Path(output) if output else task.root / made.path, made.data)
    exchange.say(f"{shown}: written ({made.title})")
    return FINDINGS if stops else CLEAN


def _tell_notices(configuration: Configuration) -> None:
    for notice in configuration.notices:
        exchange.say(notice)
