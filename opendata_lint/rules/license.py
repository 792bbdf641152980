"""LIC: what stands under `license`, where it takes the grammar or the tables of licenses to judge it.

That a license is missing or `unknown`, and names beside a license that needs none, is said in
`schemas/defs/license.schema.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import Finding, Place, Span, at_section, at_span, at_value
from opendata_lint.rules import rule
from opendata_lint.schema.words import either, shown, ticked
from opendata_lint.tree import Tree
from opendata_lint.vocabulary import licenses, suggest

_KEYS = ("license", "licenses")
_NAMING_KEYS = ("license_name", "license_link", "license_details")
_NAME_IT = (
    "write `license: other` with the license's name in `license_name` and its address in `license_link`"
)
_LICENSE_FILES = ("license", "licence", "copying")


class _Value(NamedTuple):
    """One text under `license`, without the white space around it."""

    pointer: str
    text: str

    @property
    def folded(self) -> str:
        return self.text.casefold()


def _values(card: Card) -> Iterator[_Value]:
    """Every text under `license`, and under `licenses` as it was called until 2022.

    Other types and empty texts are other rules' business.
    """
    for key in _KEYS:
        value = card.metadata.get(key)
        members = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, member in members:
            if isinstance(member, str) and member.strip():
                yield _Value(f"/{key}" if index is None else f"/{key}/{index}", member.strip())


def _named(card: Card) -> bool:
    """Whether the front matter says more about the license than its id."""
    return any(card.metadata.get(key) for key in _NAMING_KEYS)


def _place(card: Card, value: _Value, start: int, end: int) -> Place:
    """The characters from `start` to `end` of a value, or all of it where escapes hide them."""
    found = card.find(value.pointer)
    source = card.text[found.value.start : found.value.end] if found else ""
    at = source.find(value.text)
    within: Span | None = (at + start, at + end) if at >= 0 and end > start else None
    return at_value(value.pointer, within)


def _terms(text: str) -> list[tuple[licenses.Term, str]]:
    """Each license of a text and how it is written there; none where the text is no license."""
    try:
        parsed = licenses.parse_expression(text)
    except licenses.LicenseExpressionError:
        return []
    return [(term, text[term.start : term.end].split(maxsplit=1)[0]) for term in parsed.terms()]


@rule("LIC002")
def invalid(card: Card, tree: Tree) -> Iterator[Finding]:
    """A value that is neither a license id of the Hub nor an SPDX expression."""
    for value in _values(card):
        if not licenses.is_license(value.text) and not licenses.renamed_hub_id(value.text):
            yield _refusal(card, value)


def _refusal(card: Card, value: _Value) -> Finding:
    """Why a text is no license, at the part of it that is to blame, with what was likely meant."""
    told, place = shown(value.text), at_value(value.pointer)
    spelled = licenses.hub_spelling(value.text)
    if spelled:
        return Finding("LIC002", f"{told} is not the id of a license; did you mean `{spelled}`?", place)
    if value.folded.startswith("other"):
        return Finding("LIC002", f"{told} is not the id of a license", place, _NAME_IT)
    try:
        licenses.parse_expression(value.text)
    except licenses.LicenseExpressionError as error:
        if error.reason == "too-long":
            return Finding("LIC002", f"{told} is not read as a license: {error.message}", place, _NAME_IT)
        if _looks_like_expression(value.text):
            word = value.text[error.start : error.end]
            message = f"{told} is not a valid license expression: {error.message}{_meant(word)}"
            return Finding("LIC002", message, _place(card, value, error.start, error.end))
    near = _meant(value.text)
    return Finding("LIC002", f"{told} is not the id of a license{near}", place, None if near else _NAME_IT)


def _looks_like_expression(text: str) -> bool:
    """Whether ids are joined; "free for research and teaching" is prose."""
    words = text.split()
    joined = any(word.upper() in ("AND", "OR", "WITH") for word in words[1:])
    return (
        joined and len(words) <= 12 and any(not word.isalpha() or licenses.is_license(word) for word in words)
    )


def _meant(word: str) -> str:
    near = suggest(word, licenses.hub_ids()) or suggest(word, licenses.spdx_ids())
    return f"; did you mean {either(ticked(near))}?" if near else ""


@rule("LIC004")
def other_unnamed(card: Card, tree: Tree) -> Iterator[Finding]:
    """`other` without a name, a link, a license file beside the card or a word in the body."""
    value = _unnamed_other(card, tree)
    if value and not _told_in_body(card):
        yield Finding(
            "LIC004",
            "the license is `other`, and no `license_name`, `license_link` or LICENSE file says which",
            at_value(value.pointer),
        )


def _unnamed_other(card: Card, tree: Tree) -> _Value | None:
    """The value `other` where neither the front matter nor a file says which license is meant."""
    for value in _values(card):
        if value.folded == "other" and not _named(card) and not _has_license_file(card, tree):
            return value
    return None


def _told_in_body(card: Card) -> bool:
    """Whether a section or a bullet on the license says something."""
    answer = card.topics.get("license")
    return answer is not None and answer.satisfied and not {"section", "bullet"}.isdisjoint(answer.where)


def _has_license_file(card: Card, tree: Tree) -> bool:
    """Whether a license file stands beside the card; one further up is that of other files as well."""
    folder = card.path.rpartition("/")[0]
    return any(name.casefold().startswith(_LICENSE_FILES) for name in tree.entries(folder))


@rule("LIC005")
def family(card: Card, tree: Tree) -> Iterator[Finding]:
    """The name of a family of licenses, such as `gpl`, with nothing that says which one is meant."""
    if _named(card):
        return
    for value in _values(card):
        for term, written in _terms(value.text):
            entry = licenses.hub_license(written)
            if entry and entry.is_family and _has_members(entry.id):
                yield Finding(
                    "LIC005",
                    f"`{written}` names a family of licenses, not one of them; {_members(entry.id)}",
                    _place(card, value, term.start, term.end),
                )


def _has_members(name: str) -> bool:
    """Whether the Hub has ids for members of a family; it has none for versions of `gfdl` (LIC017)."""
    return name == "openrail" or any(key.startswith(f"{name}-") for key in licenses.hub_ids())


def _members(name: str) -> str:
    """Which licenses of a family the Hub knows; the newest and the plainest first."""
    if name == "openrail":
        return "which of the OpenRAIL licenses grants what differs"
    known = [key for key in licenses.hub_ids() if key.startswith(f"{name}-")]
    return f"say which, such as {either(ticked(sorted(known, key=_newest_first)[:3]))}"


def _newest_first(key: str) -> tuple[float, int]:
    version = re.search(r"\d+\.\d+", key)
    return (-float(version[0]) if version else 0.0, len(key))


@rule("LIC006")
def deprecated(card: Card, tree: Tree) -> Iterator[Finding]:
    """An id that the Hub has renamed or that SPDX asks no longer to use."""
    for value in _values(card):
        renamed = licenses.renamed_hub_id(value.text)
        if renamed:
            yield Finding(
                "LIC006", f"the Hub has renamed `{value.text}` to `{renamed}`", at_value(value.pointer)
            )
            continue
        for term, written in _terms(value.text):
            if _is_deprecated(written):
                place = _place(card, value, term.start, term.start + len(written))
                yield Finding("LIC006", f"SPDX no longer uses `{written}`{_instead(written)}", place)


def _is_deprecated(written: str) -> bool:
    # `gpl-3.0` is today's id on the Hub, though SPDX has given up `GPL-3.0`.
    return not licenses.is_hub_id(written) and licenses.is_deprecated_spdx(written)


def _instead(written: str) -> str:
    replacement = licenses.spdx_replacement(written)
    if replacement is None:
        return ""
    if replacement.endswith("-only"):
        return f"; write `{replacement}` or `{replacement.removesuffix('-only')}-or-later`, as the grant says"
    return f"; write `{replacement}`"


@rule("LIC007")
def miscased(card: Card, tree: Tree) -> Iterator[Finding]:
    """A license in a mix of cases that neither the Hub nor SPDX uses."""
    for value in _values(card):
        for term, written in _terms(value.text):
            if licenses.is_hub_id(written):  # most are: no need to load SPDX's list
                continue
            known = spellings(written)
            if written in known or value.folded == "unknown" or _is_deprecated(written):
                continue
            message = f"`{written}` is written {either(ticked(known))}"
            yield Finding("LIC007", message, _place(card, value, term.start, term.start + len(written)))


def spellings(written: str) -> list[str]:
    """How the Hub and SPDX write an id; the id itself where neither lists it (`LicenseRef-...`)."""
    hub = licenses.hub_license(written)
    bare = written.removesuffix("+")
    spdx = licenses.spdx_spelling(written) or licenses.spdx_spelling(bare)
    if spdx and not licenses.spdx_spelling(written):
        spdx += "+"
    found = [hub.id] if hub else []
    if spdx and spdx not in found:
        found.append(spdx)
    return found or [written]


@rule("LIC009")
def not_on_hub(card: Card, tree: Tree) -> Iterator[Finding]:
    """A value that the Hub refuses, as it is not on its closed list."""
    for value in _values(card):
        if licenses.is_hub_id(value.text):
            continue
        spelled = licenses.hub_spelling(value.text) or licenses.renamed_hub_id(value.text)
        near = [spelled] if spelled else _near_on_hub(value.text)
        meant = f"; did you mean {either(ticked(near))}?" if near else ""
        allowed = f'"license" must be one of the {len(licenses.hub_ids())} ids of the Hub'
        yield Finding(
            "LIC009",
            f"{allowed}, and {shown(value.text)} is not{meant}",
            at_value(value.pointer),
            None if near else _NAME_IT,
        )


_KEYS_OF_HUB = frozenset(
    [
        "annotations_creators",
        "base_model",
        "configs",
        "dataset_info",
        "datasets",
        "language_creators",
        "library_name",
        "model-index",
        "multilinguality",
        "paperswithcode_id",
        "pipeline_tag",
        "size_categories",
        "source_datasets",
        "task_categories",
        "task_ids",
        "thumbnail",
        "widget",
    ]
)
"""Keys that mean nothing but to the Hub; a card that has one is written for it."""


@rule("LIC031")
def case_of_hub(card: Card, tree: Tree) -> Iterator[Finding]:
    """A license id in SPDX's case on a card that has keys of the Hub, whose list is in lower case."""
    if _KEYS_OF_HUB.isdisjoint(card.metadata):
        return
    for value in _values(card):
        hub = value.text.lower()
        if value.text != hub and licenses.is_hub_id(hub) and value.text in spellings(value.text):
            message = f"the Hub's list of licenses has `{hub}`, not `{value.text}`"
            yield Finding("LIC031", message, at_value(value.pointer))


