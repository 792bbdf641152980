"""Mend the card of one file."""

from __future__ import annotations

from collections.abc import Callable

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.fixing.diff import unified
from opendata_lint.fixing.mending import mend
from opendata_lint.report import CardResult, Mending
from opendata_lint.runner import PathFault, Task, load
from opendata_lint.writing import write_whole


def write_card(task: Task, data: bytes) -> None:
    """Put a card's new content in place of its file's. Raises `PathFault` where that cannot be."""
    try:
        write_whole(task.root / task.tree_path, data)
    except OSError as error:
        raise PathFault(f"{task.shown_path}: cannot be written: {error.strerror or error}") from error


def fix_task(
    task: Task, unsafe: bool = False, write: Callable[[Task, bytes], None] | None = write_card
) -> CardResult:
    """Mend a card, hand it to `write`, and return what is found in it then.

    With `write` None the change is only told, as a patch. Raises `PathFault` where its file cannot be read,
    and what `write` raises.
    """
    card, tree = load(task)

    def lint(one: Card) -> CardResult:
        return lint_card(one, tree, task.settings, task.shown_path)

    mended = mend(card, lint, unsafe)
    patch = ""
    if mended.data is not None and write:
        write(task, mended.data)
    elif mended.data is not None:
        patch = unified(task.shown_path, card.source.edited(()), mended.data)
    return mended.result._replace(mending=Mending(mended.fixed, patch, mended.refusal))
