"""Libraries that the Hugging Face Hub knows."""

from __future__ import annotations

from opendata_lint.vocabulary import load


def model_libraries() -> list[str]:
    """Return the values the Hub knows for `library_name`; it accepts others too."""
    return list(load("libraries")["model_libraries"])


def is_model_library(text: str) -> bool:
    """Tell whether the Hub knows this `library_name`."""
    return text in load("libraries")["model_libraries"]


def dataset_libraries() -> list[str]:
    """Return the tags that say which libraries read a dataset."""
    return list(load("libraries")["dataset_libraries"])


def library_name_of(label: str) -> str | None:
    """Return the id of a model library from its id or label in any case (`Scikit-learn`)."""
    key = label.casefold()
    rows = load("libraries")["model_libraries"].items()
    return next((name for name, text in rows if key in (name.casefold(), text.casefold())), None)


def tasks_of(library: str) -> tuple[str, ...]:
    """Return the pipeline tags a library is known to serve; empty if that is not known."""
    return tuple(load("libraries")["library_to_tasks"].get(library, ()))