def _near_on_hub(text: str) -> list[str]:
    """Ids that a misspelt text may stand for; what SPDX knows is another license, not a slip."""
    return [] if licenses.is_license(text) else suggest(text, licenses.hub_ids())


_GRANT = (
    r"creative\s?commons|\bcc[\s-]?(?:by|0|zero)|\bmit\b|apache|\bl?gpl|\bbsd\b|\bodbl\b|open data commons"
    r"|openrail|licen[cs]ed? (?:under|by)"
)
_NO_GRANT = (
    r"\b(?:not?|un)\s?(?:\w+\s){0,3}?(?:mention|specif|stat|known|clear|provid|licen[cs]e)|unknown|unclear"
)
_LICENSE_LABELS = ("licen", "data licen", "model licen")


@rule("LIC010")
def only_in_prose(card: Card, tree: Tree) -> Iterator[Finding]:
    """A license that the body names in a section or bullet, while the front matter has no key or `other`."""
    other = _unnamed_other(card, tree)
    if other and _told_in_body(card):
        yield Finding(
            "LIC010",
            "the front matter says only `other`, and the terms stand in the body alone",
            at_value(other.pointer),
            "add `license_name` and `license_link`, or write the id if the license has one",
        )
        return
    answer = card.topics.get("license")
    if (
        not card.readable
        or answer is None
        or not answer.satisfied
        or any(key in card.metadata for key in _KEYS)
    ):
        return
    for place, text in _license_passages(card):
        if re.search(_GRANT, text, re.I) and not re.search(_NO_GRANT, text, re.I):
            yield Finding(
                "LIC010", "the body names the license, the front matter has no `license` key", place
            )
            return


def _license_passages(card: Card) -> Iterator[tuple[Place, str]]:
    """The text of sections on the license alone, and of a bullet for it where there is just one."""
    for index, (section, topic) in enumerate(zip(card.sections, card.section_topics, strict=True)):
        if topic == "license":
            yield at_section(index), "\n".join(block.text for block in section.blocks if block.kind != "code")
    bullets = [bullet for bullet in card.bullets if bullet.label.casefold().startswith(_LICENSE_LABELS)]
    if len(bullets) == 1:  # several of them tell the licenses of parts or sources
        yield at_span(*card.line_span(bullets[0].line)), bullets[0].value
