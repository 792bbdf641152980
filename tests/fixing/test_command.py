"""The options of `check` that mend."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from opendata_lint.cli import main

Check = Callable[..., int]

_CARD = b"---\r\nlicense: Apache 2.0\r\n---\r\n# A"
_MENDED = b"---\r\nlicense: apache-2.0\r\n---\r\n# A"


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_bytes(_CARD)

    def run(*arguments: str) -> int:
        return main(["check", "--isolated", "--kind", "dataset", "--output-format", "concise", *arguments])

    return run


def _read() -> bytes:
    return Path("README.md").read_bytes()


def test_fix_and_exit_codes(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    only = ("--select", "LIC002")
    assert check(*only) == 1
    assert check("--fix", *only) == 0
    assert _read() == _MENDED
    assert "1 finding mended in 1 card" in capsys.readouterr().err
    assert check("--fix", "--exit-non-zero-on-fix", *only) == 0
    Path("README.md").write_bytes(_CARD)
    assert check("--fix", "--exit-non-zero-on-fix", *only) == 1
    Path("README.md").write_bytes(_CARD)
    assert check("--fix") == 1, "ETH001 and others are left"
    assert "ETH001" in capsys.readouterr().out
    Path("README.md").write_bytes(_CARD)
    assert check("--fix-only", "--show-fixes") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "README.md: 1 x LIC002 (license-invalid)" in told.err


def test_diff_writes_nothing(check: Check, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert check("--diff") == 1
    patch = capfdbinary.readouterr().out
    assert patch.startswith(b"--- a/README.md\n+++ b/README.md\n@@ ")
    assert b"-license: Apache 2.0\r\n+license: apache-2.0\r\n" in patch
    assert _read() == _CARD
    subprocess.run(["git", "apply", "-"], input=patch, check=True)
    assert _read() == _MENDED
    capfdbinary.readouterr()
    assert check("--diff") == 0
    assert capfdbinary.readouterr().out == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--unsafe-fixes",), ("--show-fixes",), ("--exit-non-zero-on-fix",), ("--fix", "--staged"),
        ("--diff", "--write-baseline"), ("--fix", "--add-ignore", "no"), ("--fix-only", "--shrink-baseline"),
    ],
)  # fmt: skip
def test_options_that_make_no_sense(
    check, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(*arguments) == 2
    assert "--" in capsys.readouterr().err
    assert _read() == _CARD


@pytest.mark.skipif(os.name == "nt", reason="modes of files are those of POSIX")
def test_file_keeps_its_mode_and_a_link_stays_one(check: Check) -> None:
    Path("README.md").rename("real.md")
    Path("real.md").chmod(0o751)
    Path("README.md").symlink_to("real.md")
    check("--fix", "README.md")
    assert Path("README.md").is_symlink()
    assert Path("real.md").read_bytes() == _MENDED
    assert Path("real.md").stat().st_mode & 0o777 == 0o751
    assert sorted(path.name for path in Path().iterdir()) == ["README.md", "real.md"]


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_folder_that_may_not_be_written(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    Path().chmod(0o555)
    assert check("--fix") == 2
    Path().chmod(0o755)
    assert "cannot be written" in capsys.readouterr().err
    assert _read() == _CARD


def test_many_cards_on_several_processes(check: Check) -> None:
    for number in range(8):
        Path(f"d{number}").mkdir()
        Path(f"d{number}/README.md").write_bytes(_CARD)
    check("--fix", "--jobs", "2")
    assert {path.read_bytes() for path in Path().rglob("README.md")} == {_MENDED}
