"""The life of a card: its status is changed in its record, in the work tree, for others to review."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from opendata_lint.registry.record import Record, Status, read_records
from opendata_lint.registry.recording import Shelf
from opendata_lint.registry.registrar import write_record
from opendata_lint.registry.releases.recomputing import recorded
from opendata_lint.registry.releases.releasing import Refused
from opendata_lint.settings import did_you_mean
from opendata_lint.tree import Tree

_NEXT: dict[Status, tuple[Status, ...]] = {
    "draft": ("in_review", "withdrawn"),
    "in_review": ("active", "draft", "withdrawn"),
    "active": ("deprecated", "withdrawn"),
    "deprecated": ("withdrawn", "active"),
    "withdrawn": (),
}
"""Where a card can go; what must not be used any more is withdrawn from everywhere, at once."""

_WHY_NOT: dict[tuple[Status, Status], str] = {
    ("draft", "active"): "nobody has reviewed it yet",
    ("draft", "deprecated"): "nobody was told to use it yet; withdraw it instead",
    ("in_review", "deprecated"): "nobody was told to use it yet; withdraw it instead",
    ("active", "draft"): "others use it; a new version is drafted in a branch",
    ("active", "in_review"): "others use it; a new version is reviewed in a branch",
    ("deprecated", "draft"): "others use it still; draft what replaces it under an id of its own",
    ("deprecated", "in_review"): "others use it still; review what replaces it under an id of its own",
}


class Change(NamedTuple):
    """What somebody wants to change."""

    status: Status
    because: str | None = None
    replaced_by: str | None = None


def change_status(tree: Tree, card_id: str, change: Change, members: tuple[str, ...] = ()) -> Record | None:
    """Write the record of a card with another status; returns it, None where it is so already.

    Nothing is committed. `members` are the names of registries whose cards may be named. Raises `Refused`
    for a step that a card does not take, `RegistryFault` where there is no such record, and where it cannot
    be written.
    """
    former = recorded(Shelf(tree), card_id, "the work tree")
    fresh = _changed(former, change)
    if fresh == former:
        return None
    _refuse_step(former, change.status)
    if change.replaced_by:
        _refuse_replacement(tree, former, change.replaced_by, members)
    write_record(Path(tree.root), tree, fresh)
    return fresh


def _changed(former: Record, change: Change) -> Record:
    if change.status not in ("deprecated", "withdrawn"):
        return former._replace(status=change.status, notice=None, replaced_by=None)
    return former._replace(
        status=change.status,
        notice=_one_line(change.because) if change.because else former.notice,
        replaced_by=change.replaced_by or former.replaced_by,
    )


def _one_line(text: str) -> str:
    told = " ".join(text.split())
    if not told or not told.isprintable():
        raise Refused("the reason is empty, or has characters that nobody can see")
    return told


def _refuse_step(former: Record, status: Status) -> None:
    if status == former.status or status in _NEXT[former.status]:
        return
    if former.status == "withdrawn":
        raise Refused(
            f"`{former.id}` is withdrawn, and what is withdrawn stays so for those who have acted on it. Was "
            "it a mistake, revert the commit that did it (`git revert`); else give the card another id"
        )
    why = _WHY_NOT[former.status, status]
    steps = " or ".join(_NEXT[former.status])
    raise Refused(f"`{former.id}` is {former.status} and cannot become {status}: {why}. It can be {steps}")


def _refuse_replacement(tree: Tree, former: Record, other: str, members: tuple[str, ...]) -> None:
    member, colon, _ = other.partition(":")
    if colon:
        if member not in members:
            raise Refused(f"there is no member `{member}`{did_you_mean(member, members) if members else ''}")
        return
    records = read_records(tree).by_id
    if other not in records:
        raise Refused(f"no record of `{other}`, which should replace it{did_you_mean(other, records)}")
    if records[other].status in ("deprecated", "withdrawn"):
        raise Refused(f"`{other}` is {records[other].status} itself; name a card that can be used")
    step: str | None = other
    for _ in records:
        if step == former.id:
            raise Refused(f"`{other}` is replaced by `{former.id}`: they cannot replace each other")
        step = records[step].replaced_by if step in records else None
