"""Rules on change: whether card and version follow the data.

A card is told one thing at a time, the gravest: data that moved without its card, a released version with
other data, a version that does not say what has changed, a version that was raised for nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Place, Related, at_value
from opendata_lint.registry.rules.standing import Standing, drift, standing, unless_unknown
from opendata_lint.rules import rule
from opendata_lint.tree import Tree, TreeFault

if TYPE_CHECKING:
    from opendata_lint.registry.drift import Drift
    from opendata_lint.registry.record import Record

_CARD_VERSIONS = ("version", "sdVersion", "sd_version", "card_version", "date", "last_updated", "updated")
"""Keys that tell a version or a day, and nothing of the data."""


@rule("REG001")
@unless_unknown
def card_untouched(card: Card, tree: Tree) -> Iterator[Finding]:
    """Data that changed while its card did not."""
    yield from _only("REG001", card, tree)


@rule("REG002")
@unless_unknown
def version_not_raised(card: Card, tree: Tree) -> Iterator[Finding]:
    """A version that was not raised, or by less than the change of data asks for."""
    yield from _only("REG002", card, tree)


@rule("REG003")
@unless_unknown
def version_raised_for_nothing(card: Card, tree: Tree) -> Iterator[Finding]:
    """A version that was raised though neither the data nor the card says anything new."""
    yield from _only("REG003", card, tree)


@rule("REG005")
@unless_unknown
def released_with_other_data(card: Card, tree: Tree) -> Iterator[Finding]:
    """A version that has been released with other data."""
    yield from _only("REG005", card, tree)


def _only(code: str, card: Card, tree: Tree) -> Iterator[Finding]:
    found = verdict(card, tree)
    if found is not None and found.code == code:
        yield found


def verdict(card: Card, tree: Tree) -> Finding | None:
    """What is to be said of the change of a card and its data. Raises `TreeFault` where Git cannot tell."""
    stands = standing(card, tree)
    if stands is None or stands.now is None:
        return None
    return _verdict(card, cast(Hashable, tree))


@lru_cache(maxsize=2)
def _verdict(card: Card, tree: Hashable) -> Finding | None:
    stands = standing(card, cast(Tree, tree))
    assert stands is not None
    drifted = drift(stands)
    if drifted is not None and drifted.data_changed and drifted.is_redefined():
        return _released_otherwise(card, stands)
    if drifted is not None and drifted.data_changed and not drifted.card_changed:
        return _untouched(drifted)
    released = _released_otherwise(card, stands)
    if released is not None or drifted is None:
        return released
    return _not_raised(card, drifted) if drifted.data_changed else _raised_for_nothing(card, drifted)


def _untouched(drifted: Drift) -> Finding | None:
    try:
        asked = drifted.asked()
    except TreeFault:  # What became of the files is not known, that something did is.
        asked = None
    if asked is not None and not asked.bump:
        return None
    card_id = drifted.now.id
    why = f": {asked.why}" if asked else ""
    return Finding(
        "REG001", f"the data of `{card_id}` changed and its card did not{why}",
        hint=f"Say in the card what changed, run `opendata-lint registry bump {card_id}`, then "
        f"`opendata-lint registry record {card_id}`.",
        related=_recorded(drifted), subject="data",
    )  # fmt: skip


def _not_raised(card: Card, drifted: Drift) -> Finding | None:
    from opendata_lint.registry.counting import softened, step

    old, new = drifted.baseline.version, drifted.now.version
    asked = drifted.asked()
    if old is None or new is None or (asked is not None and not asked.bump):
        return None
    way = step(old, new)
    least = asked.bump if asked else way.bump
    if way.kind == "unclear" or (way.kind == "raised" and way.bump >= least):
        return None
    why = f" ({asked.why})" if asked else ""
    wanted = f"a {softened(old, asked.bump).label} bump" if asked else "a higher version"
    told = {
        "same": f"the data changed and the version is still {new}",
        "raised": f"the version went from {old} to {new}",
        "lowered": f"the version went down from {old} to {new}",
    }[way.kind]
    faults = "".join(f"; {path} does not count, as {why}" for path, why in drifted.intents().faults.items())
    return Finding(
        "REG002", f"{told}; the change of `{drifted.now.id}` asks for {wanted}{why}{faults}",
        _at_version(card), hint=f"Run `opendata-lint registry bump {drifted.now.id}`.",
        related=_recorded(drifted), subject="version",
    )  # fmt: skip


def _raised_for_nothing(card: Card, drifted: Drift) -> Finding | None:
    from opendata_lint.registry.counting import parse_version, step

    old, new = drifted.baseline.version, drifted.now.version
    if old is None or new is None or step(old, new).kind != "raised":
        return None
    version = parse_version(old)
    if (version and version.pre) or drifted.baseline.exports != drifted.now.exports:
        return None
    if _other_release(drifted.shelf.tree, drifted.baseline):
        return None  # The raise mends what the former version was told.
    former = drifted.former_card()
    if former is None or _meaning(former) != _meaning(card):
        return None
    return Finding(
        "REG003", f"the version went from {old} to {new}, and neither data nor card says anything new",
        _at_version(card), hint=f"Go back to {old}; a version tells readers that something changed.",
        related=_recorded(drifted), subject="version",
    )  # fmt: skip


def _meaning(card: Card) -> tuple[object, str]:
    """What a card says apart from its version, without regard to white space."""
    front = {key: value for key, value in card.metadata.items() if key not in _CARD_VERSIONS}
    return front, " ".join(card.body.split())


def _released_otherwise(card: Card, stands: Standing) -> Finding | None:
    now = stands.now
    tag = _other_release(stands.shelf.tree, now) if now and not stands.double else None
    if now is None or tag is None:
        return None
    return Finding(
        "REG005", f"`{now.id}` {now.version} has been released with other data (tag {tag})",
        _at_version(card),
        hint=f"A released version stays what it is: run `opendata-lint registry bump {now.id}`.",
        subject="release",
    )  # fmt: skip


def _other_release(tree: Tree, record: Record) -> str | None:
    """The tag that released the version of a record with other data, None where there is none."""
    from opendata_lint.registry.releases.released import data_digest, released

    release = released(tree, record.id, record.version) if record.version else None
    digest = data_digest(tree.root, release) if release else None
    return release.tag if release and digest not in (None, record.data_digest) else None


def _at_version(card: Card) -> Place:
    return at_value("/version") if card.find("/version") else NOWHERE


def _recorded(drifted: Drift) -> tuple[Related, ...]:
    from opendata_lint.registry.record import record_path

    return (Related(NOWHERE, f"the record of `{drifted.baseline.id}`", record_path(drifted.baseline.id)),)
