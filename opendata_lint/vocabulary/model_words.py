"""Words by which the card of a model tells a fact: metrics, hyperparameters, devices, architectures.

The lists were made by hand for this project from reading public cards. All are in lower case.
"""

from __future__ import annotations

from functools import cache

from opendata_lint.vocabulary import load


@cache
def words(fact: str) -> tuple[str, ...]:
    """The words that tell `fact`. Raises `KeyError` for a fact that has no list."""
    return tuple(load("model-words")["words"][fact])


@cache
def hyperparameters() -> tuple[tuple[str, ...], ...]:
    """What is set with a number, in each group by its names."""
    return tuple(tuple(names) for names in load("model-words")["hyperparameters"])
