"""Data, card, version and record that move, alone or together: one fault is told once."""

from __future__ import annotations

import json

import pytest

from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.settings import CardEntry, RegistrySettings, Settings, load_profile
from opendata_lint.tree import IndexTree, OverlayTree, RevisionTree, UnknownTree, WorkTree
from tests.registry.conftest import CardRepository
from tests.registry.judging import codes, judged
from tests.rules.examples import BASES

TIDES = "data/tides/README.md"
RECORD = ".opendata/cards/tides.json"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{:064x}\nsize 12345\n"


@pytest.fixture
def tides(cards: CardRepository) -> CardRepository:
    """A card with data, on record at version 1.2.0, committed."""
    cards.add_card("data/tides", "version: 1.2.0")
    cards.record()
    cards.commit("Tides")
    return cards


def test_nothing_moved(tides: CardRepository) -> None:
    assert codes(tides, TIDES) == []


def test_data_without_card(tides: CardRepository) -> None:
    tides.stage("data/tides/levels.nc", "other")
    (finding,) = judged(tides, TIDES)
    assert finding.code == "REG001"
    assert "1 file changed (levels.nc)" in finding.message
    assert "`opendata-lint registry bump tides`" in (finding.hint or "")
    assert [related.path for related in finding.related] == [RECORD]
    assert codes(IndexTree(tides.path), TIDES) == ["REG001"]


def test_record_does_not_excuse_the_card(tides: CardRepository) -> None:
    tides.stage("data/tides/levels.nc", "other")
    tides.record()
    assert codes(tides, TIDES) == ["REG001"]


def test_committed_without_any_check(tides: CardRepository) -> None:
    tides.stage("data/tides/levels.nc", "other")
    tides.commit("Data alone")
    assert codes(tides, TIDES) == ["REG001"], "by the record in the tree"
    tree = RevisionTree(tides.path, "HEAD")
    assert codes(tree, TIDES) == ["REG001"]
    tides.commit("Something else")
    (finding,) = judged(RevisionTree(tides.path, "HEAD"), TIDES)
    assert "1 file changed (levels.nc)" in finding.message, "found in the commit that was recorded"


def test_base_of_a_range_counts(tides: CardRepository) -> None:
    base = tides.git("rev-parse", "HEAD").strip()
    tides.stage("data/tides/levels.nc", "other")
    tides.record()
    tides.commit("Data and record")
    assert codes(RevisionTree(tides.path, "HEAD"), TIDES) == ["REG001"]
    tides.commit("Something else")
    assert codes(RevisionTree(tides.path, "HEAD"), TIDES) == []
    assert codes(RevisionTree(tides.path, "HEAD", base), TIDES) == ["REG001"]


def test_what_is_not_staged_is_not_judged(tides: CardRepository) -> None:
    tides.write("data/tides/levels.nc", "other")
    assert codes(tides, TIDES) == []
    tides.git("add", "--all")
    tides.write(TIDES, "# Being written\n")
    assert codes(tides, TIDES) == []
    assert codes(IndexTree(tides.path), TIDES) == ["REG001"]
    overlay = OverlayTree(WorkTree(tides.path), TIDES, (tides.path / TIDES).read_bytes())
    assert codes(overlay, TIDES) == []


def test_card_alone(tides: CardRepository) -> None:
    tides.add_card("data/tides", "version: 1.2.0", "contact: mara", data=None)
    assert codes(tides, TIDES) == ["REG004"]
    tides.record()
    assert codes(tides, TIDES) == []


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("1.2.0", "the version is still 1.2.0"),
        ("1.2.1", "went from 1.2.0 to 1.2.1"),
        ("1.3.0", "went from 1.2.0 to 1.3.0"),
        ("1.1.0", "went down from 1.2.0 to 1.1.0"),
        ("2.0.0", None),
        ("final", None),
    ],
)
def test_version_for_changed_data(version: str, told: str | None, tides: CardRepository) -> None:
    tides.add_card("data/tides", f"version: {version}", "contact: mara", data="other")
    tides.record()
    found = judged(tides, TIDES)
    assert [finding.code for finding in found] == (["REG002"] if told else [])
    if told:
        assert told in found[0].message
        assert "asks for a major bump (1 file changed (levels.nc)" in found[0].message
        assert found[0].pointer == "/version"


