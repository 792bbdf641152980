"""The answer of a card to a topic, put together from all the places that speak of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from opendata_lint.card import prose
from opendata_lint.card.passages import Passage

State = Literal["answered", "declined", "boilerplate", "placeholder", "empty"]
Where = Literal["section", "bullet", "metadata", "prose"]

RANK: dict[State, int] = {"answered": 4, "declined": 3, "boilerplate": 2, "placeholder": 1, "empty": 0}
_PLACES: tuple[Where, ...] = ("section", "bullet", "metadata", "prose")


class Answer(NamedTuple):
    """How a card answers a topic that it has a place for; a topic that is nowhere has no answer."""

    state: State
    """The best state of all the places: `declined` says that there is nothing to tell, which is an answer."""
    words: int
    """In the places that answer; 0 for front-matter keys."""
    where: tuple[Where, ...]
    """The kinds of places that have this state, in the order section, bullet, metadata, prose."""
    sections: tuple[int, ...] = ()
    """Indices of the sections with a heading for the topic, whatever their state."""
    section_states: tuple[State, ...] = ()
    """Their states, in the same order."""
    lines: tuple[int, ...] = ()
    """Lines, from 0, of the labelled bullets for the topic."""

    @property
    def satisfied(self) -> bool:
        """Whether a reader learns something: the state is `answered` or `declined`."""
        return self.state in ("answered", "declined")


class Place(NamedTuple):
    """One place that speaks of a topic."""

    where: Where
    state: State
    words: int
    section: int | None
    line: int | None


class Entry:
    """All places of one topic."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    @property
    def state(self) -> State:
        """The best state of all places."""
        return max((place.state for place in self.places), key=RANK.__getitem__)

    @property
    def rank(self) -> int:
        """How good the best state is; higher is better."""
        return RANK[self.state]

    def answer(self) -> Answer:
        """All places put together."""
        state = self.state
        best = [place for place in self.places if place.state == state]
        kinds = {place.where for place in best}
        sections = [place for place in self.places if place.section is not None]
        return Answer(
            state=state,
            words=sum(place.words for place in best),
            where=tuple(kind for kind in _PLACES if kind in kinds),
            sections=tuple(place.section for place in sections if place.section is not None),
            section_states=tuple(place.state for place in sections),
            lines=tuple(place.line for place in self.places if place.line is not None),
        )


class Book:
    """The places of all topics."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def add(
        self,
        topic: str,
        where: Where,
        state: State,
        words: int = 0,
        section: int | None = None,
        line: int | None = None,
    ) -> None:
        """Note that `topic` has a place in this state."""
        self.entries.setdefault(topic, Entry()).places.append(Place(where, state, words, section, line))

    def told(self, topic: str, *kinds: Where) -> bool:
        """Whether the topic is answered in a place of one of these kinds."""
        entry = self.entries.get(topic)
        return entry is not None and any(p.where in kinds and RANK[p.state] >= 3 for p in entry.places)


class Tally:
    """What stands below a heading or behind a label, summed up."""

    def __init__(self) -> None:
        self.words = 0
        self.content = 0
        self.boilerplate = 0
        self.placeholders = 0
        self.texts: list[str] = []

    def add(self, passage: Passage) -> None:
        """Count a passage."""
        if passage.verdict == "placeholder":
            self.placeholders += 1
        elif passage.verdict == "boilerplate":
            self.boilerplate += 1
            self.words += passage.words
        elif passage.verdict == "content":
            self.content += 1
            self.words += passage.words
            if len(self.texts) < 12:
                self.texts.append(passage.text[:1_000])

    def merge(self, other: Tally) -> None:
        """Count all that another tally has."""
        self.words += other.words
        self.content += other.content
        self.boilerplate += other.boilerplate
        self.placeholders += other.placeholders
        self.texts += other.texts

    @property
    def bare(self) -> bool:
        """Whether nothing stands there at all."""
        return not (self.content or self.boilerplate or self.placeholders)

    def state(self, topic: str, title: str = "", name: str = "") -> State:
        """How this answers `topic`, under the heading `title` in the card called `name`."""
        if self.content or (topic == "license" and self.boilerplate):
            text = "\n".join(self.texts)
            if prose.declines(text, topic):
                return "declined"
            return "boilerplate" if topic in _ECHOED and prose.echoes(text, title, name) else "answered"
        if self.boilerplate:
            return "boilerplate"
        return "placeholder" if self.placeholders else "empty"


_ECHOED = frozenset(("summary", "rationale", "uses", "bias", "limits", "social", "ethics", "pii"))
"""Topics whose answer cannot be one name; `English` may answer the languages of `English Quotes`."""
