"""Rules on lineage: what the works that a card is made of mean for it, near and far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Related, at_value
from opendata_lint.registry.rules.standing import Standing, standing, unless_unknown
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

if TYPE_CHECKING:
    from opendata_lint.registry.lineage.around import Named
    from opendata_lint.registry.lineage.graph import Graph
    from opendata_lint.registry.lineage.resolving import Node
    from opendata_lint.registry.lineage.terms import Clash

_KEYS = ("source_datasets", "base_model", "base_models", "finetuned_from", "datasets", "model-index")


class _View(NamedTuple):
    """A card with the works that it names."""

    stands: Standing
    graph: Graph
    named: list[Named]


def _view(card: Card, tree: Tree) -> _View | None:
    """None where the tree keeps no records, or the card names no work."""
    if not any(card.metadata.get(key) for key in _KEYS):
        return None
    stands = standing(card, tree)
    if stands is None:
        return None
    from opendata_lint.registry.lineage.around import graph_of, named_by

    graph = graph_of(stands.shelf)
    return _View(stands, graph, named_by(card, stands.id, stands.record, graph))


def _record_of(node: Node) -> tuple[Related, ...]:
    """The card of a work, where it is in this tree."""
    if node.origin != "here" or node.record is None:
        return ()
    return (Related(NOWHERE, f"the card of `{node.key}`", node.record.card),)


@rule("REG009")
@unless_unknown
def upstream_license(card: Card, tree: Tree) -> Iterator[Finding]:
    """A license further up asks what this card's does not keep, or has changed since it was looked at."""
    view = _view(card, tree)
    if view is None:
        return
    yield from _lost_terms(card, view)
    for named in view.named:
        lock, now = named.edge.lock, named.node
        if lock and lock.license and now.origin in ("here", "member") and now.license != lock.license:
            yield Finding(
                "REG009",
                f"`{now.key}` was under `{lock.license}` when it was looked at, and is under "
                f"{f'`{now.license}`' if now.license else 'no license'} now",
                at_value(named.link.pointer),
                "see whether the license of this card still fits, then run "
                f"`opendata-lint registry lineage {view.stands.id} --lock`",
                _record_of(now),
                subject=f"changed {now.key}",
            )


def _lost_terms(card: Card, view: _View) -> Iterator[Finding]:
    from opendata_lint.registry.lineage.terms import clashes
    from opendata_lint.rules.license_claims import declared

    own = declared(card)
    by_edge = {named.edge: named for named in view.named}
    for clash in clashes(view.graph, own, card.kind, by_edge) if own else ():
        if len(clash.path) == 1 and clash.origin.origin in ("here", "names"):
            continue  # Rules on single cards (LIC021 to LIC028) see this one, and say more of it.
        origin = clash.origin
        yield Finding(
            "REG009",
            f"{_told_way(clash)}`{origin.key}` is under `{origin.license}`, {clash.clause}; "
            f"the card says {own.shown if own else 'nothing'}",
            at_value(by_edge[clash.edge].link.pointer),
            "take a license that keeps these terms, or say in the text why they do not reach so far",
            tuple(related for node in clash.path for related in _record_of(node))[:5],
            subject=f"{clash.demand} {origin.key}",
        )


def _told_way(clash: Clash) -> str:
    """By way of which works, to stand before the last one."""
    between = [f"`{node.key}`" for node in clash.path[:-1]]
    if len(between) > 4:
        between = [*between[:2], f"{len(between) - 3} more", between[-1]]
    return f"by way of {', '.join(between)}: " if between else ""


@rule("REG010")
@unless_unknown
def upstream_retired(card: Card, tree: Tree) -> Iterator[Finding]:
    """A work that the card is made of is deprecated, withdrawn, or gone from the registry."""
    view = _view(card, tree)
    if view is None:
        return
    yield from _gone(view)
    for named in view.named:
        record = named.node.record
        if record is None or record.status not in ("deprecated", "withdrawn"):
            continue
        why = f": {record.notice}" if record.notice else ""
        yield Finding(
            "REG010",
            f"`{named.node.key}` is {record.status}{why}",
            at_value(named.link.pointer),
            f"use `{record.replaced_by}`, which takes its place"
            if record.replaced_by
            else "find out what takes its place, or say in the card why it is still used",
            _record_of(named.node),
            subject=named.node.key,
        )


def _gone(view: _View) -> Iterator[Finding]:
    """Works that the tree before had on record under the name that the card still gives them."""
    missing = [
        named for named in view.named if named.node.record is None and named.link.identifier.scheme == "name"
    ]
    before = view.stands.shelf.before() if missing else None
    if before is None:
        return
    from opendata_lint.registry.drift import record_in
    from opendata_lint.registry.names import is_id

    here = view.stands.shelf.records.by_id.values()
    for named in missing:
        name = named.link.identifier.work
        former = record_in(before, name) if is_id(name) else None
        if former is None:
            continue
        same = [one.id for one in here if former.data_digest and one.data_digest == former.data_digest]
        yield Finding(
            "REG010",
            f"`{name}` was on record before and is not any more",
            at_value(named.link.pointer),
            f"name `{same[0]}`, which has the same data"
            if same
            else "name the card that takes its place, or keep its record and `registry deprecate` it",
            subject=f"gone {name}",
        )


@rule("REG014")
@unless_unknown
def circle(card: Card, tree: Tree) -> Iterator[Finding]:
    """A work that is made of itself, by way of others."""
    view = _view(card, tree)
    if view is None:
        return
    from opendata_lint.registry.lineage.cycles import circle_through
    from opendata_lint.registry.lineage.picture import way_of

    for named in view.named:
        found = circle_through(view.graph, view.stands.id, named.edge)
        if found:
            yield Finding(
                "REG014",
                f"the card is made of itself: {way_of(found)}",
                at_value(named.link.pointer),
                "name the revision of the work that was used, or take out the source that is none",
                _record_of(named.node),
                subject=" ".join(sorted(set(found))[:20]),
            )
            return


_PINNABLE = ("hf", "git", "kaggle", "purl")
"""Schemes of identifiers that can name a revision."""


@rule("REG015")
@unless_unknown
def unpinned(card: Card, tree: Tree) -> Iterator[Finding]:
    """A work outside of the registry, and nothing says in which revision it was used."""
    view = _view(card, tree)
    for named in view.named if view else ():
        if named.node.origin in ("here", "member") or named.edge.pinned:
            continue
        if named.link.identifier.scheme in _PINNABLE and named.edge.relation != "evaluatedOn":
            said = named.link.identifier.revision
            yield Finding(
                "REG015",
                f"`{named.node.key}` "
                + (f"is named by `{said}`, which may move" if said else "is named without a revision"),
                at_value(named.link.pointer),
                "note the commit in the record's `lineage`, or run "
                f"`opendata-lint registry lineage {view.stands.id if view else ''} --lock` with --cached "
                "where it is downloaded, or --online",
                subject=named.node.key,
            )
