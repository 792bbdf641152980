"""Linked data in JSON-LD: what its names mean, and how schema.org tells people, licenses and works.

Only as much of JSON-LD as descriptors use: an inline context of prefixes and terms. Nothing is fetched.
"""

from opendata_lint.exchange.linked.names import CR, RAI, Names
from opendata_lint.exchange.linked.things import Spot, Thing, texts_of

__all__ = ["CR", "RAI", "Names", "Spot", "Thing", "texts_of"]
