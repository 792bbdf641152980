"""Folders with data that stand among the folders of cards and have no card."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from opendata_lint.data.files import format_of
from opendata_lint.discovery.names import is_card_name
from opendata_lint.registry.holdings import home_of
from opendata_lint.registry.names import has_place_of_folder
from opendata_lint.registry.recording import Shelf

_FEWEST = 2
"""Cards side by side from which on their neighbors are expected to have one."""

_OTHER_DATA = (
    ".dvc", ".npy", ".npz", ".h5", ".hdf5", ".nc", ".zarr", ".tfrecord", ".wav", ".flac", ".mp3", ".geojson",
    ".gpkg", ".shp", ".avro", ".orc", ".feather", ".safetensors", ".onnx", ".gguf", ".pt", ".pth", ".ckpt",
)  # fmt: skip
"""Ends of names, in lower case, of data that is no table."""

_NO_DATA_FOLDERS = frozenset(
    (
        "test", "tests", "testdata", "fixtures", "doc", "docs", "example", "examples", "script", "scripts",
        "src", "tool", "tools", "template", "templates", "notebook", "notebooks", "asset", "assets", "image",
        "images", "img", "figures", "common", "shared", "util", "utils", "build", "dist", "tmp", "temp",
        "cache", "archive", "log", "logs", "raw", "interim",
    )
)  # fmt: skip
"""Names, in lower case, of folders that stand beside data sets and are none."""


class Bare(NamedTuple):
    """A folder with data and without a card."""

    folder: str
    file: str
    """The first file of data in it."""


@lru_cache(maxsize=4)
def bare_folders(shelf: Shelf) -> Mapping[str, tuple[str, list[Bare]]]:
    """The first card and the bare folders beside it, by the folder above them. Raises `TreeFault`."""
    carded = {card for card in shelf.records.of_cards if has_place_of_folder(card.rpartition("/")[2])}
    beside: dict[str, list[str]] = {}
    for card in sorted(carded):
        home = home_of(card)
        if home:
            beside.setdefault(home.rpartition("/")[0], []).append(card)
    parents = {parent: cards for parent, cards in beside.items() if len(cards) >= _FEWEST}
    found: dict[str, dict[str, str]] = {parent: {} for parent in parents}
    with_card: set[str] = set()
    for path in shelf.files:
        for parent, folder in _below(path, parents):
            if is_card_name(path) or path in shelf.records.of_cards:
                with_card.add(folder)
            elif _is_data(path) and _is_nobodys(shelf, path, parent):
                found[parent].setdefault(folder, path)
    return {
        parent: (parents[parent][0], [Bare(folder, path) for folder, path in sorted(folders.items())
                                      if folder not in with_card])
        for parent, folders in found.items()
    }  # fmt: skip


def _below(path: str, parents: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """The folders of a path that stand directly in one of `parents`, each with that one."""
    steps = path.split("/")[:-1]
    pairs = [("/".join(steps[:at]), "/".join(steps[: at + 1])) for at in range(len(steps))]
    return [
        (parent, folder)
        for parent, folder in pairs
        if parent in parents and not _serves(folder.rpartition("/")[2].lower())
    ]


def _serves(name: str) -> bool:
    return name.startswith((".", "_")) or name in _NO_DATA_FOLDERS


def _is_data(path: str) -> bool:
    return path.lower().endswith(_OTHER_DATA) or format_of(path) is not None


def _is_nobodys(shelf: Shelf, path: str, parent: str) -> bool:
    """Whether no card has a file, or only one above the folder where the cards stand side by side."""
    owner = shelf.holdings.owner(path)
    if owner is None:
        return True
    entry = shelf.settings.card(shelf.records.of_cards[owner].id) if owner in shelf.records.of_cards else None
    home = home_of(owner)
    above = not home or parent.startswith(f"{home}/")
    return above and home != parent and not (entry and entry.data is not None)
