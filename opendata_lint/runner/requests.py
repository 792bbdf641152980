"""What to check: files on disk, what is staged, or a revision; and the cards among them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.configuration import Configuration
from opendata_lint.discovery import Candidate, Discovery, discover, is_card_name
from opendata_lint.runner.around import Around, tree_around
from opendata_lint.runner.describing import DescriptorSearch
from opendata_lint.tree import (
    IndexTree,
    OverlayTree,
    RevisionTree,
    Tree,
    TreeFault,
    find_repository,
    find_root,
    is_repository,
)


class PathFault(Exception):
    """Named paths are missing or cannot be read; the message names each of them."""


class Request(NamedTuple):
    """What to check."""

    paths: Sequence[Path] = (Path(),)
    """Files and folders; with `revision` none are all, and in a bare repository they count from its root."""
    kind: Kind | None = None
    only_cards: bool = False
    staged: bool = False
    """Judge what is staged in Git, of files that differ from the last commit."""
    content: bytes | None = None
    """What stands in the one file that `paths` names, whether it is on disk or not."""
    progress: Callable[[int, int], None] | None = None
    """Told of how many cards so far, of how many in all, something came."""
    revision: str | None = None
    """Judge the cards of this revision; nothing on disk is looked at."""
    base: str | None = None
    """The revision that it is compared with, in place of its first parent."""
    root: Path | None = None
    """The repository of what is staged or of the revision, which may be a bare one; default: the one around
    the working directory."""
    touched_only: bool = False
    """Judge the cards alone that differ from what was before, or that the change concerns."""
    whole: bool = False
    """With `staged`: judge the cards too that do not differ from the last commit."""
    descriptors: bool = False
    """Judge descriptors of registries too: those that are named or that the configuration has looked for."""

    @property
    def around(self) -> Around:
        """Which tree is judged."""
        return Around(self.staged, self.revision, self.base)


def tree_of(request: Request) -> Tree | None:
    """The tree of Git that a request is about; None where it is about files on disk.

    Raises `TreeFault` outside of Git, for a revision that is not there, and when Git fails.
    """
    if request.revision is not None:
        root = request.root or find_repository(Path())
        if root is None:
            raise TreeFault("there are no revisions here: this folder is in no Git repository")
        return tree_around(root, request.around)
    if request.staged:
        root = request.root or find_root(Path())
        if root is None:
            raise TreeFault("nothing can be staged here: this folder is in no Git repository")
        return tree_around(root, request.around)
    return None


def find(request: Request, configuration: Configuration) -> Discovery:
    """The cards among the paths of a request, and what is passed over.

    Raises what `run` raises of paths, Git and configuration.
    """
    found = _discover(request, configuration)
    faults = [f"{shown(path)}: no such file or folder" for path in found.missing]
    faults += [f"{shown(path)}: {reason}" for path, reason in found.unreadable]
    if faults:
        raise PathFault("\n".join(faults))
    return found


def _discover(request: Request, configuration: Configuration) -> Discovery:
    paths, strict = request.paths, request.only_cards
    force = configuration.run().get("force-exclude")
    tree = tree_of(request)
    descriptors = DescriptorSearch(configuration) if request.descriptors else None
    if isinstance(tree, RevisionTree):
        paths = _in_tree(paths, tree)
        if request.touched_only:
            paths, strict = _touched(paths, tree, configuration, descriptors), True
    elif request.content is not None:
        tree = _overlay(paths[0], request.content, configuration.base)
    found = discover(
        paths, only_cards=strict, kind=request.kind, scope=configuration,
        force_exclude=bool(force and force.value) or request.touched_only, base=configuration.base, tree=tree,
        descriptors=descriptors,
    )  # fmt: skip
    if descriptors:
        named = () if request.touched_only else paths
        exported = descriptors.exported([c for c in found.cards if c.path not in named], request.around)
        found = found._replace(cards=_joined(found.cards, exported))
    if isinstance(tree, IndexTree) and not request.whole:
        changed = tree.changed()
        found = found._replace(
            cards=[candidate for candidate in found.cards if candidate.tree_path in changed]
        )
    return found


def _joined(cards: list[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    known = {(card.root, card.tree_path): card for card in (*more, *cards)}
    return sorted(known.values(), key=lambda card: (card.root, card.tree_path))


def _in_tree(paths: Sequence[Path], tree: Tree) -> list[Path]:
    """Paths of the tree: as they are in a bare repository, else those that the working directory is above."""
    if not paths:
        return [Path()]
    bare = not is_repository(tree.root)
    return [Path(os.path.relpath(tree.root / path if bare else path.absolute(), tree.root)) for path in paths]


def _touched(
    paths: Sequence[Path], tree: Tree, configuration: Configuration, descriptors: DescriptorSearch | None
) -> list[Path]:
    """The cards and descriptors that a change touches, among paths of the tree. Raises `TreeFault`."""
    from opendata_lint.discovery.touched import touched_cards

    root = tree.root.as_posix().rstrip("/")

    def is_card(path: str) -> bool:
        full = f"{root}/{path}"
        wanted = descriptors is not None and descriptors.wants(full)
        return wanted or is_card_name(path) or configuration.names(full)

    found = [Path(path) for path in touched_cards(tree, tree.before(), is_card)]
    return [path for path in found if any(path.is_relative_to(folder) for folder in paths)]


def shown(path: Path) -> str:
    """A path as people see it: POSIX, relative to the working directory where it lies below it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path).as_posix()


def _overlay(path: Path, content: bytes, base: Path | None) -> Tree:
    """The tree that a file would be in, with the file as it is given."""
    folder, top = (Path(os.path.realpath(one)) for one in (path.parent, base or Path()))
    root = find_root(folder) or (top if folder.is_relative_to(top) else folder)
    place = (folder / path.name).relative_to(root).as_posix()
    return OverlayTree(tree_around(root, Around()), place, content)
