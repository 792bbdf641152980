"""What comes of a run: the findings of each card, what was kept back, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from opendata_lint.finding import FileKind, SettledFinding, Severity
from opendata_lint.rules.catalog import RuleInfo, catalog
from opendata_lint.settling import in_order


class CheckedFile(NamedTuple):
    """A card or a descriptor that was checked."""

    path: str
    """POSIX path, relative to the working directory."""
    kind: FileKind
    profile: str


class Crash(NamedTuple):
    """A bug of ours: a rule raised an exception. The other rules and cards were still checked."""

    rule: str
    path: str
    error: str
    """The exception's type and message on one line."""
    details: str
    """The traceback, for a report to the project."""


class Mending(NamedTuple):
    """What came of the wish to mend a card."""

    fixed: tuple[SettledFinding, ...] = ()
    """The findings that were mended, of each pass those that it found."""
    patch: str = ""
    """The change as a unified diff; empty where there is none."""
    refusal: str = ""
    """Why the card was left as it is though something in it could be mended."""


class CardResult(NamedTuple):
    """What came of one card, or of one descriptor."""

    file: CheckedFile
    text: str
    """The card's text, for outputs that show it."""
    findings: tuple[SettledFinding, ...]
    crashes: tuple[Crash, ...]
    suppressed: tuple[SettledFinding, ...] = ()
    """What comments in the card keep back."""
    baselined: tuple[SettledFinding, ...] = ()
    """What the baseline keeps back."""
    stale: int = 0
    """Entries of the baseline that no longer occur, of rules that ran."""
    tree_path: str = ""
    """POSIX path from the tree's root; the baseline goes by it."""
    root: Path = Path()
    """The tree's root."""
    mending: Mending = Mending()
    ran: frozenset[str] = frozenset()
    """The codes of the rules that judged the card to their end."""
    notices: tuple[str, ...] = ()
    """What the run should say once, of however many cards it is true."""


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
    stale: int = 0
    """Entries of the baseline that no longer occur."""
    own_rules: Mapping[str, RuleInfo] = {}
    """The rules of plugins and of profiles' schemas that could run, by code."""

    def rule(self, code: str) -> RuleInfo:
        """The facts of the rule of a finding."""
        return self.own_rules[code] if code in self.own_rules else catalog()[code]

    def accepted(self) -> Report:
        """The same run once a baseline holds all that it found."""
        results = (
            r._replace(findings=(), baselined=(*r.findings, *r.baselined), stale=0) for r in self.results
        )
        return report_of(results, self.skipped, self.warnings, self.own_rules)

    def with_suppressed(self) -> Report:
        """The same run with what suppressions keep back among the findings."""
        results = (
            r._replace(findings=tuple(in_order([*r.findings, *r.suppressed])), suppressed=())
            for r in self.results
        )
        return report_of(results, self.skipped, self.warnings, self.own_rules)

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


def report_of(
    results: Iterable[CardResult],
    skipped: Iterable[Skipped] = (),
    warnings: Iterable[str] = (),
    own_rules: Mapping[str, RuleInfo] | None = None,
) -> Report:
    """The report of a run, with what was kept back counted."""
    gathered = tuple(results)
    notices = (notice for result in gathered for notice in result.notices)
    return Report(
        gathered, tuple(skipped), tuple(dict.fromkeys((*warnings, *notices))),
        suppressed=sum(len(result.suppressed) for result in gathered),
        baselined=sum(len(result.baselined) for result in gathered),
        stale=sum(result.stale for result in gathered),
        own_rules=own_rules or {},
    )  # fmt: skip
