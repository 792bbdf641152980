"""Which files are cards, and of which kind."""

from opendata_lint.discovery.found import NO_CARD_NAME, Candidate, Discovery, Skipped
from opendata_lint.discovery.names import CARD_NAME, Descriptors, Patterns, Scope, is_card_name
from opendata_lint.discovery.search import discover

__all__ = [
    "CARD_NAME",
    "NO_CARD_NAME",
    "Candidate",
    "Descriptors",
    "Discovery",
    "Patterns",
    "Scope",
    "Skipped",
    "discover",
    "is_card_name",
]
