"""Folders to begin cards in, made of real files: PNG, WAV, CSV, Parquet, pickles."""

from __future__ import annotations

import struct
import subprocess
import wave
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.conftest import ROOT


def png(width: int, height: int) -> bytes:
    """An image that every viewer shows."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def wav(path: Path, seconds: float, rate: int = 16_000) -> None:
    """A recording of a rising tone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        count = int(seconds * rate)
        file.writeframes(b"".join(struct.pack("<h", (at * at // 40) % 6_000) for at in range(count)))


def marks(card: str) -> list[str]:
    """The headings of the sections that wait for somebody."""
    found, heading = [], ""
    for line in card.splitlines():
        heading = line.lstrip("# ") if line.startswith("#") else heading
        if "[More Information Needed]" in line:
            found.append("language" if line.startswith("# language:") else heading)
    return found


@pytest.fixture
def program(tmp_path: Path, clean_environment: Mapping[str, str]) -> Program:
    """The program in a repository without a card."""
    dropped = ("NO_COLOR", "FORCE_COLOR", "OPENDATA_LINT_OUTPUT_FORMAT", "CI", "PRE_COMMIT", "COLUMNS")
    environment = {name: value for name, value in clean_environment.items() if name not in dropped}
    made = Program(tmp_path / "repository", {**environment, "PYTHONPATH": str(ROOT)})
    made.path.mkdir()
    subprocess.run(["git", "init", "--quiet", str(made.path)], check=True, env=made.environment)
    return made
