"""What the rules of the registry share: where a card stands in the registry of its tree."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, NamedTuple, cast

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.registry import FOLDER
from opendata_lint.rules import Check
from opendata_lint.tree import Tree, TreeFault

if TYPE_CHECKING:
    from opendata_lint.registry.drift import Drift
    from opendata_lint.registry.record import Record
    from opendata_lint.registry.recording import Shelf
    from opendata_lint.settings import RegistrySettings


class Standing(NamedTuple):
    """Where a card stands in the registry of its tree."""

    id: str
    shelf: Shelf
    record: Record | None
    """What is on record of it."""
    now: Record | None
    """What should be on record; None where Git does not have the card as it is judged."""
    double: str | None
    """The path of another card that is on record under this id."""


def standing(card: Card, tree: Tree) -> Standing | None:
    """Where a card stands; None where its tree keeps no records, and for translations of another card.

    Raises `TreeFault` where Git cannot tell.
    """
    keeps = tree.in_git and tree.exists(FOLDER)
    return _standing(card, cast(Hashable, tree)) if keeps else None


@lru_cache(maxsize=2)
def _standing(card: Card, hashable: Hashable) -> Standing | None:
    """The same; all rules ask it of one card after the other."""
    tree = cast(Tree, hashable)
    # Most trees keep no records, and for their cards nothing of this is loaded.
    from opendata_lint.registry.names import id_of, is_translation
    from opendata_lint.settings import RegistrySettings

    if is_translation(card.path, tree):
        return None
    said = card.options.get("REG", {})
    shelf = _shelf(cast(Hashable, tree), said.get("registry", RegistrySettings()))
    card_id = id_of(card, said.get("id"))
    record = shelf.records.by_card(card.path) or shelf.records.by_id.get(card_id)
    holder = shelf.records.by_id.get(card_id)
    double = holder is not None and holder.card != card.path and tree.exists(holder.card)
    if double and record is holder:
        record = None
    now = shelf.record_of(card, said.get("id"), record.profile if record else None)
    if now is not None and _is_touched(shelf, card.path, tree):
        now = None
    return Standing(card_id, shelf, record, now, holder.card if double and holder else None)


def _is_touched(shelf: Shelf, path: str, tree: Tree) -> bool:
    """Whether the card or its data on disk differ from what is staged, so that nothing can be said."""
    touched = tree.unstaged()
    return bool(touched) and (path in touched or not touched.isdisjoint(shelf.holding(path).data))


@lru_cache(maxsize=4)
def _shelf(tree: Hashable, settings: RegistrySettings) -> Shelf:
    from opendata_lint.registry.recording import Shelf

    return Shelf(cast(Tree, tree), settings)


def drift(stands: Standing) -> Drift | None:
    """What became of a card and its data since they were on record; None where that is not to be judged.

    Raises `TreeFault` where Git cannot tell.
    """
    from opendata_lint.registry.drift import drift_of

    if stands.now is None or stands.record is None or stands.record.card != stands.now.card:
        return None  # That it is on record, at this place, comes first: else nobody knows its data.
    return drift_of(stands.shelf, stands.record, stands.now)


def unless_unknown(check: Check) -> Check:
    """A check that says nothing where Git cannot tell; that it cannot, one rule says for all (REG013)."""

    @wraps(check)
    def quiet(card: Card, tree: Tree) -> Iterator[Finding]:
        try:
            yield from check(card, tree)
        except TreeFault:
            return

    return cast(Callable[[Card, Tree], Iterator[Finding]], quiet)
