"""Which refs a push changes, and which commits are to be judged for that, against what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from opendata_lint.registry.receiving import ReceiveFault
from opendata_lint.registry.receiving.server import Limits
from opendata_lint.tree.git import commit_of, git

_LONGEST_LINE = 10_000
"""Bytes of a line that Git tells of a ref."""
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Update(NamedTuple):
    """A ref that a push makes, moves or deletes."""

    old: str
    """The id that it had; zeros where the push makes it."""
    new: str
    """The id that it gets; zeros where the push deletes it."""
    ref: str

    @property
    def is_tag(self) -> bool:
        """Whether it is a tag."""
        return self.ref.startswith("refs/tags/")


class Range(NamedTuple):
    """A commit to judge."""

    commit: str
    base: str | None
    """The commit that it is compared with; None where it has no history in common with any branch."""
    refs: tuple[str, ...]
    """The refs that would name it."""


def read_updates(stream: IO[bytes], limits: Limits) -> Iterator[Update]:
    """The lines `<old> <new> <ref>` of a pre-receive hook. Raises `ReceiveFault` for too many of them."""
    for count, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), 1):
        if count > limits.refs:
            raise ReceiveFault(
                f"this push changes more than {limits.refs} refs, and this server takes no more at once; "
                "push them in parts"
            )
        yield update_of(line.decode("utf-8", "surrogateescape").rstrip("\n").split(" ", 2))


def update_of(words: list[str]) -> Update:
    """The update that three words tell. Raises `ReceiveFault` for what Git would never say."""
    if len(words) != 3 or not all(_ID.fullmatch(word) for word in words[:2]):
        raise ReceiveFault(f"this is no update of a ref: {' '.join(words)[:200]!r}; Git tells OLD NEW REF")
    return Update(*words)


def ranges_of(root: Path, updates: Iterable[Update], limits: Limits) -> list[Range]:
    """What is to be judged, each commit once a base, however many refs name it.

    Deleted refs and tags are passed over here. A new branch is compared with where it left the branches that
    are there; of tags and other refs that does not count, as what they name was never judged for a branch.
    Raises `ReceiveFault` for too many commits, and `TreeFault` when Git fails.
    """
    named: dict[tuple[str, str], list[str]] = {}
    for update in updates:
        if update.new.strip("0") and not update.is_tag:
            old = update.old if update.old.strip("0") else ""
            named.setdefault((update.new, old), []).append(update.ref)
    if len({new for new, _ in named}) > limits.commits:
        raise ReceiveFault(
            f"this push moves refs to more than {limits.commits} commits, and this server judges no more at "
            "once; push them in parts"
        )
    found: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for (new, old), refs in named.items():
        commit = commit_of(root, new)
        if commit is None:  # A ref of another kind may name anything, and no card is in it.
            continue
        base, is_new = _base(root, commit, old)
        if is_new:
            found[commit, base] = (*found.get((commit, base), ()), *refs)
    return [Range(commit, base, refs) for (commit, base), refs in found.items()]


def _base(root: Path, commit: str, old: str) -> tuple[str | None, bool]:
    """What a commit is compared with, and whether it brings anything that no branch has."""
    base = commit_of(root, old) if old else None
    if base is not None:
        return base, base != commit
    told = git(root, "rev-list", "--first-parent", "--parents", commit, "--not", "--branches").decode()
    if not told:
        return None, False
    parents = told.splitlines()[-1].split()[1:]
    return (parents[0] if parents else None), True
