"""The text of a new card, with a comment at each value that is a guess."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from opendata_lint.exchange.canonical import CanonicalCard
from opendata_lint.exchange.formats.hub.writing import write_card

_KEYS = {
    "title": ("pretty_name", "model_name"),
    "license": ("license",),
    "languages": ("language",),
    "tasks": ("task_categories", "pipeline_tag"),
    "modalities": ("modalities",),
    "tables": ("dataset_info",),
    "creators": ("creators",),
    "url": ("homepage",),
}
"""The keys of front matter by the field of the card, one a kind of card."""

_LANGUAGES = "# language: [More Information Needed] in the form [en, de]"


def text_of(card: CanonicalCard, guesses: Mapping[str, str], marked: Collection[str] = ()) -> bytes:
    """The card as Markdown with front matter, in UTF-8.

    A topic `summary`, which is what a mark for one is, comes as a section below the title. `marked` are the
    fields that wait for somebody; of these the languages have no place but the front matter.
    """
    topics = dict(card.topics)
    summary = topics.pop("summary", None)
    text = write_card(card._replace(topics=topics)).decode()
    if summary:
        title = f"# {' '.join(card.title.split())}\n\n"
        text = text.replace(f"\n{title}", f"\n{title}## {card.kind.title()} Summary\n\n{summary}\n\n", 1)
    if "languages" in marked and text.startswith("---\n"):
        text = text.replace("---\n", f"---\n{_LANGUAGES}\n", 1)
    for field, why in guesses.items():
        for key in _KEYS.get(field, ()):
            text = _commented(text, key, why)
    return text.encode()


def _commented(text: str, key: str, why: str) -> str:
    """The text with a comment line before a key of its front matter."""
    end = text.find("\n---\n", 4)
    found = re.compile(rf"^{key}:", re.M).search(text, 0, max(end, 0))
    if found is None:
        return text
    shown = "".join(letter if letter.isprintable() else "?" for letter in why)
    return f"{text[: found.start()]}# a guess ({shown})\n{text[found.start() :]}"
