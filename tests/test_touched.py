"""Which cards a change touches."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from opendata_lint.discovery.touched import touched_cards
from opendata_lint.tree import RevisionTree
from tests.repositories import Repository

FILES = {
    "README.md": "# All\n",
    "birds/README.md": "---\nlicense: mit\n---\nSee [the map](maps/a.png) and `../shared/notes.txt`.\n",
    "birds/data.csv": "a\n",
    "birds/maps/a.png": "x",
    "fish/README.md": "---\nsource_datasets:\n- acme/birds\n---\n",
    "fish/data/x.csv": "a\n",
    "globs/README.md": "---\nconfigs:\n- data_files: parts/*.csv\n---\n",
    "globs/parts/1.csv": "a\n",
    "cards/dataset-card-a.md": "# A\n",
    "cards/dataset-card-b.md": "# B\n",
    "cards/dataset-card-a/x.csv": "a\n",
    "shared/notes.txt": "x",
    "LICENSE": "x",
    ".opendata/cards/fish.json": '{"card": "fish/README.md"}\n',
    ".github/workflows/x.yml": "x",
}


@pytest.fixture
def filled(repository: Repository) -> Repository:
    for name, text in FILES.items():
        repository.write(name, text)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "First")
    return repository


CHANGES: Mapping[str, tuple[Mapping[str, str | None], list[str]]] = {
    "a card": ({"globs/README.md": "# Other\n"}, ["globs/README.md"]),
    "a new card": ({"new/README.md": "# New\n"}, ["new/README.md"]),
    "a source of another card": ({"birds/README.md": "# B\n"}, ["birds/README.md", "fish/README.md"]),
    "data beside a card": ({"birds/data.csv": "b\n"}, ["birds/README.md"]),
    "data below a card": ({"fish/data/new.csv": "b\n"}, ["fish/README.md"]),
    "data of a card among cards": ({"cards/dataset-card-a/x.csv": "b\n"}, ["cards/dataset-card-a.md"]),
    "a file among cards": (
        {"cards/x.txt": "b\n"},
        ["cards/dataset-card-a.md", "cards/dataset-card-b.md"],
    ),
    "a file of no other card": ({"notes.txt": "b\n"}, ["README.md"]),
    "a record": ({".opendata/cards/fish.json": '{"card": "fish/README.md", "x": 1}'}, ["fish/README.md"]),
    "a record that is gone": ({".opendata/cards/fish.json": None}, ["fish/README.md"]),
    "files of tools": ({".github/workflows/x.yml": "y", ".gitignore": "y"}, []),
    "a file that a card links to is gone": ({"birds/maps/a.png": None}, ["birds/README.md"]),
    "a file elsewhere that a card names is gone": (
        {"shared/notes.txt": None},
        ["README.md", "birds/README.md"],
    ),
    "files of a pattern are gone": ({"globs/parts/1.csv": None}, ["globs/README.md"]),
    "a card is gone": ({"birds/README.md": None}, ["fish/README.md"]),
    "the license of all": ({"LICENSE": "y"}, sorted(path for path in FILES if path.endswith(".md"))),
    "nothing": ({}, []),
}


@pytest.mark.parametrize("change", CHANGES)
def test_touched(filled: Repository, change: str) -> None:
    files, expected = CHANGES[change]
    for name, text in files.items():
        if text is None:
            filled.git("rm", "--quiet", "--", name)
        else:
            filled.stage(name, text)
    filled.git("commit", "--quiet", "--allow-empty", "--message", "Second")
    tree = RevisionTree(filled.path, "HEAD")
    assert list(touched_cards(tree, tree.before())) == expected


def test_renamed_card_counts_and_without_anything_before_all_do(filled: Repository) -> None:
    filled.git("mv", "birds", "avians")
    filled.git("commit", "--quiet", "--message", "Second")
    tree = RevisionTree(filled.path, "HEAD")
    assert "avians/README.md" in touched_cards(tree, tree.before())
    first = RevisionTree(filled.path, "HEAD~1")
    assert first.before() is None
    assert len(touched_cards(first, None)) == sum(path.endswith(".md") for path in FILES)


def test_cards_by_a_wish_of_the_configuration(filled: Repository) -> None:
    filled.stage("shared/notes.txt", "y")
    filled.git("commit", "--quiet", "--message", "Second")
    tree = RevisionTree(filled.path, "HEAD")
    found = touched_cards(tree, tree.before(), lambda path: path.endswith(".txt"))
    assert list(found) == ["shared/notes.txt"]


def test_hostile_cards_are_looked_through_in_no_time(filled: Repository) -> None:
    from tests.hostile import CARDS

    for number, make in enumerate(CARDS.values()):
        filled.write(f"h/{number}/README.md", make()[:2_000_000])
    filled.git("add", "--all")
    filled.git("commit", "--quiet", "--message", "Hostile")
    filled.git("rm", "--quiet", "-r", "birds/maps", "fish/data")
    filled.git("commit", "--quiet", "--message", "Gone")
    tree = RevisionTree(filled.path, "HEAD")
    assert list(touched_cards(tree, tree.before())) == ["birds/README.md", "fish/README.md"]