def test_version_that_is_not_kept(cards: CardRepository) -> None:
    cards.add_card("data/tides")
    cards.record()
    cards.commit()
    cards.add_card("data/tides", "contact: mara", data="other")
    cards.record()
    assert codes(cards, TIDES) == []


def test_renamed_files_ask_for_a_patch(tides: CardRepository) -> None:
    tides.git("mv", "data/tides/levels.nc", "data/tides/all.nc")
    tides.add_card("data/tides", "version: 1.2.1", data=None)
    tides.record()
    assert codes(tides, TIDES) == []


def test_moved_folder_is_the_same_data(tides: CardRepository) -> None:
    tides.git("mv", "data", "sets")
    tides.record()
    assert codes(tides, "sets/tides/README.md") == []


def test_large_files_count_by_their_pointers(tides: CardRepository) -> None:
    tides.add_card("data/tides", "version: 1.3.0", data=None)
    tides.stage("data/tides/waves.parquet", POINTER.format(1))
    tides.record()
    tides.commit("Large")
    assert codes(RevisionTree(tides.path, "HEAD"), TIDES) == []
    tides.stage("data/tides/waves.parquet", POINTER.format(2))
    (finding,) = judged(tides, TIDES)
    assert (finding.code, "waves.parquet" in finding.message) == ("REG001", True)


def test_intent_lowers_what_is_asked(tides: CardRepository) -> None:
    tides.add_card("data/tides", "version: 1.2.1", data="other")
    tides.stage(".opendata/changes/a.md", "---\ntides: patch\n---\nSaved anew; the values are the same.\n")
    tides.record()
    assert codes(tides, TIDES) == []
    tides.stage(".opendata/changes/a.md", "---\ntides: patch\n---\n")
    (finding,) = judged(tides, TIDES)
    assert ".opendata/changes/a.md does not count, as it gives no reason" in finding.message


def test_live_data_moves_by_itself(cards: CardRepository) -> None:
    cards.add_card("data/tides", "version: 1.2.0")
    cards.stage("data/tides/croissant.json", '{"isLiveDataset": true}')
    cards.record()
    cards.commit()
    cards.stage("data/tides/levels.nc", "other")
    assert codes(cards, TIDES) == ["REG004"]
    cards.record()
    assert codes(cards, TIDES) == []


def test_descriptor_is_no_data(tides: CardRepository) -> None:
    tides.stage("data/tides/croissant.json", "{}")
    assert codes(tides, TIDES) == ["REG004"]


def test_version_for_nothing(tides: CardRepository) -> None:
    tides.add_card("data/tides", "version: 1.3.0")
    tides.record()
    assert codes(tides, TIDES) == ["REG003"]
    tides.add_card("data/tides", "version: 1.3.0", "contact: mara")
    tides.record()
    assert codes(tides, TIDES) == []


@pytest.mark.parametrize(("old", "new"), [("1.0.0-rc.1", "1.0.0"), ("2.0.0", "1.0.0"), ("final", "last")])
def test_versions_that_are_not_raised_for_nothing(old: str, new: str, cards: CardRepository) -> None:
    cards.add_card("data/tides", f"version: {old}")
    cards.record()
    cards.commit()
    cards.add_card("data/tides", f"version: {new}")
    cards.record()
    assert codes(cards, TIDES) == []


