"""Bytes to card: encoding, lines, front matter, sections, topics."""

from opendata_lint.card.card import Card, Kind

__all__ = ["Card", "Kind"]
