"""The works that a card's work is made of, and what their licenses pass on.

Sources are found among the cards of the same tree: under the name of their folder, or of their file where
it is no README. Nothing is looked for unless the card names a source, and no folder is walked outside Git.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from opendata_lint.card import Card, Kind
from opendata_lint.finding import Place, Related, at_item, at_value
from opendata_lint.rules.license_claims import Declared, declared
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.vocabulary.grants import Demand, Grant
from opendata_lint.vocabulary.hub_licenses import hub_license
from opendata_lint.vocabulary.models import license_of_model

_LARGEST = 2_000_000
"""Bytes of another card that are read."""
MAX_PARENTS = 1_000
"""Members of `base_model`, `datasets` and `source_datasets` that are looked for in other cards."""


class Source(NamedTuple):
    """A work that the card names as a source."""

    id: str
    place: Place
    """Where the card names it."""
    license: Declared | None
    """None where it cannot be compared (`unknown`, `other`, nothing)."""
    path: str | None
    """Of the source's card; None where its license is known from the names of models."""
    line: int = 0
    """On which that card states the license, from 1."""

    def related(self) -> tuple[Related, ...]:
        """The source's card, with what stands there."""
        if self.path is None:
            return ()
        told = (
            f"the license of `{self.id}` is {self.license.shown}"
            if self.license
            else f"the card of `{self.id}`"
        )
        at = f" (line {self.line})" if self.line else ""
        return (Related(at_item("/license"), f"{told}{at}", self.path),)

    def demands(self) -> frozenset[Demand]:
        """What every license of the source asks: which of several holds for the card nobody can tell."""
        asked = [grant.demands() for grant in self.license.grants] if self.license else []
        if not asked or None in asked:
            return frozenset()
        return frozenset.intersection(*(some for some in asked if some is not None))

    @property
    def shown(self) -> str:
        """The license as a message names it."""
        return self.license.shown if self.license else "no license that can be compared"


def dataset_sources(card: Card, tree: Tree) -> list[Source]:
    """The data sets that a data set extends, as far as their cards are in the tree."""
    found = []
    for pointer, text in _texts(card, "source_datasets"):
        kind, bar, name = text.partition("|")
        name = name if bar else kind
        if name and name not in ("original", "extended") and not name.startswith("other-"):
            found += _found(card, tree, name, "dataset", at_value(pointer))
    return found


def base_models(card: Card, tree: Tree) -> list[Source]:
    """The models that a model is made from: their cards in the tree, else what is known of their family."""
    found = []
    for pointer, text in _texts(card, "base_model"):
        place = at_value(pointer)
        here = _found(card, tree, text, "model", place)
        known = license_of_model(text)
        if not here and known:
            here = [Source(text, place, Declared("", (known.id,), (known,)), None)]
        found += here
    return found


def training_data(card: Card, tree: Tree) -> list[Source]:
    """The data sets on which a model was trained, as far as their cards are in the tree."""
    return [
        source
        for pointer, text in _texts(card, "datasets")
        for source in _found(card, tree, text, "dataset", at_value(pointer))
    ]


def satisfied_by(source: Source) -> frozenset[Grant] | None:
    """The licenses under which what is made of the source may be; None where that is not known."""
    allowed: set[Grant] = set()
    for grant in source.license.grants if source.license else ():
        some = _heirs(grant)
        if some is None:
            return None
        allowed |= some
    return frozenset(allowed) or None


def passes(own: Declared, allowed: frozenset[Grant]) -> bool:
    """Whether one of the licenses of the card is among those allowed, or a later version of one."""
    return any(grant.agrees(some) or _is_later(grant, some) for grant in own.grants for some in allowed)


def _heirs(grant: Grant) -> frozenset[Grant] | None:
    from opendata_lint.vocabulary.grants import grant_of

    if "sa" in grant.family.split("-"):
        # CC BY-SA 4.0 may go on under GPL 3, on the list of compatible licenses of Creative Commons.
        more = {Grant("gpl", "3.0")} if grant.id == "cc-by-sa-4.0" else set()
        return frozenset({grant, *more})
    entry = hub_license(grant.id)
    if entry is None or not entry.derivative_licenses:
        return None
    return frozenset(map(grant_of, entry.derivative_licenses))


def _is_later(grant: Grant, than: Grant) -> bool:
    """Licenses of Creative Commons let derivatives take a later version."""
    if grant.family != than.family or not grant.family.startswith("cc-by"):
        return False
    return (grant.version or "9") >= (than.version or "0")


def _texts(card: Card, key: str) -> Iterator[tuple[str, str]]:
    value = card.metadata.get(key)
    listed = enumerate(value[:MAX_PARENTS]) if isinstance(value, list) else [(None, value)]
    for index, member in listed:
        if isinstance(member, str) and member.strip():
            yield f"/{key}" if index is None else f"/{key}/{index}", member.strip()


def _found(card: Card, tree: Tree, name: str, kind: Kind, place: Place) -> list[Source]:
    """The source of that name, if just one card in the tree has it and it is not the card itself."""
    path = _sibling(card, tree, name) or _elsewhere(card, tree, name)
    if path is None:
        return []
    try:
        data = tree.read(path, _LARGEST)
    except TreeFault:
        return []
    readable, license_, line = _license_of(data, kind)
    return [Source(name, place, license_, path, line)] if readable else []


@lru_cache(maxsize=512)
def _license_of(data: bytes, kind: Kind) -> tuple[bool, Declared | None, int]:
    """Whether bytes are a card with front matter, its license, and the line on which that stands."""
    card = Card(data, "README.md", kind)
    own = declared(card)
    found = card.find("/license") or card.find("/licenses")
    line = card.source.line_of(found.value.start) + 1 if found else 0
    return card.readable, own, line


def _sibling(card: Card, tree: Tree, name: str) -> str | None:
    """The card in a folder beside the card's own, or beside the card where cards share a folder."""
    folder, _, file = card.path.rpartition("/")
    outer = folder.rpartition("/")[0]
    short = name.rpartition("/")[2]
    if _is_readme(card.path):
        if not folder:
            return None
        choices = [f"{outer}/{part}/{file}".lstrip("/") for part in dict.fromkeys((name, short))]
    else:
        choices = [f"{folder}/{short}.md".lstrip("/")]
    return next(
        (path for path in choices if path != card.path and ".." not in path and tree.exists(path)), None
    )


def _elsewhere(card: Card, tree: Tree, name: str) -> str | None:
    """The one card of the tree that has the name; only Git lists a tree fast enough to look."""
    if not tree.in_git:
        return None
    cards = _cards_by_name(cast(Hashable, tree))
    paths = cards.get(name, cards.get(name.rpartition("/")[2], []))
    return paths[0] if len(paths) == 1 and paths[0] != card.path else None


@lru_cache(maxsize=4)
def _cards_by_name(tree: Hashable) -> dict[str, list[str]]:
    """The paths of a tree's cards by the names that they may go by."""
    found: dict[str, list[str]] = {}
    for path in cast(Tree, tree).under("").files:
        if path.endswith(".md"):
            for name in names_of(path):
                found.setdefault(name, []).append(path)
    return found


def names_of(path: str) -> list[str]:
    """The names under which other cards may name the card at a path as their source."""
    folder, _, file = path.rpartition("/")
    if not _is_readme(path):
        return [file.removesuffix(".md")]
    parts = folder.split("/") if folder else []
    return ["/".join(parts[-count:]) for count in (1, 2) if len(parts) >= count]


def _is_readme(path: str) -> bool:
    return path.rpartition("/")[2].lower() == "readme.md"
