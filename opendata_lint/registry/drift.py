"""What has become of a card and its data since they were last on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.discovery.names import is_card_name
from opendata_lint.registry import FOLDER
from opendata_lint.registry.bumps import Asked, Change, Intents, asked_by, compare, is_live, read_intents
from opendata_lint.registry.digests import folder_digest
from opendata_lint.registry.holdings import home_of
from opendata_lint.registry.record import LARGEST, Record, RecordFault, from_json, record_path
from opendata_lint.registry.recording import Shelf
from opendata_lint.tree import GitFile, RevisionTree, Tree, UnknownHistory
from opendata_lint.tree.git import commit_of, git


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

    def is_redefined(self) -> bool:
        """Whether the configuration alone made other files the card's data. Raises `TreeFault`."""
        if self.former is None or self.baseline.data == self.now.data:
            return False
        held = Shelf(self.former, self.shelf.settings).holding(self.now.card)
        return held.digest == self.now.data_digest

    def change(self) -> Change | None:
        """What became of the files, None where the former ones are not at hand. Raises `TreeFault`."""
        before = _former_listing(self)
        return None if before is None else compare(before, self._listing())

    def _listing(self) -> dict[str, GitFile]:
        """The data without what came with a card of its own, which is not on record yet."""
        holding = self.shelf.holding(self.now.card)
        homes = _new_homes(self.shelf)
        pairs = zip(holding.data, holding.listing.items(), strict=True)
        return {name: file for path, (name, file) in pairs if not (homes and _is_in(path, homes))}

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


def _new_homes(shelf: Shelf) -> frozenset[str]:
    """Folders with the file of a card that is neither on record nor was there before."""
    files = shelf.files
    named = {path for path in files if is_card_name(path) and path not in shelf.records.of_cards}
    before = _before(shelf) if named else None
    known = before.git_files() if before else None
    return frozenset(home for path in named if path not in (known or ()) and (home := home_of(path)))


def _is_in(path: str, folders: frozenset[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)


def drift_of(shelf: Shelf, recorded: Record | None, now: Record) -> Drift | None:
    """What became of a card since it was on record; None where it never was.

    `recorded` is what the tree itself has on record. Raises `TreeFault` where Git cannot tell.
    """
    before = _before(shelf)
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
        # Before its first record a repository had the same cards, as far as anybody can tell.
        recorded = {} if candidate.exists(FOLDER) else drift.shelf.records.of_cards
        cards = {path: record.id for path, record in recorded.items()}
        found = Shelf(candidate, drift.shelf.settings, cards=cards).holding(drift.baseline.card).listing
        if folder_digest(found) == wanted:
            return found
    return None


def _before(shelf: Shelf) -> Tree | None:
    """The tree before; where that is not known, the tree's own record is something to hold against it."""
    try:
        return shelf.before()
    except UnknownHistory:
        return None


def _former_trees(drift: Drift) -> Iterator[Tree]:
    """Where the former data may be; the second is asked of Git only if it is not in the first."""
    before = drift.former or _before(drift.shelf)
    if before is not None:
        yield before
    tree = drift.shelf.tree
    start = tree.commit if isinstance(tree, RevisionTree) else commit_of(tree.root, "HEAD")
    if start is None:
        return
    path = record_path(drift.baseline.id)
    found = git(tree.root, "log", "-1", "--format=%H", start, "--", path).decode().strip()
    if found:
        yield RevisionTree(tree.root, found)