@pytest.mark.parametrize("form", ["card/tides/v{}", "tides@v{}"])
def test_released_version(form: str, tides: CardRepository) -> None:
    tides.git("tag", "-a", form.format("1.2.0"), "-m", "Tides")
    tides.commit("Something else")
    assert codes(tides, TIDES) == []
    tides.add_card("data/tides", "version: 1.2.0", "contact: mara", data="other")
    tides.record()
    assert codes(tides, TIDES) == ["REG005"]
    tides.commit("Released otherwise")
    tides.commit("Something else")
    assert codes(tides, TIDES) == ["REG005"]
    tides.add_card("data/tides", "version: 2.0.0", "contact: mara", data="other")
    tides.record()
    assert codes(tides, TIDES) == []


def test_tags_that_are_no_releases(tides: CardRepository) -> None:
    tides.git("tag", "card/tides/v1.2.0")
    tides.git("tag", "-a", "card/waves/v1.2.0", "-m", "x")
    tides.git("tag", "-a", "other", "-m", "x")
    tides.add_card("data/tides", "version: 1.2.0", "contact: mara", data="other")
    tides.record()
    assert codes(tides, TIDES) == ["REG002"]


def test_first_commit(cards: CardRepository) -> None:
    cards.add_card("data/tides", "version: 1.2.0")
    cards.record()
    assert codes(cards, TIDES) == []
    cards.commit()
    assert codes(RevisionTree(cards.path, "HEAD"), TIDES) == []


def test_registry_that_begins_in_an_old_repository(cards: CardRepository) -> None:
    cards.add_card("data/tides", "version: 1.2.0")
    cards.commit()
    cards.record()
    assert codes(cards, TIDES) == []
    cards.stage("data/tides/levels.nc", "other")
    (finding,) = judged(cards, TIDES)
    assert (finding.code, "levels.nc" in finding.message) == ("REG001", True)


def test_merge(tides: CardRepository) -> None:
    tides.git("checkout", "-q", "-b", "waves")
    tides.add_card("data/waves", "version: 1.0.0")
    tides.record()
    tides.commit("Waves")
    tides.git("checkout", "-q", "main")
    tides.add_card("data/tides", "version: 2.0.0", data="other")
    tides.record()
    tides.commit("Tides")
    tides.git("merge", "-q", "--no-edit", "waves")
    for path in (TIDES, "data/waves/README.md"):
        assert codes(RevisionTree(tides.path, "HEAD"), path) == []
        assert codes(tides, path) == []
    assert tides.opendata_lint("registry", "record", "--check")[0] == 0


def test_new_card_below_a_card(cards: CardRepository) -> None:
    cards.add_card("", "id: all")
    cards.record()
    cards.commit()
    cards.add_card("gauges")
    assert codes(cards, "README.md") == ["REG004"], "not data that moved: it has a card of its own"
    assert codes(cards, "gauges/README.md") == ["REG004"]
    cards.record()
    assert codes(cards, "README.md") == []
    assert codes(cards, "gauges/README.md") == []


def test_edited_record(tides: CardRepository) -> None:
    fields = json.loads((tides.path / RECORD).read_bytes())
    tides.stage(RECORD, json.dumps(fields | {"license": "MIT"}, indent=2, sort_keys=True) + "\n")
    (finding,) = judged(tides, TIDES)
    assert "license is `CC-BY-4.0`, on record `MIT`" in finding.message
    tides.stage(RECORD, json.dumps(fields))
    (finding,) = judged(tides, TIDES)
    assert "not written as the program writes it" in finding.message
    tides.stage(RECORD, "<<<<<<< HEAD\n")
    (finding,) = judged(tides, TIDES)
    assert "cannot be used" in finding.message


def test_card_on_its_own_is_in_no_registry(tides: CardRepository) -> None:
    settings = Settings(load_profile("default")).choosing(select=["REG"])
    card = Card(b"---\nversion: 1\nsha256: TODO\n---\n# T\n", "README.md", "dataset")
    assert not lint_card(card, UnknownTree(), settings, "README.md").findings


