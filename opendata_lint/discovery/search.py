"""The search for cards: in files and folders that somebody named, on disk or in the index."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from opendata_lint.discovery.found import MDX, NO_CARD_NAME, NO_DESCRIPTOR, Candidate, Discovery, Skipped
from opendata_lint.discovery.holdings import held_kind
from opendata_lint.discovery.looking import LOOK_LIMIT, look
from opendata_lint.discovery.names import (
    ROOT_README,
    Descriptors,
    Scope,
    is_card_name,
    is_markdown,
    is_mdx,
    is_mdx_card,
)
from opendata_lint.finding import FileKind
from opendata_lint.recognition import Kind, Recognition, guess_kind, recognize
from opendata_lint.tree import RevisionTree, Tree, TreeFault, WorkTree, find_root


def discover(  # noqa: PLR0913 - all but the first by name
    paths: Sequence[Path],
    *,
    only_cards: bool,
    kind: Kind | None,
    scope: Scope | None = None,
    force_exclude: bool = False,
    base: Path | None = None,
    tree: Tree | None = None,
    descriptors: Descriptors | None = None,
) -> Discovery:
    """Find the cards among `paths`, which are files and folders.

    A file is a card because it was named; with `only_cards`, as in a folder, only if its name and its
    content say so. `kind` None lets the content say which kind. `scope` tells which further files are
    cards and what to pass over (named files only with `force_exclude`). Outside of Git, `base` is the
    root of what lies in it: the folder of the configuration. With `tree`, a tree of Git, its content is
    judged and nothing on disk; the paths in a revision count from its root. A single file costs no process
    and no walk, save the README of what may be a repository of data (see `holdings.held_kind`) with
    `only_cards`. With `descriptors`, files that these say are descriptors are found too.

    Raises `TreeFault` with `tree` only, when Git fails.
    """
    options = _Options(only_cards, kind, scope, force_exclude, _real(base or Path()), descriptors)
    search = _Search(options, tree)
    for path in paths:
        search.add_named(path)
    return search.result()


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


class _Options(NamedTuple):
    only_cards: bool
    kind: Kind | None
    scope: Scope | None
    force_exclude: bool
    base: Path
    descriptors: Descriptors | None


class _File(NamedTuple):
    tree: Tree
    tree_path: str
    path: Path
    named: bool


class _Search:
    """Collects what `discover` tells."""

    def __init__(self, options: _Options, given: Tree | None) -> None:
        self.options = options
        self.given = given
        """The tree to look in, whatever is on disk."""
        self.by_tree = isinstance(given, RevisionTree)
        """Whether paths count from the tree's root, and not from the working directory."""
        self.trees: dict[Path, WorkTree] = {}
        self.cards: dict[tuple[Path, str], Candidate] = {}
        self.skipped: dict[Path, str] = {}
        self.unreadable: dict[Path, str] = {}
        self.excluded: set[Path] = set()
        self.missing: set[Path] = set()
        self.warnings: set[str] = set()

    def add_named(self, path: Path) -> None:
        """Add a file or a folder that somebody named."""
        on_disk = self.given is None
        is_whole = path.name in ("", "..") or (on_disk and path.is_dir())
        folder = path if is_whole else path.parent
        tree = self._tree(folder)
        if self.by_tree:
            place = Path(os.path.normpath(tree.root / path))
        else:
            place = _real(path) if is_whole else _real(folder) / path.name
        if not place.is_relative_to(tree.root):
            self.unreadable[path] = f"outside of {tree.root}"
            return
        tree_path = "/".join(place.relative_to(tree.root).parts)
        is_folder = is_whole if on_disk else not tree_path or bool(tree.entries(tree_path))
        if not (is_folder or _is_there(tree, tree_path)):
            self.missing.add(path)
        elif self.options.force_exclude and self._is_excluded(tree, tree_path):
            self.excluded.add(path)
        elif is_folder:
            self._add_folder(tree, tree_path, path)
        else:
            self._add_file(_File(tree, tree_path, path, named=True))

    def _tree(self, folder: Path) -> Tree:
        """The tree that a folder is in."""
        if self.given is not None:
            return self.given
        real, base = _real(folder), self.options.base
        root = find_root(real) or (base if real.is_relative_to(base) else real)
        return self.trees.setdefault(root, WorkTree(root))

    def _add_folder(self, tree: Tree, tree_path: str, path: Path) -> None:
        listing = tree.under(tree_path)
        self.warnings.update(listing.warnings)
        start = len(tree_path) + 1 if tree_path else 0
        files = []
        for name in listing.files:
            if self._is_named_as_card(tree, name) or is_mdx_card(name) or self._is_wanted(tree, name):
                file = _File(tree, name, path / name[start:], named=False)
                if self._is_excluded(tree, name):
                    self.excluded.add(file.path)
                else:
                    files.append(file)
        # Of a file and links to it, the file counts.
        for file in sorted(files, key=lambda file: tree.is_link(file.tree_path)):
            self._add_file(file)
        for repository in listing.repositories:
            below = path / repository[start:]
            if tree.in_git:
                self.skipped[below] = "a Git repository of its own"
            elif not self._is_excluded(tree, repository):
                self.add_named(below)

    def _add_file(self, file: _File) -> None:
        tree, tree_path = file.tree, file.tree_path
        strict = self.options.only_cards or not file.named
        if is_mdx(tree_path):
            if is_mdx_card(tree_path) or not strict:
                told = self.skipped if strict else self.unreadable
                told[file.path] = MDX
            else:
                self.skipped[file.path] = NO_CARD_NAME
            return
        is_card = self._is_named_as_card(tree, tree_path)
        if strict and not is_card and not self._is_wanted(tree, tree_path):
            self.skipped[file.path] = NO_CARD_NAME
            return
        real = tree.real(tree_path)
        if real is None:
            told = self.unreadable if file.named else self.skipped
            told[file.path] = "a link that leads out of the repository"
            return
        if (tree.root, real) in self.cards:
            return
        try:
            data = tree.read(tree_path, LOOK_LIMIT)
            kind = self._kind(file, data, strict) if is_card else self._kind_of_other(file, data, strict)
        except TreeFault as fault:
            # Git also lists files that are gone from the disk.
            if file.named or _is_there(tree, tree_path):
                self.unreadable[file.path] = str(fault)
            return
        if kind:
            self.cards[tree.root, real] = Candidate(file.path, tree_path, kind, tree.root)

    def _kind_of_other(self, file: _File, data: bytes, strict: bool) -> FileKind | None:
        """What a file is that has no card's name: a descriptor, or a card where it was named.

        What is neither is noted.
        """
        asked = self.options.descriptors
        if asked is not None and not is_markdown(file.tree_path):
            full = _full(file.tree, file.tree_path)
            if asked.is_one(full, data, named=not strict):
                return "descriptor"
            if not strict and not self.options.kind and asked.is_data(full):
                self.unreadable[file.path] = NO_DESCRIPTOR
                return None
        return None if strict else self._kind(file, data, strict)

    def _is_wanted(self, tree: Tree, tree_path: str) -> bool:
        asked = self.options.descriptors
        return asked is not None and asked.wants(_full(tree, tree_path))

    def _kind(self, file: _File, data: bytes, strict: bool) -> Kind | None:
        """The kind of a card, None for what is none; a reason is then noted."""
        if self.options.kind and not strict:
            return self.options.kind
        kind, found = recognized(file.tree, file.tree_path, data, strict)
        if strict and not kind:
            self.skipped[file.path] = _refusal(found)
            return None
        return self.options.kind or kind or guess_kind(file.tree_path.rpartition("/")[2], *look(data))

    def _is_named_as_card(self, tree: Tree, tree_path: str) -> bool:
        scope = self.options.scope
        return is_card_name(tree_path) or (scope is not None and scope.names(_full(tree, tree_path)))

    def _is_excluded(self, tree: Tree, tree_path: str) -> bool:
        scope = self.options.scope
        return scope is not None and scope.excludes(_full(tree, tree_path))

    def result(self) -> Discovery:
        """Everything found so far, in order; what was named later is no longer skipped."""
        cards = sorted(self.cards.values(), key=lambda card: (card.root, card.tree_path))
        for card in cards:
            self.skipped.pop(card.path, None)
        return Discovery(
            cards=cards,
            skipped=_sorted(self.skipped),
            excluded=sorted(self.excluded.difference(card.path for card in cards)),
            missing=sorted(self.missing),
            unreadable=_sorted(self.unreadable),
            warnings=sorted(self.warnings),
        )


def recognized(tree: Tree, path: str, data: bytes, strict: bool) -> tuple[Kind | None, Recognition]:
    """The kind of a card of which `data` are the first bytes, None for what is none; and why.

    The README of a repository of data is a card whatever it says; `strict` asks for more data.
    """
    seen = look(data)
    found = recognize(path.rpartition("/")[2], *seen)
    plain = found.refusal == "not-a-card" and not seen.metadata
    if plain and path.lower() in ROOT_README:
        return held_kind(tree, surely=strict), found
    return found.kind, found


def _full(tree: Tree, tree_path: str) -> str:
    return f"{tree.root.as_posix().rstrip('/')}/{tree_path}".rstrip("/")


def _is_there(tree: Tree, tree_path: str) -> bool:
    if isinstance(tree, WorkTree):  # The case of a name as typed is the file system's affair.
        return os.path.lexists(tree.root / tree_path)
    return tree.exists(tree_path)


def _refusal(found: Recognition) -> str:
    if found.refusal == "space":
        return "a Space, not checked"
    kind = "a template" if found.refusal == "template" else "not a card"
    return f"{kind}: {found.reason}"


def _sorted(told: dict[Path, str]) -> list[Skipped]:
    return [Skipped(path, told[path]) for path in sorted(told)]
