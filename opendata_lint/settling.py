"""What rules found, settled: severity, place, fingerprint; each mistake told once."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from opendata_lint.card import Card
from opendata_lint.card.nodes import Node
from opendata_lint.card.text import SourceText
from opendata_lint.card.topics import reads_as_english, topics_conclusive
from opendata_lint.card.values import follow
from opendata_lint.finding import (
    NOWHERE,
    FileKind,
    Finding,
    Fix,
    Location,
    Place,
    SettledFinding,
    SettledRelated,
    Severity,
    Span,
)
from opendata_lint.places import span_of
from opendata_lint.rules.fixes import fix_of
from opendata_lint.settings import Settings


class Subject(Protocol):
    """What findings are about: a card, or a descriptor."""

    @property
    def path(self) -> str:
        """POSIX path from the tree's root."""

    @property
    def kind(self) -> FileKind:
        """What it is."""

    @property
    def source(self) -> SourceText:
        """Its text."""

    def spans(self, place: Place) -> tuple[Span | None, tuple[Span, ...]]:
        """The offsets of a place, and those of the aliases through which it was reached."""

    def drops(self, finding: Finding, settings: Settings) -> bool:
        """Whether a finding is not to be told."""

    def concludes(self, finding: Finding, settings: Settings) -> bool:
        """Whether the file allows the conclusion; a finding is shown as info where not."""

    def steady(self, pointer: str) -> str:
        """A pointer with members of lists by what they are, as their numbers change when others come."""

    def heading(self, offset: int) -> str:
        """What stands above a place in the text, for fingerprints."""

    def fix(self, finding: Finding) -> Fix | None:
        """How to mend it."""


class CardSubject:
    """A card as what findings are about."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.path = card.path
        self.kind: FileKind = card.kind
        self.source = card.source

    def spans(self, place: Place) -> tuple[Span | None, tuple[Span, ...]]:
        """The offsets of a place, and of aliases."""
        return span_of(place, self.card)

    def drops(self, finding: Finding, settings: Settings) -> bool:
        """Whether the configuration allows the value, or what is missing may stand in what was not read."""
        if settings.allows(finding, self.card):
            return True
        return self.card.outline.truncated and _is_omission(finding, settings)  # which the run tells

    def concludes(self, finding: Finding, settings: Settings) -> bool:
        """An omission needs a card that was read whole.

        In another language than English only what the vocabulary of other languages tells can be missing.
        """
        if not _is_omission(finding, settings):
            return finding.conclusive
        told = finding.code in _TOLD_IN_OTHER_LANGUAGES or reads_as_english(self.card)
        return finding.conclusive and told and topics_conclusive(self.card)

    def steady(self, pointer: str) -> str:
        """A pointer with members of lists by what they are."""
        node, steps = self.card.root, []
        for token in pointer.split("/")[1:]:
            found = follow(node, f"/{token}") if node is not None else None
            steps.append(_member_name(found.value) if found and node and node.kind == "sequence" else token)
            node = found.value if found else None
        return "/".join(steps)

    def heading(self, offset: int) -> str:
        """The title of the section around."""
        section = self.card.section_at(offset)
        return section.title if section else ""

    def fix(self, finding: Finding) -> Fix | None:
        """Its own fix, else that of its rule's fixer."""
        return fix_of(finding, self.card)


def settle(
    found: Iterable[Finding], subject: Subject, settings: Settings, shown_path: str
) -> list[SettledFinding]:
    """Give findings severity, location and fingerprint; drop doubles and those of rules that are off."""
    settled: dict[tuple[str, Span | None, str], SettledFinding] = {}
    seen: Counter[str] = Counter()
    running = settings.running(subject.kind)
    for finding in found:
        if finding.code not in running or subject.drops(finding, settings):
            continue
        one = _settle_one(finding, subject, settings, shown_path)
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


def _settle_one(finding: Finding, subject: Subject, settings: Settings, shown_path: str) -> SettledFinding:
    span, aliases = subject.spans(finding.place)
    related = [
        SettledRelated(
            _shown_beside(r.path, subject, shown_path) if r.path else shown_path,
            _location(subject.spans(r.place)[0], subject) if r.path is None else None,
            r.message,
        )
        for r in finding.related
    ]
    related += [
        SettledRelated(
            shown_path, subject.source.location(*alias), "reached through this alias of the anchor"
        )
        for alias in aliases
    ]
    conclusive = subject.concludes(finding, settings)
    return SettledFinding(
        code=finding.code,
        name=settings.rules()[finding.code].name,
        severity=settings.levels()[finding.code] if conclusive else Severity.INFO,
        message=finding.message,
        hint=finding.hint,
        path=shown_path,
        location=_location(span, subject),
        span=span,
        pointer=finding.place.pointer,
        related=tuple(related),
        fix=subject.fix(finding),
        fingerprint=_digest(finding.code, subject.path, _meaning(finding, span, subject)),
    )


def _shown_beside(path: str, subject: Subject, shown_path: str) -> str:
    """Another file of the tree as people see it: from the working directory, like the checked file itself."""
    if subject.path.endswith(shown_path):  # the working directory lies in the tree
        return posixpath.relpath(path, subject.path.removesuffix(shown_path) or ".")
    return shown_path.removesuffix(subject.path) + path


_TOLD_IN_OTHER_LANGUAGES = frozenset(("ETH001", "ETH002", "ETH003", "ETH004", "LIC001", "PRV001"))
"""Omissions that headings and turns of phrase of other languages tell; all others need English words."""


def _is_omission(finding: Finding, settings: Settings) -> bool:
    """Whether a finding says that something stands nowhere in the card."""
    return settings.rules()[finding.code].omission and finding.place == NOWHERE


def _merge(first: SettledFinding, other: SettledFinding) -> SettledFinding:
    new = tuple(related for related in other.related if related not in first.related)
    return first._replace(related=first.related + new)


def _location(span: Span | None, subject: Subject) -> Location | None:
    return subject.source.location(*span) if span else None


def _meaning(finding: Finding, span: Span | None, subject: Subject) -> str:
    """What a finding is about, in words that do not change when lines move."""
    place, text = finding.place, subject.source.text
    if place.pointer is not None:
        part = text[slice(*span)] if span and place.within else ""
        return "\0".join((subject.steady(place.pointer), finding.subject, part))
    if span is None:
        return finding.subject
    flagged = finding.subject or " ".join(text[slice(*span)].split())[:200]
    return f"{subject.heading(span[0])}\0{flagged}"


_NAMING = ("config_name", "name", "split", "id", "path", "type")
"""Keys that tell the mappings of a list apart, the most telling first."""


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
