"""Cards and records as entries: the one reader of the index and of the site.

    configuration = common.configuration_of(tree, arguments)
    for entry in entries(tree, configuration):
        entry.id, entry.title, entry.record, entry.state, entry.front_matter, entry.body
        entry.card().topics["bias"].state      # parses the Markdown: only where it is needed

Front matter and plain text alone are read, in several processes where it pays. An entry is there for every
card, on record or not, and for every record whose card is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from opendata_lint.configuration import Configuration
from opendata_lint.registry.index.entry import Entry, of_record, with_record
from opendata_lint.registry.index.loading import Refused, load_cards, load_records
from opendata_lint.registry.index.survey import Survey
from opendata_lint.registry.record import Record
from opendata_lint.tree import Tree

__all__ = ["Entry", "Pairs", "Reader", "entries"]


def entries(tree: Tree, configuration: Configuration, jobs: int = 0) -> Iterator[Entry]:
    """Every card of a tree with its record, by path; then the records whose cards are gone, by id.

    `jobs` is the number of processes, 0 for as many as pay. What cannot be read is left out; `Reader` tells
    it. Raises `TreeFault` where Git fails, `SettingsFault` where the configuration is wrong.
    """
    return Reader(Survey(tree, configuration), jobs).entries()


class Reader:
    """Reads the cards and records of a survey; raises what `entries` raises."""

    def __init__(self, survey: Survey, jobs: int = 0) -> None:
        self.survey = survey
        self._jobs = jobs
        self.refused: dict[str, str] = {}
        """Why a file is no card, no record that can be used, or cannot be read; by path."""

    def entries(self) -> Iterator[Entry]:
        """All entries."""
        by_id = {record.id: record for record in self.records(self.survey.records)}
        pairs = Pairs(self.survey, {name: record.card for name, record in by_id.items()})
        by_card = {path: by_id[name] for path, name in pairs.by_card.items()}
        for entry in self.cards(sorted(self.survey.candidates), by_card):
            name = pairs.spare_for(entry)
            yield with_record(entry, by_id[name]) if name else entry
        yield from (of_record(by_id[name], None) for name in sorted(pairs.spare))

    def records(self, paths: Iterable[str]) -> list[Record]:
        """The records at some paths; what is none is noted."""
        found = []
        for record in load_records(self.survey, paths, self._jobs):
            if isinstance(record, Refused):
                self.refused[record.path] = record.why
            else:
                found.append(record)
        return found

    def cards(self, paths: Iterable[str], by_card: Mapping[str, Record]) -> Iterator[Entry]:
        """The cards at some paths, with the records in `by_card`; what is none is noted.

        Of a card that cannot be read its record tells what it has.
        """
        for entry in load_cards(self.survey, paths, by_card, self._jobs):
            if isinstance(entry, Refused):
                self.refused[entry.path] = entry.why
                if entry.path in by_card:
                    yield of_record(by_card[entry.path], self.survey.candidates[entry.path].blob)
            elif entry.record is None:
                registry = self.survey.said_of(entry.path).registry
                yield entry._replace(owners=registry.card(entry.id).owners or registry.owners)
            else:
                yield entry


class Pairs:
    """Which record belongs to which card: the one that names its path, else one of its id without a card."""

    def __init__(self, survey: Survey, cards: Mapping[str, str]) -> None:
        """`cards` are the paths of cards by the ids of records."""
        self.by_card: dict[str, str] = {}
        """Ids of records by the paths of cards that are there; of several records the first has it."""
        for name in sorted(cards):
            if cards[name] in survey.candidates:
                self.by_card.setdefault(cards[name], name)
        self.spare: set[str] = cards.keys() - self.by_card.values()
        """Ids of records without a card."""
        self._movable = {name for name in self.spare if cards[name] not in survey.candidates}

    def spare_for(self, entry: Entry) -> str | None:
        """The id of the record of a card that has moved; the record then is not spare any more."""
        if entry.record is not None or entry.id not in self._movable:
            return None
        self.claim(entry.id)
        return entry.id

    def claim(self, name: str) -> None:
        """Take a record, by its id, as one that has its card."""
        self._movable.discard(name)
        self.spare.discard(name)
