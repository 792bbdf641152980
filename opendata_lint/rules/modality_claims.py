"""MOD: the modality that is declared against tasks, features and files.

Only what decides is weighed: a table may link to images, a film may lie there as pictures, and an archive may
hold anything, so that these contradict nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opendata_lint.card import Card
from opendata_lint.finding import Finding, at_key
from opendata_lint.rules import rule
from opendata_lint.rules.modality_evidence import MEDIA, held, of_features, of_tags, of_tasks
from opendata_lint.tree import Tree

_MANY = 10
"""So many files of one kind are data; fewer may illustrate something."""
_SHOWN_AS: dict[str, frozenset[str]] = {
    "video": frozenset(("image", "audio")),
    "3d": frozenset(("image",)),
    "audio": frozenset(("video", "image")),
    "document": frozenset(("image",)),
    "geospatial": frozenset(("image",)),
    "timeseries": frozenset(("audio", "image")),
}
"""As what else a modality may come: frames and sound of a film, views of an object, scans, spectrograms."""
_NOUNS = {"audio": "audio", "image": "images", "video": "videos", "3d": "3d objects", "document": "documents"}


@rule("MOD003")
def contradicted(card: Card, tree: Tree) -> Iterator[Finding]:
    """Tags that leave out what features or files hold, or name what cannot be in them."""
    told = next(_contradictions(card, tree), None)
    if told:
        place = at_key("/tags" if of_tags(card) else "/task_categories")
        yield Finding(
            "MOD003", told, place, "correct the tags and the tasks, so that they name what is there"
        )


def _contradictions(card: Card, tree: Tree) -> Iterator[str]:
    tags, tasks, features = of_tags(card), of_tasks(card), of_features(card)
    if tags:
        for kind in _unnamed(features, tags):
            yield f"the features hold {_NOUNS[kind]}, and the tags name {_ticked(tags)} only"
        if _disagree(tags, tasks):
            yield f"the tags name {_ticked(tags)}, and the task categories work on {_ticked(tasks)}"
    if tags or tasks & MEDIA:
        yield from _against_files(card, tree, tags, (tags | tasks) & MEDIA)


def _unnamed(there: frozenset[str], tags: frozenset[str]) -> Iterator[str]:
    """What is there and neither named nor another shape of what is named."""
    shapes = frozenset().union(*(_SHOWN_AS.get(tag, ()) for tag in tags))
    yield from sorted(there - tags - shapes)


def _disagree(tags: frozenset[str], tasks: frozenset[str]) -> bool:
    """Whether the tasks need media that the tags do not name, and share nothing with them."""
    media = tasks & MEDIA
    return bool(media) and tags <= MEDIA | {"text"} and not tags & tasks and bool(list(_unnamed(media, tags)))


def _against_files(card: Card, tree: Tree, tags: frozenset[str], media: frozenset[str]) -> Iterator[str]:
    files = held(card, tree)
    many = frozenset(kind for kind in files.media if files.media[kind] >= _MANY)
    if many and not files.others:
        for kind in sorted(media - many):
            if not _SHOWN_AS.get(kind, frozenset()) & many:
                there = " and ".join(_NOUNS[one] for one in sorted(many))
                yield f"the card is about {_NOUNS[kind]}, and the files beside it are {there}"
    if tags:
        for kind in _unnamed(many, tags):
            count, noun = files.media[kind], _NOUNS[kind]
            yield f"{count} files beside the card are {noun}, and the tags name {_ticked(tags)} only"


def _ticked(kinds: Iterable[str]) -> str:
    return ", ".join(f"`{kind}`" for kind in sorted(kinds))
