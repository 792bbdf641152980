"""Hostile cards end in findings: no crash, no exception, no endless output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import CARDS, MEGABYTE

_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from opendata_lint.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a process's memory to set")
@pytest.mark.parametrize("name", CARDS)
def test_ends_in_findings(name: str, tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_bytes(CARDS[name]())
    program = _LIMITED.format(limit=500 * MEGABYTE)
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--isolated", "--output-format", "json", str(card)],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (0, 1), done.stderr.decode(errors="replace")[-2000:]
    assert json.loads(done.stdout)["summary"]["files"] == 1
    assert b"\x1b" not in done.stdout + done.stderr
