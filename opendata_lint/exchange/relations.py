"""How works stand to each other, in DataCite's words, which Zenodo and InvenioRDM write in other case."""

from __future__ import annotations

from opendata_lint.exchange.canonical import Relation

NAMES: dict[Relation, str] = {
    "derivedFrom": "IsDerivedFrom",
    "trainedOn": "IsDerivedFrom",
    "finetunedFrom": "IsDerivedFrom",
    "quantizedFrom": "IsDerivedFrom",
    "adapterOf": "IsDerivedFrom",
    "mergeOf": "IsDerivedFrom",
    "evaluatedOn": "References",
    "versionOf": "IsVersionOf",
    "sameAs": "IsIdenticalTo",
    "documentedBy": "IsDocumentedBy",
    "references": "References",
}
"""What is written for each of our relations: the nearest that there is."""

_MEANINGS: dict[str, Relation] = {
    "isderivedfrom": "derivedFrom",
    "isversionof": "versionOf",
    "isnewversionof": "versionOf",
    "isidenticalto": "sameAs",
    "isdocumentedby": "documentedBy",
    "isdescribedby": "documentedBy",
    "references": "references",
    "cites": "references",
}


def relation_of(name: str) -> Relation | None:
    """Our relation for one of DataCite's in any case; None for those that we do not have."""
    return _MEANINGS.get(name.lower())


def is_exact(relation: Relation) -> bool:
    """Whether a relation comes back as itself from the name that is written for it."""
    return relation_of(NAMES[relation]) == relation
