"""Whether a card and the descriptors beside it say the same: the rules `CON`.

Loaded by name as the rules of the registry are. Of a card without descriptors nothing more is loaded.
"""

from opendata_lint.exchange.consistency import rules

__all__ = ["rules"]
