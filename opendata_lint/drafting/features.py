"""What the `datasets` library notes in Parquet files: which columns are classes, images, sounds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from opendata_lint.exchange.canonical import Column

KEY = "huggingface"
"""The key of the file's metadata under which they stand."""
_LARGEST = 5_000_000
_MOST_LABELS = 10_000
_MEDIA = {"Image": "image", "Audio": "audio", "Video": "video", "Pdf": "pdf", "Nifti": "nifti"}


def with_features(columns: Sequence[Column], noted: bytes) -> tuple[Column, ...]:
    """The columns of a file with the classes and media that its note tells; a broken note tells nothing."""
    features = _features(noted)
    return tuple(_with_feature(column, features.get(column.name)) for column in columns)


def _features(noted: bytes) -> dict[str, Any]:
    try:
        value: Any = json.loads(noted) if len(noted) <= _LARGEST else None
    except (ValueError, RecursionError):
        return {}
    for key in ("info", "features"):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _with_feature(column: Column, feature: Any) -> Column:
    kind = feature.get("_type") if isinstance(feature, dict) else None
    if kind == "ClassLabel":
        names = feature.get("names")
        told = (
            isinstance(names, list) and len(names) <= _MOST_LABELS and all(isinstance(n, str) for n in names)
        )
        return Column(column.name, "class_label", labels=tuple(names)) if told and names else column
    return Column(column.name, _MEDIA[kind]) if isinstance(kind, str) and kind in _MEDIA else column
