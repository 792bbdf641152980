"""The data files of a card's folder, told by name; and Git LFS pointers, which stand in for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from opendata_lint.card import Card
from opendata_lint.tree import Tree, TreeFault

Format = Literal["csv", "json", "parquet", "arrow"]

_FORMATS: dict[str, Format] = {
    "csv": "csv", "tsv": "csv", "jsonl": "json", "ndjson": "json", "parquet": "parquet", "arrow": "arrow",
}  # fmt: skip
"""By extension. Plain `.json` is data only where `configs` says so: settings are written in it too."""
_FOLDERS = frozenset(("data/", "train/", "test/", "validation/"))
"""Folders in which data stands by custom."""
_MOST_FILES = 50_000
"""Files of a folder that are looked through."""

_WORDS = {
    "train": "train", "training": "train",
    "validation": "validation", "valid": "validation", "val": "validation", "dev": "validation",
    "test": "test", "testing": "test", "eval": "test", "evaluation": "test",
}  # fmt: skip


class DataFile(NamedTuple):
    """A file of data."""

    path: str
    """From the tree's root."""
    relative: str
    """From the card's folder."""
    format: Format
    compressed: bool


def format_of(path: str, named: bool = False) -> tuple[Format, bool] | None:
    """The format of a file by its name and whether it is compressed, None where it is none that can be read.

    `named`: the card itself names the file as data, so that `.json` counts.
    """
    stem, _, extension = path.rpartition("/")[2].lower().rpartition(".")
    compressed = extension == "gz"
    if compressed:
        extension = stem.rpartition(".")[2]
    found = _FORMATS.get(extension) or ("json" if named and extension == "json" else None)
    return (found, compressed) if found and not (compressed and found in ("parquet", "arrow")) else None


def has_data(card: Card, tree: Tree) -> bool:
    """Whether data may lie beside a card: one look into its folder, and none into any other."""
    names = tree.entries(folder_of(card))
    data, folders = _seen(names)
    return data or (folders and "configs" in card.metadata)


@lru_cache(maxsize=16)  # several rules ask of a card, and cards may share a folder
def _seen(names: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether there are names of data, and of folders."""
    data = any(name in _FOLDERS or format_of(name) for name in names)
    return data, any(name.endswith("/") for name in names)


def folder_of(card: Card) -> str:
    """The card's folder, from the tree's root."""
    return card.path.rpartition("/")[0]


def files_beside(card: Card, tree: Tree) -> tuple[str, ...] | None:
    """All files of the card's folder and below, with paths from it.

    None where the tree does not know the card itself, so that nothing can be said to be missing, and where
    there are too many of them.
    """
    folder = folder_of(card)
    listed = tree.under(folder).files
    if card.path not in listed or len(listed) > _MOST_FILES:
        return None
    start = len(folder) + 1 if folder else 0
    return tuple(path[start:] for path in listed)


_BESIDE_MEDIA = frozenset(("metadata.csv", "metadata.jsonl", "metadata.parquet"))
_MEDIA = frozenset(("image", "audio", "video"))


def may_tell_of_media(path: str) -> bool:
    """Whether a table of this name says what is in images, recordings or videos beside it.

    The `datasets` library joins such a table with the files, so that its columns are not those of the data.
    """
    return path.rpartition("/")[2].lower() in _BESIDE_MEDIA


def tells_of_media(path: str, beside: Iterable[str]) -> bool:
    """Whether a table says what is in images, recordings or videos of its folder, which `beside` lists."""
    if not may_tell_of_media(path):
        return False
    from opendata_lint.vocabulary.modalities import extension

    folder = path.rpartition("/")[0] + "/" if "/" in path else ""
    known = (extension(other) for other in beside if other.startswith(folder))
    return any(one is not None and not _MEDIA.isdisjoint(one.modalities) for one in known)


def split_by_name(path: str) -> str | None:
    """The split that a path names by one of the usual words, None where it names none or more than one."""
    words = re.split(r"[^a-z]+", path.lower())
    found = {_WORDS[word] for word in words if word in _WORDS}
    return found.pop() if len(found) == 1 else None


def same_split(one: str, other: str) -> bool:
    """Whether two names mean one split: `dev` and `validation`."""
    return one == other or (one in _WORDS and _WORDS[one] == _WORDS.get(other))


def as_data(paths: Iterable[str], folder: str, named: bool = False) -> list[DataFile]:
    """Those of the paths (from the card's folder) that are data in a format that can be read."""
    prefix = f"{folder}/" if folder else ""
    found = ((path, format_of(path, named)) for path in paths)
    return [DataFile(prefix + path, path, *form) for path, form in found if form]


_POINTER_START = b"version https://git-lfs.github.com/spec/"
_POINTER_LIMIT = 1_024
"""Bytes below which a pointer must stay (Git LFS specification)."""
_HASH = r"sha256:[0-9a-f]{64}\Z"


class Pointer(NamedTuple):
    """A Git LFS pointer: what it says of the file that it stands for."""

    sha256: str | None
    """64 hexadecimal digits, None where the pointer gives none that is well formed."""
    size: int | None
    """In bytes, None where the pointer gives none."""


def pointer_in(tree: Tree, path: str) -> Pointer | None:
    """The LFS pointer that stands at a path, None where something else or nothing does."""
    try:
        data = tree.read(path, _POINTER_LIMIT)
    except TreeFault:
        return None
    if not data.startswith(_POINTER_START):
        return None
    lines = (line.partition(" ") for line in data.decode(errors="replace").splitlines())
    keys = {key: value.strip() for key, _, value in lines}
    oid, size = keys.get("oid", ""), keys.get("size", "")
    return Pointer(
        sha256=oid[7:] if re.match(_HASH, oid) else None,
        size=int(size) if size.isascii() and size.isdigit() and len(size) < 20 else None,
    )
