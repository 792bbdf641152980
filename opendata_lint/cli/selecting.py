"""Options of `check` that say which cards it is about, and the text that comes by standard input."""

from __future__ import annotations

import argparse
import sys
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
        arguments.paths = arguments.paths or [Path()]
        return
    if arguments.paths not in ([], [_STANDARD_INPUT]):
        raise SettingsFault("the card comes from standard input, so no other path can be named")
    options = ("staged", "add_ignore", "write_baseline", "shrink_baseline", "watch")
    for name in options:
        if getattr(arguments, name) not in (False, None):
            option = "--" + name.replace("_", "-")
            raise SettingsFault(f"{option} is about files, and the card comes from standard input")
    arguments.paths = [arguments.stdin_filename or _NAMELESS]


def request_of(arguments: argparse.Namespace) -> Request:
    """What to check; reads standard input where the card comes from there."""
    from opendata_lint.cli.progress import progress
    from opendata_lint.runner import Request

    content = sys.stdin.buffer.read() if arguments.from_stdin else None
    return Request(
        arguments.paths, arguments.kind, arguments.only_cards, arguments.staged, content, progress(sys.stderr)
    )
