"""Take the cards of a whole tree on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from opendata_lint import runner
from opendata_lint.card import Card, Kind
from opendata_lint.configuration import Configuration
from opendata_lint.finding import Severity
from opendata_lint.registry import FOLDER
from opendata_lint.registry.drift import record_in
from opendata_lint.registry.names import id_of, is_translation
from opendata_lint.registry.record import LARGEST, Record, is_written, record_path, to_json
from opendata_lint.registry.recording import Shelf
from opendata_lint.report import CardResult
from opendata_lint.settings import Settings
from opendata_lint.tree import GitFile, RevisionTree, Tree, TreeFault, WorkTree
from opendata_lint.tree.git import commit_of
from opendata_lint.writing import write_whole

_SIDES = ("HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
"""What Git calls the commits of a merge, or of what is done like one, until it is committed."""


class RegistryFault(Exception):
    """Something cannot be done to the registry; the message says what, and what to do."""


class Taken(NamedTuple):
    """A card as it should be on record."""

    record: Record
    settings: Settings
    card: Card

    @property
    def path(self) -> str:
        """Where the record belongs, from the tree's root."""
        return record_path(self.record.id)


class Registrar:
    """The cards of a tree, each with the record that it should have.

    Raises `RegistryFault` where records cannot be kept (no Git, two cards of one id), and what
    `runner.run` raises.
    """

    def __init__(
        self,
        tree: Tree,
        request: runner.Request,
        configuration: Configuration,
        level: str,
        judged: Collection[str] | None = None,
    ) -> None:
        """`request` must be for the whole tree; `level` is the least severity at which a card fails.

        `judged` are ids of the cards that are held against their profile, which takes most of the time,
        None for all; the others keep the profile that is on record.
        """
        if not tree.in_git:
            raise RegistryFault("records are kept in Git repositories, and this folder is in none")
        self.tree = tree
        self._on_disk = isinstance(tree, WorkTree)
        self._configuration = configuration
        self._least = Severity.of(level) if level != "never" else None
        self._judged = judged
        report = runner.run(request, configuration, work=partial(_judge, judged))
        results = [one for one in report.results if not is_translation(one.tree_path, tree)]
        self.untracked: list[str] = []
        """Cards that Git does not have yet; there is no record of what is in no commit."""
        files: Mapping[str, GitFile] = (
            tree.as_added() if isinstance(tree, WorkTree) else tree.git_files() or {}
        )
        self.taken = sorted(self._take(results, files), key=lambda taken: taken.record.id)
        self._refuse_doubles()

    def _take(self, results: Sequence[CardResult], files: Mapping[str, GitFile]) -> Iterator[Taken]:
        read = [(result, *self._read(result)) for result in results]
        ids = {card.path: id_of(card, settings.card_id) for _, card, settings in read}
        shelf: Shelf | None = None
        for result, card, settings in read:
            if shelf is None or shelf.settings != settings.registry:
                shelf = Shelf(self.tree, settings.registry, files, ids)
            card_id = ids[card.path]
            record = shelf.record_of(
                card,
                settings.card_id,
                self._profile(shelf, card_id, result, settings),
                self._lost(shelf, card_id),
            )
            if record is None:
                self.untracked.append(result.tree_path)
            else:
                yield Taken(record, settings, card)

    def _profile(self, shelf: Shelf, card_id: str, result: CardResult, settings: Settings) -> str | None:
        """The profile that the card passes; of one that is not judged, that on record."""
        if self._judged is None or card_id in self._judged:
            return settings.profile.name if self._passes(result) else None
        recorded = shelf.records.by_id.get(card_id)
        return recorded.profile if recorded else None

    def _lost(self, shelf: Shelf, card_id: str) -> Record | None:
        """The record of a card whose file cannot be read, as the last commits have it."""
        unreadable = record_path(card_id) in shelf.records.faults
        return committed_record(self.tree.root, card_id) if unreadable and self._on_disk else None

    def _read(self, result: CardResult) -> tuple[Card, Settings]:
        kind = cast(Kind, result.file.kind)  # descriptors are not asked for
        card = Card(self.tree.read(result.tree_path), result.tree_path, kind)
        return card, self._configuration.resolve(result.root / result.tree_path).settings

    def _passes(self, result: CardResult) -> bool:
        """Whether the card itself passes: its place in the registry is what is being mended here."""
        if result.crashes or self._least is None:
            return not result.crashes
        return not any(finding.severity >= self._least for finding in result.findings)

    def _refuse_doubles(self) -> None:
        count = Counter(taken.record.id for taken in self.taken)
        for double in (card_id for card_id, number in count.items() if number > 1):
            paths = [taken.record.card for taken in self.taken if taken.record.id == double]
            raise RegistryFault(
                f"{len(paths)} cards have the id `{double}`: {', '.join(paths)}; "
                "give all but one another `id` in its front matter"
            )

    def recorded(self, taken: Taken) -> bytes | None:
        """What stands where the card's record belongs, None where nothing does."""
        try:
            return self.tree.read(taken.path, LARGEST)
        except TreeFault:
            return None

    def stale(self) -> list[Taken]:
        """The cards whose records are not as they should be."""
        return [taken for taken in self.taken if not is_written(self.recorded(taken) or b"", taken.record)]

    def orphans(self) -> list[str]:
        """Records of cards that are gone, or that go by another id now."""
        wanted = {taken.path for taken in self.taken}
        names = (f"{FOLDER}/{name}" for name in self.tree.entries(FOLDER) if name.endswith(".json"))
        return [path for path in names if path not in wanted]


def _judge(judged: Collection[str] | None, task: runner.Task) -> CardResult:
    """Check a card without the rules of the registry, if it is to be judged; else only read it."""
    codes: list[str] = []
    if judged is None or id_of(runner.load(task)[0], task.settings.card_id) in judged:
        codes = [code for code in task.settings.levels() if not code.startswith("REG")]
    return runner.check(task._replace(settings=task.settings.choosing(select=codes)))


def committed_record(root: Path, card_id: str) -> Record | None:
    """The record of a card in the last commit, or in those that are being merged; None where it has none.

    Raises `RegistryFault` where they differ in what people decided, which nobody but people can merge.
    """
    commits = dict.fromkeys(commit for name in _SIDES if (commit := commit_of(root, name)))
    found = [record for one in commits if (record := record_in(RevisionTree(root, one), card_id))]
    if len({(record.status, record.notice, record.replaced_by) for record in found}) > 1:
        path = record_path(card_id)
        raise RegistryFault(
            f"{path} cannot be read, and the sides of the merge differ in its status, notice or replacement: "
            f"take one (`git checkout --ours {path}`, or --theirs), and run this again"
        )
    return found[0] if found else None


def write_record(root: Path, tree: Tree, record: Record) -> None:
    """Write a record into the work tree. Raises `RegistryFault` where it would land outside of it."""
    path = record_path(record.id)
    _refuse_link(tree, path)
    try:
        write_whole(root / path, to_json(record))
    except OSError as error:
        raise RegistryFault(f"{path} cannot be written: {error.strerror or error}") from error


def drop_record(root: Path, tree: Tree, path: str) -> None:
    """Delete a record from the work tree. Raises `RegistryFault` where that is behind a link or fails."""
    _refuse_link(tree, path)
    try:
        (root / path).unlink()
    except OSError as error:
        raise RegistryFault(f"{path} cannot be deleted: {error.strerror or error}") from error


def _refuse_link(tree: Tree, path: str) -> None:
    if tree.real(path) != path:
        raise RegistryFault(f"{path} is behind a symbolic link; records are kept in no other place")
