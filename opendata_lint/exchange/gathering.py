"""A card with what lies beside it: what the text says, and the files that make the work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.data.files import as_data, files_beside, folder_of, pointer_in
from opendata_lint.data.globs import is_judged, matching
from opendata_lint.exchange.canonical import CanonicalCard, File
from opendata_lint.exchange.formats.hub.reading import facts_of
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.vocabulary.modalities import extension

MOST_FILES = 100
"""Files that are named; of a larger work the first by name."""
LARGEST = 64_000_000
"""Bytes of a file up to which it is read for its checksum; of others Git LFS may know it."""

_ABOUT_THE_WORK = frozenset(
    (
        "authors", "changelog", "changes", "citation", "contributing", "contributors", "copying", "license",
        "licence", "notice", "readme", "requirements", "requirements-dev", "robots", "todo", "version",
    )
)  # fmt: skip
"""Names of texts beside data that are no data. Other plain text is data, as the `datasets` library takes it;
code and Markdown are so only where the card names them."""


def gathered(card: Card, tree: Tree) -> CanonicalCard:
    """The facts of a card, with its files. Never raises for what the card or its folder holds."""
    facts = facts_of(card).card
    return facts._replace(files=tuple(files_of(card, tree, facts)))


def files_of(card: Card, tree: Tree, facts: CanonicalCard) -> Iterator[File]:
    """The files of the work: those that the card names, else what lies beside it by custom."""
    prefix = f"{folder}/" if (folder := folder_of(card)) else ""
    for path in _paths(card, tree, facts)[:MOST_FILES]:
        kind = extension(path)
        size, sha256 = _known(tree, prefix + path)
        yield File(path, kind.mime if kind else None, size, sha256)


def _paths(card: Card, tree: Tree, facts: CanonicalCard) -> list[str]:
    beside = files_beside(card, tree) or ()
    named = [
        path
        for table in facts.tables
        for pattern in table.files
        if is_judged(pattern)
        for path in matching(pattern, beside)
    ]
    if named:
        return list(dict.fromkeys(named))
    data = {file.relative for file in as_data(beside, folder_of(card))}
    return [path for path in beside if path in data or _holds_work(path, card)]


def _holds_work(path: str, card: Card) -> bool:
    """Whether a file is weights of a model or media of a dataset, by its name."""
    found = extension(path)
    if found is None or path.startswith("."):
        return False
    if card.kind == "model" or "text" not in found.modalities:
        return found.strength == ("model" if card.kind == "model" else "decisive")
    name = path.rpartition("/")[2].lower()
    return name.endswith(".txt") and name.removesuffix(".txt") not in _ABOUT_THE_WORK


def _known(tree: Tree, path: str) -> tuple[int | None, str | None]:
    """Size and SHA-256 of a file, as far as they can be told."""
    pointer = pointer_in(tree, path)
    if pointer:
        return pointer.size, pointer.sha256
    try:
        content = tree.read(path, LARGEST + 1)
    except TreeFault:
        return None, None
    if len(content) > LARGEST:
        on_disk = tree.on_disk(path)
        return (on_disk.stat().st_size if on_disk else None), None
    return len(content), hashlib.sha256(content).hexdigest()
