"""What was found out before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from opendata_lint.exchange.canonical import CanonicalCard


class DraftFault(Exception):
    """No card can be begun; the message says why and what to do."""


class Draft(NamedTuple):
    """A card as far as it is known, and where that comes from."""

    card: CanonicalCard
    guesses: Mapping[str, str] = {}
    """What was guessed: fields of the card, each with what the guess rests on, for people."""
    found: tuple[str, ...] = ()
    """What was found, a line each, for people."""
    notes: tuple[str, ...] = ()
    """What was not looked at or could not be read, a line each, for people."""
    hints: Mapping[str, str] = {}
    """What a person who is asked about a field may want to know: by the field."""

    def guessed(self, field: str, why: str, **facts: Any) -> Draft:
        """This draft with facts that are a guess."""
        return self._replace(card=self.card._replace(**facts), guesses={**self.guesses, field: why})

    def told(self, *, found: str = "", note: str = "") -> Draft:
        """This draft with one more line for people."""
        return self._replace(
            found=(*self.found, found) if found else self.found,
            notes=(*self.notes, note) if note else self.notes,
        )
