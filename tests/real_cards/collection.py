"""The shared collection of real files, read once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from opendata_lint.card import Card, Kind
from opendata_lint.engine import lint_card
from opendata_lint.recognition import guess_kind
from opendata_lint.report import CardResult
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import UnknownTree


def lines(path: Path) -> list[dict[str, Any]]:
    """A JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def lint(data: bytes, kind: Kind | None = None, profile: str = "default") -> CardResult:
    """Check bytes as a card, without files around it."""
    card = Card(data, "README.md", kind or "dataset")
    if kind is None:
        guess = guess_kind("README.md", card.metadata or None, card.raw_front_matter, card.body)
        card = Card(data, "README.md", guess)
    return lint_card(card, UnknownTree(), Settings(load_profile(profile)), "README.md")
