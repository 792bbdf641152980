"""Options of `check` that say which cards it is about, and the text that comes by standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import configuring

if TYPE_CHECKING:
    from opendata_lint.runner import Request

_STANDARD_INPUT = Path("-")
_NAMELESS = Path("README.md")
"""What a text is taken to be that comes without a name."""


def add_options(parser: Any) -> None:
    """Add the paths, and the options as a group of their own."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH",
        help="files and folders, or - for a card on standard input; default: .",
    )  # fmt: skip
    group = parser.add_argument_group("which cards")
    group.add_argument("--kind", choices=("dataset", "model"), help="take every card for one of this kind")
    group.add_argument(
        "--only-cards", action="store_true", help="skip named files that are no cards, as in folders"
    )
    group.add_argument(
        "--staged", action="store_true", help="check what is staged in Git, not the files on disk"
    )
    group.add_argument(
        "--rev", metavar="REV",
        help="check the cards of a revision of Git, not the files on disk; A..B: those that a change touches",
    )  # fmt: skip
    group.add_argument(
        "--stdin-filename", type=Path, metavar="PATH",
        help="where the card on standard input would stand, for its configuration, kind and links; "
        "default: README.md",
    )  # fmt: skip
    configuring.add_exclusions(group)


def settle(arguments: argparse.Namespace) -> None:
    """Put into `paths` what they stand for when `-` or nothing is given, and note it in `from_stdin`.

    Raises `SettingsFault` for what standard input does not go with.
    """
    from opendata_lint.settings import SettingsFault

    arguments.from_stdin = _STANDARD_INPUT in arguments.paths or arguments.stdin_filename is not None
    if not arguments.from_stdin:
        arguments.paths = arguments.paths or ([] if arguments.rev else [Path()])
        if arguments.rev is not None:
            _check_revision(arguments)
        return
    if arguments.paths not in ([], [_STANDARD_INPUT]):
        raise SettingsFault("the card comes from standard input, so no other path can be named")
    options = ("staged", "rev", "add_ignore", "write_baseline", "shrink_baseline", "watch")
    for name in options:
        if getattr(arguments, name) not in (False, None):
            option = "--" + name.replace("_", "-")
            raise SettingsFault(f"{option} is about files, and the card comes from standard input")
    arguments.paths = [arguments.stdin_filename or _NAMELESS]


def _check_revision(arguments: argparse.Namespace) -> None:
    from opendata_lint.settings import SettingsFault

    if not arguments.rev.strip():
        raise SettingsFault("--rev needs a revision, such as HEAD, or two of them: main..HEAD")
    for name in ("staged", "show_settings"):
        if getattr(arguments, name):
            raise SettingsFault(f"--{name.replace('_', '-')} and --rev cannot be used together")


def refuse_others(arguments: argparse.Namespace, writers: Sequence[str]) -> None:
    """Raise `SettingsFault` where options that write files meet one that looks elsewhere than on disk."""
    from opendata_lint.settings import SettingsFault

    looks = "--staged" if arguments.staged else "--rev" if arguments.rev is not None else None
    if looks and writers:
        raise SettingsFault(f"{writers[0]} works on the files on disk, and {looks} looks at others")


def request_of(arguments: argparse.Namespace) -> Request:
    """What to check; reads standard input where the card comes from there."""
    from opendata_lint.cli.progress import progress
    from opendata_lint.runner import Request

    content = sys.stdin.buffer.read() if arguments.from_stdin else None
    request = Request(
        arguments.paths,
        arguments.kind,
        arguments.only_cards,
        arguments.staged,
        content,
        progress(sys.stderr),
        descriptors=True,
    )
    return request if arguments.rev is None else _of_revision(request, arguments.rev)


def _of_revision(request: Request, words: str) -> Request:
    """The request for `REV`, `A..B` or `A...B`, whose ends are `HEAD` where they are empty."""
    from opendata_lint.tree import TreeFault, find_repository, merge_base

    first, dots, last = words.partition("...") if "..." in words else words.partition("..")
    if not dots:
        return request._replace(revision=words)
    base, revision = first or "HEAD", last or "HEAD"
    if dots == "...":
        root = find_repository(Path())
        if root is None:
            raise TreeFault("there are no revisions here: this folder is in no Git repository")
        base = merge_base(root, base, revision)
    return request._replace(revision=revision, base=base, touched_only=True)
