"""The rule on what cannot be told: a clone without its history or without some objects is not fine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from opendata_lint.card import Card
from opendata_lint.finding import Finding
from opendata_lint.registry.rules.changes import verdict
from opendata_lint.registry.rules.standing import standing
from opendata_lint.rules import rule
from opendata_lint.tree import Tree, TreeFault, UnknownHistory


@rule("REG013")
def history_unknown(card: Card, tree: Tree) -> Iterator[Finding]:
    """What a shallow or partial clone does not tell of a card."""
    told = _untold(card, tree)
    if told is None:
        return
    what, fault = told
    yield Finding(
        "REG013", f"{what} is not known: {fault}", hint=_remedy(tree, fault), subject="history",
        conclusive=False,
    )  # fmt: skip


def _untold(card: Card, tree: Tree) -> tuple[str, TreeFault] | None:
    """What cannot be told, and why; None where everything can."""
    try:
        stands = standing(card, tree)
        if stands is None or stands.now is None:
            return None
    except TreeFault as fault:
        return "whether the record of the card is current", fault
    checks: list[tuple[str, Callable[[], object]]] = [
        (f"what was before, so that `{stands.id}` is held against its own record alone", stands.shelf.before),
        (f"whether the version of `{stands.id}` follows its data", lambda: verdict(card, tree)),
    ]
    for what, check in checks:
        try:
            check()
        except TreeFault as fault:
            return what, fault
    return None


def _remedy(tree: Tree, fault: TreeFault) -> str:
    from opendata_lint.tree.git import is_partial

    if isinstance(fault, UnknownHistory):
        return "Run `git fetch --unshallow`, or in a CI job fetch one commit more than you check."
    if is_partial(tree.root):
        return "Run `git fetch --refetch --no-filter`, which brings what the clone left out."
    return "See what `git fsck` says of the repository."
