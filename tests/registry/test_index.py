"""The index: current, made from what changed, safe with several at once; the questions to it."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.cli import main
from opendata_lint.configuration import Configuration
from opendata_lint.registry.index import schema
from opendata_lint.registry.index.asking import match_expression
from opendata_lint.registry.index.opening import default_place, opened
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.tree import IndexTree, RevisionTree, Tree, WorkTree
from tests.conftest import ROOT
from tests.registry.rivers import card, commit, make_rivers, registry
from tests.repositories import Repository


@pytest.fixture
def rivers(repository: Repository) -> Repository:
    return make_rivers(repository)


def build(tree: Tree, **options: bool) -> tuple[int | None, list[str], dict[str, tuple[Any, ...]]]:
    """How many files were read for an index, None where it was current; what was told; what is in it."""
    told: list[str] = []
    configuration = Configuration(top=tree.root, tree=None if isinstance(tree, WorkTree) else tree)
    with opened(tree, configuration, default_place(tree.root), told.append, **options) as index:
        rows = index.connection.execute("SELECT id, state, version, path FROM cards ORDER BY id, path")
        found = {row[0]: row[1:] for row in rows}
        if schema.has_search(index.connection):
            index.connection.execute("SELECT count(*) FROM search WHERE search MATCH 'river'").fetchone()
    return index.filled.read if index.filled else None, told, found


@pytest.fixture
def ask(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs a command and returns what it tells as JSON."""

    def run(*words: str) -> Any:
        capsys.readouterr()
        assert registry(rivers.path, *words, "--format", "json") == 0
        return json.loads(capsys.readouterr().out)

    return run


TREES: list[Callable[[Path], Tree]] = [WorkTree, IndexTree, lambda root: RevisionTree(root, "HEAD")]


@pytest.mark.parametrize("tree", TREES)
def test_only_what_changed_is_read(rivers: Repository, tree: Callable[[Path], Tree]) -> None:
    assert build(tree(rivers.path))[0] == 4
    assert build(tree(rivers.path))[0] is None
    rivers.write("data/elbe/README.md", card("Elbe", "1.1.0"))
    rivers.write("notes.txt", "nothing of ours")
    commit(rivers, "more")
    read, _, found = build(tree(rivers.path))
    assert read == 2
    assert found["elbe"][:2] == ("current", "1.1.0")
    assert found["oder"][:2] == ("current", "1.0.0")
    assert build(tree(rivers.path))[0] is None


def _mutations(rivers: Repository) -> list[Callable[[], object]]:
    root = rivers.path
    return [
        lambda: rivers.write("data/elbe/README.md", card("Elbe", "2.0.0")),
        lambda: rivers.write("data/rhine/README.md", card("Rhine")),
        (root / "data/oder/README.md").unlink,
        (root / ".opendata/cards/elbe.json").unlink,
        lambda: (root / "data/elbe").rename(root / "data/elbe-2"),
        lambda: registry(root, "record"),
        lambda: rivers.write("opendata-lint.toml", '[[overrides]]\nfiles = ["data/elbe-2/*"]\nid = "labe"\n'),
        lambda: rivers.write("data/weser/README.md", card("Weser").replace("tags:", "id: rhine\ntags:")),
        lambda: registry(root, "record"),
        lambda: rivers.write(".opendata/cards/rhine.json", "{}"),
        (root / "opendata-lint.toml").unlink,
        lambda: rivers.write("data/rhine/README.md", "# A program\n\nRun `make`.\n"),
    ]


def test_an_index_that_grew_is_one_that_was_made_anew(rivers: Repository) -> None:
    build(WorkTree(rivers.path))
    for number, mutate in enumerate(_mutations(rivers)):
        mutate()
        rivers.git("add", "--all")
        grown = build(WorkTree(rivers.path))[2]
        assert grown == build(WorkTree(rivers.path), anew=True)[2], number


def test_trees_take_turns(rivers: Repository) -> None:
    rivers.write("data/elbe/README.md", card("Elbe", "1.1.0"))
    assert build(WorkTree(rivers.path))[2]["elbe"][:2] == ("stale", "1.1.0")
    assert build(RevisionTree(rivers.path, "HEAD"))[2]["elbe"][:2] == ("current", "1.0.0")
    assert build(WorkTree(rivers.path))[2]["elbe"][:2] == ("stale", "1.1.0")


