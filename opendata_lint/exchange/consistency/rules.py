"""The rules `CON`: what a card and the descriptors beside it say of the same work."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from opendata_lint.card import Card
from opendata_lint.exchange.consistency import comparing
from opendata_lint.exchange.consistency.names import descriptors_beside
from opendata_lint.finding import NOWHERE, Finding, Place, Related, at_value
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

if TYPE_CHECKING:
    from opendata_lint.exchange.consistency.statements import Statement

_HINT = "Say the same in both. The card counts: `opendata-lint export --to FORMAT` writes the other from it."


class _Side(NamedTuple):
    """Somebody who says something: the card, or a descriptor."""

    name: str
    said: Any
    path: str | None
    """None for the card."""


def _found(code: str, what: str, one: _Side, other: _Side, place: Place, sure: bool = True) -> Finding:
    return Finding(
        code,
        f"{other.name} gives {_shown(other.said)} as the {what}, and {one.name} {_shown(one.said)}",
        place,
        hint=_HINT,
        related=tuple(Related(NOWHERE, "the descriptor", side.path) for side in (one, other) if side.path),
        subject=f"{other.path} {what}",
        conclusive=sure,
    )


def _shown(said: Any) -> str:
    text = ", ".join(said) if isinstance(said, tuple) else str(said)
    return f"`{text[:80]}`"


def _about(card: Card, tree: Tree) -> tuple[Statement, ...]:
    """The descriptors of the card's own work: of those of software beside data, the ones with its title."""
    from opendata_lint.exchange.consistency.statements import statements

    title = _facts(card).title
    return tuple(
        one
        for one in statements(card, cast(Hashable, tree))
        if not (one.of_code and card.kind == "dataset") or _is_same_work(title, one)
    )


def _is_same_work(title: str, one: Statement) -> bool:
    said = one.card.title
    return bool(title and said) and comparing.folded(title) == comparing.folded(said)


@lru_cache(maxsize=2)  # each rule asks for them
def _facts(card: Card) -> Any:
    from opendata_lint.exchange.formats.hub.reading import facts_of

    return facts_of(card).card


def _compared(
    card: Card,
    tree: Tree,
    of: Callable[[Any], Any],
    same: Callable[[Any, Any], bool],
    skip: Callable[[Statement], bool] = lambda _: False,
) -> Iterator[tuple[_Side, _Side]]:
    """Pairs that differ: the card, or the first descriptor where it says nothing, and each other one."""
    about = [one for one in _about(card, tree) if not skip(one)] if descriptors_beside(card, tree) else []
    if not about:
        return
    sides = [_Side("the card", of(_facts(card)), None)]
    sides += [_Side(one.path, of(one.card), one.path) for one in about]
    told = [side for side in sides if side.said]
    for other in told[1:]:
        if not same(told[0].said, other.said):
            yield told[0], other


def _at(card: Card, one: _Side, *keys: str) -> Place:
    """The key of the card that says it; nowhere where the card does not."""
    pointers = (f"/{key}" for key in keys if one.path is None and card.find(f"/{key}"))
    return next((at_value(pointer) for pointer in pointers), NOWHERE)


@rule("CON001")
def license_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor that names another license; those that LIC011 and LIC012 read are left to them."""
    from opendata_lint.rules.license_files import is_description

    def skip(one: Statement) -> bool:
        return one.of_code or is_description(one.path.rpartition("/")[2])

    for one, other in _compared(card, tree, _terms, _same_terms, skip):
        first, second = (side._replace(said=side.said.expression) for side in (one, other))
        yield _found("CON001", "license", first, second, _at(card, one, "license", "licenses"))


def _terms(said: Any) -> Any:
    return said.license if said.license.expression else None


def _same_terms(one: Any, other: Any) -> bool:
    from opendata_lint.exchange.licenses import ids_of

    return frozenset(ids_of(other)[1]) <= frozenset(ids_of(one)[1])


@rule("CON002")
def version_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor of another version than the card."""
    for one, other in _compared(card, tree, lambda said: said.version, comparing.same_version):
        yield _found("CON002", "version", one, other, _at(card, one, "version"))


@rule("CON003")
def title_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor that calls the work otherwise."""
    for one, other in _compared(card, tree, lambda said: said.title, comparing.same_title):
        yield _found(
            "CON003", "title", one, other, _at(card, one, "pretty_name", "model_name", "title", "name")
        )


@rule("CON004")
def creators_differ(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor that names other people."""
    for one, other in _compared(card, tree, lambda said: said.creators, comparing.same_people):
        first, second = (side._replace(said=tuple(one.name for one in side.said)) for side in (one, other))
        yield _found("CON004", "creators", first, second, _at(card, one, "creators", "authors"))


@rule("CON005")
def doi_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor with another DOI; Zenodo has one for all versions and one for each."""

    def doi(said: Any) -> Any:
        return said.doi and said.doi.casefold()

    for one, other in _compared(card, tree, doi, lambda first, second: bool(first == second)):
        sure = not comparing.maybe_versions(one.said, other.said)
        yield _found("CON005", "DOI", one, other, _at(card, one, "doi"), sure)


@rule("CON006")
def date_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor with another date of publication."""
    for one, other in _compared(card, tree, lambda said: said.published, comparing.same_day):
        yield _found("CON006", "date of publication", one, other, _at(card, one, "date_published"))


@rule("CON007")
def type_differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A descriptor of the same work that calls a dataset software."""
    if card.kind != "dataset" or not descriptors_beside(card, tree):
        return
    for one in _about(card, tree):
        if one.of_code and not one.path.endswith("pyproject.toml"):
            yield Finding(
                "CON007",
                f"{one.path} has the title of this dataset, and says that it is software",
                NOWHERE,
                hint="Say `dataset` there, so that the work is found where people look for data.",
                related=(Related(NOWHERE, "the descriptor", one.path),),
                subject=one.path,
            )
