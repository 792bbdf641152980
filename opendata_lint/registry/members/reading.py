"""The records of members, from what `registry sync` has put into the Git folder; nothing is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from opendata_lint.registry.members.locks import read_lock
from opendata_lint.registry.names import is_id
from opendata_lint.registry.record import Record, RecordFault, read_records
from opendata_lint.settings import Member, RegistrySettings
from opendata_lint.tree import RevisionTree, Tree, TreeFault
from opendata_lint.tree.git import git


class Known(NamedTuple):
    """What is known of a member here and now."""

    name: str
    member: Member
    commit: str | None
    """The commit whose records these are, None where they are not at hand."""
    records: Mapping[str, Record]
    """By id in the member; in this registry they go by `name:id`."""
    faults: tuple[str, ...] = ()
    """Why the member, or some of its records, cannot be used."""

    @property
    def trusted(self) -> bool:
        """Whether what the records say counts as if they were one's own; else only that they exist."""
        return self.member.trust == "records"


def clone_of(root: Path, name: str) -> Path:
    """The folder of a member's clone, in the Git folder of the repository. Raises `TreeFault`."""
    common = git(root, "rev-parse", "--git-common-dir").decode().rstrip("\n")
    return root / common / "opendata" / "members" / name


def verified_ref(commit: str) -> str:
    """The ref in a member's clone that says that the signature of a commit was good."""
    return f"refs/opendata/verified/{commit}"


def known_members(tree: Tree, settings: RegistrySettings) -> tuple[Known, ...]:
    """Every member of the configuration, with its records where they are at hand. Raises nothing."""
    return tuple(_known(tree, name, member) for name, member in settings.members)


def commits_at_hand(tree: Tree, settings: RegistrySettings) -> tuple[tuple[str, str | None], ...]:
    """The commit of every member, None where it is not at hand; no record is read. Raises nothing."""
    found: list[tuple[str, str | None]] = []
    for name, member in settings.members:
        try:
            found.append((name, _at_hand(tree, name, member).commit))
        except (RecordFault, TreeFault):
            found.append((name, None))
    return tuple(found)


def _known(tree: Tree, name: str, member: Member) -> Known:
    try:
        revision = _at_hand(tree, name, member)
    except (RecordFault, TreeFault) as fault:
        return Known(name, member, None, {}, (str(fault),))
    records = read_records(revision)
    told = tuple(f"{name}: {path}: {why}" for path, why in records.faults.items())
    return Known(name, member, revision.commit, records.by_id, told)


def _at_hand(tree: Tree, name: str, member: Member) -> RevisionTree:
    """The commit of a member that counts. Raises `RecordFault` or `TreeFault`, with what to do."""
    if not is_id(name):
        raise RecordFault(f"the member's name `{name}` cannot be the name of a folder")
    lock = read_lock(tree, name)
    if lock is None or not lock.fits(member):
        why = "was never fetched" if lock is None else "is configured otherwise than it was fetched"
        raise RecordFault(f"the member `{name}` {why}; run `opendata-lint registry sync`")
    try:
        revision = verified_ref(lock.commit) if member.signers else lock.commit
        return RevisionTree(clone_of(tree.root, name), revision)
    except TreeFault as fault:
        told = f"the member `{name}` is not at hand ({fault}); run `opendata-lint registry sync`"
        raise TreeFault(told) from fault
