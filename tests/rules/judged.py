"""What schemas and rules of some families find in a piece of front matter."""

from __future__ import annotations

from opendata_lint.card import Card, Kind
from opendata_lint.finding import Finding
from opendata_lint.rules import all_checks
from opendata_lint.schema import card_findings
from opendata_lint.tree import UnknownTree


def found(front: str, kind: Kind, *families: str) -> list[Finding]:
    """Findings of the families' rules on a card that is its front matter and nothing else."""
    card = Card(f"---\n{front}\n---\n".encode(), "README.md", kind)
    assert card.readable, "the front matter of an example must be a mapping"
    findings = list(card_findings(card))
    for code, check in all_checks().items():
        if code[:3] in families:
            findings += check(card, UnknownTree())
    return [finding for finding in findings if finding.code[:3] in families]


def codes(front: str, kind: Kind, *families: str) -> dict[str, str]:
    """The codes by the pointer of their places, of findings on what is there (not of omissions)."""
    return {f.place.pointer: f.code for f in found(front, kind, *families) if f.place.pointer}
