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


@cache
def components() -> dict[str, tuple[int, tuple[str, ...]]]:
    """Components of the Model Openness Framework: the class that first needs each, and its names.

    Classes go from 3 (Open Model) to 1 (Open Science); a class needs the components of those above it too.
    Source: the evaluator of MOF 1.1 (`lfai/model_openness_tool`).
    """
    return {
        name: (row["class"], tuple(row["words"])) for name, row in load("model-words")["components"].items()
    }
