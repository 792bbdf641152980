"""`opendata-lint init [PATH]`: begin a card from what is there, and ask for what only people know."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, configuring, fault

if TYPE_CHECKING:
    from opendata_lint.cli.interview import Talk
    from opendata_lint.configuration import Configuration
    from opendata_lint.drafting.draft import Draft

_CARD = "README.md"


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "init",
        help="begin a card from what is there",
        description="Write a new card from a folder of data or of a model, from one file of them, or from a "
        "descriptor such as croissant.json. What only people know is asked on a terminal, or taken from a "
        "file of answers; what nobody says is marked in the card and not made up.",
    )
    parser.add_argument(
        "path", nargs="?", type=Path, default=Path(), metavar="PATH", help="a folder or file; default: ."
    )
    parser.add_argument(
        "--kind", choices=("dataset", "model"), help="what the card is about; default: what is found"
    )
    answers = parser.add_argument_group("answers")
    answers.add_argument("--answers", type=Path, metavar="FILE", help="answers in TOML, YAML or JSON")
    answers.add_argument(
        "--write-questions", type=Path, metavar="FILE",
        help="write the questions as a file to fill in, TOML or YAML by its name, and end",
    )  # fmt: skip
    answers.add_argument(
        "--no-input", "--yes", "-y", action="store_true", help="ask nothing, as where there is no terminal"
    )
    answers.add_argument(
        "--from-git", action="store_true", help="take address and authors from Git, as guesses to be checked"
    )
    where = parser.add_argument_group("what is written")
    where.add_argument(
        "--output", "-o", type=Path, metavar="FILE", help=f"where to; default: {_CARD} in the folder of PATH"
    )
    where.add_argument("--stdout", action="store_true", help="print the card, and write nothing")
    where.add_argument(
        "--force", action="store_true", help="replace a card that is there; the old one is kept as .bak"
    )
    rules = parser.add_argument_group("which rules")
    rules.add_argument(
        "--profile",
        metavar="NAME",
        help="what the card should answer: default, hub, datasheet, or the path of a profile",
    )
    configuring.add_files(rules)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look, ask, write. Returns 0 where a card was written, with marks or without."""
    from opendata_lint.drafting.answering import AnswerFault
    from opendata_lint.drafting.draft import DraftFault
    from opendata_lint.runner import PathFault
    from opendata_lint.schema import SchemaFault
    from opendata_lint.settings import SettingsFault
    from opendata_lint.tree import TreeFault

    try:
        return _run(arguments)
    except (AnswerFault, DraftFault, PathFault, SchemaFault, SettingsFault, TreeFault) as error:
        return fault(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        return fault(f"{error.filename or arguments.path}: {error.strerror or error}")


def _run(arguments: argparse.Namespace) -> int:
    from opendata_lint.cli import interview
    from opendata_lint.drafting import answer_files
    from opendata_lint.drafting.judging import checker
    from opendata_lint.drafting.marking import mark
    from opendata_lint.drafting.writing import text_of

    place: Path = arguments.path
    if not place.exists():
        return fault(f"{place.as_posix()}: there is no such file or folder")
    target = arguments.output or (place if place.is_dir() else place.parent) / _CARD
    taken = _taken(target)
    if taken and not (arguments.stdout or arguments.force or arguments.write_questions):
        return fault(_is_there(taken))
    answers = answer_files.read_answers(arguments.answers) if arguments.answers else {}
    configuration = configuring.configuration_of(arguments, [target])
    check = checker(target.name, configuration.resolve(target.absolute()).settings)
    talk = interview.Talk(sys.stderr if arguments.stdout else sys.stdout, arguments.no_input)
    draft = _draft(arguments, place, target, talk)
    talk.tell_found(draft)
    draft = answer_files.with_answers(draft, answers, str(arguments.answers))
    if arguments.write_questions:
        return _write_questions(arguments.write_questions, draft, talk, arguments.force)
    if talk.can_ask:
        from opendata_lint.drafting.asking import open_questions

        draft = talk.ask(draft, open_questions(draft, mark(draft.card, check).fields))
    marked = mark(draft.card, check)
    data = text_of(marked.card, draft.guesses, marked.fields)
    if arguments.stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        _write(target, data, taken if arguments.force else None, talk)
    talk.tell_open(draft, marked.fields)
    _tell_findings(target, data, draft, configuration, talk)
    return CLEAN


def _draft(arguments: argparse.Namespace, place: Path, target: Path, talk: Talk) -> Draft:
    """What is found; where nothing tells whether it is data or a model, the person is asked."""
    from opendata_lint.drafting.draft import DraftFault
    from opendata_lint.drafting.inspecting import inspect

    try:
        draft = inspect(place, arguments.kind)
    except DraftFault:
        kind = talk.ask_kind() if talk.can_ask else None
        if kind is None:
            raise
        draft = inspect(place, kind)
    if arguments.from_git:
        from opendata_lint.drafting.origin import with_origin

        draft = with_origin(draft, target.absolute().parent)
    return draft


def _taken(target: Path) -> Path | None:
    """The file that stands where the card would, in whatever case its name is written."""
    try:
        names = [one.name for one in target.parent.iterdir() if one.name.casefold() == target.name.casefold()]
    except OSError:
        names = []
    return target.parent / names[0] if names else None


def _is_there(taken: Path) -> str:
    shown = taken.as_posix()
    return (
        f"{shown} is there already, and was not touched\n"
        f"`opendata-lint check {shown}` tells what it lacks; --stdout prints a new card, --output FILE "
        "writes it elsewhere, --force puts it there and keeps the old one as .bak"
    )


def _write_questions(path: Path, draft: Draft, talk: Talk, force: bool) -> int:
    from opendata_lint.drafting.answer_files import questions_file
    from opendata_lint.writing import write_whole

    data = questions_file(draft, path)
    if path.exists() and not force:
        return fault(f"{path.as_posix()} is there already, and was not touched; --force replaces it")
    write_whole(path, data)
    shown = path.as_posix()
    talk.say(f"{shown}: written. Fill it in, then: opendata-lint init PATH --answers {shown}")
    return CLEAN


def _write(target: Path, data: bytes, old: Path | None, talk: Talk) -> None:
    """Write the card whole, behind a copy of the one that it replaces."""
    from opendata_lint.writing import write_whole

    if old is not None:
        backup = _backup(old)
        write_whole(backup, old.read_bytes())
        talk.say(f"{backup.as_posix()}: the old card")
        target = old
    write_whole(target, data)
    talk.say(f"{target.as_posix()}: written")


def _backup(path: Path) -> Path:
    """A name beside a file that nothing has yet: `README.md.bak`, `README.md.bak2`."""
    number = 1
    while True:
        found = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not found.exists() and not found.is_symlink():
            return found
        number += 1


def _tell_findings(target: Path, data: bytes, draft: Draft, configuration: Configuration, talk: Talk) -> None:
    """What `check` will say besides the marks: where the draft and the files do not agree."""
    from opendata_lint.drafting.marking import OF_MARKS
    from opendata_lint.finding import Severity
    from opendata_lint.runner import Request, run

    report = run(Request((target,), draft.card.kind, content=data), configuration)
    others = [one for one in report.findings if one.severity >= Severity.WARNING and one.code not in OF_MARKS]
    talk.tell_findings(target, others)
