"""`opendata-lint registry deprecate ID`: tell the users of a card to move on."""

from __future__ import annotations

import argparse
from typing import Any

from opendata_lint.cli.registry import common, promote


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "deprecate", help="tell the users of a card to move on",
        description="Write into the record of a card that it is deprecated, why, and what takes its place; "
        "nothing is committed.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="the card")
    promote.add_reasons(parser)
    common.add_repository(parser)
    parser.set_defaults(run=run, staged=False, rev=None)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Deprecate the card."""
    from opendata_lint.registry.releases.status import Change

    return promote.apply(arguments, Change("deprecated", arguments.because, arguments.replaced_by))
