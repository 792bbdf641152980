"""The words that our documents of SPDX and their reader share."""

from __future__ import annotations

from typing import Any

PREFIX = "opendata-lint:"
"""Of the names of properties that hold what SPDX has no field for, in SPDX's own extension for those."""
PACKAGES = {"dataset": "dataset_DatasetPackage", "model": "ai_AIPackage"}
TYPES_OF_DATA = {
    "text": "text", "image": "image", "audio": "audio", "video": "video", "tabular": "structured",
    "timeseries": "timeseries",
}  # fmt: skip
"""Types of datasets by modality; SPDX calls all others `other`."""
MODALITIES = {theirs: ours for ours, theirs in TYPES_OF_DATA.items()} | {
    "numeric": "tabular", "categorical": "tabular", "timestamp": "timeseries", "sensor": "timeseries",
    "syntactic": "text",
}  # fmt: skip
AVAILABILITY = {"open": "directDownload", "gated": "registration"}
"""Words for the access to a dataset."""
TEXTS = {
    "dataset": {
        "uses": "dataset_intendedUse",
        "collection": "dataset_dataCollectionProcess",
        "maintenance": "dataset_datasetUpdateMechanism",
    },
    "model": {
        "uses": "ai_informationAboutApplication",
        "limits": "ai_limitation",
        "training_procedure": "ai_informationAboutTraining",
    },
}
"""Fields of one text by topic."""
LISTS = {
    "dataset": {"bias": "dataset_knownBias", "preprocessing": "dataset_dataPreprocessing"},
    "model": {"preprocessing": "ai_modelDataPreprocessing"},
}
"""Fields of several texts by topic."""
RELATIONSHIPS = {"trainedOn": "trainedOn", "evaluatedOn": "testedOn"}
"""Types of relationships by relation; for works that this one is made of it is `descendantOf`."""
DESCENT = {"dataset": "derivedFrom", "model": "finetunedFrom"}
"""What `descendantOf` means where its comment does not say it."""
REFERENCES = {"documentedBy": "documentation", "sameAs": "altWebPage", "references": "other"}
"""Types of external references by relation."""


def values_of(element: dict[str, Any], name: str) -> list[str]:
    """The values of a property of our own."""
    found: list[str] = []
    for one in element.get("extension") or () if isinstance(element.get("extension"), list) else ():
        entries = one.get("extension_cdxProperty") if isinstance(one, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and entry.get("extension_cdxPropName") == PREFIX + name:
                value = entry.get("extension_cdxPropValue")
                found += [value] if isinstance(value, str) else []
    return found
