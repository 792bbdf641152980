"""What all pages of a site share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from opendata_lint.registry.index.reading import Entry
from opendata_lint.vocabulary.languages import name_of


class Site(NamedTuple):
    """What all pages of a site share; small enough to be sent to every process."""

    title: str
    url: str | None
    """Where the site will be, ending in a slash; None where that is not said."""
    commit: str | None
    """The commit that it shows or, of a work tree, is based on."""
    revision: str
    """What it shows, in words."""
    pages: Mapping[str, str]
    """File names of the cards' pages by the cards' paths."""
    by_id: Mapping[str, str]
    """The same by the cards' ids."""

    def address(self, place: str) -> str:
        """The address of a file of the site, relative where its own is not known."""
        return f"{self.url or ''}{place}"


def page_of(card_id: str) -> str:
    """The file name of a card's page, in the folder `cards`; ids are fit for that."""
    return f"{card_id}.html"


def title_of(entry: Entry) -> str:
    """What a card is called: its title, or its id where it has none."""
    return " ".join((entry.title or entry.id).split())[:300]


def in_order(entry: Entry) -> tuple[str, str]:
    """The order of cards wherever several are listed."""
    return title_of(entry).casefold(), entry.id


def status_of(entry: Entry) -> str:
    """Where a card is in its life, in words; `gone` where there is only a record left."""
    if entry.state == "gone":
        return "gone"
    return (entry.status or "active").replace("_", " ")


def language_name(code: str) -> str:
    """A language as people call it, with its code; the code alone where there is no name."""
    name = name_of(code.partition("-")[0])
    return f"{name} ({code})" if name else code
