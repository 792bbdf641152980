"""DAT014 and DAT015: what the rows of the data themselves show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from opendata_lint.card import Card
from opendata_lint.data.personal import personal_data_in, secrets_in
from opendata_lint.data.survey import Survey
from opendata_lint.finding import NOWHERE, Finding, at_section
from opendata_lint.rules import rule
from opendata_lint.rules.catalog import option
from opendata_lint.rules.data import survey_of
from opendata_lint.rules.data_claims import named
from opendata_lint.tree import Tree

_MOST_SPLITS = 6
"""Splits of a config that are compared with each other."""


@rule("DAT014")
def splits_overlap(card: Card, tree: Tree) -> Iterator[Finding]:
    """Rows, or whole files, of one split are in another one too."""
    found = survey_of(card, tree)
    for config in dict.fromkeys(table.config for table in found.tables):
        splits = dict.fromkeys(t.split for t in found.tables if t.config == config and t.split)
        for one, other in list(combinations(list(splits)[:_MOST_SPLITS], 2)):
            # The one that is not for training is the smaller one, and the one that suffers.
            small, large = (other, one) if one == "train" else (one, other)
            message = _same_files(found, config, small, large) or _same_rows(
                card, found, config, small, large
            )
            if message:
                yield Finding(
                    "DAT014",
                    message,
                    NOWHERE,
                    f"take what is in `{large}` out of `{small}`, or say in the card why both have it",
                    subject=f"{config}:{small}:{large}",
                )


def _same_files(found: Survey, config: str, small: str, large: str) -> str | None:
    """Files of Git LFS that are the same by their hash."""
    hashes = {t.pointer.sha256 for t in found.of_split(config, large) if t.pointer and t.pointer.sha256}
    names = [
        t.file.relative for t in found.of_split(config, small) if t.pointer and t.pointer.sha256 in hashes
    ]
    return (
        f"{named(names)} of the split `{small}` {_is(names)} in the split `{large}` too, by the hash"
        if names
        else None
    )


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _same_rows(card: Card, found: Survey, config: str, small: str, large: str) -> str | None:
    if not found.reader:
        return None
    from opendata_lint.data.samples import shared_rows

    counts = shared_rows(found.reader, found.of_split(config, small), found.of_split(config, large))
    if counts is None or counts[0] * 100 < counts[1] * option(card, "DAT014", "percent") or not counts[0]:
        return None
    shared, total = counts
    return (
        f"{shared:,} of {total:,} different rows of the split `{small}` that were compared are in the split "
        f"`{large}` too"
    )


@rule("DAT015")
def personal_data_denied(card: Card, tree: Tree) -> Iterator[Finding]:
    """The card says that there is no personal data, and a sample of the data holds some."""
    answer = card.topics.get("pii")
    if not answer or answer.state != "declined":
        return
    from opendata_lint.data.samples import texts_in

    found = survey_of(card, tree)
    place = at_section(answer.sections[0]) if answer.sections else NOWHERE
    told = set()
    for table in found.tables if found.reader else ():
        for column, row, text in texts_in(found.reader, table) if found.reader else ():
            for trace in (*personal_data_in(text), *secrets_in(text)):
                if (trace.kind, column) not in told:
                    told.add((trace.kind, column))
                    yield Finding(
                        "DAT015",
                        f"the card says that there is no personal data, and `{column}` holds {trace.kind} "
                        f"in row {row} of `{table.file.relative}`",
                        place,
                        "take it out of the data, or say what there is and how people are protected",
                        subject=f"{trace.kind}:{column}",
                    )
