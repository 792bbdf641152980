"""Pick the best documented real cards before any linting: `python scripts/best_cards.py`.

Most topics answered, no placeholder line, 800 words or more, at most 3 cards from one repository.
With `--lint` the errors that the profile `default` finds in the twenty are printed: on good cards the linter
must be quiet.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from opendata_lint.card import Card  # noqa: E402 - the path must be set first
from opendata_lint.card.prose import word_count  # noqa: E402

SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED", ROOT.parent / "shared"))
WANTED, WORDS, PER_REPOSITORY = 20, 800, 3


def candidates() -> Iterator[tuple[int, int, dict[str, Any], bytes]]:
    """Topics answered, words, manifest entry and bytes of every card that may be picked."""
    for line in (SHARED / "corpus" / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["card"] != "yes" or entry["kind"].startswith("fix_pair"):
            continue
        data = (SHARED / "corpus" / entry["path"]).read_bytes()
        card = Card(data, "README.md", "model" if entry["kind"] == "model_card" else "dataset")
        words = word_count(card.body)
        answered = sum(answer.state in ("answered", "declined") for answer in card.topics.values())
        if words >= WORDS and not card.placeholders:
            yield answered, words, entry, data


def best() -> list[tuple[dict[str, Any], bytes]]:
    """The twenty best, by topics answered, then by words."""
    taken: Counter[str] = Counter()
    picked: list[tuple[dict[str, Any], bytes]] = []
    for _, _, entry, data in sorted(candidates(), key=lambda found: (-found[0], -found[1], found[2]["path"])):
        repository = entry["source"].split("@")[0]
        if taken[repository] < PER_REPOSITORY and len(picked) < WANTED:
            taken[repository] += 1
            picked.append((entry, data))
    return picked


def main() -> int:
    """Print the picks, and with `--lint` their errors."""
    errors = 0
    for entry, data in best():
        print(entry["path"])
        if "--lint" in sys.argv:
            from tests.real_cards.collection import lint

            kind = "model" if entry["kind"] == "model_card" else "dataset"
            for finding in lint(data, kind).findings:  # type: ignore[arg-type]
                if finding.severity.label == "error":
                    errors += 1
                    line = finding.location.line if finding.location else "-"
                    print(f"    {line}: {finding.code} {finding.message}")
    if "--lint" in sys.argv:
        print(f"{errors} errors in {WANTED} cards: {errors / WANTED:.2f} a card")
    return 0


if __name__ == "__main__":
    sys.exit(main())
