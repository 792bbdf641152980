"""What of a card is not on disk as it is in a commit."""

from __future__ import annotations

from opendata_lint.registry.record import Record, record_path
from opendata_lint.registry.recording import Shelf
from opendata_lint.tree import GitFile, RevisionTree, WorkTree

_UNTRACKED = GitFile("100644", "")


def touched(tree: RevisionTree, shelf: Shelf, record: Record) -> list[str]:
    """Files of a card (itself, record, data, descriptors) that differ on disk from a commit, each with how.

    Files that Git does not know are among them, if it does not ignore them; none in a bare repository.
    Raises `TreeFault` where Git fails.
    """
    work = WorkTree(tree.root)
    if not work.in_git:
        return []
    files = work.as_added()
    new = dict.fromkeys(work.paths().difference(files), _UNTRACKED)
    now = Shelf(work, shelf.settings, files | new, {record.card: record.id})
    before = _belongings(shelf, record)
    after = _belongings(now, record)
    told = []
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            how = "new" if path not in before else "gone" if path not in after else "changed"
            told.append(f"{path} ({how})")
    return told


def _belongings(shelf: Shelf, record: Record) -> dict[str, object]:
    """The files of a card by path, with what tells their content."""
    holding = shelf.holding(record.card)
    own = {path: shelf.files[path] for path in (record.card, record_path(record.id)) if path in shelf.files}
    return {**holding.data, **dict(holding.exports), **own}
