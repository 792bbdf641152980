"""Real mistakes that people mended by hand: the rule that may see one fires before and is gone after."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from opendata_lint.report import CardResult
from tests.real_cards.collection import lines, lint

pytestmark = pytest.mark.corpus

RULES = {
    "bad-language-code": "LNG001 LNG002 LNG003 LNG006 MET004 YML011",
    "bad-license-id": "LIC002 LIC003 LIC004 LIC005 LIC006 LIC007 LIC031 MET004",
    "bad-size-category": "MET013",
    "bad-task-category": "MET008 MET011",
    "bad-task-id": "MET009 MET011",
    "bad-config-key": "MET003 MET016 MET028",
    "bad-creators-value": "MET015 MET005 MET004",
    "bad-source-datasets": "PRV002 LIC020",
    "bold-wraps-link": "LNK001 LNK005 SEC005",
    "bool-language": "YML011",
    "configs-split": "MET016 MET018 DAT007",
    "dead-toc-link": "LNK002",
    "deprecated-key": "MET002 MET003",
    "duplicate-item": "MET007",
    "email-link-without-mailto": "LNK004",
    "empty-field": "MET006 MET005",
    "empty-link": "LNK001 SEC004",
    "front-matter-missing": "YML001 YML006 YML007",
    "front-matter-no-opening-fence": "YML001 YML007",
    "front-matter-not-a-mapping": "YML003 YML002",
    "front-matter-stray-fence": "YML019",
    "front-matter-unterminated": "YML001 YML006",
    "front-matter-whitespace": "YML007 YML008",
    "heading-is-link": "SEC008 LNK002",
    "item-is-mapping": "MET004 MET003 SEC003 YML018",
    "language-wrong": "LNG001 LNG005",
    "license-inconsistent": "LIC011 LIC012 LIC003",
    "license-other": "LIC004 LIC010",
    "missing-section": "LNK002 ETH001 ETH002 ETH003 ETH004 ETH005 PRV001 PRV004 SEC005 ANN001",
    "multilinguality-inconsistent": "LNG005",
    "merge-conflict-marker": "YML020 YML002",
    "missing-field": "MET026 LIC001 LIC010 LNG004 MOD001 YML001",
    "no-h1": "SEC001",
    "not-utf8": "YML010",
    "null-field": "MET005",
    "null-item": "MET005",
    "per-config-mapping": "MET004",
    "placeholder-section": "SEC004 SEC005 SEC003",
    "placeholder-title": "SEC002",
    "size-category-wrong": "MET014 MET013 DAT006",
    "stray-comment": "SEC010",
    "table": "SEC011",
    "template-leftover": "SEC003 YML018 YML002",
    "thumbnail-url": "LNK003",
    "title": "SEC001 SEC002",
    "train-eval-index": "MET001",
    "wrong-load-snippet": "SEC003",
    "unknown-key": "MET003 MET028",
    "whitespace-in-value": "MET025 LNG001",
    "widget-type": "MET023",
    "yaml-duplicate-key": "YML005",
    "yaml-syntax": "YML002 YML014 YML018 YML020",
}
"""The rules that may see the mistakes of a label."""


def identities(result: CardResult, codes: set[str], text: str) -> Counter[tuple[str, str, str]]:
    """Findings as rule, place and value, so that the same mistake elsewhere counts apart."""
    lines_of = text.splitlines() or [""]
    found: Counter[tuple[str, str, str]] = Counter()
    for finding in result.findings:
        if finding.code in codes:
            value = text[slice(*finding.span)] if finding.span else ""
            if not finding.pointer and finding.location and not value.strip():
                value = lines_of[min(finding.location.line, len(lines_of)) - 1]
            found[finding.code, finding.pointer or "", f"{finding.message}\0{value}"] += 1
    return found


def seen_pairs(shared: Path, detectable: str) -> tuple[dict[str, list[bool]], list[str]]:
    """For each label whether its pairs were seen, and a line for each that was not."""
    pairs = shared / "corpus" / "fix_pairs"
    seen: dict[str, list[bool]] = defaultdict(list)
    missed: list[str] = []
    for pair in lines(pairs / "index.jsonl"):
        if pair["detectable"] != detectable:
            continue
        codes = set(RULES[pair["label"]].split())
        kind = pair["card_kind"] if pair["card_kind"] in ("dataset", "model") else None
        results = [lint((pairs / pair["id"] / name).read_bytes(), kind) for name in ("before.md", "after.md")]
        before, after = (identities(result, codes, result.text) for result in results)
        hit = bool(before - after)
        seen[pair["label"]].append(hit)
        if not hit:
            missed.append(f"{pair['label']}: {pair['id']}: {pair['description'][:100]}")
    return seen, missed


@pytest.mark.parametrize(("detectable", "least"), [("yes", 0.97), ("maybe", 0.75)])
def test_recall(shared: Path, detectable: str, least: float) -> None:
    seen, missed = seen_pairs(shared, detectable)
    total = [hit for hits in seen.values() for hit in hits]
    share = sum(total) / len(total)
    print(f"\nfix pairs ({detectable}) seen: {sum(total)} of {len(total)} ({share:.1%})", *missed, sep="\n")
    assert share >= least
    weak = {label for label, hits in seen.items() if len(hits) >= 3 and sum(hits) / len(hits) < 0.6}
    assert detectable == "maybe" or not weak
