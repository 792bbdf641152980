"""Releases: annotated tags which state what a card and its data are at a commit, and can be held to it.

A tag is an attestation, no state: what is in the registry is read from the tree. What a server asks of a
pushed tag is `judging.judge_tag`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opendata_lint.registry.releases.judging import judge_tag

__all__ = ["judge_tag"]


def __getattr__(name: str) -> Any:
    """Load what a server needs when it asks: rules use other modules of this room, for every card."""
    if name != "judge_tag":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from opendata_lint.registry.releases.judging import judge_tag

    return judge_tag
