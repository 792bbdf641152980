"""Task categories (= pipeline tags) and their subtasks on the Hugging Face Hub."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from opendata_lint.vocabulary import load


class RemovedTask(NamedTuple):
    """A task category that the Hub took from its list."""

    date: str
    """Day or month of removal, `YYYY-MM-DD` or `YYYY-MM`."""
    replacement: str | None
    """The one category that stands for it today; None if it was split."""
    choices: tuple[str, ...]
    """The categories it was split into, or the one replacement."""


@cache
def _tags() -> Mapping[str, Mapping[str, Any]]:
    tags: Mapping[str, Mapping[str, Any]] = load("tasks")["pipeline_tags"]
    return tags


def pipeline_tags(kind: Literal["dataset", "model"] | None = None) -> list[str]:
    """Return the pipeline tags in the Hub's order; those it offers for one kind of card, or all.

    A dataset names them in `task_categories`, a model in `pipeline_tag`.
    """
    return [tag for tag, row in _tags().items() if kind is None or row.get(f"{kind}s", True)]


def is_pipeline_tag(text: str) -> bool:
    """Tell whether the Hub knows this tag, offered for the kind of card or not."""
    return text in _tags()


def task_ids() -> list[str]:
    """Return every subtask, in the Hub's order."""
    return list(load("tasks")["task_ids"])


def is_task_id(text: str) -> bool:
    """Tell whether `text` is a subtask on the Hub's list."""
    return text in load("tasks")["task_ids"]


def parents(task_id: str) -> tuple[str, ...]:
    """Return the categories a subtask belongs to; empty if it is unknown."""
    return tuple(load("tasks")["task_ids"].get(task_id, ()))


def removed_task(text: str) -> RemovedTask | None:
    """Return when a category left the Hub's list and what stands for it, or None."""
    row = load("tasks")["removed"].get(text) or load("task-history")["removed"].get(text)
    if row is None:
        return None
    choices = tuple(row["choices"])
    return RemovedTask(row["date"], choices[0] if len(choices) == 1 else None, choices)
