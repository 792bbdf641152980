"""What the linter would say of a card that is not written yet."""

from __future__ import annotations

from collections.abc import Sequence

from opendata_lint.card import Card
from opendata_lint.drafting.marking import Check
from opendata_lint.drafting.writing import text_of
from opendata_lint.engine import lint_card
from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.finding import SettledFinding
from opendata_lint.settings import Settings
from opendata_lint.tree import UnknownTree


def checker(path: str, settings: Settings) -> Check:
    """A check of cards by their text alone, as if they stood at a path; no file is read."""

    def check(card: CanonicalCard) -> Sequence[SettledFinding]:
        written = Card(text_of(card, {}), path, card.kind)
        return lint_card(written, UnknownTree(), settings, path).findings

    return check
