"""Which data a released version has, for rules that ask it of every card of a tree."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

from opendata_lint.registry.drift import record_in
from opendata_lint.registry.releases.standing import Standing, with_stages
from opendata_lint.registry.versions import Order, order
from opendata_lint.tree import RevisionTree, Tree


def released(tree: Tree, card_id: str, version: str) -> Standing | None:
    """The release of a version, None where none is known. Raises `TreeFault` when Git fails.

    Lightweight tags and versions that were taken back are none. Our own tags win over those of GTO.
    """
    return _released(cast(Hashable, tree)).get((card_id, order(version)))


@lru_cache(maxsize=4)
def _released(tree: Hashable) -> Mapping[tuple[str, Order], Standing]:
    """All releases; the tags are read once a tree."""
    every = [one for one in with_stages(cast(Tree, tree).root) if one.annotated and not one.retracted]
    ours_last = sorted(every, key=lambda one: one.tag.startswith("card/"))
    return {(one.id, order(one.version)): one for one in ours_last}


def data_digest(root: Path, release: Standing) -> str | None:
    """The digest of the released data: what the tag states, else what is on record in its commit.

    None where neither tells. Raises `TreeFault` where a clone does not have the commit.
    """
    if release.stated is not None:
        return release.stated.data_digest
    if release.commit is None:
        return None
    record = record_in(RevisionTree(root, release.commit), release.id)
    return record.data_digest if record else None
