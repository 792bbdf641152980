"""Write suppressions for what is found in a card: edits of its text, one comment a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from opendata_lint.card import Card
from opendata_lint.card.comments import block_starts, line_range, scalar_regions
from opendata_lint.finding import Edit, SettledFinding


class ReasonFault(Exception):
    """A reason cannot stand in a comment; the message says why."""


class Unwritable(Exception):
    """A card can hold no suppression of a finding; the message says why."""


def check_reason(reason: str) -> str:
    """The reason as it will be written. Raises `ReasonFault` for one that a comment cannot hold."""
    told = reason.strip()
    if not told:
        raise ReasonFault("a suppression needs a reason: `--add-ignore=REASON`")
    if not told.isprintable():
        raise ReasonFault("the reason must be one line without control characters")
    if re.search(r"--!?>", told):
        raise ReasonFault("the reason must not hold `-->`, which ends a comment in Markdown")
    return told


Way = Literal["places", "end", "top"]
"""Where suppressions go: above each place, or one for the whole file at its end or on top of its text."""
WAYS: tuple[Way, ...] = ("places", "end", "top")
"""All ways, the best first; which of them work depends on the card."""


def plan(
    card: Card, findings: Sequence[SettledFinding], reason: str, way: Way = "places"
) -> tuple[Edit, ...]:
    """The edits that write suppressions of `findings`, in order of places.

    Findings without a place get one comment for the whole file in any way, which stands on top of the front
    matter where there is one. Raises `Unwritable` where front matter is broken, so that nobody would read
    a comment in it.
    """
    if card.front_matter and card.yaml_fault:
        raise Unwritable("its front matter cannot be read, and so no comment in it: mend that first")
    wanted: dict[tuple[int, str], set[str]] = {}
    starts = block_starts(card) if any(f.span and f.span[0] >= card.body_start for f in findings) else []
    for finding in findings:
        place = _place(card, finding, starts) if way == "places" else None
        key = (place, "ignore") if place is not None else (_file_place(card, way), "ignore-file")
        wanted.setdefault(key, set()).add(finding.code)
    # Of two at one place the one for the whole file stands first: the other covers what follows it.
    ordered = sorted(wanted, key=lambda key: (key[0], key[1] == "ignore"))
    return tuple(Edit(at, at, _comment(card, at, verb, wanted[at, verb], reason)) for at, verb in ordered)


def _place(card: Card, finding: SettledFinding, starts: Sequence[int]) -> int | None:
    """The start of the line above which a comment covers a finding; None where there is none."""
    if finding.span is None:
        return None
    offset = finding.span[0]
    if card.front_matter and offset < card.body_start:
        return _yaml_place(card, offset)
    index = bisect_right(starts, offset) - 1
    return starts[index] if index >= 0 else None


def _yaml_place(card: Card, offset: int) -> int | None:
    """The start of the line on which the nearest member that holds `offset` begins."""
    assert card.front_matter is not None
    regions = scalar_regions(card)
    own_members = [item for _, item in card.members if item.alias is None]
    begun = [item.key.start if item.key else item.value.start for item in own_members]
    lines = {line_range(card, line, line)[0] for line in map(card.source.line_of, begun)}
    own = line_range(card, card.source.line_of(offset), 0)[0]
    for start in sorted((start for start in lines if start <= own), reverse=True):
        if not any(begin < start < end for begin, end in regions):
            return start
    return None


def _file_place(card: Card, way: Way) -> int:
    """Where a comment for the whole file goes.

    Without front matter the top is the last resort: what stands there decides what readers take it for.
    """
    if card.front_matter:
        return card.front_matter.yaml[0]
    return 0 if way == "top" else len(card.text)


def _comment(card: Card, offset: int, verb: str, codes: set[str], reason: str) -> str:
    said = f"opendata-lint: {verb}[{', '.join(sorted(codes))}] {reason}"
    if card.front_matter and offset < card.body_start:
        line = card.source.line_text(card.source.line_of(offset))
        indent = line[: len(line) - len(line.lstrip(" "))]
        return f"{indent if verb == 'ignore' else ''}# {said}{card.source.newline}"
    unfinished = 0 < offset == len(card.text) and not card.text.endswith(("\n", "\r"))
    return f"{card.source.newline if unfinished else ''}<!-- {said} -->{card.source.newline}"
