"""The ids by which cards go in a registry."""

from __future__ import annotations

import re
import unicodedata

from opendata_lint.card import Card
from opendata_lint.facts.naming import title_of
from opendata_lint.tree import Tree

ID = r"[a-z0-9][a-z0-9._-]{0,99}"
"""What an id is; it is the name of a file on any system, and a part of the name of a tag."""


def is_id(text: str) -> bool:
    """Whether a text can be an id: `ID`, and nothing that Git or a file system would not take."""
    return re.fullmatch(ID, text) is not None and ".." not in text and not text.endswith((".", ".lock"))


def slug(text: str) -> str:
    """The id nearest to a text; empty where nothing in it can be kept. An id that ends well is its own."""
    if is_id(text) and not re.search(r"(\.lock|[-._])$", text):
        return text
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9._]+", "-", plain)
    kept = re.sub(r"\.\.+", ".", words).strip("-._")[:100]
    return re.sub(r"(\.lock|[-._])+$", "", kept)


def id_of(card: Card, configured: str | None = None) -> str:
    """The id of a card: the configured one, else what it says of itself, else its place in the tree.

    Its front matter may have a key `id`. The README of a folder is called as the folder is, any other
    file as the file. The README of the whole tree has no such place, and goes by its title. Never empty.
    """
    said = card.metadata.get("id")
    for choice in (configured, said if isinstance(said, str) else None, _place(card.path), title_of(card)):
        found = slug(choice) if choice else ""
        if found:
            return found
    return "card"


def has_place_of_folder(name: str) -> bool:
    """Whether a card of this file name, such as `README.md`, speaks for the folder that it is in."""
    return (
        re.match(r"(?i)(readme|(dataset|model|data)[-_. ]?card|data[-_. ]?sheet)([-_. ]|$)", name) is not None
    )


def _place(path: str) -> str | None:
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2] or None if has_place_of_folder(name) else name.rpartition(".")[0]


def is_translation(path: str, tree: Tree) -> bool:
    """Whether a file such as `README.es.md` stands beside the card that it translates."""
    folder, _, name = path.rpartition("/")
    parts = name.split(".")
    main = f"{folder}/{parts[0]}.{parts[-1]}".lstrip("/")
    return len(parts) == 3 and has_place_of_folder(name) and tree.exists(main)
