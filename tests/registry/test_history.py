"""`registry diff`, `log` and `blame`: what Git and the records tell of the past."""

import json
from typing import Any

import pytest

from tests.registry.rivers import card, commit, make_rivers, registry
from tests.repositories import Repository


@pytest.fixture
def rivers(repository: Repository) -> Repository:
    return make_rivers(repository)


@pytest.fixture
def told(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command and returns what it tells as JSON."""

    def ask(*words: str) -> Any:
        capsys.readouterr()
        assert registry(rivers.path, *words, "--format", "json") == 0
        return json.loads(capsys.readouterr().out)

    return ask


def _grow(rivers: Repository) -> None:
    """A new version of one card with more data, another card, and one that goes."""
    rivers.write("data/elbe/levels.csv", "level\n5\n6\n")
    rivers.write("data/elbe/more.csv", "level\n7\n")
    rivers.write("data/elbe/README.md", card("Elbe", "1.1.0", "cc0-1.0"))
    rivers.write("data/rhine/README.md", card("Rhine", "0.1.0"))
    rivers.git("rm", "-rq", "data/oder", ".opendata/cards/oder.json")
    commit(rivers, "grow")


def test_diff_of_two_revisions(rivers: Repository, told: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _grow(rivers)
    changes = {one["id"]: one for one in told("diff", "HEAD~1", "HEAD")["changes"]}
    assert {name: one["change"] for name, one in changes.items()} == {
        "elbe": "changed", "oder": "removed", "rhine": "added",
    }  # fmt: skip
    elbe = changes["elbe"]
    assert elbe["data"] == {"added": 1, "changed": 1, "removed": 0}
    fields = {one["field"]: (one["old"], one["new"]) for one in elbe["fields"]}
    assert fields["version"] == ("1.0.0", "1.1.0")
    assert fields["license"] == ("CC-BY-4.0", "CC0-1.0")
    assert "data_digest" in fields
    assert not elbe["text"]
    assert registry(rivers.path, "diff", "HEAD~1..HEAD") == 0
    text = capsys.readouterr().out
    assert "~ elbe 1.1.0  data/elbe/README.md\n" in text
    assert "    version: 1.0.0 -> 1.1.0\n" in text
    assert "    data: 1 added, 1 changed files\n" in text
    assert text.endswith("1 added, 1 removed, 1 changed\n")


def test_diff_with_files_on_disk_and_with_the_index(rivers: Repository, told: Any) -> None:
    rivers.write("data/elbe/README.md", card("Elbe", "1.0.1"))
    (change,) = told("diff", "HEAD")["changes"]
    assert [one["field"] for one in change["fields"]] == ["version", "state", "profile"][
        : len(change["fields"])
    ]
    assert told("diff", "HEAD", "--staged")["changes"] == []
    assert registry(rivers.path, "diff", "HEAD", "--exit-code") == 1
    assert registry(rivers.path, "diff", "HEAD", "HEAD", "--exit-code") == 0


def test_data_alone_is_a_change(rivers: Repository, told: Any) -> None:
    rivers.write("data/oder/levels.csv", "level\n99\n")
    commit(rivers, "drift", record=False)
    (change,) = told("diff", "HEAD~1", "HEAD")["changes"]
    assert (change["id"], change["fields"]) == ("oder", [])
    assert change["data"] == {"added": 0, "changed": 1, "removed": 0}


def test_a_card_that_moved_with_its_data_is_one_change(rivers: Repository, told: Any) -> None:
    rivers.git("mv", "data/elbe", "elbe")
    commit(rivers, "move")
    (change,) = told("diff", "HEAD~1", "HEAD")["changes"]
    assert [one["field"] for one in change["fields"]] == ["path"]
    assert change["data"] == {"added": 0, "changed": 0, "removed": 0}


def test_a_revision_that_is_not_there(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert registry(rivers.path, "diff", "nowhere") == 2
    assert "there is no revision `nowhere`" in capsys.readouterr().err


def test_log_tells_card_data_and_record(
    rivers: Repository, told: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    _grow(rivers)
    rivers.write("data/elbe/levels.csv", "level\n1\n")
    rivers.write("data/elbe/CITATION.cff", "cff-version: 1.2.0\n")
    commit(rivers, "mend a level", record=False)
    newest, grown, first = told("log", "elbe")["commits"]
    assert (newest["subject"], newest["version"], newest["card"]) == ("mend a level", "1.1.0", None)
    assert newest["data"]["changed"] == 1
    assert newest["exports"]["added"] == 1
    assert newest["record"] == []
    assert (grown["version"], grown["card"], first["card"]) == ("1.1.0", "changed", "added")
    assert [one["field"] for one in grown["fields"]] == ["license", "version"]
    assert {"version", "license", "data_digest"} <= {one["field"] for one in grown["record"]}
    assert registry(rivers.path, "log", "elbe", "--limit", "1") == 0
    told_text = capsys.readouterr()
    assert "1.1.0  mend a level" in told_text.out
    assert "only the newest 1 commits were looked at" in told_text.err


def test_log_of_one_card_leaves_out_the_others(rivers: Repository, told: Any) -> None:
    rivers.write("data/elbe/inner/README.md", card("Inner"))
    rivers.write("data/elbe/inner/x.csv", "x\n1\n")
    commit(rivers, "a card below")
    assert [one["subject"] for one in told("log", "elbe")["commits"]] == ["rivers"]


def test_log_follows_a_card_that_moved_and_finds_one_that_is_gone(rivers: Repository, told: Any) -> None:
    rivers.git("mv", "data/elbe", "elbe")
    commit(rivers, "move")
    _first, second = told("log", "elbe")["commits"]
    assert (_first["card"], second["card"]) == ("moved", "added")
    rivers.git("rm", "-rq", "elbe", ".opendata/cards/elbe.json")
    commit(rivers, "away")
    gone, *_ = told("log", "elbe")["commits"]
    assert (gone["card"], gone["version"]) == ("removed", None)


def test_log_of_what_never_was(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert registry(rivers.path, "log", "elbbe") == 2
    assert "no card has the id `elbbe`, or had it; did you mean `elbe`?" in capsys.readouterr().err
    assert registry(rivers.path, "log", "../x") == 2


@pytest.mark.parametrize("command", ["log", "blame"])
def test_no_commit_yet(command: str, repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert registry(repository.path, command, "elbe") == 2
    assert "there is no commit yet" in capsys.readouterr().err


def test_blame_goes_by_values(rivers: Repository, told: Any, capsys: pytest.CaptureFixture[str]) -> None:
    first = rivers.git("rev-parse", "HEAD").strip()
    rivers.write(
        "data/elbe/README.md", card("Elbe", "1.1.0").replace("license: cc-by-4.0", "license:   'cc-by-4.0'")
    )
    second = commit(rivers, "a version, and quotes")
    rivers.write("data/elbe/README.md", card("Elbe", "1.2.0"))
    facts = {(one["where"], one["field"]): one for one in told("blame", "elbe")["facts"]}
    assert facts["card", "license"]["commit"] == first
    assert facts["card", "version"]["commit"] is None
    assert facts["record", "version"]["commit"] == second
    assert facts["record", "card"]["commit"] == first
    assert ("record", "id") not in facts
    assert registry(rivers.path, "blame", "elbe", "--rev", "HEAD") == 0
    out = capsys.readouterr().out
    assert f"{second[:12]}" in next(
        line for line in out.splitlines() if " card " in line and " version " in line
    )


def test_a_shallow_clone_says_so(
    rivers: Repository, clean_environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _grow(rivers)
    shallow = Repository(rivers.path.parent / "shallow", clean_environment)
    rivers.git("clone", "--quiet", "--depth=1", f"file://{rivers.path}", str(shallow.path))
    assert registry(shallow.path, "log", "elbe") == 0
    assert "the clone is shallow and ends at" in capsys.readouterr().err
    assert registry(shallow.path, "blame", "elbe") == 0
    assert "the clone is shallow" in capsys.readouterr().err


def test_hostile_history_is_shown_harmless(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    rivers.write("data/elbe/README.md", card("Elbe", '"1.0\\e[31m"'))
    rivers.write("data/elbe/a\nb\x1b.csv", "x")
    commit(rivers, "evil \x1b[31m subject", record=False)
    for words in (["log", "elbe"], ["diff", "HEAD~1"], ["blame", "elbe"]):
        assert registry(rivers.path, *words) == 0
        assert "\x1b" not in capsys.readouterr().out
