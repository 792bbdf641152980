"""Cards and records as entries, from any tree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from opendata_lint.configuration import Configuration
from opendata_lint.registry.index.reading import Entry, Reader, entries
from opendata_lint.registry.index.survey import Survey
from opendata_lint.tree import IndexTree, RevisionTree, Tree, WorkTree
from tests.registry.rivers import card, make_rivers
from tests.repositories import Repository


@pytest.fixture
def rivers(repository: Repository) -> Repository:
    return make_rivers(repository)


def read(tree: Tree) -> dict[str, Entry]:
    """The entries of a tree by id."""
    return {entry.id: entry for entry in entries(tree, Configuration(top=tree.root))}


TREES: list[Callable[[Path], Tree]] = [WorkTree, IndexTree, lambda root: RevisionTree(root, "HEAD")]


@pytest.mark.parametrize("tree", TREES)
def test_what_an_entry_tells(rivers: Repository, tree: Callable[[Path], Tree]) -> None:
    found = read(tree(rivers.path))
    assert list(found) == ["elbe", "oder"]
    elbe = found["elbe"]
    assert elbe.state == "current"
    assert elbe.record
    assert elbe.record.data_digest
    assert elbe.title == "Elbe"
    assert elbe.summary == "Levels of the river at the bridge, an hour a line."
    assert (elbe.license, elbe.licenses) == ("CC-BY-4.0", ("CC-BY-4.0",))
    assert elbe.languages == ("en", "pt-br")
    assert elbe.tasks == ("text-classification",)
    assert elbe.modalities == ("text",)
    assert elbe.tags == ("rivers",)
    assert (elbe.version, elbe.status) == ("1.0.0", "active")
    assert elbe.front_matter["pretty_name"] == "Elbe"
    assert elbe.body.startswith("# Elbe")
    assert "license" in elbe.card().topics


def test_states(rivers: Repository) -> None:
    rivers.write("data/elbe/README.md", card("Elbe", "1.1.0"))
    rivers.stage("data/rhine/README.md", card("Rhine"))
    (rivers.path / "data/oder/README.md").unlink()
    found = read(WorkTree(rivers.path))
    assert {name: entry.state for name, entry in found.items()} == {
        "elbe": "stale",
        "rhine": "unrecorded",
        "oder": "gone",
    }
    assert found["elbe"].version == "1.1.0"
    assert found["oder"].version == "1.0.0"
    assert found["oder"].blob is None
    staged = read(IndexTree(rivers.path))
    assert {name: entry.state for name, entry in staged.items()} == {
        "elbe": "current",
        "oder": "current",
        "rhine": "unrecorded",
    }


def test_an_untracked_card_is_there(rivers: Repository) -> None:
    rivers.write("data/rhine/README.md", card("Rhine"))
    assert read(WorkTree(rivers.path))["rhine"].state == "unrecorded"
    assert "rhine" not in read(IndexTree(rivers.path))


def test_a_card_that_moved_keeps_its_record(rivers: Repository) -> None:
    rivers.git("mv", "data/elbe", "data/elbe-2")
    rivers.stage("opendata-lint.toml", '[[overrides]]\nfiles = ["data/elbe-2/*"]\nid = "elbe"\n')
    found = read(IndexTree(rivers.path))
    assert found["elbe"].path == "data/elbe-2/README.md"
    assert found["elbe"].record
    assert list(found) == ["elbe", "oder"]


def test_what_is_no_card_or_no_record_is_told(rivers: Repository) -> None:
    rivers.stage("src/README.md", "# A program\n\nRun `make install`.\n")
    rivers.stage(".opendata/cards/elbe.json", "{}")
    reader = Reader(Survey(IndexTree(rivers.path), Configuration(top=rivers.path)))
    assert [entry.state for entry in reader.entries()] == ["unrecorded", "current"]
    assert set(reader.refused) == {"src/README.md", ".opendata/cards/elbe.json"}


def test_translations_and_links_are_no_further_cards(rivers: Repository) -> None:
    rivers.stage("data/elbe/README.de.md", card("Elbe"))
    rivers.path.joinpath("data/elbe/DATASET_CARD.md").symlink_to("README.md")
    rivers.git("add", "--all")
    assert list(read(IndexTree(rivers.path))) == ["elbe", "oder"]


def test_several_processes_read_the_same(rivers: Repository) -> None:
    alone = list(entries(IndexTree(rivers.path), Configuration(top=rivers.path), jobs=1))
    assert list(entries(IndexTree(rivers.path), Configuration(top=rivers.path), jobs=2)) == alone


def test_a_clone_without_the_cards_goes_by_the_records(
    rivers: Repository, clean_environment: dict[str, str]
) -> None:
    rivers.write("data/elbe/README.md", card("Elbe", "1.1.0"))
    rivers.git("commit", "--quiet", "--all", "--message", "not on record")
    rivers.git("config", "uploadpack.allowFilter", "true")
    partial = Repository(rivers.path.parent / "partial", clean_environment)
    options = ("--quiet", "--filter=blob:none", "--no-checkout", f"file://{rivers.path}")
    rivers.git("clone", *options, str(partial.path))
    partial.git("sparse-checkout", "set", ".opendata")
    partial.git("checkout", "--quiet", "HEAD")
    partial.git("remote", "remove", "origin")
    partial.git("config", "extensions.partialClone", "gone")
    reader = Reader(Survey(RevisionTree(partial.path, "HEAD"), Configuration(top=partial.path)))
    found = {entry.id: (entry.state, entry.version) for entry in reader.entries()}
    assert found == {"elbe": ("stale", "1.0.0"), "oder": ("current", "1.0.0")}
    assert "this partial clone does not have" in reader.refused["data/elbe/README.md"]


def test_a_card_that_is_passed_over_is_no_card_of_its_record(rivers: Repository) -> None:
    rivers.stage("opendata-lint.toml", 'exclude = ["data/elbe"]\n')
    assert {name: entry.state for name, entry in read(WorkTree(rivers.path)).items()} == {
        "elbe": "gone",
        "oder": "current",
    }
