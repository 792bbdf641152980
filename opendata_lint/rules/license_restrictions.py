"""LIC: restrictions in prose against a license that does not know them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import Finding, Related, at_span
from opendata_lint.rules import rule
from opendata_lint.rules.license_agreement import more_asked
from opendata_lint.rules.license_claims import Declared, claims, declared, lines, lowered
from opendata_lint.tree import Tree


class _Restriction(NamedTuple):
    """A restriction, and the turns of phrase that state it."""

    name: str
    pattern: str


_USE = r"(?:use|usage|purposes?|applications?|activit(?:y|ies))"
_RESTRICTIONS = (
    _Restriction(
        "non-commercial use only",
        rf"non-?\s?commercial (?:[\w-]+ (?:or |and )?){{0,3}}?{_USE}|non-?\s?commercial(?:ly)? only"
        rf"|\bnot? (?:be )?(?:\w+ ){{0,3}}?(?:for )?(?:any |a )?commercial(?:ly)?\b"
        rf"|\bnot be commerciali[sz]ed"
        rf"|commercial {_USE} (?:\w+ ){{0,3}}?(?:not (?:allowed|permitted)|prohibited|forbidden)",
    ),
    _Restriction(
        "research use only",
        rf"(?:research|academic|educational)(?: (?:or|and) (?:research|academic|educational))? {_USE} only"
        rf"|\b(?:only|solely|exclusively"
        rf"|strictly) (?:be )?(?:\w+ ){{0,3}}?for (?:\w+ ){{0,2}}?(?:research|academic"
        rf"|educational)\b"
        rf"|\brestricted to (?:\w+ ){{0,2}}?(?:research|academic)\b"
        rf"|\bnot (?:\w+ )?for (?!\w+ than)\w+ other than research",
    ),
    _Restriction(
        "no redistribution",
        r"\b(?:not be|(?:do|must|may|can|shall|should) ?not) (?:re-?distribut|re-?publish)\w*"
        r"|redistribution is (?:strictly )?(?:not|prohibited|forbidden)"
        r"|\bno redistribution",
    ),
)
# Words one of which every restriction has; most texts have none of them.
_HINT = (
    r"(?i)commercial|research (?:use|usage|purpose|activit)|academic|educational|for research"
    r"|redistrib|republish"
)
_WORDS = ("commercial", "research", "academic", "educational", "redistrib", "republish")
_LONGEST = 5_000
_TRAPS = (
    r"(?i)\bcommercial(?:ly)?,? (?:and/or|and|or|as well as|&) (?:also )?(?:for )?non-?\s?commercial"
    r"|non-?\s?commercial(?:ly)?,? (?:and/or|and|or|as well as"
    r"|&) (?:also )?(?:for )?commercial|\bnot only\b|\bboth\b|even commercially"
    r"|\bno(?:t)? (?:restrict|limit)\w*|\bunless\b|\bexcept\b|\bwithout\b|\bif you\b"
    r"|\bintend\w*|\boriginal\w*\b|\bsource\b"
)


@rule("LIC013")
def restriction_contradicted(card: Card, tree: Tree) -> Iterator[Finding]:
    """Prose restricts what the license of the front matter allows."""
    own = declared(card)
    if own is None or not _is_open(own) or not _may_restrict(card) or _told_by_name(card, own):
        return
    for line in lines(card):
        found = _restriction(line.text) if line.licensing or not line.in_table else None
        if found:
            place = at_span(*card.line_span(line.number))
            yield Finding(
                "LIC013",
                f"the text says {found}, which {own.shown} in the front matter does not ask for",
                own.place,
                "choose a license that says so, or take the restriction out of the text",
                (Related(place, "the text restricts the use here"),),
                subject=found,
            )
            return


def _may_restrict(card: Card) -> bool:
    """Whether a word that every restriction has is in the text at all."""
    return any(word in lowered(card) for word in _WORDS)


def _is_open(own: Declared) -> bool:
    """Whether every license of the front matter is known to let everybody use the work for all ends."""
    asked = [grant.demands() for grant in own.grants]
    return all(some is not None and not some & {"non-commercial", "use-restrictions"} for some in asked)


def _told_by_name(card: Card, own: Declared) -> bool:
    """Whether the prose names a license that binds more, which another rule tells."""
    return any("non-commercial" in more_asked(claim.mention.grant, own) for claim in claims(card))


def _restriction(text: str) -> str | None:
    if len(text) > _LONGEST or not any(word in text.lower() for word in _WORDS):
        return None
    for sentence in re.split(r"(?<=[.;!?])\s+", text):
        if re.search(_HINT, sentence) and not re.search(_TRAPS, sentence):
            for restriction in _RESTRICTIONS:
                if re.search(restriction.pattern, sentence, re.I):
                    return restriction.name
    return None
