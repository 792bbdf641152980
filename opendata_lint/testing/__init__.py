"""For the tests of plugins: what every registry must do, ours and other people's."""

from opendata_lint.testing.cards import canonical_cards, rich_dataset, rich_model
from opendata_lint.testing.suite import registry_suite

__all__ = ["canonical_cards", "registry_suite", "rich_dataset", "rich_model"]