def test_a_bare_repository(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    bare = rivers.path.parent / "bare.git"
    rivers.git("clone", "--quiet", "--bare", str(rivers.path), str(bare))
    assert registry(bare, "list", "--rev", "main") == 0
    assert (bare / "opendata/index.sqlite").is_file()
    assert registry(bare, "list") == 2
    assert "name a revision, as in --rev HEAD" in capsys.readouterr().err


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, None])
def test_a_damaged_index_is_made_anew(
    rivers: Repository, damage: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert registry(rivers.path, "build") == 0
    place = default_place(rivers.path)
    data = place.read_bytes()
    place.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192) if damage is None else damage)
    capsys.readouterr()
    assert registry(rivers.path, "list") == 0
    told = capsys.readouterr()
    assert "elbe" in told.out
    assert ("damaged" in told.err) == bool(damage != b"")
    assert build(WorkTree(rivers.path))[0] is None


def test_an_index_of_another_version_is_made_anew(rivers: Repository) -> None:
    build(WorkTree(rivers.path))
    with sqlite3.connect(default_place(rivers.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert build(WorkTree(rivers.path))[0] == 4


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such rights here")
def test_a_git_folder_that_cannot_be_written(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    place = default_place(rivers.path)
    place.parent.write_bytes(b"")  # root may write where the mode forbids it, but not below a file
    assert registry(rivers.path, "list") == 0
    assert "elbe" in capsys.readouterr().out
    assert registry(rivers.path, "build") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert stat.S_ISREG(place.parent.stat().st_mode)


def test_a_reader_goes_on_while_others_build(rivers: Repository) -> None:
    tree = WorkTree(rivers.path)
    with opened(tree, Configuration(top=tree.root), default_place(tree.root), print) as index:
        commands = []
        for version in ("3.0.0", "4.0.0"):
            rivers.write("data/elbe/README.md", card("Elbe", version))
            words = [sys.executable, "-m", "opendata_lint", "registry", "build", "--repo", str(rivers.path)]
            environment = dict(rivers.environment) | {"PYTHONPATH": str(ROOT)}
            commands.append(subprocess.Popen(words, env=environment, stdout=subprocess.PIPE))
        for command in commands:
            assert b"2 cards" in command.communicate()[0]
            assert command.returncode == 0
        assert index.connection.execute("SELECT version FROM cards WHERE id = 'elbe'").fetchone() == (
            "1.0.0",
        )
    assert build(WorkTree(rivers.path))[2]["elbe"][1] == "4.0.0"
    assert [path.name for path in default_place(rivers.path).parent.iterdir()] == ["index.sqlite"]


def test_build_into_a_file(rivers: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out" / "index.sqlite"
    assert registry(rivers.path, "build", "--output", str(file), "--staged") == 0
    assert "2 cards, 4 files read" in capsys.readouterr().out
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT id, licenses FROM catalog").fetchall() == [
        ("elbe", "CC-BY-4.0"), ("oder", "CC-BY-4.0"),
    ]  # fmt: skip
    connection.close()
    assert not default_place(rivers.path).exists()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["elbe", "oder", "rhine"]),
        (["--license", "mit"], ["rhine"]),
        (["--license", "CC0-1.0,MIT"], ["rhine"]),
        (["--language", "en", "--license", "cc-by-4.0"], ["elbe", "oder"]),
        (["--language", "pt"], ["elbe", "oder", "rhine"]),
        (
            ["--modality", "text", "--tag", "rivers", "--task", "text-classification"],
            ["elbe", "oder", "rhine"],
        ),
        (["--status", "active"], ["elbe", "oder"]),
        (["--state", "unrecorded"], ["rhine"]),
        (["--kind", "model"], []),
        (["--passing"], []),
        (["--no-passing", "--state", "current"], ["elbe", "oder"]),
    ],
)
def test_filters(rivers: Repository, ask: Any, words: list[str], found: list[str]) -> None:
    rivers.write("data/rhine/README.md", card("Rhine", license="mit"))
    assert [one["id"] for one in ask("list", *words)["cards"]] == found


