"""Which files are the data of which card, and which are its descriptors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from opendata_lint.registry.digests import content_digest, folder_digest
from opendata_lint.registry.names import has_place_of_folder
from opendata_lint.tree import GitFile

_NO_DATA = re.compile(
    r"(?i)\.git(attributes|ignore|modules|keep)$|\.dvcignore$|\.editorconfig$|\.pre-commit-config\.yaml$"
    r"|\.?opendata-lint\.toml$|codeowners$|licen[cs]e[^/]*$|copying[^/]*$|notice(\.(md|txt))?$"
    r"|readme[^/]*\.(md|markdown|rst|txt)$|changelog[^/]*$|contributing[^/]*$|code_of_conduct[^/]*$"
    r"|security\.md$"
)
"""Names of files about a repository or about its data, which change without the data."""

_NO_DATA_BELOW = frozenset(
    (
        ".opendata", ".opendata-lint-baseline", ".github", ".gitlab", ".gitlab-ci.yml", ".dvc", ".ci",
        ".hooks",
    )
)  # fmt: skip
"""Names in the root of what serves the repository."""

_DESCRIPTOR = re.compile(
    r"(?i)(citation\.cff|codemeta\.json|\.zenodo\.json|datapackage\.json|dataset-metadata\.json"
    r"|model-metadata\.json|ro-crate-metadata\.json|datacite\.(json|xml)|openml[^/]*\.xml|dataset_infos\.json"
    r"|[^/]*croissant[^/]*\.json(ld)?|dcat[^/]*\.(ttl|jsonld|rdf)|[^/]*\.(cdx|spdx)\.json|odcs[^/]*\.ya?ml)$"
)
"""Names of files beside a card that say in another registry's language what the card says."""

_NO_DATA_STARTS = frozenset(".oclnrsOCLNRS")
_DESCRIPTOR_ENDS = frozenset("fndlFNDL")
"""The letters that such names begin and end with: most files of large data are told apart by them."""


class Holding(NamedTuple):
    """What a card has beside it."""

    roots: tuple[str, ...]
    """Folders and files of the data, from the tree's root; empty where there is no data."""
    data: dict[str, GitFile]
    """The files of the data, by path from the tree's root."""
    digest: str | None
    exports: tuple[tuple[str, str], ...]
    """Path and digest of each descriptor, by path."""
    listing: Mapping[str, GitFile]
    """The files of the data by path from where the digest counts, the card's folder."""


def is_descriptor(path: str) -> bool:
    """Whether a file describes data for another registry, by its name."""
    return path[-1:] in _DESCRIPTOR_ENDS and _DESCRIPTOR.match(path[path.rfind("/") + 1 :]) is not None


def _is_about(path: str, name: str) -> bool:
    """Whether a file is about the repository or the data, and changes without the data."""
    if name[:1] in _NO_DATA_STARTS and _NO_DATA.match(name):
        return True
    return path[0] == "." and path.partition("/")[0].lower() in _NO_DATA_BELOW


class Holdings:
    """The holdings of all cards of a tree; of nested folders with cards, a file belongs to the nearest."""

    def __init__(
        self,
        files: Mapping[str, GitFile],
        cards: Iterable[str],
        configured: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """`files` are what Git has, `cards` the paths of all cards, `configured` data paths by card.

        Of two cards in one folder the README has the folder's files, else the first by name. A card whose
        data the configuration names has no other data, but the descriptors beside it all the same.
        """
        self._cards = frozenset(cards)
        self._configured = configured or {}
        owners: dict[str, str] = {}
        for card in sorted(self._cards, key=lambda path: (not _is_readme(path), path)):
            owners.setdefault(home_of(card), card)
        named: dict[str, str] = {}
        for card in sorted(self._configured):
            named |= dict.fromkeys(self._configured[card], card)
        self._owners = owners | named
        self._named = named
        self._nearest: dict[str, tuple[str | None, bool]] = {}
        self._owned = self._sorted_by_owner(files)

    def of(self, card: str) -> Holding:
        """What the card at a path has."""
        data, found = self._owned.get(card, ({}, {}))
        named = self._configured.get(card)
        root = home_of(card) if named is None else named[0] if len(named) == 1 else ""
        prefix = f"{root}/" if root and root not in data else ""
        below = {path.removeprefix(prefix): file for path, file in data.items()} if prefix else data
        exports = tuple((path, content_digest(found[path].id)) for path in sorted(found))
        roots = (named or (root or ".",)) if data else ()
        return Holding(roots, data, folder_digest(below), exports, below)

    def owner(self, path: str) -> str | None:
        """The card to whose folder, or configured data, a file belongs; None where no card is above it."""
        return self._named.get(path) or self._owner_of_folder(path[: max(path.rfind("/"), 0)])[0]

    def _owner_of_folder(self, folder: str) -> tuple[str | None, bool]:
        """Whose a folder is, and whether the files in it are data of that card's."""
        ahead = []
        while folder not in self._nearest and folder not in self._owners and folder:
            ahead.append(folder)
            folder = folder.rpartition("/")[0]
        if folder not in self._nearest:
            card = self._owners.get(folder)
            self._nearest[folder] = (card, folder in self._named or card not in self._configured)
        for step in ahead:
            self._nearest[step] = self._nearest[folder]
        return self._nearest[folder]

    def _sorted_by_owner(
        self, files: Mapping[str, GitFile]
    ) -> dict[str, tuple[dict[str, GitFile], dict[str, GitFile]]]:
        """The data and the descriptors of each card."""
        owned: dict[str, tuple[dict[str, GitFile], dict[str, GitFile]]] = {}
        nearest, named, cards = self._nearest, self._named, self._cards
        for path, file in files.items():
            slash = path.rfind("/")
            folder = path[:slash] if slash > 0 else ""
            card, takes = nearest[folder] if folder in nearest else self._owner_of_folder(folder)
            if path in named:
                card, takes = named[path], True
            if card is None or path in cards or _is_about(path, path[slash + 1 :]):
                continue
            data, descriptors = owned[card] if card in owned else owned.setdefault(card, ({}, {}))
            if path[-1] in _DESCRIPTOR_ENDS and is_descriptor(path):
                descriptors[path] = file
            elif takes:
                data[path] = file
        return owned


def home_of(card: str) -> str:
    """The folder whose files are the card's: its own, or beside a card with a name of its own that folder."""
    folder, _, name = card.rpartition("/")
    if has_place_of_folder(name):
        return folder
    return f"{folder}/{name.rpartition('.')[0]}".lstrip("/")


def _is_readme(path: str) -> bool:
    return path.rpartition("/")[2].lower().startswith("readme")
