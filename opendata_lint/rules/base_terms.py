"""LIC: what the licenses of base models and training data pass on to a model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.rules import rule
from opendata_lint.rules.license_claims import Declared, declared
from opendata_lint.rules.license_files import file_grants
from opendata_lint.rules.lineage import Source, base_models, passes, satisfied_by, training_data
from opendata_lint.tree import Tree
from opendata_lint.vocabulary.license_names import mentions

_HINT = "write the license of the base model, or `other` with its name and link where more than one holds"
OPEN_RESULTS = ("odbl", "cdla-sharing", "c-uda", "lgpl", "lgpl-lr", "mpl", "epl", "ms-pl", "llama", "gemma")
"""Licenses whose share-alike stops at what is trained or made with the work, or is another rule's."""


def _pairs(card: Card, tree: Tree) -> Iterator[tuple[Declared, Source]]:
    """The card's license with each base model whose license can be held against it."""
    if "base_model" in card.metadata:
        own = declared(card)
        for base in base_models(card, tree) if own else ():
            if own and base.license:
                yield own, base


def _told(code: str, own: Declared, base: Source, clause: str) -> Finding:
    message = f"the base model `{base.id}` is under {base.shown}, {clause}; the card says {own.shown}"
    return Finding(code, message, base.place, _HINT, base.related(), subject=base.id)


@rule("LIC026")
def terms_dropped(card: Card, tree: Tree) -> Iterator[Finding]:
    """A base model's license must go with what is made of it, and nothing here names it."""
    for own, base in _pairs(card, tree):
        if "use-restrictions" in base.demands() and not any(
            map(own.agrees, base.license.grants if base.license else ())
        ):
            allowed = satisfied_by(base)
            if not (allowed and passes(own, allowed)) and not _named(card, tree, base):
                yield _told("LIC026", own, base, "whose terms go with every model made of it")


def _named(card: Card, tree: Tree, base: Source) -> bool:
    """Whether keys, prose or a license file name the license of the base model."""
    grants = base.license.grants if base.license else ()
    keys = " ".join(str(card.metadata.get(key, "")) for key in ("license_name", "license_link"))
    families = {grant.family.partition("-")[0] for grant in grants}
    if any(family in keys.lower() for family in families):
        return True
    if any(mention.grant.agrees(grant) for mention in mentions(card.body) for grant in grants):
        return True
    if any(
        re.search(rf"(?i)\b{family}\b[^.\n]{{0,60}}\b(?:licen[sc]e|terms)", card.body) for family in families
    ):
        return True
    return any(
        one.agrees(grant) for file in file_grants(card, tree) for one in file.grants for grant in grants
    )


@rule("LIC027")
def base_non_commercial(card: Card, tree: Tree) -> Iterator[Finding]:
    """A base model may not be used commercially, and the card's license lets anybody do so."""
    for own, base in _pairs(card, tree):
        asked = [grant.demands() for grant in own.grants]
        if "non-commercial" in base.demands() and all(
            some is not None and "non-commercial" not in some for some in asked
        ):
            yield _told("LIC027", own, base, "which forbids commercial use")


@rule("LIC028")
def base_copyleft(card: Card, tree: Tree) -> Iterator[Finding]:
    """A base model under copyleft, and a model made of it that is not."""
    for own, base in _pairs(card, tree):
        families = {grant.family for grant in base.license.grants} if base.license else set()
        if "share-alike" not in base.demands() or families & set(OPEN_RESULTS):
            continue
        if "non-commercial" in base.demands() and not any(
            "non-commercial" in (g.demands() or ()) for g in own.grants
        ):
            continue  # said with the graver loss
        allowed = satisfied_by(base)
        if allowed and not passes(own, allowed):
            yield _told("LIC028", own, base, "which asks that what is made of it keeps that license")


@rule("LIC029")
def training_terms(card: Card, tree: Tree) -> Iterator[Finding]:
    """Training data whose license asks for what the model's does not; whether it reaches so far is open."""
    own = declared(card) if card.kind == "model" and "datasets" in card.metadata else None
    for source in training_data(card, tree) if own else ():
        kept = {demand for grant in own.grants for demand in grant.demands() or ()} if own else set()
        families = {grant.family for grant in source.license.grants} if source.license else set()
        lost = source.demands() & {"non-commercial", "share-alike"} - kept
        if own and lost and not families & set(OPEN_RESULTS):
            yield Finding(
                "LIC029",
                f"the training data `{source.id}` is under {source.shown}, the model under {own.shown}; "
                "whether the terms of the data reach the model is not settled",
                source.place,
                "say in the card why the license of the model is right, or take one that keeps the terms "
                "of the data",
                source.related(),
                subject=source.id,
                conclusive=False,
            )
