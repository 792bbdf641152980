"""`opendata-lint textconv FILE`: print a card so that `git diff` shows what changed in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from opendata_lint.cli import CLEAN, fault


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "textconv",
        help="print a card normalized for `git diff`",
        description="Print a card, a line for each value of its front matter, and the path of each section. "
        "`opendata-lint hook install --diff-driver` lets `git diff` use it.",
    )
    parser.add_argument("file", metavar="FILE", help="a card")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the card, all at once: Git takes the file as it is where this fails."""
    from opendata_lint.githooks.textconv import MAX_BYTES, card_lines
    from opendata_lint.reporting.terminal import harmless

    path = Path(arguments.file)
    try:
        if not path.is_file():
            return fault(f"there is no file {path}")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return fault(f"cannot read {path}: {error.strerror}")
    if len(data) > MAX_BYTES:
        return fault(f"{path} is longer than {MAX_BYTES:,} bytes")
    text = "".join(f"{harmless(line)}\n" for line in card_lines(data))
    sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
    return CLEAN
