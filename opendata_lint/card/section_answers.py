"""The topics that sections answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from opendata_lint.card.answers import RANK, Book, State, Tally
from opendata_lint.card.passages import Passage, bold_label
from opendata_lint.vocabulary import headings

if TYPE_CHECKING:
    from opendata_lint.card.card import Card


def read_sections(
    card: Card, topics: Sequence[headings.Topics], passages: Sequence[tuple[Passage, ...]], book: Book
) -> None:
    """Headings that name a topic, and the text right below the card's title."""
    tallies = _tallies(card, topics, passages)
    name = _name(card)
    states: list[dict[str, State]] = []
    for index, section in enumerate(card.sections):
        tally = tallies[index]
        states.append({topic: tally.state(topic, section.title, name) for topic in topics[index]})
    for index, inherited in _containers(card, topics, tallies, states):
        for topic in topics[index]:
            if inherited is None:
                states[index].pop(topic)
            else:
                states[index][topic] = inherited
    for index, found in enumerate(states):
        for topic, state in found.items():
            book.add(topic, "section", state, tallies[index].words, index)
    _read_lead(card, topics, passages, book)


def _tallies(
    card: Card, topics: Sequence[headings.Topics], passages: Sequence[tuple[Passage, ...]]
) -> list[Tally]:
    """What stands below each heading, with the subsections that have no topic of their own."""
    tallies = [Tally() for _ in card.sections]
    for index in reversed(range(len(card.sections))):
        own = Tally()
        for passage in passages[index]:
            if not (topics[index][:1] == ("summary",) and _is_other_label(passage)):
                own.add(passage)
        own.merge(tallies[index])
        tallies[index] = own
        parent = card.sections[index].parent
        if parent is not None and not topics[index]:
            tallies[parent].merge(own)
    return tallies


def _is_other_label(passage: Passage) -> bool:
    """Whether a passage is a labelled bullet that says something else than what the thing is."""
    label = bold_label(passage.text) if passage.kind == "item" else None
    if label is None or passage.verdict != "content":
        return False
    found = headings.label_topics(label[0])
    return bool(found) and "summary" not in found


def _containers(
    card: Card, topics: Sequence[headings.Topics], tallies: list[Tally], states: list[dict[str, State]]
) -> Iterator[tuple[int, State | None]]:
    """Sections that only hold subsections, with the state to give to their topics.

    None where a subsection has the same topic and so speaks for itself.
    """
    below: dict[int, list[int]] = {}
    for index, section in enumerate(card.sections):
        parent = section.parent
        while parent is not None:
            below.setdefault(parent, []).append(index)
            parent = card.sections[parent].parent
    for index in reversed(range(len(card.sections))):
        inner = [child for child in below.get(index, ()) if topics[child]]
        if not topics[index] or not inner or not tallies[index].bare:
            continue
        if any(set(topics[index]) & set(topics[child]) for child in inner):
            yield index, None
            continue
        found: list[State] = [state for child in inner for state in states[child].values()]
        found.sort(key=RANK.__getitem__)
        yield index, found[-1] if found else None


def _read_lead(
    card: Card, topics: Sequence[headings.Topics], passages: Sequence[tuple[Passage, ...]], book: Book
) -> None:
    """What stands above or right below the card's title is its summary."""
    for index in (0, title_index(card)):
        if index < 0 or topics[index] or index >= len(passages):
            continue
        words = sum(
            passage.words
            for passage in passages[index]
            if passage.verdict == "content"
            and passage.kind in ("text", "item", "html")
            and not passage.text.startswith(("![", "[!["))
            and not _is_other_label(passage)
        )
        if words >= 8:
            book.add("summary", "section", "answered", words, index)


def title_index(card: Card) -> int:
    """The section whose heading is the card's title, -1 where there is none."""
    return 1 if len(card.sections) > 1 and card.sections[1].level == 1 else -1


def _name(card: Card) -> str:
    title = card.sections[1].title if title_index(card) > 0 else ""
    pretty = card.metadata.get("pretty_name")
    return f"{title} {pretty}" if isinstance(pretty, str) else title
