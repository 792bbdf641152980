"""The words of schema.org and of FAIR4ML 0.1.0 for what a card says.

schema.org has no type for trained models: they are told as the `CreativeWork` they surely are, with the type
of FAIR4ML beside it and its terms. Limits of descriptions: the guidelines of Google Dataset Search.
"""

from __future__ import annotations

from collections.abc import Mapping

from opendata_lint.exchange.canonical import Relation

CONTEXT = "https://schema.org/"
FAIR4ML = "https://w3id.org/fair4ml#"
MODEL = f"{FAIR4ML}MLModel"
LEAST, MOST = 50, 5_000
"""Characters of a description that are asked for at least and read at most."""
_OF_ALL: Mapping[Relation, str] = {
    "derivedFrom": "isBasedOn",
    "sameAs": "sameAs",
    "documentedBy": "subjectOf",
    "references": "citation",
    "versionOf": "exampleOfWork",
}
RELATIONS: Mapping[str, Mapping[Relation, str]] = {
    "dataset": _OF_ALL,
    "model": {
        "finetunedFrom": "fair4ml:fineTunedFrom",
        "trainedOn": "fair4ml:trainedOn",
        "evaluatedOn": "fair4ml:evaluatedOn",
        **_OF_ALL,
    },
}
"""By kind of card and relation, the property that says it."""
TEXTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "dataset": {"measurementTechnique": ("collection",)},
    "model": {
        "fair4ml:intendedUse": ("uses",),
        "fair4ml:usageInstructions": ("access",),
        "fair4ml:modelRisksBiasLimitations": ("limits", "bias", "misuse"),
        "fair4ml:ethicalSocial": ("social", "ethics"),
    },
}
"""By kind of card and property, the topics it holds; of several, all but the first go by their titles."""
