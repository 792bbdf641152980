"""The life of a card: reviewable changes of its record."""

import json
from typing import Any

import pytest

from tests.registry.released import publish, registry, write_card
from tests.repositories import Repository

RECORD = ".opendata/cards/tides.json"


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def two_cards(repository: Repository) -> Repository:
    write_card(repository, "1.0.0", "datasets/waves")
    publish(repository, "1.0.0", "1\n")
    return repository


def _record(repository: Repository) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((repository.path / RECORD).read_text(encoding="utf-8"))
    return found


def _refused(repository: Repository, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    before = (repository.path / RECORD).read_bytes()
    capsys.readouterr()
    assert registry(*arguments, at=repository) == 1
    assert (repository.path / RECORD).read_bytes() == before
    return capsys.readouterr().err


def test_deprecated_with_a_reason(two_cards: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    head = two_cards.git("rev-parse", "HEAD")
    reason = "gauges\n moved in 2024"
    assert registry("deprecate", "tides", "--because", reason, "--replaced-by", "waves", at=two_cards) == 0
    out = capsys.readouterr().out
    assert f"{RECORD}: tides is deprecated, waves takes its place: gauges moved in 2024" in out
    assert f'git commit --message "tides: deprecated" -- {RECORD}' in out
    found = _record(two_cards)
    assert (found["status"], found["notice"], found["replaced_by"]) == (
        "deprecated", "gauges moved in 2024", "waves",
    )  # fmt: skip
    assert two_cards.git("rev-parse", "HEAD") == head
    assert two_cards.git("diff", "--name-only") == f"{RECORD}\n"
    # Records that are made anew keep it, and are as they should be.
    assert registry("record", "--check", at=two_cards) == 0
    assert registry("deprecate", "tides", at=two_cards) == 0
    assert "is deprecated already; nothing changed" in capsys.readouterr().out
    assert registry("promote", "tides", "active", at=two_cards) == 0
    assert (_record(two_cards)["notice"], _record(two_cards)["replaced_by"]) == (None, None)
    assert two_cards.git("diff", "--name-only") == ""


def test_every_step_that_a_card_takes_and_none_besides(
    two_cards: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    statuses = ("draft", "in_review", "active", "deprecated", "withdrawn")
    may = {
        "draft": {"in_review", "withdrawn"},
        "in_review": {"active", "draft", "withdrawn"},
        "active": {"deprecated", "withdrawn"},
        "deprecated": {"withdrawn", "active"},
        "withdrawn": set(),
    }
    path = two_cards.path / RECORD
    content = path.read_text(encoding="utf-8")
    for one in statuses:
        for other in statuses:
            path.write_text(content.replace('"active"', f'"{one}"'), encoding="utf-8")
            if one == other or other in may[one]:
                assert registry("promote", "tides", other, at=two_cards) == 0
                assert _record(two_cards)["status"] == other
            else:
                told = _refused(two_cards, capsys, "promote", "tides", other)
                assert f"`tides` is {one}" in told
                assert ("git revert" if one == "withdrawn" else "It can be ") in told


def test_replacements_that_replace_nothing(two_cards: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean `waves`?" in _refused(
        two_cards, capsys, "deprecate", "tides", "--replaced-by", "wave"
    )
    assert "no member `acme`" in _refused(two_cards, capsys, "deprecate", "tides", "--replaced-by", "acme:a")
    told = _refused(two_cards, capsys, "deprecate", "tides", "--replaced-by", "tides")
    assert "they cannot replace each other" in told
    assert registry("deprecate", "waves", "--replaced-by", "tides", at=two_cards) == 0
    told = _refused(two_cards, capsys, "deprecate", "tides", "--replaced-by", "waves")
    assert "`waves` is deprecated itself" in told
    assert "empty" in _refused(two_cards, capsys, "deprecate", "tides", "--because", " \n ")
    assert "cannot" not in capsys.readouterr().err
    assert registry("promote", "tides", "active", "--because", "x", at=two_cards) == 2
    two_cards.write("opendata-lint.toml", '[registry.members.acme]\nurl = "file:///x"\nrev = "main"\n')
    assert registry("deprecate", "tides", "--replaced-by", "acme:a", at=two_cards) == 0


def test_records_that_cannot_be_used(two_cards: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert registry("promote", "tide", "draft", at=two_cards) == 2
    assert "did you mean `tides`?" in capsys.readouterr().err
    two_cards.write(RECORD, "{}")
    assert registry("deprecate", "tides", at=two_cards) == 2
    assert "cannot be used" in capsys.readouterr().err
    outside = two_cards.path.parent / "outside.json"
    two_cards.git("checkout", "--", RECORD)
    (two_cards.path / RECORD).rename(outside)
    (two_cards.path / RECORD).symlink_to(outside)
    before = outside.read_bytes()
    assert registry("deprecate", "tides", at=two_cards) == 2
    assert outside.read_bytes() == before
