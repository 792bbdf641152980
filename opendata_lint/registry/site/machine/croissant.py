"""A dataset as Croissant 1.1: what its card, its record and its files tell, and nothing made up.

The document is what `opendata-lint export` writes, and is made of cards without a license or day of
publication too. A file is named where its SHA-256 is known, from its content or from the pointer that Git LFS
keeps in its place, as the validator of Croissant's makers asks for a checksum.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from opendata_lint.card import Card
from opendata_lint.exchange.canonical import File
from opendata_lint.exchange.formats.croissant.terms import BESIDE, TERM_OF_TOPIC
from opendata_lint.exchange.formats.croissant.writing import told
from opendata_lint.exchange.formats.hub.reading import facts_of
from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.machine.facts import canonical
from opendata_lint.registry.site.site import Site
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.vocabulary.modalities import extension

FILES = 100
"""Files of a dataset that are named."""
_READ = 1 << 20
"""Bytes of a file up to which it is read for its checksum."""
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n"
)


def document(
    site: Site, entry: Entry, card: Card | None, files: tuple[File, ...], published: str | None
) -> dict[str, Any]:
    """The document of a dataset; `published` is the day of its first release, where there is one."""
    place = site.by_id[entry.id]
    address = f"{site.url}cards/{place}" if site.url else f"../cards/{place}"
    facts = canonical(site, entry, address)
    if card is not None:
        said = facts_of(card).card
        topics = {name: text for name, text in said.topics.items() if name in (*TERM_OF_TOPIC, *BESIDE)}
        folder = card.path.rpartition("/")[0]
        tables = tuple(
            table._replace(files=tuple(f"{folder}/{path}" if folder else path for path in table.files))
            for table in said.tables
        )
        facts = facts._replace(
            topics=topics, tables=tables, citation=said.citation, doi=said.doi, published=said.published
        )
    return told(facts._replace(files=files, published=facts.published or published), "1.1")


def files_of(tree: Tree, paths: Iterable[str]) -> tuple[File, ...]:
    """The files at some paths whose checksums are known; at most `FILES`."""
    found: list[File] = []
    for path in paths:
        for checksum, size in _known(tree, path):
            kind = extension(path)
            found.append(File(path, kind.mime if kind else None, size, checksum))
        if len(found) == FILES:
            break
    return tuple(found)


def _known(tree: Tree, path: str) -> Iterator[tuple[str, int]]:
    """Checksum and size of a file, where they can be told without reading much."""
    try:
        content = tree.read(path, _READ + 1)
    except TreeFault:
        return
    pointer = _POINTER.fullmatch(content)
    if pointer:
        yield pointer[1].decode(), int(pointer[2])
    elif len(content) <= _READ:
        yield hashlib.sha256(content).hexdigest(), len(content)
