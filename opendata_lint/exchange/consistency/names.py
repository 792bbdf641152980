"""Which files beside a card are descriptors, by their names alone: of most cards nothing more is loaded."""

from __future__ import annotations

from functools import lru_cache

from opendata_lint.card import Card
from opendata_lint.tree import Tree

_EXACT = frozenset(
    (
        "citation.cff", ".zenodo.json", "codemeta.json", "datapackage.json", "datapackage.yaml",
        "datapackage.yml", "dataset-metadata.json", "ro-crate-metadata.json", "pyproject.toml",
    )
)  # fmt: skip
_PARTS = (
    ("datacite", (".json", ".xml")),
    ("openml", (".xml",)),
    ("croissant", (".json", ".jsonld")),
    ("dcat", (".jsonld",)),
    (".odcs.", (".yaml", ".yml")),
    (".cdx.", (".json",)),
    (".spdx", (".json",)),
)
"""What the names of others hold, and how they end."""


_FOLDERS = ("metadata/", "meta/")
"""Folders beside a card in which descriptors are kept."""


def descriptors_beside(card: Card, tree: Tree) -> tuple[str, ...]:
    """Paths of files in the card's folder, and in one for metadata, whose names are those of descriptors."""
    folder = card.path.rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""
    names = tree.entries(folder)
    found = [prefix + name for name in _descriptors(names)]
    for inner in _FOLDERS:
        if inner in names:
            found += [f"{prefix}{inner}{name}" for name in _descriptors(tree.entries(prefix + inner[:-1]))]
    return tuple(found)


@lru_cache(maxsize=16)  # cards may share a folder
def _descriptors(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if _is_descriptor(name.lower()))


def _is_descriptor(name: str) -> bool:
    return name in _EXACT or any(part in name and name.endswith(ends) for part, ends in _PARTS)
