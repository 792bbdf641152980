"""The card registry of a Git repository: records, versions, lineage, drift.

The card is the source of truth. One small record a card is committed beside it; everything else (index,
catalogue, history) is computed from cards, records and Git.
"""

FOLDER = ".opendata/cards"
"""Where the records are, from the tree's root."""
