"""What the rules of the registry say of a card in a tree."""

from __future__ import annotations

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.finding import SettledFinding
from opendata_lint.settings import RegistrySettings, Settings, load_profile
from opendata_lint.tree import Tree, WorkTree
from tests.registry.conftest import CardRepository

_SETTINGS = Settings(load_profile("default")).choosing(select=["REG"])


def judged(
    where: CardRepository | Tree, path: str, registry: RegistrySettings | None = None
) -> list[SettledFinding]:
    """The findings on the card at a path, of what lies on disk or of any tree."""
    tree = WorkTree(where.path) if isinstance(where, CardRepository) else where
    settings = _SETTINGS._replace(registry=registry) if registry else _SETTINGS
    result = lint_card(Card(tree.read(path), path, "dataset"), tree, settings, path)
    assert not result.crashes, result.crashes[0].details
    return list(result.findings)


def codes(where: CardRepository | Tree, path: str, registry: RegistrySettings | None = None) -> list[str]:
    """Their codes."""
    return [finding.code for finding in judged(where, path, registry)]
