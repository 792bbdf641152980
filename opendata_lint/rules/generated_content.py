"""LIC: terms of the services and models that wrote a data set's content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import Finding, at_span
from opendata_lint.rules import rule
from opendata_lint.rules.license_claims import declared, lowered
from opendata_lint.tree import Tree
from opendata_lint.vocabulary.license_names import mentions

_GENERATORS = (
    (r"(?:meta[ -])?llama[ -]?(?:2|3(?:\.[1-3])?|4)(?![\d.]*\d)", "the Llama licenses", "llama"),
    (r"gemma(?:[ -]?[123]n?)?(?! 4)\b", "the Gemma terms", "gemma"),
    (r"(?:openai|chatgpt|gpt[ -]?(?:3\.5|4|4o|5)|text-davinci|o[134]-mini)\b", "OpenAI's terms", "openai"),
    (r"(?:anthropic|claude)\b", "Anthropic's terms", "anthropic"),
)
"""How those are written whose terms bind what is made of their outputs, and where they say so."""
_NAMES = ("llama", "gemma", "gpt", "openai", "claude", "davinci", "anthropic")
_MADE = (
    r"(?i)\b(?:generated|synthesi[sz]ed|distilled|written|produced|created|translated|paraphrased|rewritten)"
    r" (?:[\w-]+ ){0,4}?(?:by|with|using|from|via) (?:[\w-]+[ /]){0,3}?"
)


@rule("LIC030")
def generator_terms(card: Card, tree: Tree) -> Iterator[Finding]:
    """A generator whose terms bind later uses wrote the content, and the card does not name those terms."""
    if declared(card) is None or not any(name in lowered(card) for name in _NAMES):
        return
    for pattern, terms, family in _GENERATORS:
        found = re.search(_MADE + pattern, card.body)
        if found and not _told(card, family):
            start = card.body_start + found.start()
            yield Finding(
                "LIC030",
                f"the content was made with a model whose outputs are bound by {terms}, which the card "
                f"does not name",
                at_span(start, card.body_start + found.end()),
                "say which terms hold for the outputs and what they ask of models that are trained on them",
                subject=family,
            )


def _told(card: Card, family: str) -> bool:
    if re.search(r"(?i)terms of (?:use|service)|usage polic|use polic", card.body):
        return True
    return any(mention.grant.family == family for mention in mentions(card.body))
