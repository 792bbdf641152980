"""Lineage: what works are made of, over cards, repositories and registries.

`reading` takes from a card what it names, `resolving` finds the cards of these, `graph` joins them, `cycles`
and `terms` find what is wrong, `picture` and `rendering` show it.
"""
