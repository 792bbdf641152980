"""What a search for cards found."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from opendata_lint.finding import FileKind


class Candidate(NamedTuple):
    """A file to lint, as a card or as a descriptor."""

    path: Path
    """As named, or below the folder as named."""
    tree_path: str
    """POSIX path from the tree's root."""
    kind: FileKind
    root: Path
    """The root of the tree: the Git top level, else the base folder, else the folder named."""


NO_CARD_NAME = "not a card by its name"
"""The reason for which most files are passed over where only cards are wanted."""


NO_DESCRIPTOR = "neither a card, which is Markdown, nor a descriptor of a format that is known"
"""The reason for which named files of other syntax are refused."""


MDX = "MDX, which is not read: its code and braces are no Markdown; keep the card as `.md`"
"""The reason for which files with code in their Markdown are refused."""


class Skipped(NamedTuple):
    """A file or folder that is not linted, and why, in a few words for people."""

    path: Path
    reason: str


class Discovery(NamedTuple):
    """What a search found, every list sorted and without duplicates."""

    cards: list[Candidate]
    """With descriptors among them, where these are wanted."""
    skipped: list[Skipped]
    """Files with a card's name that are none, Spaces, templates, repositories in a repository."""
    excluded: list[Path]
    """Files that would be looked at, and files and folders that were named, but for the configuration."""
    missing: list[Path]
    """Paths that were named and are not there."""
    unreadable: list[Skipped]
    warnings: list[str]
    """What could not be looked at or was done another way than usual."""
