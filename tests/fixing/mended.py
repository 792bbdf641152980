"""Mend cards in tests."""

from __future__ import annotations

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.fixing import Mended, mend
from opendata_lint.report import CardResult
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import UnknownTree

DEFAULT = Settings(load_profile("default"))


def lint(card: Card, profile: Settings = DEFAULT) -> CardResult:
    result = lint_card(card, UnknownTree(), profile, "README.md")
    assert not result.crashes, result.crashes[0].details
    return result


def mended(data: bytes, unsafe: bool = False, profile: Settings = DEFAULT) -> Mended:
    done = mend(Card(data, "README.md", "dataset"), lambda card: lint(card, profile), unsafe)
    assert not done.refusal
    return done


def front(*lines: str, unsafe: bool = False, profile: Settings = DEFAULT) -> str:
    """Front matter after mending; as it was where nothing could be mended."""
    text = "\n".join(["---", *lines, "---", "# Dataset Card for X", ""])
    data = mended(text.encode(), unsafe, profile).data
    return (data.decode() if data is not None else text).split("---\n")[1].rstrip("\n")


HUB = Settings(load_profile("hub"))
