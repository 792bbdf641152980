"""What was taken of a member: one small committed file a member, so that everybody sees the same cards."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from opendata_lint.registry.record import RecordFault
from opendata_lint.settings import Member
from opendata_lint.tree import Tree, TreeFault

FOLDER = ".opendata/members"
"""Where the locks are, from the tree's root."""

_LARGEST = 100_000


class MemberLock(NamedTuple):
    """The commit of a member that counts, and where it came from."""

    url: str
    rev: str
    """The revision as the configuration named it."""
    commit: str
    """Its commit when it was last looked at."""
    signer: str | None = None
    """Who signed the revision, of the allowed signers; None where none are asked for."""

    def fits(self, member: Member) -> bool:
        """Whether it was made for what the configuration says now."""
        return (self.url, self.rev) == (member.url, member.rev) and bool(self.signer) >= bool(member.signers)


def lock_path(name: str) -> str:
    """The path of a member's lock, from the tree's root."""
    return f"{FOLDER}/{name}.json"


def to_json(lock: MemberLock) -> bytes:
    """The lock as it is written."""
    return (json.dumps(lock._asdict(), indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_lock(tree: Tree, name: str) -> MemberLock | None:
    """The lock of a member, None where there is none. Raises `RecordFault` for one that cannot be used."""
    try:
        data = tree.read(lock_path(name), _LARGEST)
    except TreeFault:
        return None
    try:
        fields = json.loads(data)
        lock = MemberLock(**fields)
    except (ValueError, TypeError, RecursionError) as error:
        raise RecordFault(f"{lock_path(name)}: {error}") from error
    texts = all(isinstance(text, str) for text in (lock.url, lock.rev, lock.commit, lock.signer or ""))
    if not texts or not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", lock.commit):
        raise RecordFault(f"{lock_path(name)}: it names no commit")
    return lock