def test_the_command(tides: CardRepository) -> None:
    assert tides.opendata_lint("registry", "check")[0] == 0
    tides.stage("data/tides/levels.nc", "other")
    for look in ([], ["--staged"]):
        code, told = tides.opendata_lint("registry", "check", "--output-format", "concise", *look)
        assert code == 1
        assert "data/tides/README.md" in told
        assert "REG001" in told
    assert tides.opendata_lint("registry", "check", "--rev", "HEAD")[0] == 0
    assert tides.opendata_lint("registry", "check", "--exit-zero")[0] == 0
    assert tides.opendata_lint("registry", "check", "--config", 'ignore = ["REG001"]')[0] == 0
    code, told = tides.opendata_lint("registry", "check", "--rev", "nowhere")
    assert code == 2
    assert tides.opendata_lint("registry", "check", "--rev", "HEAD", "--staged")[0] == 2


def test_a_record_whose_card_is_gone_fails(tides: CardRepository) -> None:
    tides.git("rm", "-rq", "data/tides")
    code, told = tides.opendata_lint("registry", "check", "--staged")
    assert code == 1
    assert f"{RECORD} is of no card: {TIDES} is gone" in told
    assert tides.opendata_lint("registry", "check", "--staged", "--exit-zero")[0] == 0
    tides.record()
    assert tides.opendata_lint("registry", "check", "--staged")[0] == 0


def test_what_is_not_judged_is_told(tides: CardRepository) -> None:
    tides.write("data/tides/levels.nc", "other")
    code, told = tides.opendata_lint("registry", "check")
    assert code == 0
    assert "not judged, as there are changes that are not staged: tides; `git add` them" in told
    assert "not judged" not in tides.opendata_lint("registry", "check", "--staged")[1]


def test_only_rules_of_the_registry_speak(tides: CardRepository) -> None:
    tides.stage("data/waves/README.md", "---\nlicense: unknown\n---\n# Waves\n")
    _, told = tides.opendata_lint("registry", "check", "--output-format", "json")
    assert {finding["code"] for finding in json.loads(told)["findings"]} == {"REG004"}


def test_moved_card_is_told_of_its_place_alone(tides: CardRepository) -> None:
    tides.add_card("data/tides/hourly", "id: hourly")
    tides.record()
    tides.commit()
    tides.git("mv", "data/tides/hourly", "data/hourly")
    (finding,) = judged(tides, "data/hourly/README.md")
    assert finding.code == "REG004"
    assert finding.message == (
        "the record of `hourly` is of the card at `data/tides/hourly/README.md`, "
        "and the card is at `data/hourly/README.md`"
    )


def test_a_repository_that_keeps_no_records(cards: CardRepository) -> None:
    cards.add_card("data/tides")
    code, told = cards.opendata_lint("registry", "check")
    assert (code, "no card is on record in .opendata/cards" in told) == (0, True)
    assert "on record" not in cards.opendata_lint("check", "--output-format", "concise")[1]


def test_other_paths_by_configuration_are_no_change_of_data(tides: CardRepository) -> None:
    none = RegistrySettings(cards=(("tides", CardEntry(data=())),))
    (finding,) = judged(tides, TIDES, none)
    assert finding.code == "REG004"
    assert "data is `none`, on record `data/tides`" in finding.message
    tides.stage("opendata-lint.toml", "[registry.cards.tides]\ndata = []\n")
    tides.record()
    assert codes(tides, TIDES, none) == []


def test_source_that_was_renamed_is_told(tides: CardRepository) -> None:
    tides.stage("data/hourly/README.md", BASES["dataset"].replace("- original\n", "- tides\n"))
    tides.record()
    tides.commit()
    assert judged(tides, "data/hourly/README.md") == []
    tides.git("mv", "data/tides", "data/waves")
    tides.record()
    (finding,) = judged(tides, "data/hourly/README.md")
    assert finding.code == "REG010"
    assert finding.message == "`tides` was on record before and is not any more"
    assert finding.hint == "name `waves`, which has the same data"
