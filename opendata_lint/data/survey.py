"""The data of one card, looked at once: which file belongs to which split, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from opendata_lint.card import Card
from opendata_lint.data import files, globs
from opendata_lint.data.budget import Budget, OverBudget
from opendata_lint.data.declared import DEFAULT, Config, configs_of
from opendata_lint.data.files import DataFile, Pointer
from opendata_lint.tree import Tree

if TYPE_CHECKING:
    from opendata_lint.data.reading import Reader, Source

_MOST_TABLES = 2_000
"""Files that are looked at for one card."""


class Table(NamedTuple):
    """A data file."""

    file: DataFile
    config: str
    split: str | None
    """None where neither the card nor the file's name tells it."""
    pointer: Pointer | None
    """Set where Git LFS keeps the file, and only its pointer is here."""
    source: Source | None
    """None where it was not read: a pointer, no DuckDB, no budget left, or broken."""
    fault: str | None
    """How it is broken."""
    size: int
    """In bytes."""


class Survey:
    """The data files of a card. `reader` may be asked further questions while the budget lasts."""

    def __init__(self, tables: tuple[Table, ...], reader: Reader | None) -> None:
        self.tables = tables
        self.reader = reader

    def of_split(self, config: str, split: str) -> list[Table]:
        """The files of a split; `dev` and `validation` are one."""
        return [t for t in self.tables if t.config == config and t.split and files.same_split(t.split, split)]

    def rows(self, config: str, split: str) -> int | None:
        """How many rows the files of a split hold; None where one was not counted, or there is none."""
        counts = [t.source.rows if t.source else None for t in self.of_split(config, split)]
        known = [count for count in counts if count is not None]
        return sum(known) if known and len(known) == len(counts) else None


_EMPTY = Survey((), None)
_made: WeakKeyDictionary[Card, Survey] = WeakKeyDictionary()


def is_installed() -> bool:
    """Whether DuckDB is there; it is not loaded to find out."""
    from importlib.util import find_spec

    return find_spec("duckdb") is not None


def survey(card: Card, tree: Tree, size: int, seconds: int) -> Survey:
    """The data of a card, read within `size` bytes and `seconds`; made once for each card.

    Empty where no data lies beside the card, which costs one look into its folder.
    """
    if card not in _made:
        _made[card] = _survey(card, tree, Budget(size, seconds)) if files.has_data(card, tree) else _EMPTY
    return _made[card]


def notice(card: Card, tree: Tree) -> str | None:
    """What a run should say once: that data lies beside a card and nothing is there to read it with."""
    if files.has_data(card, tree) and not is_installed() and tree.on_disk(card.path):
        return (
            "data beside cards was not read: install `opendata-lint[data]` to compare cards with their data"
        )
    return None


def _survey(card: Card, tree: Tree, budget: Budget) -> Survey:
    from opendata_lint.data.reading import Reader, Unreadable

    beside = files.files_beside(card, tree)
    if beside is None:
        return _EMPTY
    configs = configs_of(card)
    members = list(_members(beside, configs, files.folder_of(card)))[:_MOST_TABLES]
    pointers = {file.path: files.pointer_in(tree, file.path) for file, *_ in members}
    disk = {
        file.path: tree.on_disk(file.path)
        for file, *_ in members
        if pointers[file.path] is None and not any(letter in file.path for letter in "*?[")
    }
    there = {name: path for name, path in disk.items() if path}
    reader = Reader(list(there.values()), budget) if there and is_installed() else None
    separators = {config.name: config.separator for config in configs}

    def table(file: DataFile, config: str, split: str | None) -> Table:
        pointer, path = pointers[file.path], there.get(file.path)
        source, fault = None, None
        size = pointer.size or 0 if pointer else path.stat().st_size if path else 0
        if reader and path:
            try:
                source = reader.open(file, path, separators.get(config))
            except Unreadable as error:
                fault = str(error)
            except (OverBudget, OSError, EOFError):
                pass  # nothing is known of it, and nothing is said
        return Table(file, config, split, pointer, source, fault, size)

    return Survey(tuple(table(*member) for member in members), reader)


_Member = tuple[DataFile, str, str | None]


def _members(beside: tuple[str, ...], configs: tuple[Config, ...], folder: str) -> Iterator[_Member]:
    """The data files with their config and split: as `configs` says, else by custom."""
    if any(config.patterns for config in configs):
        yield from _named(beside, configs, folder)
        return
    others = {path.rpartition("/")[0] + "/" for path in beside if path.endswith("/README.md")}
    found = [
        file
        for file in files.as_data(beside, folder)
        if _by_custom(file.relative)
        and not any(file.relative.startswith(other) for other in others)
        and not files.tells_of_media(file.relative, beside)
    ]
    splits = [files.split_by_name(file.relative) for file in found]
    alone = _only_split(configs) if not any(splits) else None
    # With more than one config nothing tells which of them a file belongs to.
    name = configs[0].name if len(configs) == 1 else DEFAULT if not configs else ""
    for file, split in zip(found, splits, strict=True):
        yield file, name, split or alone


def _named(beside: tuple[str, ...], configs: tuple[Config, ...], folder: str) -> Iterator[_Member]:
    seen = set()
    for config in configs:
        for pattern in config.patterns:
            for file in files.as_data(globs.matching(pattern.glob, beside), folder, named=True):
                if (file.path, config.name) not in seen and not files.tells_of_media(file.relative, beside):
                    seen.add((file.path, config.name))
                    # Files without a split of their own are the train split of the `datasets` library.
                    yield file, config.name, pattern.split or files.split_by_name(file.relative) or "train"


def _by_custom(path: str) -> bool:
    """Whether data stands there by custom: in the card's folder, in `data/` or in the folder of a split."""
    first, slash, _ = path.partition("/")
    return not slash or first == "data" or files.split_by_name(first) == first


def _only_split(configs: tuple[Config, ...]) -> str:
    """The split of files whose names tell none: the only one that is declared, else `train`."""
    names = [split.name for config in configs for split in config.splits]
    return names[0] if len(names) == 1 else "train"
