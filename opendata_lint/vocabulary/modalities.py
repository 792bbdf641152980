"""Modalities of data: what extensions, features and tasks say, and names elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
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


def must_state(modality: str) -> tuple[str, ...]:
    """Return slugs of what a card on this modality must say; `multimodal` for two or more."""
    return tuple(load("modality-facts")["must_state"].get(modality, ()))


def hint_words(modality: str) -> tuple[str, ...]:
    """Return lower-case words of prose that hint at the modality."""
    return tuple(load("modality-facts")["hint_words"].get(modality, ()))
