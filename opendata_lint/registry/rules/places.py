"""Rules on a card's place in the registry: its id, its owners, and folders that should have a card."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Related, at_value
from opendata_lint.registry.rules.standing import Standing, standing, unless_unknown
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

_SHOWN = 3


@rule("REG006")
@unless_unknown
def double_id(card: Card, tree: Tree) -> Iterator[Finding]:
    """An id under which another card is on record."""
    stands = standing(card, tree)
    if stands is None or stands.double is None:
        return
    yield Finding(
        "REG006", f"the id `{stands.id}` is that of another card",
        at_value("/id") if card.find("/id") else NOWHERE,
        hint="Give the card an `id` of its own in its front matter.",
        related=(Related(NOWHERE, f"the card on record as `{stands.id}`", stands.double),), subject="id",
    )  # fmt: skip


@rule("REG011")
@unless_unknown
def owner_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """A card for which nobody answers, or whose owners are not asked when it changes."""
    stands = standing(card, tree)
    if stands is None or stands.now is None or not _has_owners(stands):
        return
    owners, files = stands.now.owners, stands.shelf.code_owners
    if not owners:
        yield Finding(
            "REG011", f"nobody answers for `{stands.id}`, as somebody does for other cards",
            hint="Name the owner in `CODEOWNERS`, or in the configuration: `owners` of `[registry]` or of "
            f"`[registry.cards.{stands.id}]`.",
            subject="owner",
        )  # fmt: skip
        return
    asked = files.of(card.path) if files else owners
    handles = [owner for owner in owners if owner.startswith("@")]
    if files and handles and not {owner.lower() for owner in asked} & {owner.lower() for owner in handles}:
        told = ", ".join(asked[:_SHOWN]) or "nobody"
        yield Finding(
            "REG011",
            f"{', '.join(handles[:_SHOWN])} answers for `{stands.id}`, and {files.path} has {told} for it",
            hint=f"Name the same people in {files.path}, so that they are asked when the card changes.",
            related=(Related(NOWHERE, "the owners of paths", files.path),), subject="code owner",
        )  # fmt: skip


def _has_owners(stands: Standing) -> bool:
    """Whether this registry names owners at all."""
    settings = stands.shelf.settings
    configured = settings.owners or any(entry.owners for _, entry in settings.cards)
    return bool(configured) or stands.shelf.code_owners is not None


@rule("REG007")
@unless_unknown
def folder_without_card(card: Card, tree: Tree) -> Iterator[Finding]:
    """Folders with data beside the folders of cards, and without a card."""
    stands = standing(card, tree)
    if stands is None or stands.now is None:
        return
    from opendata_lint.registry.bare import bare_folders

    parent = card.path.rpartition("/")[0].rpartition("/")[0]
    first, bare = bare_folders(stands.shelf).get(parent, ("", ()))
    if first != card.path or not bare:
        return
    shown = ", ".join(f"`{one.folder}`" for one in bare[:_SHOWN]) + (", ..." if len(bare) > _SHOWN else "")
    yield Finding(
        "REG007",
        f"{len(bare)} folder{'s' * (len(bare) > 1)} with data beside this one without a card: {shown}",
        hint="Write a card there, or name the folder in `data` of the card that it belongs to "
        "(`[registry.cards.ID]`).",
        related=tuple(Related(NOWHERE, "data without a card", one.file) for one in bare[:_SHOWN]),
        subject=bare[0].folder,
    )  # fmt: skip
