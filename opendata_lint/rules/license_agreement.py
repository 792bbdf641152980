"""LIC: the license of the front matter against those that the prose and the files beside the card name.

Which of them is wrong no program can tell; that they differ it can. Where the front matter grants more
than the others, whoever trusts it may break the license.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, Related
from opendata_lint.rules import rule
from opendata_lint.rules.license_claims import Declared, claims, declared
from opendata_lint.rules.license_files import file_grants, may_speak_of
from opendata_lint.tree import Tree
from opendata_lint.vocabulary.grants import DEMANDS, Demand, Grant

_MANY = 3
"""So many licenses in one section are those of parts or sources."""
_HINT = "find out which license the work has and write it in both places"


class Difference(NamedTuple):
    """A license that the front matter does not have."""

    grant: Grant
    demands: tuple[Demand, ...]
    """What it asks besides; empty where it asks no more."""
    where: str
    """Who names it, to follow `and`."""
    related: Related
    certain: bool
    """Whether it is said of this work alone."""

    @property
    def grave(self) -> bool:
        """Whether trusting the front matter may break the license."""
        return bool(self.demands) and self.certain


@rule("LIC011")
def contradiction(card: Card, tree: Tree) -> Iterator[Finding]:
    """The front matter grants more than the prose or a file."""
    own = declared(card)
    found = [one for one in _differences(card, tree, own) if one.grave] if own else []
    if own and found:
        worst = max(found, key=lambda one: _weight(one.demands))
        message = f"{_both(own, worst)}, which also asks {asked(worst.demands)}"
        yield _finding("LIC011", message, own, found)


@rule("LIC012")
def differs(card: Card, tree: Tree) -> Iterator[Finding]:
    """The prose or a file names another license, and nothing shows that it asks more."""
    own = declared(card)
    found = _differences(card, tree, own) if own else []
    if own and found and not any(one.grave for one in found):
        yield _finding("LIC012", _both(own, found[0]), own, found)


def _both(own: Declared, other: Difference) -> str:
    return f"the front matter says {own.shown}, and {other.where} says `{other.grant.id}`"


def _finding(code: str, message: str, own: Declared, found: Sequence[Difference]) -> Finding:
    subject = " ".join(sorted({one.grant.id for one in found}))
    return Finding(code, message, own.place, _HINT, tuple(one.related for one in found), subject=subject)


_WORDS: dict[Demand, str] = {
    "non-commercial": "for non-commercial use only",
    "no-derivatives": "that no derivatives are shared",
    "share-alike": "that derivatives keep the license",
    "use-restrictions": "that rules of use are passed on",
    "attribution": "for attribution",
}


def asked(demands: Sequence[Demand]) -> str:
    """Demands in words, to follow `asks`."""
    return " and ".join(_WORDS[demand] for demand in demands)


def more_asked(grant: Grant, own: Declared) -> tuple[Demand, ...]:
    """What a license asks that no license of the front matter does, the gravest first."""
    asked_here = grant.demands()
    asked_there = [some.demands() for some in own.grants]
    if asked_here is None or None in asked_there:
        return ()
    known = frozenset(demand for some in asked_there if some for demand in some)
    return tuple(demand for demand in DEMANDS if demand in asked_here and demand not in known)


def _differences(card: Card, tree: Tree, own: Declared) -> list[Difference]:
    return [*_in_prose(card, own), *_in_files(card, tree, own)]


def _in_prose(card: Card, own: Declared) -> Iterator[Difference]:
    """The claim of the prose that binds most; none where some claim agrees with the front matter."""
    found = claims(card)
    if not found or any(own.agrees(claim.mention.grant) for claim in found):
        return
    if len({claim.mention.grant.family for claim in found}) >= _MANY:
        return
    told = [(claim, more_asked(claim.mention.grant, own)) for claim in found if claim.own]
    if told:
        claim, demands = max(told, key=lambda one: _weight(one[1]))
        related = Related(claim.place, "the license is named here")
        yield Difference(claim.mention.grant, demands, "the text", related, certain=True)


def _in_files(card: Card, tree: Tree, own: Declared) -> Iterator[Difference]:
    """Files that name no license of the front matter; none where one of the license files agrees."""
    found = list(file_grants(card, tree))
    if any(own.agrees(grant) for one in found if _is_text(one.path) for grant in one.grants):
        found = [one for one in found if not _is_text(one.path)]
    for one in found:
        if any(map(own.agrees, one.grants)) or not may_speak_of(one, own, card):
            continue
        grant = max(one.grants, key=lambda grant: _weight(more_asked(grant, own)))
        demands = more_asked(grant, own)
        if one.beside or demands:
            related = Related(NOWHERE, f"the file states `{grant.id}`", one.path)
            yield Difference(grant, demands, f"`{one.path}`", related, one.beside)


def _is_text(path: str) -> bool:
    return not path.lower().endswith((".json", ".cff"))


def _weight(demands: Sequence[Demand]) -> tuple[bool, ...]:
    return tuple(demand in demands for demand in DEMANDS)
