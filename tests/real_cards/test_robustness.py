"""Every real file is checked without a crash and in time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.real_cards.collection import lines, lint

pytestmark = pytest.mark.corpus

SLOWEST = 0.5
"""Seconds that a real file may take."""


def test_no_crash_and_in_time(shared: Path) -> None:
    lint(b"---\nlicense: mit\n---\n# Warm up\n")
    slow: list[tuple[float, str]] = []
    for entry in lines(shared / "corpus" / "manifest.jsonl"):
        data = (shared / "corpus" / entry["path"]).read_bytes()
        for profile in ("default", "hub"):
            start = time.perf_counter()
            result = lint(data, profile=profile)
            slow.append((time.perf_counter() - start, entry["path"]))
            assert not result.crashes, result.crashes[0].details
    slowest = max(slow)
    print(
        f"\nslowest of {len(slow)}: {slowest[0]:.3f} s ({slowest[1]}), in all {sum(s for s, _ in slow):.1f} s"
    )
    assert slowest[0] < SLOWEST
