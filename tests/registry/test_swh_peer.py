"""The digest of data is what Software Heritage's own program says of the same files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.registry.conftest import CardRepository
from tests.registry.trees import fill

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{:064x}\nsize 12345\n"


@pytest.fixture(scope="module")
def swh() -> str:
    """The command of the package `swh.model`."""
    named = os.environ.get("OPENDATA_LINT_SWH") or shutil.which("swh")
    if not named:
        pytest.skip("swh.model is not installed here (OPENDATA_LINT_SWH names its command)")
    return named


def identified(swh: str, folder: Path, *left_out: str) -> str:
    options = [word for pattern in left_out for word in ("--exclude", pattern)]
    command = [swh, "identify", "--no-filename", "--type", "directory", *options, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.peers
@pytest.mark.parametrize("seed", range(4))
def test_data_digest(seed: int, swh: str, cards: CardRepository) -> None:
    fill(cards.path / "tides/data", seed)
    cards.add_card("tides", "id: tides")
    cards.add_card("tides/nested", "id: nested")
    cards.stage("tides/croissant.json", "{}")
    cards.stage("tides/LICENSE", "CC-BY-4.0")
    cards.stage("tides/waves.parquet", POINTER.format(seed))
    cards.stage("tides/gusts.csv.dvc", f"outs:\n- md5: {seed:032x}\n  path: gusts.csv\n")
    cards.git("add", "--all")
    cards.record()
    record = json.loads((cards.path / ".opendata/cards/tides.json").read_bytes())
    left_out = ("README.md", "croissant.json", "LICENSE", "nested")
    assert record["data_digest"] == identified(swh, cards.path / "tides", *left_out)
    assert record["card_digest"] == "swh:1:cnt:" + cards.git("rev-parse", ":tides/README.md").strip()
    cards.stage("tides/waves.parquet", POINTER.format(seed + 1))
    cards.record()
    moved = json.loads((cards.path / ".opendata/cards/tides.json").read_bytes())["data_digest"]
    assert moved != record["data_digest"]
    assert moved == identified(swh, cards.path / "tides", *left_out)
