"""Write suppressions into cards for what is found there today (`--add-ignore`)."""

from __future__ import annotations

from collections.abc import Callable

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.report import CardResult
from opendata_lint.runner import PathFault, Task, load
from opendata_lint.suppressions import CODES, WAYS, Unwritable, check_reason, plan
from opendata_lint.writing import write_whole


class Ignorer:
    """Suppresses, card by card, every finding from a severity on, for one reason.

    Raises `ReasonFault` for a reason that no comment can hold.
    """

    def __init__(self, reason: str, level: Severity) -> None:
        self.reason = check_reason(reason)
        self.level = level
        self.suppressed = 0
        """Findings that are newly suppressed."""
        self.cards = 0
        """Cards that were written."""
        self.refusals: list[str] = []
        """Cards that were left as they are, and why."""

    def work(self, task: Task) -> CardResult:
        """Suppress what is found in one card; returns what is found in it as it is now.

        Raises `PathFault` where its file cannot be read or written.
        """
        if task.content is not None:
            raise PathFault(f"{task.shown_path}: no suppression can be written into what came through a pipe")
        card, tree = load(task)

        def lint(one: Card) -> CardResult:
            return lint_card(one, tree, task.settings, task.shown_path)

        before = lint(card)
        try:
            data = self._new_content(card, before, lint)
        except Unwritable as fault:
            self.refusals.append(f"{task.shown_path}: no suppression was written: {fault}")
            return before
        if data is None:
            return before
        try:
            write_whole(task.root / task.tree_path, data)
        except OSError as error:
            raise PathFault(f"{task.shown_path}: cannot be written: {error.strerror or error}") from error
        after = lint(Card(data, card.path, card.kind))
        self.cards += 1
        self.suppressed += len(after.suppressed) - len(before.suppressed)
        return after

    def _new_content(
        self, card: Card, before: CardResult, lint: Callable[[Card], CardResult]
    ) -> bytes | None:
        """The card with suppressions, None where none are needed. Raises `Unwritable`.

        What comes of it is looked at first: where comments above each place do not do, one for the whole
        file is tried.
        """
        wanted = [f for f in before.findings if f.severity >= self.level and f.code not in CODES]
        if not wanted:
            return None
        if card.source.fault:
            raise Unwritable("it is not UTF-8 text")
        for way in WAYS:
            data = card.source.edited(plan(card, wanted, self.reason, way))
            if self._is_settled(before, lint(Card(data, card.path, card.kind))):
                return data
        raise Unwritable("no comment reaches what is found there")

    def _is_settled(self, before: CardResult, after: CardResult) -> bool:
        """Whether nothing is left but what was wrong with suppressions before."""
        old = {_same(finding) for finding in before.findings}
        left = [f for f in after.findings if f.severity >= self.level or f.code in CODES]
        return not after.crashes and all(f.code in CODES and _same(f) in old for f in left)


def _same(finding: SettledFinding) -> tuple[str, str]:
    return finding.code, finding.message
