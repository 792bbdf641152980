"""Mend a card pass by pass, and make sure that it is better for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.values import key_text
from opendata_lint.finding import Edit, SettledFinding, Severity, Span
from opendata_lint.fixing.planning import Plan, plan
from opendata_lint.report import CardResult

MAX_PASSES = 20
"""A fix may uncover what the next one mends; four passes are the most that real cards were seen to need."""


class Mended(NamedTuple):
    """A card after mending."""

    data: bytes | None
    """The file's new content, None where it stays as it is."""
    result: CardResult
    """What is found in it as it is now."""
    fixed: tuple[SettledFinding, ...]
    refusal: str
    """Why nothing was mended although there are fixes; else empty."""


def mend(card: Card, lint: Callable[[Card], CardResult], unsafe: bool = False) -> Mended:
    """Apply the fixes of what `lint` finds in a card, until none is left.

    All or nothing: where a pass does harm, the card stays as it was. Raises what `lint` raises.
    """
    before = result = lint(card)
    fixed: list[SettledFinding] = []
    data: bytes | None = None
    for _ in range(MAX_PASSES):
        todo = plan(result.findings, unsafe)
        if not todo.findings:
            return Mended(data, result, tuple(fixed), "")
        data = card.source.edited(todo.edits, todo.drop_bom)
        after = Card(data, card.path, card.kind)
        judged = lint(after)
        harm = _harm(card, result, after, judged, todo)
        if harm:
            return Mended(None, before, (), harm)
        fixed += todo.findings
        card, result = after, judged
    return Mended(None, before, (), "its fixes undo each other")


def _harm(before: Card, found: CardResult, after: Card, left: CardResult, done: Plan) -> str:
    """What fixes have made worse, empty where nothing."""
    if left.crashes:
        return f"behind the fixes the rule {left.crashes[0].rule} fails"
    if before.readable and not after.readable:
        return "behind the fixes its front matter could not be read"
    if not before.readable:
        return ""  # what was hidden while nobody could read the front matter comes to light
    touched = _keys_at(before, [(e.start, e.end) for e in done.edits]) | _keys_at(
        after, _new_spans(done.edits)
    )
    if _all_but(before, touched) != _all_but(after, touched):
        return "the fixes would change values that they do not mean"
    known = {finding.fingerprint for finding in found.findings}
    for finding in left.findings:
        is_new = finding.severity is Severity.ERROR and finding.fingerprint not in known
        # A key with its right name, or a list that was a text, is judged for the first time.
        if is_new and (finding.pointer or "/").split("/")[1] not in touched:
            return f"the fixes would make a new error ({finding.code}: {finding.message})"
    return ""


def _new_spans(edits: tuple[Edit, ...]) -> list[Span]:
    """Where the texts of edits stand once they are applied."""
    spans, shift = [], 0
    for edit in edits:
        spans.append((edit.start + shift, edit.start + shift + len(edit.text)))
        shift += len(edit.text) - (edit.end - edit.start)
    return spans


def _keys_at(card: Card, spans: list[Span]) -> set[str]:
    """The keys at the top of the front matter in which one of these spans lies, or which it touches."""
    keys = [(item.key, item.value) for item in card.root.items if item.key is not None] if card.root else []
    return {
        key_text(key)
        for key, value in keys
        if any(start <= max(key.end, value.end) and end >= key.start for start, end in spans)
    }


def _all_but(card: Card, keys: set[str]) -> dict[str, str]:
    """The metadata of all other keys, as texts: `1` is not `True`."""
    return {key: repr(value) for key, value in card.metadata.items() if key not in keys}
