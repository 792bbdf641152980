"""What `--version -v` tells of the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from opendata_lint.cli.lists import is_old
from opendata_lint.vocabulary import about
from tests.configuration.conftest import Folder


def test_lists(folder: Callable[[Mapping[str, str]], Folder]) -> None:
    told = folder({}).run("--version", "-v")
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("opendata-lint ")
    for source in about():
        assert any(line.split()[:2] == [source.name, source.date] for line in lines)
    assert "SPDX license list" in lines[-1]
    assert folder({}).run("-V").out == lines[0] + "\n"


def test_old_lists() -> None:
    assert not is_old("2026-08-22", date(2027, 8, 22))
    assert is_old("2026-08-22", date(2027, 8, 23))