def test_a_word_that_no_card_has_is_told(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert registry(rivers.path, "list", "--tag", "river") == 0
    assert "no card has the tag `river`; did you mean `rivers`?" in capsys.readouterr().err
    assert registry(rivers.path, "list", "--status", "activ") == 2
    assert "did you mean `active`?" in capsys.readouterr().err


def test_show(rivers: Repository, ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    rivers.write("data/delta/README.md", card("Delta").replace("tags:", "source_datasets: [elbe]\ntags:"))
    commit(rivers, "a delta")
    (elbe,) = ask("show", "elbe")["cards"]
    assert elbe["used_by"] == [{"id": "delta", "relation": "derivedFrom"}]
    assert elbe["versions"] == {"card": "1.0.0", "record": "1.0.0"}
    assert elbe["data"] == ["data/elbe"]
    assert elbe["front_matter"]["tags"] == ["rivers"]
    assert registry(rivers.path, "show", "delta") == 0
    assert "derivedFrom" in capsys.readouterr().out
    assert registry(rivers.path, "show", "elb") == 2
    assert "no card has the id `elb`; there are delta, elbe, oder" in capsys.readouterr().err


def test_search(rivers: Repository, ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    rivers.write("data/rhine/README.md", card("Rhine") + "\nSalmon came back to the weirs.\n")
    assert [one["id"] for one in ask("search", "elbe")["cards"]] == ["elbe"]
    (rhine,) = ask("search", "salm*", "weir")["cards"]
    assert "Salmon came back" in rhine["snippet"]
    assert ask("search", '"back came"')["cards"] == []
    assert [one["id"] for one in ask("search", "river", "--state", "unrecorded")["cards"]] == ["rhine"]
    assert len(ask("search", "river", "--limit", "2")["cards"]) == 2
    assert registry(rivers.path, "search", "salmon") == 0
    assert "rhine  Rhine\n" in capsys.readouterr().out
    assert registry(rivers.path, "search", "* - ()") == 2


@pytest.mark.parametrize(
    "text", ['a" OR "b', "NEAR(a b)", "title:x", "a AND NOT b", '"', "x" * 5000, "\0a", "-x"]
)
def test_what_is_typed_is_never_an_operator(rivers: Repository, text: str) -> None:
    tree = IndexTree(rivers.path)
    with opened(tree, Configuration(top=tree.root), default_place(tree.root), print) as index:
        try:
            expression = match_expression([text])
        except RegistryFault:
            return
        index.connection.execute("SELECT 1 FROM search WHERE search MATCH ?", (expression,)).fetchall()


def test_query(rivers: Repository, ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    told = ask("query", "SELECT id, license FROM catalog ORDER BY 1", "--limit", "1")
    assert told == {
        "format": 1, "columns": ["id", "license"], "cut": True,
        "rows": [{"id": "elbe", "license": "CC-BY-4.0"}],
    }  # fmt: skip
    assert ask("query", "SELECT json_extract(json, '$.version') AS v FROM front_matter")["rows"][0] == {
        "v": "1.0.0"
    }
    assert registry(rivers.path, "query", "SELECT x'00ff' AS bytes", "--format", "jsonl") == 0
    assert capsys.readouterr().out == '{"bytes": "00ff"}\n'


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("DELETE FROM cards", "can only be read"),
        ("ATTACH 'other.sqlite' AS other", "can only be read"),
        ("PRAGMA user_version = 3", "can only be read"),
        ("PRAGMA writable_schema = 1", "can only be read"),
        ("CREATE TEMP TABLE x (y)", "can only be read"),
        ("VACUUM INTO 'other.sqlite'", "can only be read"),
        ("SELECT load_extension('other')", "not authorized"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("SELECT * FROM nowhere", "no such table"),
        ("SELECT length(zeroblob(1000000000))", "too big"),
        ("SELECT", "cannot be run"),
        (
            "WITH RECURSIVE t (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT count(*) FROM t",
            "longer than",
        ),
    ],
)
def test_a_query_that_is_refused(
    rivers: Repository, query: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = default_place(rivers.path)
    assert registry(rivers.path, "build") == 0
    before = place.read_bytes()
    capsys.readouterr()
    assert registry(rivers.path, "query", query, "--timeout", "0.3") == 2
    told = capsys.readouterr()
    assert why in told.err
    assert told.out == ""
    assert place.read_bytes() == before
    assert not (rivers.path / "other.sqlite").exists()


def test_without_full_text_search_all_else_works(
    rivers: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(schema, "_SEARCH", "CREATE VIRTUAL TABLE search USING no_such_module (x)")
    assert registry(rivers.path, "list") == 0
    rivers.write("data/elbe/README.md", card("Elbe", "1.1.0"))
    assert registry(rivers.path, "list") == 0
    assert registry(rivers.path, "search", "elbe") == 2
    assert "without full-text search" in capsys.readouterr().err


def test_hostile_cards_are_shown_harmless(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    evil = '"\\e[2J\\u202e \\ud800 \\0"'
    text = card("Evil").replace("pretty_name: Evil", f"pretty_name: {evil}\nx: [.nan, {'9' * 400}, {evil}]")
    rivers.write("data/evil\nname\x1b/README.md", text.replace("tags: [rivers]", f"tags: [{evil}]"))
    for words in (
        ["list"],
        ["search", "river"],
        ["query", "SELECT * FROM catalog"],
        ["list", "--format", "json"],
    ):
        assert registry(rivers.path, *words) == 0
        out = capsys.readouterr().out
        assert not {"\x1b", "\u202e", "\0"}.intersection(out)


def test_jsonl_is_a_line_a_card(rivers: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert registry(rivers.path, "list", "--format", "jsonl") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["elbe", "oder"]


def test_outside_of_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["registry", "list", "--repo", str(tmp_path)]) == 2
    assert "this folder is in none" in capsys.readouterr().err
