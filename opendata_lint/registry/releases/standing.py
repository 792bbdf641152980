"""Which versions of cards are released, and in which stages: GTO's events replayed, both grammars in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from opendata_lint.registry.releases import attestation
from opendata_lint.registry.releases.attestation import Attestation
from opendata_lint.registry.releases.grammar import TagFault
from opendata_lint.registry.releases.tags import Tag, all_tags
from opendata_lint.registry.versions import order
from opendata_lint.tree.git import git


class Standing(NamedTuple):
    """A version that is released."""

    id: str
    version: str
    tag: str
    commit: str | None
    tagger: str
    time: int
    """Seconds since 1970, as the tagger's clock had it; 0 where that is not known."""
    stated: Attestation | None
    """What the tag states; None where it states nothing that can be read."""
    signature: str | None
    """The form of the signature, which nobody has checked here; None without one."""
    annotated: bool
    stages: tuple[str, ...] = ()
    """The stages of GTO that the version is in."""
    retracted: bool = False
    """Whether GTO has deregistered the version, or deprecated the artifact, since."""

    @property
    def data_digest(self) -> str | None:
        """What the tag states of the data."""
        return self.stated.data_digest if self.stated else None

    @property
    def date(self) -> str:
        """The day of the release, UTC; empty where it is not known."""
        try:
            return datetime.fromtimestamp(self.time, UTC).date().isoformat() if self.time else ""
        except (OverflowError, ValueError, OSError):  # A clock that is millions of years ahead.
            return ""


def standing_of(root: Path, card_id: str | None = None, merged_into: str | None = None) -> list[Standing]:
    """The releases of a card, or of all, by id and version; `merged_into`: on the history of a commit.

    Where history is cut off (a shallow clone) all count. Raises `TreeFault` where Git fails.
    """
    if merged_into and git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        merged_into = None
    tags = all_tags(root, merged_into, card_id)
    found = [_standing(tag) for tag in tags if tag.name.is_release]
    chosen = [one for one in found if card_id is None or one.id == card_id]
    return sorted(chosen, key=lambda one: (one.id, order(one.version), one.tag))


def with_stages(root: Path, card_id: str | None = None) -> list[Standing]:
    """The same, with what GTO's tags tell of stages and of versions taken back. Raises `TreeFault`."""
    events: defaultdict[str, list[Tag]] = defaultdict(list)
    for tag in sorted((tag for tag in all_tags(root) if tag.name.gto and tag.object), key=_when):
        events[tag.name.id].append(tag)
    return [
        one._replace(stages=_stages(one, events[one.id]), retracted=_is_retracted(one, events[one.id]))
        for one in standing_of(root, card_id)
    ]


def _when(tag: Tag) -> tuple[int, int, str]:
    return tag.object.time if tag.object else 0, tag.name.counter, tag.name.tag


def _stages(release: Standing, events: Sequence[Tag]) -> tuple[str, ...]:
    """The stages whose last event put the release's commit there, of the events of its card.

    A stage has one version at a time.
    """
    holders: dict[str, str | None] = {}
    for tag in events:
        if tag.name.stage:
            if tag.name.action == "assign":
                holders[tag.name.stage] = tag.commit
            elif holders.get(tag.name.stage) == tag.commit:
                del holders[tag.name.stage]
    return tuple(sorted(stage for stage, commit in holders.items() if commit == release.commit))


def _is_retracted(release: Standing, events: Sequence[Tag]) -> bool:
    last = None
    for tag in events:
        if tag.name.version == release.version or tag.name.action == "deprecate":
            last = tag.name.action
    return last in ("retract", "deprecate")


def _standing(tag: Tag) -> Standing:
    found = tag.object
    try:
        stated = attestation.read(found.message) if found else None
    except TagFault:
        stated = None
    return Standing(
        tag.name.id, tag.name.version or "", tag.name.tag, tag.commit,
        found.tagger if found else "", found.time if found else 0, stated,
        found.signature if found else None, found is not None,
    )  # fmt: skip


def described(release: Standing, commit: str) -> str:
    """A release that is there already, to somebody who wants to make it from a commit."""
    whose = f" by {release.tagger}" if release.tagger else ""
    day = f" on {release.date}" if release.date else ""
    at = "this very commit" if release.commit == commit else f"commit {(release.commit or 'unknown')[:12]}"
    return f"{release.id} {release.version} is released already: {release.tag}{whose}{day}, of {at}"
