"""The names of tags: our own, `card/tides/v1.2.0`, and those of GTO, `tides@v1.2.0` and `tides#prod`.

Source of GTO's grammar: `gto/constants.py` of GTO 1.10.1.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from opendata_lint.registry.names import ID, is_id
from opendata_lint.registry.versions import SEMANTIC, VERSION, is_version, plain

PREFIX = "card/"
"""What the tags of releases begin with in our own grammar; a forge can protect `card/*`."""

_NAME = r"[a-zA-Z0-9](?:[a-zA-Z0-9-/_]*[a-zA-Z0-9])?"
_GTO = re.compile(
    rf"(?P<id>(?:[a-zA-Z0-9-_./]+=)?{_NAME})"
    rf"(?:(?:#(?P<stage>{_NAME})|@v(?P<version>{SEMANTIC}))(?P<cancel>!?)|@(?P<word>deprecated|created))"
    r"(?:#(?P<counter>[0-9]{1,9}))?"
)
_OWN = re.compile(rf"{PREFIX}(?P<id>{ID})/v(?P<version>{VERSION})")

Action = Literal["release", "retract", "assign", "unassign", "deprecate", "create"]


class TagFault(Exception):
    """A tag cannot be made, or is none of a release; the message says why, and what to do."""


class TagName(NamedTuple):
    """What the name of a tag says."""

    tag: str
    """The name as Git has it, without `refs/tags/`."""
    id: str
    """The card's id; in GTO's grammar the name of any artifact."""
    action: Action
    version: str | None = None
    """Without the `v`."""
    stage: str | None = None
    gto: bool = False
    counter: int = 0
    """GTO's number of an event, 0 without one."""

    @property
    def is_release(self) -> bool:
        """Whether the tag states a version of a card."""
        return self.action == "release"


def parse(tag: str) -> TagName | None:
    """What a tag's name says, None where it is in neither grammar."""
    own = _OWN.fullmatch(tag)
    if own:
        good = is_id(own["id"]) and is_version(own["version"])
        return TagName(tag, own["id"], "release", own["version"]) if good else None
    match = _GTO.fullmatch(tag)
    if match is None or tag.startswith(PREFIX):
        return None
    counter = int(match["counter"] or 0)
    name = match["id"].replace("=", ":")
    cancelled = bool(match["cancel"])
    if match["version"]:
        return TagName(
            tag, name, "retract" if cancelled else "release", match["version"], gto=True, counter=counter
        )
    if match["stage"]:
        action: Action = "unassign" if cancelled else "assign"
        return TagName(tag, name, action, stage=match["stage"], gto=True, counter=counter)
    action = "deprecate" if match["word"] == "deprecated" else "create"
    return TagName(tag, name, action, gto=True, counter=counter)


def release_tag(card_id: str, version: str, gto: bool) -> str:
    """The name of the tag of a release. Raises `TagFault` where the grammar does not have such names."""
    said = plain(version)
    if not is_version(said):
        raise TagFault(
            f"`{version}` cannot be a version in the name of a tag: it has letters, digits and . + - _ only"
        )
    if not gto:
        return f"{PREFIX}{card_id}/v{said}"
    if not re.fullmatch(_NAME, card_id):
        odd = next((char for char in card_id if not char.isalnum() and char not in "-_"), card_id[-1])
        raise TagFault(
            f"GTO has no artifact called `{card_id}`: `{odd}` may not stand {_where(card_id, odd)}; give the "
            "card another `id`, or release it without GTO's grammar (--no-gto)"
        )
    if not re.fullmatch(SEMANTIC, said):
        raise TagFault(
            f"GTO has semantic versions only, such as 1.2.0, and `{said}` is none; use one, or release "
            "without GTO's grammar (--no-gto)"
        )
    return f"{card_id}@v{said}"


def _where(card_id: str, odd: str) -> str:
    return "in its names" if odd not in "-_" else "at the end of its names"
