"""Judge the cards that a push touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from opendata_lint import runner
from opendata_lint.configuration import Configuration
from opendata_lint.discovery import is_card_name
from opendata_lint.discovery.touched import touched_cards
from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.registry.receiving import ReceiveFault
from opendata_lint.registry.receiving.server import Limits, Server
from opendata_lint.registry.receiving.updates import Range, Update
from opendata_lint.registry.releases import judge_tag
from opendata_lint.report import Report
from opendata_lint.tree import RevisionTree, Tree
from opendata_lint.tree.git import blob_sizes


class Verdict(NamedTuple):
    """What came of one commit."""

    range: Range
    cards: int
    """How many cards were judged."""
    findings: tuple[SettledFinding, ...]
    """Those that refuse the push, card by card."""
    notices: tuple[str, ...]


def judge(root: Path, ranges: Sequence[Range], server: Server) -> Iterator[Verdict]:
    """Judge commits of the repository in the folder `root`.

    Raises `ReceiveFault` for what is beyond the limits or cannot be judged, and what `runner.run` raises.
    """
    left = server.limits.cards
    for one in ranges:
        verdict = _judge(root, one, server, left)
        left -= verdict.cards
        yield verdict


def judge_tags(root: Path, updates: Sequence[Update]) -> list[str]:
    """What is wrong with the tags of a push: those of releases are never moved, deleted or false.

    Raises `TreeFault` when Git fails.
    """
    return [fault for one in updates if one.is_tag for fault in judge_tag(root, one.ref, one.new)]


def _judge(root: Path, one: Range, server: Server, left: int) -> Verdict:
    tree = RevisionTree(root, one.commit, one.base)
    before = RevisionTree(root, one.base) if one.base else None
    passes = server.configurations(tree)
    cards = touched_cards(tree, before, _naming(tree, [configuration for configuration, _ in passes]))
    if len(cards) > left:
        raise ReceiveFault(
            f"this push touches more than {server.limits.cards} cards, and this server judges no more at "
            "once; push them in parts"
        )
    _check_sizes(tree, cards, server.limits)
    found: dict[tuple[str, str, str], SettledFinding] = {}
    notices: dict[str, None] = {}
    for configuration, is_above in passes:
        for finding in _failing(one, tree, cards, configuration, is_above):
            found.setdefault((finding.path, finding.code, finding.fingerprint), finding)
        notices |= configuration.notices
    findings = sorted(found.values(), key=lambda finding: finding.path)
    return Verdict(one, len(cards), tuple(findings), tuple(notices))


def _naming(tree: Tree, configurations: Sequence[Configuration]) -> Callable[[str], bool]:
    """Whether a path is that of a card, by its name or by what a configuration says."""
    root = tree.root.as_posix().rstrip("/")

    def is_card(path: str) -> bool:
        return is_card_name(path) or any(one.names(f"{root}/{path}") for one in configurations)

    return is_card


def _check_sizes(tree: RevisionTree, cards: Sequence[str], limits: Limits) -> None:
    """Raise `ReceiveFault` for a card that is too large; Git tells sizes without reading the content."""
    files = tree.git_files()
    ids = {path: files[real].id for path in cards if (real := tree.real(path) or "") in files}
    sizes = blob_sizes(tree.root, sorted(set(ids.values())))
    for path, blob in ids.items():
        if sizes.get(blob, 0) > limits.card_bytes:
            raise ReceiveFault(
                f"{path}: a card of {sizes[blob]} bytes, and this server reads cards of at most "
                f"{limits.card_bytes}; keep data out of the card"
            )


def _failing(
    one: Range, tree: Tree, cards: Sequence[str], configuration: Configuration, is_above: bool
) -> Iterator[SettledFinding]:
    """The findings that fail the push by one configuration."""
    said = configuration.run().get("fail-level")
    level = said.value if said else "error"
    report = _report(one, tree, cards, configuration)
    if report.crashes:
        crash = report.crashes[0]
        raise ReceiveFault(f"{crash.path}: cannot be judged: the rule {crash.rule} failed: {crash.error}")
    if is_above:
        report = report.with_suppressed()
    if level != "never":
        least = Severity.of(level)
        yield from (finding for finding in report.findings if finding.severity >= least)


def _report(one: Range, tree: Tree, cards: Sequence[str], configuration: Configuration) -> Report:
    kept = [Path(card) for card in cards if not configuration.excludes(f"{tree.root.as_posix()}/{card}")]
    if not kept:
        return Report(())
    request = runner.Request(kept, only_cards=True, revision=one.commit, base=one.base, root=tree.root)
    return runner.run(request, configuration, jobs=1)
