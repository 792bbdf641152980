"""What rules found, settled: severity, place, fingerprint; each mistake told once."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable

from opendata_lint.card import Card
from opendata_lint.card.nodes import Node
from opendata_lint.card.topics import reads_as_english, topics_conclusive
from opendata_lint.card.values import follow
from opendata_lint.finding import NOWHERE, Finding, Location, SettledFinding, SettledRelated, Severity, Span
from opendata_lint.places import span_of
from opendata_lint.rules.fixes import fix_of
from opendata_lint.settings import Settings


def settle(found: Iterable[Finding], card: Card, settings: Settings, shown_path: str) -> list[SettledFinding]:
    """Give findings severity, location and fingerprint; drop doubles and those of rules that are off."""
    settled: dict[tuple[str, Span | None, str], SettledFinding] = {}
    seen: Counter[str] = Counter()
    running = settings.running(card.kind)
    for finding in found:
        if finding.code not in running or settings.allows(finding, card):
            continue
        if card.outline.truncated and _is_omission(finding, settings):
            continue  # it may stand in what was not read, which the run tells
        one = _settle_one(finding, card, settings, shown_path)
        key = (one.code, one.span, finding.subject)
        if one.span is not None and key in settled:  # one mistake reached through several aliases
            settled[key] = _merge(settled[key], one)
            continue
        seen[one.fingerprint] += 1
        if seen[one.fingerprint] > 1:  # alike in all that fingerprints are made of: how many there are counts
            one = one._replace(fingerprint=_digest(one.fingerprint, str(seen[one.fingerprint])))
        settled[key if key not in settled else (*key[:2], one.fingerprint)] = one
    return in_order(settled.values())


def in_order(findings: Iterable[SettledFinding]) -> list[SettledFinding]:
    """Findings in the order of their places; those without one come first."""
    return sorted(findings, key=lambda finding: (finding.span or (-1, -1), finding.code))


def _settle_one(finding: Finding, card: Card, settings: Settings, shown_path: str) -> SettledFinding:
    span, aliases = span_of(finding.place, card)
    related = [
        SettledRelated(
            _shown_beside(r.path, card, shown_path) if r.path else shown_path,
            _location(span_of(r.place, card)[0], card) if r.path is None else None,
            r.message,
        )
        for r in finding.related
    ]
    related += [
        SettledRelated(shown_path, card.source.location(*alias), "reached through this alias of the anchor")
        for alias in aliases
    ]
    return SettledFinding(
        code=finding.code,
        name=settings.rules()[finding.code].name,
        severity=settings.levels()[finding.code]
        if _is_conclusive(finding, card, settings)
        else Severity.INFO,
        message=finding.message,
        hint=finding.hint,
        path=shown_path,
        location=_location(span, card),
        span=span,
        pointer=finding.place.pointer,
        related=tuple(related),
        fix=fix_of(finding, card),
        fingerprint=_digest(finding.code, card.path, _meaning(finding, span, card)),
    )


def _shown_beside(path: str, card: Card, shown_path: str) -> str:
    """Another file of the tree as people see it: from the working directory, like the card itself."""
    if card.path.endswith(shown_path):  # the working directory lies in the tree
        return posixpath.relpath(path, card.path.removesuffix(shown_path) or ".")
    return shown_path.removesuffix(card.path) + path


_TOLD_IN_OTHER_LANGUAGES = frozenset(("ETH001", "ETH002", "ETH003", "ETH004", "LIC001", "PRV001"))
"""Omissions that headings and turns of phrase of other languages tell; all others need English words."""


def _is_omission(finding: Finding, settings: Settings) -> bool:
    """Whether a finding says that something stands nowhere in the card."""
    return settings.rules()[finding.code].omission and finding.place == NOWHERE


def _is_conclusive(finding: Finding, card: Card, settings: Settings) -> bool:
    """Whether the card allows the conclusion; an omission needs a card that was read whole.

    In another language than English only what the vocabulary of other languages tells can be missing.
    """
    if not _is_omission(finding, settings):
        return finding.conclusive
    told = finding.code in _TOLD_IN_OTHER_LANGUAGES or reads_as_english(card)
    return finding.conclusive and told and topics_conclusive(card)


def _merge(first: SettledFinding, other: SettledFinding) -> SettledFinding:
    new = tuple(related for related in other.related if related not in first.related)
    return first._replace(related=first.related + new)


def _location(span: Span | None, card: Card) -> Location | None:
    return card.source.location(*span) if span else None


def _meaning(finding: Finding, span: Span | None, card: Card) -> str:
    """What a finding is about, in words that do not change when lines move."""
    place = finding.place
    if place.pointer is not None:
        part = card.text[slice(*span)] if span and place.within else ""
        return "\0".join((_steady(place.pointer, card), finding.subject, part))
    if span is None:
        return finding.subject
    section = card.section_at(span[0])
    flagged = finding.subject or " ".join(card.text[slice(*span)].split())[:200]
    return f"{section.title if section else ''}\0{flagged}"


_NAMING = ("config_name", "name", "split", "id", "path", "type")
"""Keys that tell the mappings of a list apart, the most telling first."""


def _steady(pointer: str, card: Card) -> str:
    """A pointer with members of lists by what they are, as their numbers change when others come and go."""
    node, steps = card.root, []
    for token in pointer.split("/")[1:]:
        found = follow(node, f"/{token}") if node is not None else None
        steps.append(_member_name(found.value) if found and node and node.kind == "sequence" else token)
        node = found.value if found else None
    return "/".join(steps)


def _member_name(member: Node) -> str:
    if member.kind == "scalar":
        return f"={member.raw[:200]}"
    for key in _NAMING if member.kind == "mapping" else ():
        found = follow(member, f"/{key}")
        if found and found.value.kind == "scalar":
            return f"{key}={found.value.raw[:200]}"
    return "*"


def _digest(*parts: str) -> str:
    import hashlib

    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
