"""How often each rule is right on real cards: draw samples to read, and make the table from the labels.

    python scripts/precision.py sample [CODE ...]   findings to read, as JSON lines, of rules with few labels
    python scripts/precision.py table               write docs/precision.md from the labels
    python scripts/precision.py table --check       exit 1 if it is not current

Labels are data: `tests/precision/labels/CODE.jsonl` holds a line a finding that was read, with the SHA-1 of
the card's bytes, the finding's fingerprint (the card linted alone as `README.md`), the label (`true`,
`arguable` or `false`) and the reader. No text of a card is kept. `tests/precision/hits.json` holds how many
findings each rule had over all cards; `sample` writes it, and needs the collection beside the checkout.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED", ROOT.parent / "shared"))
LABELS = ROOT / "tests" / "precision" / "labels"
HITS = ROOT / "tests" / "precision" / "hits.json"
PAGE = ROOT / "docs" / "precision.md"
SAMPLE = 30
SEED = 20261124
WORTH = {"true": 1.0, "arguable": 0.5, "false": 0.0}


class Label(NamedTuple):
    """One reader's judgment of one finding."""

    sha1: str
    fingerprint: str
    label: str
    reader: str


def labels_of(code: str) -> list[Label]:
    """The labels of a rule, in the order in which they were given."""
    path = LABELS / f"{code}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [Label(**json.loads(line)) for line in lines if line.strip()]


def cards() -> Iterator[tuple[dict[str, Any], bytes]]:
    """Every real card of the collection, fix pairs aside, with its bytes."""
    for line in (SHARED / "corpus" / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["card"] == "yes" and not entry["kind"].startswith("fix_pair"):
            yield entry, (SHARED / "corpus" / entry["path"]).read_bytes()


def findings_by_code() -> dict[str, list[dict[str, Any]]]:
    """All findings of the default profile over the collection, by rule."""
    sys.path.insert(0, str(ROOT))
    from tests.real_cards.collection import lint

    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry, data in cards():
        for finding in lint(data).findings:
            found[finding.code].append({
                "code": finding.code, "severity": finding.severity.label, "path": entry["path"],
                "line": finding.location.line if finding.location else None, "message": finding.message,
                "sha1": hashlib.sha1(data).hexdigest(), "fingerprint": finding.fingerprint,
            })  # fmt: skip
    return found


def sample(codes: list[str]) -> None:
    """Print what is to be read, and keep how often each rule fired."""
    found = findings_by_code()
    counts = {
        code: {
            "findings": len(members),
            "cards": len({member["sha1"] for member in members}),
            "severities": dict(sorted(Counter(member["severity"] for member in members).items())),
        }
        for code, members in sorted(found.items())
    }
    HITS.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    for code in codes or sorted(found):
        for finding in drawn(found.get(code, []), code):
            print(json.dumps(finding, ensure_ascii=False))


def drawn(members: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    """A seeded sample of a rule's findings, spread over cards; labeled ones are left out."""
    known = {(label.sha1, label.fingerprint) for label in labels_of(code) if label.reader == "a"}
    still_there = {(m["sha1"], m["fingerprint"]) for m in members} & known
    unread = [member for member in members if (member["sha1"], member["fingerprint"]) not in known]
    random.Random(f"{SEED}{code}").shuffle(unread)
    seen: Counter[str] = Counter()
    spread = sorted(
        unread, key=lambda member: _turn(seen, member["sha1"])
    )  # other cards before second findings
    return spread[: max(0, SAMPLE - len(still_there))]


def _turn(seen: Counter[str], sha1: str) -> int:
    seen[sha1] += 1
    return seen[sha1]


def table() -> str:
    """The page, from the labels and the counts."""
    sys.path.insert(0, str(ROOT))
    from opendata_lint.rules.catalog import catalog

    hits = json.loads(HITS.read_text(encoding="utf-8"))
    rows = [_row(code, hits.get(code), catalog()[code].severity.label) for code in catalog()]
    return "\n".join([
        "# How often each rule is right", "",
        "Made by `scripts/precision.py` from the labels in `tests/precision/labels`. Findings of the profile",
        "`default` over 1,416 real cards; of each rule up to 30 were drawn by a seed and read against their",
        "cards. *Right* counts an arguable finding as false for errors and as half for warnings and info.",
        "Rules that did not fire there rest on their tests and examples alone.", "",
        "| rule | name | level | findings | cards | read | true | arguable | false | right |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *rows, "", *_pool(hits), "", *_agreement(), "",
    ])  # fmt: skip


def _first(code: str) -> dict[tuple[str, str], str]:
    return {(label.sha1, label.fingerprint): label.label for label in labels_of(code) if label.reader == "a"}


def _row(code: str, counts: dict[str, Any] | None, level: str) -> str:
    from opendata_lint.rules.catalog import catalog

    read = Counter(_first(code).values())
    total = sum(read.values())
    right = f"{_right(read, level):.0%}" if total else "-"
    findings, where = (counts["findings"], counts["cards"]) if counts else (0, 0)
    return (
        f"| {code} | `{catalog()[code].name}` | {level} | {findings:,} | {where:,} | {total} "
        f"| {read['true']} "
        f"| {read['arguable']} | {read['false']} | {right} |"
    )


def _right(read: Counter[str], level: str) -> float:
    half = 0.0 if level == "error" else 0.5
    return (read["true"] + half * read["arguable"]) / sum(read.values())


def _pool(hits: dict[str, Any]) -> Iterator[str]:
    """Errors over all rules, each weighted by how often it fires, the plain omission rules left out."""
    from opendata_lint.rules.catalog import catalog

    weight = good = 0.0
    for code, info in catalog().items():
        read = Counter(_first(code).values())
        errors = hits.get(code, {}).get("severities", {}).get("error", 0)
        if info.severity.label == "error" and not info.omission and read and errors:
            weight += errors
            good += errors * _right(read, "error")
    if weight:
        yield "Over all error-level findings, omission rules left out and each rule weighted by its findings:"
        yield f"{good / weight:.1%} right."


def _agreement() -> Iterator[str]:
    """How often a second reader, who did not see the first one's labels, gave the same label."""
    same = both = 0
    for path in sorted(LABELS.glob("*.jsonl")):
        first = _first(path.stem)
        for label in labels_of(path.stem):
            if label.reader == "b" and (label.sha1, label.fingerprint) in first:
                both += 1
                same += first[label.sha1, label.fingerprint] == label.label
    if both:
        yield f"A second reader labeled {both} of these without seeing the first labels and agreed on {same}"
        yield f"({same / both:.0%})."


def main() -> int:
    """Run the chosen command."""
    if sys.argv[1:2] == ["sample"]:
        sample(sys.argv[2:])
        return 0
    if sys.argv[1:2] != ["table"]:
        print(__doc__, file=sys.stderr)
        return 2
    text = table()
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("not current: docs/precision.md; run scripts/precision.py table", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
