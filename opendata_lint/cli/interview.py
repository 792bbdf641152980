"""Talking with the person who begins a card: what was found, questions, what is left to do."""

from __future__ import annotations

import contextlib
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from opendata_lint.cli.output import wants_color
from opendata_lint.reporting.terminal import harmless, paint

if TYPE_CHECKING:
    from opendata_lint.card import Kind
    from opendata_lint.drafting.draft import Draft
    from opendata_lint.drafting.questions import Question
    from opendata_lint.finding import SettledFinding

_WIDTH = 80
_BOLD, _DIM = "1", "2"
_TRIES = 3
"""Answers to one question that are refused before it is left open."""


class Talk:
    """Lines for a person, and questions where one sits at a terminal. All text is made harmless."""

    def __init__(self, stream: TextIO, silent: bool) -> None:
        self.stream = stream
        self.color = wants_color(stream)
        self.can_ask = not silent and sys.stdin is not None and sys.stdin.isatty() and stream.isatty()

    def say(self, text: str, style: str = "", indent: str = "", hang: str = "") -> None:
        """A line, wrapped at 80 columns where it is long; `hang` indents what follows."""
        for line in textwrap.wrap(
            harmless(text), _WIDTH, initial_indent=indent, subsequent_indent=indent + hang,
            break_long_words=False, break_on_hyphens=False,
        ) or [""]:  # fmt: skip
            print(paint(line, style, self.color) if style else line, file=self.stream)

    def tell_found(self, draft: Draft) -> None:
        """What was found, what was guessed and what was not looked at."""
        if draft.found:
            self.say("Found:")
        for line in draft.found:
            self.say(line, indent="  ", hang="  ")
        if draft.notes:
            self.say("Not looked at, or to be known:")
        for line in draft.notes:
            self.say(line, indent="  ", hang="  ")

    def ask_kind(self) -> Kind | None:
        """Whether the card is about data or a model; None where the person does not say."""
        self.say("Neither data nor a model was found. What is the card about?", _BOLD)
        for _ in range(_TRIES):
            said = self._line("dataset or model> ")
            if not said:
                return None
            for kind in ("dataset", "model"):
                if kind.startswith(said.strip().casefold()):
                    return kind
            self.say("Write `dataset` or `model`.")
        return None

    def ask(self, draft: Draft, questions: Sequence[Question]) -> Draft:
        """The draft with what the person answered. Raises `KeyboardInterrupt` where it is called off."""
        if not questions:
            return draft
        with contextlib.suppress(ImportError):  # lines can then be edited
            import readline  # noqa: F401
        self.say("")
        self.say(
            f"{len(questions)} questions follow. Enter leaves one open, Ctrl-D all that remain; the card "
            "marks what is open. Nothing is written before the last one."
        )
        for number, question in enumerate(questions, 1):
            try:
                draft = self._one(draft, question, f"{number}/{len(questions)}")
            except EOFError:
                self.say("")
                break
        self.say("")
        return draft

    def _one(self, draft: Draft, question: Question, number: str) -> Draft:
        from opendata_lint.drafting.answering import AnswerFault, answered
        from opendata_lint.drafting.asking import known

        self.say("")
        self.say(f"{number}  {question.text(draft.card.kind)}", _BOLD)
        self.say(question.why, _DIM, "     ")
        have = known(draft, question)
        if have:
            self.say(f"Enter takes {have} ({draft.guesses.get(question.field, 'found')}).", indent="     ")
        hint = draft.hints.get(question.key)
        if hint:
            self.say(f"Found: {hint}.", indent="     ")
        for _ in range(_TRIES):
            said = self._line("> ")
            if said is None:
                raise EOFError
            if not said.strip():
                return draft
            try:
                return answered(draft, question, said)
            except AnswerFault as fault:
                self.say(f"{str(fault)[:1].upper()}{str(fault)[1:]}.".replace("?.", "?"), indent="     ")
        self.say("Left open.", indent="     ")
        return draft

    def _line(self, prompt: str) -> str | None:
        """A line that was typed, None at the end of input."""
        with contextlib.redirect_stdout(self.stream):
            try:
                return input(prompt)
            except EOFError:
                return None

    def tell_open(self, draft: Draft, marked: Sequence[str]) -> None:
        """What was guessed, and which places wait for somebody."""
        from opendata_lint.drafting.asking import known
        from opendata_lint.drafting.marking import PLACEHOLDER, question_field
        from opendata_lint.drafting.questions import BY_FIELD, FIELDS

        if draft.guesses:
            self.say("Guessed, and marked as a guess in the card:")
        for field, why in draft.guesses.items():
            question = BY_FIELD.get(field)
            value = known(draft, question) if question else ""
            name = question.key if question else _named(field)
            self.say(f"{name}{': ' + value if value else ''} ({why})", indent="  ", hang="  ")
        if marked:
            self.say(f"To be filled in, where the card says {PLACEHOLDER}:")
        fields = {question_field(field): None for field in marked}
        for field in [
            *(one for one in FIELDS if one in fields),
            *(one for one in fields if one not in FIELDS),
        ]:
            question = BY_FIELD.get(field)
            self.say(question.text(draft.card.kind) if question else _named(field), indent="  ", hang="  ")

    def tell_findings(self, target: Path, findings: Sequence[SettledFinding]) -> None:
        """What the linter will say besides the marks, and what to do next."""
        if findings:
            self.say("Besides, the linter finds:")
        for finding in findings[:10]:
            self.say(f"{finding.code} {finding.message}", indent="  ", hang="  ")
        if len(findings) > 10:
            self.say(f"and {len(findings) - 10} more", indent="  ", hang="  ")
        self.say(f"Next: opendata-lint check {target.as_posix()}")


def _named(field: str) -> str:
    """A field without a question, for people."""
    names = {"columns": "What does each column hold?", "tables": "labels"}
    return names.get(field, field.removeprefix("topics/").replace("_", " "))
