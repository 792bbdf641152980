"""`opendata-lint registry releases [ID ...]`: the versions that are released."""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN
from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    from opendata_lint.registry.releases.standing import Standing


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "releases", help="list the versions of cards that are released",
        description="List releases from the tags of the repository, those of GTO too: version, tag, commit, "
        "digests. Nothing is verified; `registry verify` does that.",
    )  # fmt: skip
    parser.add_argument("ids", nargs="*", metavar="ID", help="cards; default: all")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    common.add_repository(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """List the releases."""
    from opendata_lint.registry.releases.standing import with_stages
    from opendata_lint.registry.releases.verifying import may_lack_tags

    root = common.repository_of(arguments)
    every = with_stages(root)
    found = [one for one in every if not arguments.ids or one.id in arguments.ids]
    lacks = may_lack_tags(root)
    if not lacks:
        _refuse_unknown(arguments.ids, {one.id for one in every})
    if arguments.format == "json":
        print(json.dumps({"releases": [_fields(one) for one in found], "incomplete": lacks}, indent=2))
        return CLEAN
    _say(found)
    if lacks:
        common.say(f"{lacks}: there may be more releases; `git fetch --tags` brings their tags")
    return CLEAN


def _refuse_unknown(ids: Sequence[str], known: Collection[str]) -> None:
    """Raise `RegistryFault` for a card that has no release."""
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.settings import did_you_mean

    for card_id in ids:
        if card_id not in known:
            near = did_you_mean(card_id, known) if known else ""
            raise RegistryFault(f"there is no release of `{card_id}`{near}")


def _fields(one: Standing) -> dict[str, object]:
    stated = one.stated
    return {
        "id": one.id, "version": one.version, "tag": one.tag, "commit": one.commit,
        "tagger": one.tagger.encode(errors="replace").decode() or None, "date": one.date or None,
        "card_digest": stated.card_digest if stated else None,
        "data_digest": stated.data_digest if stated else None,
        "license": stated.license if stated else None,
        "profile": stated.profile if stated else None,
        "annotated": one.annotated, "signed": one.signature is not None, "stages": list(one.stages),
        "retracted": one.retracted,
    }  # fmt: skip


def _say(found: Sequence[Standing]) -> None:
    for one in found:
        notes = [
            f"stage {', '.join(one.stages)}" if one.stages else "",
            "retracted" if one.retracted else "",
            "signed (by whom, `registry verify` tells)" if one.signature else "",
            "" if one.annotated else "no annotated tag",
        ]
        told = "".join(f", {note}" for note in notes if note)
        common.say(f"{one.id} {one.version}: {one.tag} at {(one.commit or 'unknown')[:12]}{told}")
        whose = " ".join(filter(None, (one.date, one.tagger)))
        if whose:
            common.say(f"  released {whose}")
        if one.stated:
            common.say(f"  data {one.stated.data_digest or 'none'}, license {one.stated.license or 'none'}")
        else:
            common.say("  states no digest")
    if not found:
        common.say("no releases here")
