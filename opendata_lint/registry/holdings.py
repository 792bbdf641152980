"""Which files are the data of which card, and which are its descriptors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from opendata_lint.registry.digests import content_digest, folder_digest
from opendata_lint.registry.names import has_place_of_folder
from opendata_lint.tree import GitFile

_NO_DATA = re.compile(
    r"(?i)(^|/)(\.git(attributes|ignore|modules|keep)|\.dvcignore|\.editorconfig|\.pre-commit-config\.yaml"
    r"|\.?opendata-lint\.toml|codeowners|licen[cs]e[^/]*|copying[^/]*|notice(\.(md|txt))?"
    r"|readme[^/]*\.(md|markdown|rst|txt)|changelog[^/]*|contributing[^/]*|code_of_conduct[^/]*|security\.md)$"
    r"|^(\.opendata|\.opendata-lint-baseline|\.github|\.gitlab|\.gitlab-ci\.yml|\.dvc|\.ci|\.hooks)(/|$)"
)
"""Files about a repository or about its data, which change without the data."""

_DESCRIPTOR = re.compile(
    r"(?i)^(citation\.cff|codemeta\.json|\.zenodo\.json|datapackage\.json|dataset-metadata\.json"
    r"|model-metadata\.json|ro-crate-metadata\.json|datacite\.(json|xml)|openml[^/]*\.xml|dataset_infos\.json"
    r"|[^/]*croissant[^/]*\.json(ld)?|dcat[^/]*\.(ttl|jsonld|rdf)|[^/]*\.(cdx|spdx)\.json|odcs[^/]*\.ya?ml)$"
)
"""Files beside a card that say in another registry's language what the card says."""


class Holding(NamedTuple):
    """What a card has beside it."""

    roots: tuple[str, ...]
    """Folders and files of the data, from the tree's root; empty where there is no data."""
    data: dict[str, GitFile]
    """The files of the data, by path from the tree's root."""
    digest: str | None
    exports: tuple[tuple[str, str], ...]
    """Path and digest of each descriptor, by path."""


def is_descriptor(path: str) -> bool:
    """Whether a file describes data for another registry, by its name."""
    return _DESCRIPTOR.match(path.rpartition("/")[2]) is not None


class Holdings:
    """The holdings of all cards of a tree; of nested folders with cards, a file belongs to the nearest."""

    def __init__(
        self,
        files: Mapping[str, GitFile],
        cards: Iterable[str],
        configured: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """`files` are what Git has, `cards` the paths of all cards, `configured` data paths by card."""
        self._cards = frozenset(cards)
        self._roots = {card: _home(card) for card in self._cards}
        self._roots |= {card: "" for card, paths in (configured or {}).items() if len(paths) > 1}
        owners = {home: card for card, home in self._roots.items() if card not in (configured or {})}
        for card, paths in (configured or {}).items():
            owners |= dict.fromkeys(paths, card)
            if len(paths) == 1:
                self._roots[card] = paths[0]
        self._configured = configured or {}
        self._owned = _sorted_by_owner(files, owners, self._cards)

    def of(self, card: str) -> Holding:
        """What the card at a path has."""
        owned = self._owned.get(card, {})
        exports = {path: file for path, file in owned.items() if is_descriptor(path)}
        data = {path: file for path, file in owned.items() if path not in exports}
        root = self._roots.get(card, "")
        prefix = f"{root}/" if root and root not in data else ""
        digest = folder_digest({path.removeprefix(prefix): file for path, file in data.items()})
        roots = self._configured.get(card) or (root or ".",)
        digests = tuple((path, content_digest(exports[path].id)) for path in sorted(exports))
        return Holding(roots if data else (), data, digest, digests)


def _home(card: str) -> str:
    """The folder whose files are the card's: its own, or beside a card with a name of its own that folder."""
    folder, _, name = card.rpartition("/")
    if has_place_of_folder(name):
        return folder
    return f"{folder}/{name.rpartition('.')[0]}".lstrip("/")


def _sorted_by_owner(
    files: Mapping[str, GitFile], owners: Mapping[str, str], cards: frozenset[str]
) -> dict[str, dict[str, GitFile]]:
    """The files of each card: those below a folder that it owns, and below none that is nearer."""
    owned: dict[str, dict[str, GitFile]] = {}
    nearest: dict[str, str | None] = {"": owners.get("")}

    def owner(folder: str) -> str | None:
        ahead = []
        while folder not in nearest:
            ahead.append(folder)
            folder = folder.rpartition("/")[0]
        for step in reversed(ahead):
            nearest[step] = owners.get(step) or nearest[step.rpartition("/")[0]]
        return nearest[ahead[0] if ahead else folder]

    for path, file in files.items():
        card = owners.get(path) or owner(path.rpartition("/")[0])
        if card and path not in cards and not _NO_DATA.search(path):
            owned.setdefault(card, {})[path] = file
    return owned
