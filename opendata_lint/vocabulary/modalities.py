"""Modalities of data: what extensions, features and tasks say, and names elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from opendata_lint.vocabulary import load


class Extension(NamedTuple):
    """What the extension of a data file says."""

    modalities: tuple[str, ...]
    strength: Literal["decisive", "ambiguous", "container", "model"]
    """`decisive`: enough alone; `ambiguous`: look inside; `container`: holds other modalities;
    `model`: weights, no data."""
    mime: str | None


def modality_tags() -> list[str]:
    """Return the modalities that a tag on the Hub can set."""
    return list(load("modalities")["tags"])


def modalities() -> list[str]:
    """Return every modality this vocabulary uses: the tags and `document`."""
    return list(load("modalities")["modalities"])


def extension(path: str) -> Extension | None:
    """Return what the extension of `path` says (`.nii.gz` before `.gz`), or None."""
    rows = load("modalities")["extensions"]
    _, *suffixes = path.rpartition("/")[2].casefold().split(".")
    for size in (2, 1):
        row = rows.get("." + ".".join(suffixes[-size:])) if len(suffixes) >= size else None
        if row:
            return Extension(tuple(row["modality"]), row["strength"], row.get("mime"))
    return None


def modality_of_feature(feature: str) -> str | None:
    """Return the modality of a feature type (`Image`); None if it says nothing."""
    value: str | None = load("modalities")["features"].get(feature)
    return value


def modalities_of_task(task: str) -> tuple[str, ...]:
    """Return the modalities a task category works on; empty if it fits any."""
    return tuple(load("modalities")["tasks"].get(task, ()))


def crosswalk(modality: str) -> Mapping[str, Any]:
    """Return a modality's names in SPDX 3, Croissant, DataCite and the EU template."""
    row: Mapping[str, Any] = load("modalities")["crosswalk"].get(modality, {})
    return row


def named(word: str) -> str | None:
    """Return the modality that a name means in the Hub's, SPDX 3's or Croissant's vocabulary.

    Case, dashes and a last word `data` are folded. A name that several modalities share (SPDX's `sensor`)
    means none.
    """
    return _by_name().get(_folded(word))


@cache
def _by_name() -> Mapping[str, str]:
    data = load("modalities")
    names: dict[str, set[str]] = {}
    for modality, row in data["crosswalk"].items():
        for name in (*row["spdx3_DatasetType"], *row["croissant_dataType"]):
            names.setdefault(_folded(name), set()).add(modality)
    found = {name: next(iter(meant)) for name, meant in names.items() if name and len(meant) == 1}
    return found | {_folded(modality): modality for modality in data["modalities"]}


def _folded(word: str) -> str:
    """`time-series`, `sc:Text` and `Tabular Data` as `timeseries`, `text` and `tabular`."""
    tail = word.casefold().rpartition(":")[2]
    return "".join(letter for letter in tail if letter.isalnum()).removesuffix("data")


def must_state(modality: str) -> tuple[str, ...]:
    """Return slugs of what a card on this modality must say; `multimodal` for two or more."""
    return tuple(load("modality-facts")["must_state"].get(modality, ()))


def hint_words(modality: str) -> tuple[str, ...]:
    """Return lower-case words of prose that hint at the modality."""
    return tuple(load("modality-facts")["hint_words"].get(modality, ()))
