"""What has become of a card and its data since they were last on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.registry.bumps import Asked, Change, Intents, asked_by, compare, is_live, read_intents
from opendata_lint.registry.digests import folder_digest
from opendata_lint.registry.record import LARGEST, Record, RecordFault, from_json, record_path
from opendata_lint.registry.recording import Shelf
from opendata_lint.tree import GitFile, RevisionTree, Tree, UnknownHistory
from opendata_lint.tree.git import git


class Drift(NamedTuple):
    """A card and its data beside what was on record of them."""

    baseline: Record
    """The record in the tree that this one is compared with; where there is none, that of the tree itself."""
    now: Record
    shelf: Shelf
    former: Tree | None
    """The tree that the baseline was taken from, None where it is the tree's own."""

    @property
    def data_changed(self) -> bool:
        """Whether the data is another."""
        return self.baseline.data_digest != self.now.data_digest

    @property
    def card_changed(self) -> bool:
        """Whether a byte of the card is another."""
        return self.baseline.card_digest != self.now.card_digest

    def change(self) -> Change | None:
        """What became of the files, None where the former ones are not at hand. Raises `TreeFault`."""
        before = _former_listing(self)
        return None if before is None else compare(before, self.shelf.holding(self.now.card).listing)

    def asked(self) -> Asked | None:
        """What the change of data asks of the version, None where that cannot be told. Raises `TreeFault`."""
        change = self.change()
        if change is None:
            return None
        live = is_live((path for path, _ in self.now.exports), self.shelf.tree)
        return asked_by(change, live, self.intents().of(self.now.id))

    def intents(self) -> Intents:
        """What people say of the change. Raises `TreeFault`."""
        return read_intents(self.shelf.tree, self.shelf.before())

    def former_card(self) -> Card | None:
        """The card as it was before, None where it was not there. Raises `TreeFault`."""
        if self.former is None or not self.former.exists(self.baseline.card):
            return None
        return Card(self.former.read(self.baseline.card), self.baseline.card, self.baseline.kind)


def drift_of(shelf: Shelf, recorded: Record | None, now: Record) -> Drift | None:
    """What became of a card since it was on record; None where it never was.

    `recorded` is what the tree itself has on record. Raises `TreeFault` where Git cannot tell.
    """
    try:
        before = shelf.before()
    except UnknownHistory:  # The tree's own record is something to hold against it.
        before = None
    for card_id in dict.fromkeys((recorded.id if recorded else now.id, now.id)):
        former = record_in(before, card_id) if before else None
        if former:
            return Drift(former, now, shelf, before)
    return Drift(recorded, now, shelf, None) if recorded else None


def record_in(tree: Tree, card_id: str) -> Record | None:
    """The record of an id in a tree, None where it has none that can be used. Raises `TreeFault`."""
    path = record_path(card_id)
    if not tree.exists(path):
        return None
    try:
        return from_json(tree.read(path, LARGEST))
    except RecordFault:
        return None


def _former_listing(drift: Drift) -> Mapping[str, GitFile] | None:
    """The files that the digest of the baseline is of: in the tree before, else where it was recorded."""
    wanted = drift.baseline.data_digest
    if wanted is None:
        return {}
    for candidate in _former_trees(drift):
        found = Shelf(candidate, drift.shelf.settings).holding(drift.baseline.card).listing
        if folder_digest(found) == wanted:
            return found
    return None


def _former_trees(drift: Drift) -> Iterator[Tree]:
    """Where the former data may be; the second is asked of Git only if it is not in the first."""
    if drift.former is not None:
        yield drift.former
    tree = drift.shelf.tree
    start = tree.commit if isinstance(tree, RevisionTree) else "HEAD"
    path = record_path(drift.baseline.id)
    found = git(tree.root, "log", "-1", "--format=%H", start, "--", path).decode().strip()
    if found:
        yield RevisionTree(tree.root, found)
