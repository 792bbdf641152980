"""Cards to findings: run the rules over a card and settle what they found.

Also the public Python API: `lint_text` and `lint_paths`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from opendata_lint.card import Card, Kind
from opendata_lint.finding import MAX_FINDINGS, Finding, SettledFinding
from opendata_lint.recognition import guess_kind
from opendata_lint.report import CardResult, CheckedFile, Crash, Report, report_of
from opendata_lint.rules import all_checks
from opendata_lint.schema import card_findings
from opendata_lint.settings import Settings, load_profile
from opendata_lint.settling import CardSubject, Subject, in_order, settle
from opendata_lint.tree import Tree, UnknownTree


def lint_card(card: Card, tree: Tree, settings: Settings, shown_path: str) -> CardResult:
    """Check one card. Never raises for what the card holds; a rule's exception becomes a `Crash`.

    Raises `SchemaFault` where the user's own schema cannot judge, `BaselineFault` for an unusable baseline.
    """
    found: list[Finding] = []
    crashes: list[Crash] = []
    ran = _check(card, tree, settings, shown_path, found, crashes)
    subject = CardSubject(card)
    settled, cut = _first_of_each(settle(found, subject, settings, shown_path))
    kept, suppressed = _suppress(settled, subject, settings, ran, shown_path)
    notices = [*_cut(cut, shown_path), *_notices(card, tree, ran, shown_path)]
    result = _result(subject, kept, tree, settings, shown_path, ran)
    return result._replace(crashes=tuple(crashes), suppressed=suppressed, notices=tuple(notices))


def lint_subject(
    subject: Subject, found: Iterable[Finding], tree: Tree, settings: Settings, shown_path: str
) -> CardResult:
    """What was found in a file that is no card, settled. Raises `BaselineFault` for an unusable baseline."""
    kept, cut = _first_of_each(settle(found, subject, settings, shown_path))
    ran = frozenset(settings.running(subject.kind))
    result = _result(subject, kept, tree, settings, shown_path, ran)
    return result._replace(notices=tuple(_cut(cut, shown_path)))


def _result(
    subject: Subject,
    kept: list[SettledFinding],
    tree: Tree,
    settings: Settings,
    shown_path: str,
    ran: frozenset[str],
) -> CardResult:
    """The result of a file with these findings, without those that the baseline holds."""
    known = _known(subject.path, tree, settings)
    new, baselined, stale = _compare(kept, known, ran)
    return CardResult(
        file=CheckedFile(shown_path, subject.kind, settings.profile.name),
        text=subject.source.text,
        findings=tuple(new),
        crashes=(),
        baselined=tuple(baselined),
        stale=stale,
        tree_path=subject.path,
        root=tree.root,
        ran=ran,
    )


def _first_of_each(settled: list[SettledFinding]) -> tuple[list[SettledFinding], list[str]]:
    """The first findings of each rule, and the codes of those that found more than are told."""
    counts: Counter[str] = Counter()
    kept = []
    for finding in settled:
        counts[finding.code] += 1
        if counts[finding.code] <= MAX_FINDINGS:
            kept.append(finding)
    return kept, sorted(code for code, count in counts.items() if count > MAX_FINDINGS)


def _cut(codes: list[str], shown_path: str) -> Iterator[str]:
    for code in codes:
        yield f"{shown_path}: {code} is told {MAX_FINDINGS} times; there are more, which are not judged"


def _notices(card: Card, tree: Tree, ran: frozenset[str], shown_path: str) -> Iterator[str]:
    """What was not looked at: the end of a card that is too long, data for want of an extra."""
    from opendata_lint.rules.lineage import MAX_PARENTS

    for key in ("base_model", "datasets", "source_datasets"):
        value = card.metadata.get(key)
        if isinstance(value, list) and len(value) > MAX_PARENTS:
            yield f"{shown_path}: of `{key}` only the first {MAX_PARENTS:,} are looked for in other cards"
    if card.outline.unread is not None:
        line = card.outline.unread + 1
        yield f"{shown_path} is too long to be judged whole: nothing behind line {line} was read"
    from opendata_lint.data.survey import notice

    told = notice(card, tree) if any(code.startswith("DAT") for code in ran) else None
    if told:
        yield told


def _check(
    card: Card, tree: Tree, settings: Settings, shown_path: str, found: list[Finding], crashes: list[Crash]
) -> frozenset[str]:
    """Run what is to run over a card; returns the codes of the rules that could judge it."""
    card.options = settings.rule_options()
    if _says_nothing(card):
        settings = settings.choosing(select=["YML001", "YML010"]) if settings.schema is None else settings
    if settings.schema:
        found.extend(settings.schema.findings(card))
    else:
        codes = frozenset(settings.levels())
        _run("schema", lambda: card_findings(card, codes), shown_path, found, crashes)
    for schema in settings.card_schemas:
        found.extend(schema.findings(card))
    around = _Around(tree)
    ran = set()
    checks = all_checks(settings.plugins)
    for code in settings.running(card.kind):
        if settings.schema and not code.startswith("YML"):
            continue
        check = checks.get(code)
        around.asked = False
        if check:
            _run(code, lambda check=check: check(card, cast(Tree, around)), shown_path, found, crashes)  # type: ignore[misc]
        if not (around.asked and isinstance(tree, UnknownTree)):
            ran.add(code)
    return frozenset() if crashes else frozenset(ran)


def _says_nothing(card: Card) -> bool:
    """Whether a file is empty or in UTF-16, so that every other finding would only follow from that."""
    fault = card.source.fault
    return not card.text.strip() or (fault is not None and fault.kind == "utf-16")


def _known(path: str, tree: Tree, settings: Settings) -> Mapping[str, frozenset[str]]:
    """What the baseline holds of a file. Raises `BaselineFault`."""
    if not settings.baseline:
        return {}
    from opendata_lint import baseline

    if settings.baseline_in_tree:
        return baseline.read_in(tree, settings.baseline, path)
    return baseline.read(Path(settings.baseline), path)


def _compare(
    found: list[SettledFinding], known: Mapping[str, frozenset[str]], ran: frozenset[str]
) -> tuple[list[SettledFinding], list[SettledFinding], int]:
    """Findings that are new, those in the baseline, and how many of its entries no longer occur."""
    if not known:
        return found, [], 0
    from opendata_lint import baseline

    parts: tuple[list[SettledFinding], list[SettledFinding]] = ([], [])
    for finding in found:
        parts[finding.fingerprint in known.get(finding.code, ())].append(finding)
    gone = baseline.without(known, baseline.known_of(found))
    return *parts, sum(len(prints) for code, prints in gone.items() if code in ran)


class _Around:
    """The tree around a card, which notes whether a rule asked it anything."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.asked = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Around) and other.tree == self.tree

    def __hash__(self) -> int:
        """That of the tree, so that what rules keep of a tree serves all its cards."""
        return hash(self.tree)

    def __getattr__(self, name: str) -> Any:
        self.asked = True
        return getattr(self.tree, name)


