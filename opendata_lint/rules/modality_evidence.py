"""What tells the modalities of a dataset: its tags, its tasks, its features, and its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from opendata_lint.card import Card
from opendata_lint.tree import Tree
from opendata_lint.vocabulary import modalities

_MEDIA_DTYPES = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "pdf": "document",
    "mesh": "3d",
    "nifti": "image",
}


def declared(card: Card) -> frozenset[str]:
    """The modalities that tags, keys, tasks and types of features name."""
    return of_tags(card) | of_tasks(card) | of_features(card)


def of_tags(card: Card) -> frozenset[str]:
    """The modalities that are declared by name, in the Hub's words, SPDX's or Croissant's."""
    words = [*_texts(card.metadata.get("tags"))]
    named = {word for word in words if word in modalities.modality_tags()}
    for key in ("modality", "modalities"):
        named |= {known for word in _texts(card.metadata.get(key)) if (known := modalities.named(word))}
    return frozenset(named)


def of_tasks(card: Card) -> frozenset[str]:
    """The modalities that the task categories work on."""
    tasks = _texts(card.metadata.get("task_categories"))
    return frozenset(modality for task in tasks for modality in modalities.modalities_of_task(task))


def of_features(card: Card) -> frozenset[str]:
    """The modalities that types of columns hold: images, audio, videos, documents, meshes."""
    return frozenset(
        _MEDIA_DTYPES[dtype] for dtype in _dtypes(card.metadata.get("dataset_info")) if dtype in _MEDIA_DTYPES
    )


def _dtypes(value: Any) -> Iterator[str]:
    """The names of types in `dataset_info`: `dtype: image`, `dtype: {audio: ...}`, `list: image`."""
    members = value if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for member in members:
        key, inner = member if isinstance(value, dict) else ("", member)
        if key in ("dtype", "list", "sequence"):
            yield from [inner] if isinstance(inner, str) else inner if isinstance(inner, dict) else ()
        if key not in ("splits", "class_label"):
            yield from _dtypes(inner)


class Held(NamedTuple):
    """The data files in a card's folder and below, by what their extensions say."""

    media: Mapping[str, int]
    """How many there are of each modality in `MEDIA`."""
    others: int
    """Tables, texts, archives and code that loads data: what may hold or link to anything."""


MEDIA = frozenset(("audio", "image", "video", "3d"))
"""Modalities whose files hold nothing else."""
_ILLUSTRATIONS = frozenset(
    (
        *(
            "asset",
            "assets",
            "doc",
            "docs",
            "figure",
            "figures",
            "fig",
            "figs",
            "image",
            "img",
            "media",
            "static",
        ),
        *(
            "logo",
            "logos",
            "banner",
            "resources",
            "paper",
            "plots",
            "screenshots",
            ".github",
            "examples",
            "demo",
        ),
        *("samples", "tests", "fixtures"),
    )
)
"""Folders whose pictures and sounds show something and are no data."""


def held(card: Card, tree: Tree) -> Held:
    """What lies in the folder of a card and below, pictures beside the card itself left out."""
    folder = card.path.rpartition("/")[0]
    start = len(folder) + 1 if folder else 0
    media: Counter[str] = Counter()
    others = 0
    below = [name[:-1] for name in tree.entries(folder) if name.endswith("/") and not name.startswith(".")]
    if _ILLUSTRATIONS.issuperset(name.lower() for name in below):
        return Held(media, others)  # most cards: no need to list the tree
    files = tree.under(folder).files
    apart = tuple(
        path[: -len("readme.md")]
        for path in files
        if path[start:].lower().endswith("/readme.md") and path != card.path
    )
    for path in files:
        if path.startswith(apart):  # a folder with a card of its own
            continue
        known = modalities.extension(path[start:])
        kinds = MEDIA.intersection(known.modalities) if known and known.strength == "decisive" else ()
        if kinds and _is_data(path[start:]):
            media.update(kinds)
        elif not kinds and not path.endswith((".md", "LICENSE", ".gitattributes", ".gitignore")):
            others += 1
    return Held(media, others)


def _is_data(path: str) -> bool:
    """Whether a picture or sound lies in a folder of its own that is not one for illustrations."""
    folders = path.lower().split("/")[:-1]
    return bool(folders) and _ILLUSTRATIONS.isdisjoint(folders)


def _texts(value: Any) -> list[str]:
    return [member for member in (value if isinstance(value, list) else [value]) if isinstance(member, str)]
