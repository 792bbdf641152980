"""Words that show that a card gives a detail: how data was collected, who was paid, what was left out.

The lists were made by hand for this project from reading public cards. A phrase counts wherever it
stands in a text in lower case, so that a word that must begin has a space before it.
"""

from __future__ import annotations

from functools import cache

from opendata_lint.vocabulary import load


@cache
def telling(detail: str) -> tuple[str, ...]:
    """The turns of phrase that tell of `detail`. Raises `KeyError` for a detail that has no list."""
    return tuple(load("details")["telling"][detail])


@cache
def field_words() -> dict[str, str]:
    """Names of columns that hold data of a special kind, with the name of the kind."""
    return {word: kind for kind, words in load("details")["field_words"].items() for word in words}
