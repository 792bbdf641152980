"""The rules of the registry (`REG`): pure generators like all others, silent where a tree has no records."""

from opendata_lint.registry.rules import changes, exports, places, records, unknown, upstream

__all__ = ["changes", "exports", "places", "records", "unknown", "upstream"]
