"""What there is to read in a tree: the files that may be cards, and the records, each with its id in Git."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.configuration import Configuration
from opendata_lint.discovery.names import is_card_name, is_mdx
from opendata_lint.registry import FOLDER
from opendata_lint.registry.members import Known, commits_at_hand, known_members
from opendata_lint.registry.names import is_translation
from opendata_lint.settings import RegistrySettings
from opendata_lint.tree import GitFile, RevisionTree, Tree, WorkTree
from opendata_lint.tree.git import hash_files, missing_objects

_CONFIGURATION = (".opendata-lint.toml", "opendata-lint.toml", "pyproject.toml")


class Place(NamedTuple):
    """Where the content of a file is."""

    path: str
    blob: str
    """The id that Git has for the content, or would have."""
    on_disk: bool
    """Whether Git may not have it: it was touched since it was added."""


class Said(NamedTuple):
    """What the configuration says of a card."""

    kind: Kind | None
    id: str | None
    registry: RegistrySettings


class Survey:
    """The files of a tree that a registry is made of; nothing of their content is read.

    Raises `TreeFault` where Git fails, `SettingsFault` where the configuration is wrong.
    """

    def __init__(self, tree: Tree, configuration: Configuration) -> None:
        self.tree = tree
        self._configuration = configuration

    @property
    def root(self) -> Path:
        """The folder of the repository."""
        return self.tree.root

    @cached_property
    def files(self) -> Mapping[str, GitFile]:
        """Every file by its path, as Git has it or would have it."""
        if not isinstance(self.tree, WorkTree):
            return self.tree.git_files() or {}
        return self.tree.as_added() | self._untracked(self.tree)

    def _untracked(self, tree: WorkTree) -> dict[str, GitFile]:
        """Files that Git does not have yet, of those that the registry reads."""
        tracked = tree.git_files() or {}
        new = [
            path
            for path in tree.under("").files
            if path not in tracked and (is_telling(path) or path.endswith(".toml"))
        ]
        there = [path for path in new if tree.on_disk(path)]
        ids = hash_files(tree.root, there) if there else []
        return {path: GitFile("100644", blob) for path, blob in zip(there, ids, strict=True)}

    @cached_property
    def touched(self) -> frozenset[str]:
        """Files whose content is on disk only."""
        if not isinstance(self.tree, WorkTree):
            return frozenset()
        known = self.tree.git_files() or {}
        return frozenset(path for path, file in self.files.items() if known.get(path) != file)

    @cached_property
    def missing(self) -> frozenset[str]:
        """Ids of what a partial clone does not have."""
        if isinstance(self.tree, RevisionTree):
            return missing_objects(self.root, "--no-walk", self.tree.commit)
        return missing_objects(self.root, "--indexed-objects")

    @cached_property
    def records(self) -> dict[str, Place]:
        """Files that are where records belong, by path."""
        return {
            path: self.place(path) for path, file in self.files.items() if _is_record(path) and _is_file(file)
        }

    @cached_property
    def candidates(self) -> dict[str, Place]:
        """Files that may be cards by their names and the configuration, by path; no translations."""
        found: dict[str, Place] = {}
        links = []
        for path in self._named():
            file = self.files[path]
            if file.is_link:
                links.append(path)
            elif not file.is_module and not is_translation(path, self.tree):
                found[path] = self.place(path)
        real_ones = set(found)
        for path in links:  # of a file and links to it, the file counts
            real = self.tree.real(path)
            if real and real in self.files and real not in real_ones:
                real_ones.add(real)
                found[path] = self.place(real)._replace(path=path)
        return found

    def _named(self) -> Iterator[str]:
        if not self._configured:
            yield from filter(is_card_name, self.files)
            return
        top = self.root.as_posix().rstrip("/")
        scope = self._configuration
        for path in self.files:
            full = f"{top}/{path}"
            named = is_card_name(path) or (not is_mdx(path) and scope.names(full))
            if named and not scope.excludes(full):
                yield path

    @cached_property
    def _configured(self) -> bool:
        """Whether anything may be configured at all: asking for every file takes its time."""
        return bool(self._configuration.run()) or any(path.endswith(_CONFIGURATION) for path in self.files)

    @cached_property
    def settings_key(self) -> str:
        """Changes with whatever decides which files are cards, and how they are called.

        A configuration may extend files of any name, so that all that may be one count.
        """
        files = [(path, file.id) for path, file in self.files.items() if path.endswith(".toml")]
        return _hash((self.caller_key, sorted(files)))

    @cached_property
    def caller_key(self) -> str:
        """Changes with what is configured by other files than those of the tree."""
        given = self._configuration.given
        files = [Path(text).read_bytes() for text in given.config if Path(text).is_file()]
        flags = sorted((key, said.value) for key, said in given.flags.items())
        return _hash((given.config, given.isolated, flags, files, self._members_at_hand))

    def members(self) -> tuple[Known, ...]:
        """Other registries, with the records of those that are at hand."""
        return known_members(self.tree, self._registry)

    @cached_property
    def _members_at_hand(self) -> tuple[tuple[str, str | None], ...]:
        return commits_at_hand(self.tree, self._registry)

    @cached_property
    def _registry(self) -> RegistrySettings:
        return self.said_of("README.md").registry

    def key(self, others: Iterable[str]) -> str:
        """Changes with whatever the index of these files is made of, beyond settings.

        `others` are cards that their names do not show to be such.
        """
        files = [(path, file.id) for path, file in self.files.items() if is_telling(path)]
        files += [(path, self.files[path].id) for path in others if path in self.files]
        return _hash((self.settings_key, sorted(files)))

    @cached_property
    def _for_all(self) -> Said | None:
        """What holds for every card, where nothing is configured."""
        return None if self._configured else self._resolve("README.md")

    def said_of(self, path: str) -> Said:
        """What the configuration says of the card at a path."""
        return self._for_all or self._resolve(path)

    def _resolve(self, path: str) -> Said:
        settings = self._configuration.resolve(self.root / path).settings
        return Said(settings.kind, settings.card_id, settings.registry)

    def place(self, path: str) -> Place:
        """Where the content of a file of the tree is."""
        return Place(path, self.files[path].id, path in self.touched)


def _is_record(path: str) -> bool:
    return (
        path.startswith(f"{FOLDER}/") and path.endswith(".json") and path.count("/") == FOLDER.count("/") + 1
    )


def is_telling(path: str) -> bool:
    """Whether a file may be a card or a record by its name."""
    return path.endswith((".md", ".markdown")) or _is_record(path)


def _hash(said: object) -> str:
    return hashlib.sha256(repr(said).encode("utf-8", "surrogateescape")).hexdigest()


def _is_file(file: GitFile) -> bool:
    return not file.is_link and not file.is_module
