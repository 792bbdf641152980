"""`opendata-lint registry sync [NAME ...]`: fetch the records of other registries."""

from __future__ import annotations

import argparse
from typing import Any

from opendata_lint.cli import CLEAN, FINDINGS
from opendata_lint.cli.registry import common


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "sync", help="fetch the records of other registries",
        description="Fetch the records of the registries under `[registry.members]`, and nothing else "
        "of them. The commits taken are written to `.opendata/members/`, to be committed.",
    )  # fmt: skip
    parser.add_argument("names", nargs="*", metavar="NAME", help="members; default: all")
    parser.add_argument(
        "--update", action="store_true", help="take what the revisions name now, not the locks"
    )
    parser.add_argument(
        "--check", action="store_true", help="fetch nothing; exit 1 where a member is not at hand"
    )
    common.add_tree(parser)
    parser.set_defaults(run=run)


@common.told
def run(arguments: argparse.Namespace) -> int:
    """Fetch, or tell what is at hand."""
    from opendata_lint.registry.members import known_members
    from opendata_lint.registry.members.syncing import sync
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.settings import did_you_mean

    tree = common.tree_of(arguments)
    settings = common.configuration_of(tree, arguments).resolve(tree.root / "README.md").settings.registry
    members = dict(settings.members)
    for name in arguments.names:
        if name not in members:
            raise RegistryFault(f"there is no member `{name}`{did_you_mean(name, members)}")
    wanted = arguments.names or list(members)
    if not wanted:
        common.say("no members: the configuration names none under [registry.members]")
    if not arguments.check:
        for name in wanted:
            lock, changed = sync(tree, name, members[name], arguments.update)
            signed = f", signed by {lock.signer}" if lock.signer else ""
            common.say(f"{name}: {lock.commit[:12]}{signed}{' (new)' if changed else ''}")
    missing = False
    for known in known_members(tree, settings):
        if known.name in wanted:
            missing = missing or known.commit is None
            for fault in known.faults:
                common.say(fault)
            if known.commit:
                trust = "" if known.trusted else "; only their names count"
                common.say(f"{known.name}: {len(known.records)} cards at {known.commit[:12]}{trust}")
    return FINDINGS if missing else CLEAN
