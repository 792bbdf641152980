"""LIC: what a license leaves open: its parts, text, versions and fitness, access, rights in contents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import Finding, at_key
from opendata_lint.rules import rule
from opendata_lint.rules.license_claims import declared
from opendata_lint.rules.license_files import license_files
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.vocabulary.grants import Grant
from opendata_lint.vocabulary.hub_licenses import hub_license
from opendata_lint.vocabulary.license_names import Mention, mentions


@rule("LIC014")
def part_unexplained(card: Card, tree: Tree) -> Iterator[Finding]:
    """Several licenses in a list, and the text does not name each of them."""
    own = declared(card)
    if own is None or len(own.values) < 2:
        return
    told = [mention.grant for mention in mentions(card.body)]
    silent = [grant.id for grant in own.grants if not any(grant.agrees(some) for some in told)]
    if silent:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(silent))
        yield Finding(
            "LIC014",
            f"the front matter lists {len(own.values)} licenses, and the text does not say what "
            f"{names} holds for",
            own.place,
            "say in the section on the license which part is under which license, or that users may choose",
        )


_TEXT_GOES_ALONG = frozenset((
    "mit", "apache", "bsd-2-clause", "bsd-3-clause", "bsd-3-clause-clear", "isc", "ncsa", "zlib", "bsl",
    "postgresql",
))  # fmt: skip


@rule("LIC015")
def file_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """A license whose text must go with every copy, and no license file in the repository of the card."""
    own = declared(card)
    if own is None or card.path.lower() != "readme.md" or not tree.in_git:
        return
    asking = [grant.id for grant in own.grants if grant.family in _TEXT_GOES_ALONG]
    if asking and not license_files(card, tree):
        yield Finding(
            "LIC015",
            f"`{asking[0]}` asks that its text and the copyright line go with every copy, and there "
            f"is no LICENSE file",
            own.place,
            "add a file `LICENSE` with the text of the license and your copyright line",
        )


_UNFIT = {
    "software": "was written for software and says nothing of rights in databases",
    "font": "was written for fonts",
    "model": "was written for models",
    "documentation": "was written for manuals",
}


@rule("LIC016")
def kind_unfit(card: Card, tree: Tree) -> Iterator[Finding]:
    """A license that was written for another kind of work than data."""
    own = declared(card) if card.kind == "dataset" else None
    entries = [hub_license(grant.id) for grant in own.grants] if own else []
    unfit = [entry for entry in entries if entry and entry.kind in _UNFIT]
    if own and len(unfit) == len(entries) > 0:
        yield Finding(
            "LIC016",
            f"`{unfit[0].id}` {_UNFIT[unfit[0].kind]}",
            own.place,
            "for data consider `cc-by-4.0`, `cdla-permissive-2.0` or `odc-by`; only the owner of the "
            "rights may choose",
            subject=unfit[0].id,
        )


@rule("LIC017")
def only_or_later(card: Card, tree: Tree) -> Iterator[Finding]:
    """A GNU license, and nothing says whether later versions may be used as well."""
    own = declared(card)
    if own is None or any(card.metadata.get(key) for key in ("license_name", "license_link")):
        return
    for value in own.values:
        if value.casefold() == "gfdl" and not any(m.grant.version for m in _free_documentation(card)):
            yield Finding(
                "LIC017",
                f"`{value}` leaves open which version of the license is meant",
                own.place,
                "say in the text which version holds, and whether later ones may be used",
                subject=value,
            )
        if re.fullmatch(r"(?i)(?:a|l)?gpl-\d(?:\.\d)?", value) and not _says_versions(card, tree):
            yield Finding(
                "LIC017",
                f"`{value}` leaves open whether later versions of the license may be used",
                own.place,
                f"say in the text `{value} only` or `{value} or any later version`, as the grant says",
                subject=value,
            )


def _free_documentation(card: Card) -> list[Mention]:
    return [mention for mention in mentions(card.body) if mention.grant.family == "gfdl"]


def _says_versions(card: Card, tree: Tree) -> bool:
    pattern = (
        r"(?i)\bonly\b.{0,40}\bgpl|\bgpl\S{0,12}.{0,20}\bonly\b|(?:or|any) (?:any "
        r"|\(at your option\) any )?later|or-later|or newer"
    )
    if re.search(pattern, card.body):
        return True
    return any(
        re.search(r"(?i)later version|or-later|-only", _notice(tree, path))
        for path in license_files(card, tree)
    )


def _notice(tree: Tree, path: str) -> str:
    """A license file without the text of the license itself, which speaks of later versions in any case."""
    try:
        text = tree.read(path, 4_000).decode("utf-8", "replace")
    except TreeFault:
        return ""
    return "" if "GENERAL PUBLIC LICENSE" in text else text


@rule("LIC018")
def access_unexplained(card: Card, tree: Tree) -> Iterator[Finding]:
    """Who wants an openly licensed work must first agree to terms, and the text does not say why."""
    own = declared(card)
    gate = next((key for key in card.metadata if str(key).startswith("extra_gated_")), None)
    if own is None or gate is None or not all(map(_is_open, own.grants)):
        return
    if not re.search(r"(?i)\b(?:gated|access|agree\w*|terms|request\w*|eula)\b", card.body):
        yield Finding(
            "LIC018",
            f"{own.shown} lets anybody use and pass on the work, `{gate}` asks for consent first, and "
            f"the text does not say why",
            at_key(f"/{gate}"),
            "say in the text who gets access on which terms, and how they go with the license",
        )


def _is_open(grant: Grant) -> bool:
    asked = grant.demands()
    return asked is not None and not asked & {"non-commercial", "no-derivatives", "use-restrictions"}


_DATABASE_ONLY = ("odc-by", "odbl", "pddl")


@rule("LIC019")
def content_rights(card: Card, tree: Tree) -> Iterator[Finding]:
    """A license of the database alone, and nothing on the rights in what it holds."""
    own = declared(card) if card.kind == "dataset" else None
    names = [grant.id for grant in own.grants if grant.family in _DATABASE_ONLY] if own else []
    if own and len(names) == len(own.grants) and not re.search(_CONTENTS, card.body):
        yield Finding(
            "LIC019",
            f"`{names[0]}` is for the database alone, and the text does not say who has rights in its "
            f"contents",
            own.place,
            "say under which terms the texts, images or records themselves may be used",
        )


_CONTENTS = (
    r"(?i)copyright|database contents|rights? (?:in|to|of) (?:the |its "
    r"|individual )?(?:content|text|image|work|record|page|document)"
    r"|(?:content|text|image|work|record|page|document)s? (?:\w+ ){0,6}?(?:licen[sc]e|rights"
    r"|terms)|terms of (?:use|service)|third[\s-]part|fair use"
)
