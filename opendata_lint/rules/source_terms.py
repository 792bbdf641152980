"""LIC: what the licenses of a data set's sources pass on to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.rules import rule
from opendata_lint.rules.license_claims import Declared, declared
from opendata_lint.rules.lineage import Source, dataset_sources, passes, satisfied_by
from opendata_lint.tree import Tree

_HINT = "take a license that keeps the terms of the source, or say in the text why they do not hold here"
_LAYER = (
    r"(?i)\b(?:do|does|can|could) ?not (?:re-?)?(?:distribute|publish|include|share"
    r"|contain) (?:\w+ ){0,4}?(?:text|source|original|article|data)"
    r"|\bonly (?:\w+ ){0,3}?(?:annotations?|labels|offsets|ids) (?:\w+ ){0,2}?(?:are"
    r"|is) (?:released|distributed|provided|published)"
)


def _pairs(card: Card, tree: Tree) -> Iterator[tuple[Declared, Source]]:
    """The card's license with each source whose license can be held against it."""
    if "source_datasets" in card.metadata:
        own = declared(card)
        for source in dataset_sources(card, tree) if own else ():
            if own and source.license:
                yield own, source


def _asked_of(own: Declared, demand: str) -> bool:
    """Whether a license of the card asks the same, or cannot be judged."""
    asked = [grant.demands() for grant in own.grants]
    return any(some is None or demand in some for some in asked)


def _told(code: str, own: Declared, source: Source, clause: str, sure: bool = True) -> Finding:
    message = f"`{source.id}` is under {source.shown}, {clause}; the card says {own.shown}"
    return Finding(code, message, source.place, _HINT, source.related(), subject=source.id, conclusive=sure)


@rule("LIC020")
def cannot_conclude(card: Card, tree: Tree) -> Iterator[Finding]:
    """The card of a source is in the tree and tells no license that could be compared."""
    if "source_datasets" in card.metadata and declared(card):
        for source in dataset_sources(card, tree):
            if source.license is None:
                yield Finding(
                    "LIC020",
                    f"the card of `{source.id}` tells no license, so whether this card's fits cannot be "
                    f"concluded",
                    source.place,
                    "state the license of the source in its card",
                    source.related(),
                    subject=source.id,
                    conclusive=False,
                )


@rule("LIC021")
def non_commercial(card: Card, tree: Tree) -> Iterator[Finding]:
    """A source may not be used commercially, and the card's license lets anybody do so."""
    for own, source in _pairs(card, tree):
        demands = source.demands()
        if "non-commercial" in demands and not _asked_of(own, "non-commercial"):
            more = " and asks that what is made of it keeps that license" if "share-alike" in demands else ""
            yield _told("LIC021", own, source, f"which forbids commercial use{more}")


@rule("LIC022")
def share_alike(card: Card, tree: Tree) -> Iterator[Finding]:
    """What is made of a source must keep its license, and the card has another."""
    pairs = list(_pairs(card, tree))
    torn = {source.id for pair in _torn(pairs) for source in pair}
    for own, source in pairs:
        demands = source.demands()
        if "share-alike" not in demands or "no-derivatives" in demands or source.id in torn:
            continue
        if "non-commercial" in demands and not _asked_of(own, "non-commercial"):
            continue  # said with the graver loss
        allowed = satisfied_by(source)
        if allowed and not passes(own, allowed):
            sure = not re.search(_LAYER, card.body)
            yield _told("LIC022", own, source, "which asks that what is made of it keeps that license", sure)


@rule("LIC023")
def no_derivatives(card: Card, tree: Tree) -> Iterator[Finding]:
    """Nothing made of a source may be shared."""
    for own, source in _pairs(card, tree):
        if "no-derivatives" in source.demands():
            yield _told("LIC023", own, source, "which lets nobody share what is made of it")


@rule("LIC024")
def exclude_each_other(card: Card, tree: Tree) -> Iterator[Finding]:
    """Two sources must keep their licenses, and there is no license that both allow."""
    for first, second in _torn(list(_pairs(card, tree))):
        yield Finding(
            "LIC024",
            f"`{first.id}` is under {first.shown}, `{second.id}` under {second.shown}, "
            "and no license keeps the terms of both",
            second.place,
            "publish the parts apart, each under the license of its source",
            (*first.related(), *second.related()),
            subject=f"{first.id} {second.id}",
        )


def _torn(pairs: Sequence[tuple[Declared, Source]]) -> list[tuple[Source, Source]]:
    """Sources whose share-alike terms shut each other out, where the card has one license for all."""
    bound = [
        (source, {grant.family for grant in allowed})
        for own, source in pairs
        if len(own.grants) == 1 and "share-alike" in source.demands() and (allowed := satisfied_by(source))
    ]
    return [
        (first, second)
        for (first, families), (second, others) in combinations(bound, 2)
        if families.isdisjoint(others)
    ]


@rule("LIC025")
def attribution_waived(card: Card, tree: Tree) -> Iterator[Finding]:
    """A source asks to be named, and the card's license asks nothing."""
    for own, source in _pairs(card, tree):
        if source.demands() == {"attribution"} and all(
            grant.demands() == frozenset() for grant in own.grants
        ):
            yield _told("LIC025", own, source, "which asks for attribution")