def _suppress(
    settled: list[SettledFinding],
    subject: CardSubject,
    settings: Settings,
    ran: frozenset[str],
    shown_path: str,
) -> tuple[list[SettledFinding], tuple[SettledFinding, ...]]:
    """Findings that stay, with those about suppressions, and findings that a suppression keeps back."""
    card = subject.card
    if "opendata-lint" not in card.text.casefold():  # what most cards never mention is not loaded
        return settled, ()
    from opendata_lint import suppressions

    written = suppressions.read(card, settings.rules())
    if not written:
        return settled, ()
    outcome = suppressions.apply(written, settled, card)

    def judged(codes: frozenset[str]) -> bool:
        # Of a family those rules count that the profile has on; a single rule must have run itself.
        wanted = codes if len(codes) == 1 else {code for code in codes if full.judges(code, card.kind)}
        return bool(wanted) and wanted <= ran

    full = settings._replace(choices=())
    about = suppressions.findings_about(written, outcome, judged, settings.rules())
    return in_order([*outcome.kept, *settle(about, subject, settings, shown_path)]), outcome.suppressed


def _run(
    name: str, check: Callable[[], Iterator[Finding]], path: str, found: list[Finding], crashes: list[Crash]
) -> None:
    told: Counter[str] = Counter()
    try:
        for finding in check():
            told[finding.code] += 1
            if told[finding.code] <= MAX_FINDINGS + 1:
                found.append(finding)
            elif finding.code == name:
                break
    except Exception as error:  # a bug in one rule must not hide what the others found
        import traceback

        line = " ".join(f"{type(error).__name__}: {error}".split())
        crashes.append(Crash(name, path, line[:300], traceback.format_exc()))


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
        card = Card(
            data,
            "README.md",
            guess_kind("README.md", card.metadata or None, card.raw_front_matter, card.body),
        )
    result = lint_card(card, UnknownTree(), Settings(load_profile(profile)), "README.md")
    return report_of((result,))
