"""ETH006 and ETH007: secrets and people's addresses in the card itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.card.outline import Block
from opendata_lint.data.claims import blocks_of
from opendata_lint.data.personal import personal_data_in, secrets_in
from opendata_lint.finding import Finding, at_span
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

_EXAMPLES = ("instances", "fields")
"""Topics whose code and tables show data."""
_PROGRAM = r"(?m)^[ \t]*(?:import |from \w+ import|def |pip |git |@\w+\{|\$ |curl )"
"""Code that does something, or cites: addresses in it are no data."""


@rule("ETH006")
def secret(card: Card, tree: Tree) -> Iterator[Finding]:
    """A key or token stands in the card."""
    for trace in secrets_in(card.text):
        yield Finding(
            "ETH006",
            f"{trace.kind} stands in the card",
            at_span(*trace.span),
            "revoke it now, as it stays in the history; then take it out of the card",
            subject=trace.kind,
        )


@rule("ETH007")
def personal_data_in_example(card: Card, tree: Tree) -> Iterator[Finding]:
    """An e-mail address, a telephone number or a number of a person in an example of the data."""
    if card.kind != "dataset":
        return
    for topic in _EXAMPLES:
        for block in blocks_of(card, topic):
            if block.kind in ("code", "cell") and not re.search(_PROGRAM, block.text):
                for kind, span in personal_data_in(block.text):
                    yield from _at(card, kind, block.text[slice(*span)], block)


def _at(card: Card, kind: str, text: str, block: Block) -> Iterator[Finding]:
    starts = card.source.line_starts
    end = starts[block.end_line] if block.end_line < len(starts) else len(card.text)
    at = card.text.find(text, starts[block.line], end)
    if at >= 0:
        yield Finding(
            "ETH007",
            f"an example shows {kind}",
            at_span(at, at + len(text)),
            "replace it by one that is made up, such as an address of `example.org`",
            subject=kind,
        )
