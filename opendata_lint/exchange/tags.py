"""One list of words for keywords, modalities and tasks, for formats that have no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.exchange.canonical import CanonicalCard


class Tags(NamedTuple):
    """The words that a list turned out to hold."""

    keywords: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


def tags_of(card: CanonicalCard) -> list[str]:
    """All words, each once: keywords, then modalities and tasks by their names."""
    return list(dict.fromkeys((*card.keywords, *card.modalities, *card.tasks)))


def read_tags(words: Iterable[str], kind: Kind) -> Tags:
    """Words of a list; those that are the name of a modality or of a task category are that."""
    from opendata_lint.vocabulary.modalities import modalities
    from opendata_lint.vocabulary.tasks import pipeline_tags

    known, tasks = set(modalities()), set(pipeline_tags(kind))
    told = list(dict.fromkeys(words))
    return Tags(
        tuple(word for word in told if word not in known and word not in tasks),
        tuple(word for word in told if word in known),
        tuple(word for word in told if word in tasks and word not in known),
    )
