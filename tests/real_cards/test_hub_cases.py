"""Peers' own cards with their verdicts, judged under the profile `hub`.

What the Hub refuses is an error, what it takes is none, what it warns of is found. The verdict of the Hub
itself goes before that of its Python client, and that before the verdict of the `datasets` library.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.finding import Severity
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import UnknownTree

pytestmark = pytest.mark.corpus

PEERS = ("Hub", "huggingface_hub", "datasets.utils.metadata.MetadataConfigs")
ALLOWED_TO_DIFFER = 2


def verdict_of(case: dict[str, Any]) -> str | None:
    """What the peer that counts most says; None where only peers speak that do not count."""
    for peer in PEERS:
        for expectation in case["expectations"]:
            if expectation["peer"].startswith(peer):
                verdict: str = expectation["verdict"]
                return verdict
    return None


def gravest(folder: Path, case: dict[str, Any]) -> Severity | None:
    """The gravest finding of a case's card under the profile `hub`."""
    card = Card((folder / case["file"]).read_bytes(), "README.md", case["card_kind"])
    result = lint_card(card, UnknownTree(), Settings(load_profile("hub")), "README.md")
    assert not result.crashes, result.crashes[0].details
    return max((finding.severity for finding in result.findings), default=None)


def agrees(verdict: str, found: Severity | None) -> bool:
    if verdict == "error":
        return found is Severity.ERROR
    if verdict == "valid":
        return found is not Severity.ERROR
    return found is not None  # a warning, no metadata, or a template that was not filled in


def test_verdicts(shared: Path) -> None:
    folder = shared / "cases" / "hub"
    cases = json.loads((folder / "manifest.json").read_bytes())["cases"]
    judged = [(case, verdict_of(case)) for case in cases if case["card_kind"] != "space"]
    differ = [
        f"{case['file']}: they say {verdict}, we say {found.label if found else 'nothing'}"
        for case, verdict in judged
        if verdict and not agrees(verdict, found := gravest(folder, case))
    ]
    assert sum(verdict is not None for _, verdict in judged) > 50
    assert len(differ) <= ALLOWED_TO_DIFFER, differ
