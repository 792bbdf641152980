"""`opendata-lint registry release ID VERSION`: tag a version of a card."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from opendata_lint.cli import CLEAN, FINDINGS
from opendata_lint.cli.registry import common


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "release", help="tag a version of a card",
        description="Make an annotated tag that states what a card and its data are at a commit: digests, "
        "license, profile. Only if the card passes its profile there, and its record is current.",
    )  # fmt: skip
    parser.add_argument("id", metavar="ID", help="the card")
    parser.add_argument("version", metavar="VERSION", help="its version, such as 1.2.0")
    parser.add_argument("--rev", default="HEAD", metavar="REV", help="the commit; default: HEAD")
    parser.add_argument(
        "--sign", action="store_true", help="sign the tag, with SSH unless Git is configured otherwise"
    )
    parser.add_argument("--message", metavar="TEXT", help="what changed, for people")
    parser.add_argument(
        "--push", metavar="REMOTE", help="push the tag; of several people at once exactly one wins"
    )
    parser.add_argument(
        "--again", action="store_true", help="though the same data is released as another version"
    )
    parser.add_argument(
        "--gto", action=argparse.BooleanOptionalAction, default=None,
        help="name the tag in GTO's grammar: ID@vVERSION; default: as [registry] says",
    )  # fmt: skip
    common.add_repository(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Make the release; exit 1 where something is not in order."""
    from opendata_lint.registry.releases import pushing, releasing
    from opendata_lint.reporting.terminal import harmless

    root = common.repository_of(arguments)
    wish = releasing.Wish(
        arguments.id, arguments.version, arguments.rev, arguments.sign, arguments.message, arguments.gto,
        arguments.again,
    )  # fmt: skip
    try:
        tree = releasing.revision_tree(root, wish.revision)
        made = releasing.release(tree, wish, common.configuration_of(tree, arguments))
        if arguments.push is not None:
            pushing.push(root, made, arguments.push)
    except releasing.Refused as refusal:
        print(f"not released: {harmless(str(refusal))}", file=sys.stderr)
        return FINDINGS
    _say(made, arguments.push)
    return CLEAN


def _say(made: Any, remote: str | None) -> None:
    stated = made.stated
    common.say(f"{made.tag}: {stated.id} {stated.version} at commit {made.commit[:12]}")
    common.say(f"  card {stated.card_digest}")
    common.say(f"  data {stated.data_digest or 'none in this repository'}")
    common.say(f"  license {stated.license or 'none'}, passes {stated.profile}")
    if remote is None:
        common.say(f"Publish it: git push REMOTE refs/tags/{made.tag}")
    else:
        common.say(f"pushed to {remote}")
