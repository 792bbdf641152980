"""`opendata-lint registry verify [ID ...]`: hold releases against the commits that they are of."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FAULT, FINDINGS
from opendata_lint.cli.registry import common

if TYPE_CHECKING:
    from opendata_lint.registry.releases.verifying import Verdict


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "verify", help="hold releases against the commits that they are of",
        description="Recompute what the tags of releases state, and judge their signatures. Exit code: 0 "
        "where all hold, 1 where one is broken, 2 where one cannot be judged (a shallow clone).",
    )  # fmt: skip
    parser.add_argument("ids", nargs="*", metavar="ID", help="cards; default: all")
    parser.add_argument(
        "--signers", type=Path, metavar="FILE",
        help="allowed signers, as SSH has them; default: `signers` of [registry], else Git's own setting",
    )  # fmt: skip
    common.add_repository(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Verify releases."""
    from opendata_lint.registry.releases import verifying

    root = common.repository_of(arguments)
    signers = _signers(root, arguments)
    verdicts = verifying.verify(root, arguments.ids, signers)
    for verdict in verdicts:
        _say(verdict)
    unknown = _lacking(root, arguments.ids, verdicts)
    count = Counter(verdict.state for verdict in verdicts)
    parts = [f"{count[state]} {state}" for state in ("verified", "broken", "unknown", "bare") if count[state]]
    common.say(", ".join(parts) or "no releases here")
    if signers is None and any(one.signature and one.signature.state == "unchecked" for one in verdicts):
        common.say("Signatures were not checked: name the allowed signers with --signers FILE")
    if count["broken"]:
        return FINDINGS
    return FAULT if count["unknown"] or unknown else CLEAN


def _signers(root: Path, arguments: argparse.Namespace) -> Path | None:
    from opendata_lint.cli import configuring
    from opendata_lint.registry.releases.signing import signers_file

    # The files at hand count, not those of the commits that are judged, which anybody may have pushed.
    configuration = configuring.configuration_of(arguments, [root])
    settings = configuration.resolve(root / "README.md").settings.registry
    return signers_file(root, arguments.signers, settings.signers)


def _say(verdict: Verdict) -> None:
    signature = f", {verdict.signature.told}" if verdict.signature and verdict.state != "broken" else ""
    word = "states nothing" if verdict.state == "bare" else verdict.state
    common.say(f"{verdict.tag}: {word}{signature}")
    for fault in verdict.faults:
        common.say(f"  {fault}")


def _lacking(root: Path, ids: list[str], verdicts: list[Verdict]) -> bool:
    """Whether releases that were asked for may exist and are not in this clone; that is told.

    Raises `RegistryFault` for a card that certainly has none.
    """
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.registry.releases.grammar import parse
    from opendata_lint.registry.releases.standing import standing_of
    from opendata_lint.registry.releases.verifying import may_lack_tags
    from opendata_lint.settings import did_you_mean

    lacks = may_lack_tags(root)
    seen = {name.id for verdict in verdicts if (name := parse(verdict.tag))}
    missing = [card_id for card_id in ids if card_id not in seen]
    if lacks and (missing or not verdicts):
        common.say(f"unknown: {lacks}, and its tags may not all be here; `git fetch --tags` brings them")
        return True
    if missing:
        known = {one.id for one in standing_of(root)}
        near = did_you_mean(missing[0], known) if known else ""
        raise RegistryFault(f"there is no release of `{missing[0]}`{near}")
    return False
