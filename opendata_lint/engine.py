"""Cards to findings: run the rules, settle what they found, and gather it in a report.

Also the public Python API: `lint_text` and `lint_paths`.
"""

from __future__ import annotations

import hashlib
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from opendata_lint.card import Card, Kind
from opendata_lint.finding import Finding, Location, Severity, SettledFinding, SettledRelated, Span
from opendata_lint.places import span_of
from opendata_lint.recognition import guess_kind
from opendata_lint.rules import all_checks
from opendata_lint.rules.catalog import catalog
from opendata_lint.schema import card_findings
from opendata_lint.settings import Settings, kind_applies, load_profile
from opendata_lint.tree import Tree, UnknownTree


class CheckedFile(NamedTuple):
    """A card that was checked."""

    path: str
    """POSIX path, relative to the working directory."""
    kind: Kind
    profile: str


class Crash(NamedTuple):
    """A bug of ours: a rule raised an exception. The other rules and cards were still checked."""

    rule: str
    path: str
    error: str
    """The exception's type and message on one line."""
    details: str
    """The traceback, for a report to the project."""


class CardResult(NamedTuple):
    """What came of one card."""

    file: CheckedFile
    text: str
    """The card's text, for outputs that show it."""
    findings: tuple[SettledFinding, ...]
    crashes: tuple[Crash, ...]


class Skipped(NamedTuple):
    """A file that looked like a card and was not checked."""

    path: str
    reason: str


class Report(NamedTuple):
    """What came of a run."""

    results: tuple[CardResult, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    """What could not be looked at while searching for cards."""
    suppressed: int = 0
    """Findings that comments in the cards keep back."""
    baselined: int = 0
    """Findings that the baseline keeps back."""

    @property
    def findings(self) -> list[SettledFinding]:
        """All findings, card by card."""
        return [finding for result in self.results for finding in result.findings]

    @property
    def crashes(self) -> list[Crash]:
        """All crashes, card by card."""
        return [crash for result in self.results for crash in result.crashes]

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)


def lint_card(card: Card, tree: Tree, settings: Settings, shown_path: str) -> CardResult:
    """Check one card. Never raises for what the card holds; a rule's exception becomes a `Crash`.

    Raises `SchemaFault` where the user's own schema cannot judge.
    """
    found: list[Finding] = []
    crashes: list[Crash] = []
    levels = settings.levels()
    if settings.schema:
        found.extend(settings.schema.findings(card))
    else:
        _run("schema", lambda: card_findings(card), shown_path, found, crashes)
    for code, check in all_checks().items():
        if code in levels and kind_applies(code, card.kind) and (not settings.schema or code.startswith("YML")):
            _run(code, lambda check=check: check(card, tree), shown_path, found, crashes)  # type: ignore[misc]
    file = CheckedFile(shown_path, card.kind, settings.profile.name)
    return CardResult(file, card.text, tuple(settle(found, card, settings, shown_path)), tuple(crashes))


def _run(
    name: str, check: Callable[[], Iterator[Finding]], path: str, found: list[Finding], crashes: list[Crash]
) -> None:
    try:
        found.extend(check())
    except Exception as error:  # a bug in one rule must not hide what the others found
        line = " ".join(f"{type(error).__name__}: {error}".split())
        crashes.append(Crash(name, path, line[:300], traceback.format_exc()))


def settle(found: Iterable[Finding], card: Card, settings: Settings, shown_path: str) -> list[SettledFinding]:
    """Give findings their severity, location and fingerprint; drop those of rules that are off and doubles."""
    settled: dict[tuple[str, Span | None, str], SettledFinding] = {}
    seen: Counter[str] = Counter()
    levels = settings.levels()
    for finding in found:
        level = levels.get(finding.code)
        if level is None or not kind_applies(finding.code, card.kind):
            continue
        one = _settle_one(finding, card, level, shown_path)
        key = (one.code, one.span, finding.subject if one.span is None else "")
        if one.span is not None and key in settled:  # one mistake reached through several aliases
            settled[key] = _merge(settled[key], one)
            continue
        seen[one.fingerprint] += 1
        if seen[one.fingerprint] > 1:
            one = one._replace(fingerprint=_digest(one.fingerprint, str(seen[one.fingerprint])))
        settled[key if key not in settled else (*key[:2], one.fingerprint)] = one
    return sorted(settled.values(), key=lambda f: (f.span or (-1, -1), f.code))


def _settle_one(finding: Finding, card: Card, level: Severity, shown_path: str) -> SettledFinding:
    span, aliases = span_of(finding.place, card)
    related = [
        SettledRelated(r.path or shown_path, _location(span_of(r.place, card)[0], card) if r.path is None else None, r.message)
        for r in finding.related
    ]
    related += [SettledRelated(shown_path, card.source.location(*alias), "reached through this alias of the anchor") for alias in aliases]
    return SettledFinding(
        code=finding.code,
        name=catalog()[finding.code].name,
        severity=level if finding.conclusive else Severity.INFO,
        message=finding.message,
        hint=finding.hint,
        path=shown_path,
        location=_location(span, card),
        span=span,
        pointer=finding.place.pointer,
        related=tuple(related),
        fix=finding.fix,
        fingerprint=_digest(finding.code, card.path, _meaning(finding, span, card)),
    )


def _merge(first: SettledFinding, other: SettledFinding) -> SettledFinding:
    new = tuple(related for related in other.related if related not in first.related)
    return first._replace(related=first.related + new)


def _location(span: Span | None, card: Card) -> Location | None:
    return card.source.location(*span) if span else None


def _meaning(finding: Finding, span: Span | None, card: Card) -> str:
    """What a finding is about, in words that do not change when lines move."""
    if finding.place.pointer is not None:
        return f"{finding.place.pointer}\0{finding.subject}"
    if span is None:
        return finding.subject
    section = card.section_at(span[0])
    flagged = finding.subject or " ".join(card.text[slice(*span)].split())[:200]
    return f"{section.title if section else ''}\0{flagged}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def lint_text(text: str, kind: Kind | None = None, profile: str = "default") -> Report:
    """Check a card that is not in a file; links to files are then not judged.

    `kind` None lets the content say whether it is a dataset's or a model's card. Raises `SettingsFault`
    for an unknown profile. Example, before `push_to_hub`:

        report = lint_text(str(card), kind="model", profile="hub")
        if report.count(Severity.ERROR):
            raise SystemExit(report.findings[0].message)
    """
    data = text.encode("utf-8", "surrogatepass")
    card = Card(data, "README.md", kind or "dataset")
    if kind is None:
        card = Card(data, "README.md", guess_kind("README.md", card.metadata or None, card.raw_front_matter, card.body))
    result = lint_card(card, UnknownTree(), Settings(load_profile(profile)), "README.md")
    return Report((result,))
