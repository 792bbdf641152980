"""The relations between a work and those that it is made of.

Each has a name of its own here and goes by others elsewhere: `derivedFrom` is DataCite's `IsDerivedFrom`
and `prov:wasDerivedFrom`, SPDX's `descendantOf` and CycloneDX's `pedigree.ancestors`; `versionOf` DataCite's
`IsNewVersionOf`; `trainedOn` and `evaluatedOn` SPDX's `trainedOn` and `testedOn`.
"""

from __future__ import annotations

from typing import NamedTuple

from opendata_lint.card import Kind


class Relation(NamedTuple):
    """How a work stands to another."""

    name: str
    words: str
    """From the work to the other one, in words."""
    inverse: str
    """From the other one to the work."""
    kind: Kind | None
    """Of the other work; None where it may be either."""
    made: bool = True
    """Whether the work could not be without the other one, so that a circle is a fault."""
    passes_on: bool = True
    """Whether the terms of the other work's license reach this one."""


RELATIONS = {
    relation.name: relation
    for relation in (
        Relation("derivedFrom", "derived from", "source of", None),
        Relation("trainedOn", "trained on", "training data of", "dataset", passes_on=False),
        Relation("finetunedFrom", "fine-tuned from", "base of", "model"),
        Relation("quantizedFrom", "quantized from", "quantized as", "model"),
        Relation("adapterOf", "adapter of", "adapted by", "model"),
        Relation("mergeOf", "merged from", "merged into", "model"),
        Relation("versionOf", "new version of", "earlier version of", None, passes_on=False),
        Relation("evaluatedOn", "evaluated on", "evaluates", "dataset", made=False, passes_on=False),
        Relation("documentedBy", "documented by", "documents", None, made=False, passes_on=False),
        Relation("sameAs", "the same as", "the same as", None, made=False, passes_on=False),
    )
}
"""Every relation by its name. Whether terms of training data reach a model is not settled."""


def relation_of(name: str) -> Relation:
    """The relation of that name; one that nobody knows says nothing but that the works have to do."""
    return RELATIONS.get(name) or Relation(name, name, f"{name} (of)", None, made=False, passes_on=False)
