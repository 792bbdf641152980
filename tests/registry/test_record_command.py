"""`opendata-lint registry record`, as people use it."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from tests.registry.conftest import CardRepository

TIDES = ".opendata/cards/tides.json"


@pytest.fixture
def tides(cards: CardRepository) -> CardRepository:
    """A repository with one card on record, committed."""
    cards.add_card("data/tides", "version: 1.0.0")
    cards.record()
    cards.commit()
    return cards


def test_new_renewed_current_dropped(cards: CardRepository) -> None:
    cards.add_card("data/tides", "version: 1.0.0")
    told = cards.record()
    assert f"{TIDES} new: dataset, version 1.0.0, CC-BY-4.0, passes default" in told
    assert "1 record written, 0 were current" in told
    assert "0 records written, 1 was current" in cards.record()
    cards.add_card("data/tides", "version: 1.1.0")
    assert f"{TIDES} renewed" in cards.record()
    cards.git("rm", "-rqf", "data/tides")
    cards.add_card("data/waves")
    assert f"{TIDES} dropped" in cards.record()
    assert [file.name for file in (cards.path / ".opendata/cards").iterdir()] == ["waves.json"]


def test_what_is_recorded(tides: CardRepository) -> None:
    fields = json.loads((tides.path / TIDES).read_bytes())
    assert fields["card"] == "data/tides/README.md"
    assert fields["card_digest"] == "swh:1:cnt:" + tides.git("rev-parse", "HEAD:data/tides/README.md").strip()
    assert fields["data"] == ["data/tides"]
    assert fields["license"] == "CC-BY-4.0"
    assert fields["version"] == "1.0.0"
    assert fields["profile"] == "default"
    assert fields["status"] == "active"


def test_configured_data_counts_from_the_first_record(cards: CardRepository) -> None:
    cards.stage("opendata-lint.toml", '[registry.cards.tides]\ndata = ["raw/tides"]\n')
    cards.stage("raw/tides/levels.nc", "level\n1\n")
    cards.add_card("data/tides", data=None)
    cards.record()
    fields = json.loads((cards.path / TIDES).read_bytes())
    assert fields["data"] == ["raw/tides"]
    cards.commit()
    assert fields["data_digest"] == "swh:1:dir:" + cards.git("rev-parse", "HEAD:raw/tides").strip()
    assert "0 records written, 1 was current" in cards.record()


def test_what_people_decided_stays(tides: CardRepository) -> None:
    fields = json.loads((tides.path / TIDES).read_bytes())
    fields |= {"status": "deprecated", "notice": "Gauge moved.", "replaced_by": "waves"}
    tides.write(TIDES, json.dumps(fields))
    tides.record()
    kept = json.loads((tides.path / TIDES).read_bytes())
    assert (kept["status"], kept["notice"], kept["replaced_by"]) == ("deprecated", "Gauge moved.", "waves")


def test_check_writes_nothing(tides: CardRepository) -> None:
    assert tides.opendata_lint("registry", "record", "--check") == (0, "1 record current\n")
    tides.stage("data/tides/levels.nc", "level\n2\n")
    code, told = tides.opendata_lint("registry", "record", "--check")
    assert code == 1
    assert f"{TIDES} is not current (card data/tides/README.md)" in told
    assert "Run `opendata-lint registry record`" in told
    assert not tides.git("diff", "--name-only")


def test_staged_is_not_what_is_on_disk(tides: CardRepository) -> None:
    tides.write("data/tides/levels.nc", "level\n2\n")
    assert tides.opendata_lint("registry", "record", "--check", "--staged")[0] == 0
    assert tides.opendata_lint("registry", "record", "--check")[0] == 1
    code, told = tides.opendata_lint("registry", "record", "--staged")
    assert code == 2
    assert "--check" in told


def test_any_revision(tides: CardRepository) -> None:
    tides.stage("data/tides/levels.nc", "level\n2\n")
    tides.commit()
    bare = tides.path.parent / "bare.git"
    tides.git("clone", "-q", "--bare", ".", str(bare))
    for folder in (".", str(bare)):
        for revision, expected in (("HEAD~1", 0), ("HEAD", 1)):
            look = ("--check", "--rev", revision, "--repo", folder)
            assert tides.opendata_lint("registry", "record", *look)[0] == expected
    assert tides.opendata_lint("registry", "record", "--rev", "HEAD")[0] == 2
    code, told = tides.opendata_lint("registry", "record", "--check", "--rev", "nowhere")
    assert code == 2
    assert "no revision `nowhere`" in told


def test_untracked_card_is_told(cards: CardRepository) -> None:
    cards.write("data/tides/README.md", "---\nlicense: mit\n---\n# Tides\n")
    code, told = cards.opendata_lint("registry", "record")
    assert code == 0
    assert "data/tides/README.md: not in Git" in told
    assert "`git add` it first" in told
    assert not (cards.path / ".opendata").exists()
    assert cards.opendata_lint("registry", "record", "--check")[0] == 1
    told = cards.opendata_lint("registry", "record", "tides")[1]
    assert "(data/tides/README.md is not in Git yet; `git add` it)" in told


def test_translation_has_no_record(tides: CardRepository) -> None:
    tides.stage("data/tides/README.es.md", "---\nlicense: mit\nlanguage: es\n---\n# Mareas\n")
    assert "0 records written, 1 was current" in tides.record()


def test_two_cards_of_one_id(tides: CardRepository) -> None:
    tides.add_card("other/tides")
    code, told = tides.opendata_lint("registry", "record")
    assert code == 2
    assert "2 cards have the id `tides`: data/tides/README.md, other/tides/README.md" in told
    assert "another `id` in its front matter" in told


def test_chosen_cards(tides: CardRepository) -> None:
    tides.add_card("data/waves")
    tides.add_card("data/tides", "version: 2.0.0")
    tides.stage("data/gusts/README.md", "---\nlicense: nonsense\n---\n# Dataset Card for Gusts\n")
    assert "1 record written, 0 were current" in tides.record("waves")
    assert json.loads((tides.path / ".opendata/cards/waves.json").read_bytes())["profile"] == "default"
    assert not (tides.path / ".opendata/cards/gusts.json").exists()
    assert json.loads((tides.path / TIDES).read_bytes())["version"] == "1.0.0"
    code, told = tides.opendata_lint("registry", "record", "tide")
    assert code == 2
    assert "no card in Git has the id `tide`; did you mean `tides`?" in told


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"{}\n" * 500_000])
def test_unreadable_record_is_replaced(data: bytes, tides: CardRepository) -> None:
    right = (tides.path / TIDES).read_bytes()
    tides.write(TIDES, data)
    assert tides.opendata_lint("registry", "record", "--check")[0] == 1
    assert tides.opendata_lint("registry", "record")[0] == 0
    assert (tides.path / TIDES).read_bytes() == right


@pytest.mark.parametrize("link", [".opendata", ".opendata/cards", TIDES])
@pytest.mark.parametrize("inside", [True, False])
def test_links_are_not_written_through(link: str, inside: bool, tides: CardRepository) -> None:
    elsewhere = tides.path / "elsewhere" if inside else tides.path.parent / "elsewhere"
    shutil.move(tides.path / link, elsewhere)
    (tides.path / link).symlink_to(elsewhere)
    precious = elsewhere if elsewhere.is_file() else elsewhere / "precious.json"
    if elsewhere.is_dir():
        (elsewhere / "cards" if link == ".opendata" else elsewhere).joinpath("orphan.json").write_text("{}")
        precious.write_text("{}")
    before = {path: path.read_bytes() for path in [precious, *elsewhere.rglob("*.json")]}
    tides.add_card("data/tides", "version: 2.0.0")
    code, told = tides.opendata_lint("registry", "record")
    assert code == 2
    assert "behind a symbolic link" in told
    assert before == {path: path.read_bytes() for path in before}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only for root")
def test_read_only_folder(tides: CardRepository) -> None:
    folder = tides.path / ".opendata/cards"
    folder.chmod(0o555)
    tides.add_card("data/tides", "version: 2.0.0")
    code, told = tides.opendata_lint("registry", "record")
    folder.chmod(0o755)
    assert code == 2
    assert f"{TIDES} cannot be written" in told


def test_file_in_place_of_the_folder(cards: CardRepository) -> None:
    cards.add_card("data/tides")
    cards.write(".opendata", "mine")
    code, told = cards.opendata_lint("registry", "record")
    assert code == 2
    assert f"{TIDES} cannot be written" in told
    assert (cards.path / ".opendata").read_text() == "mine"


def test_folder_in_place_of_a_record(cards: CardRepository) -> None:
    cards.add_card("data/tides")
    (cards.path / TIDES / "x").mkdir(parents=True)
    code, told = cards.opendata_lint("registry", "record")
    assert code == 2
    assert f"{TIDES} cannot be written" in told


def test_outside_of_git(cards: CardRepository) -> None:
    shutil.rmtree(cards.path / ".git")
    code, told = cards.opendata_lint("registry", "record")
    assert code == 2
    assert "this folder is in none" in told


def test_another_folder(tides: CardRepository) -> None:
    elsewhere = CardRepository(tides.path.parent, tides.environment)
    assert elsewhere.opendata_lint("registry", "record", "--check", "--repo", "cards/data")[0] == 0
    assert elsewhere.opendata_lint("registry", "record", "--check", "--repo", "nowhere")[0] == 2


def _fields(tides: CardRepository) -> dict[str, object]:
    fields: dict[str, object] = json.loads((tides.path / TIDES).read_bytes())
    return fields


def test_no_data_by_configuration(tides: CardRepository) -> None:
    tides.stage("opendata-lint.toml", "[registry.cards.tides]\ndata = []\n")
    tides.record()
    assert (_fields(tides)["data"], _fields(tides)["data_digest"]) == ([], None)
    tides.stage("data/tides/levels.nc", "level\n9\n")
    assert "0 records written, 1 was current" in tides.record()


def _diverge(tides: CardRepository, **theirs: str) -> None:
    """Two branches that conflict in card and record, on the one of which the merge has stopped."""
    tides.git("checkout", "--quiet", "-b", "side")
    tides.add_card("data/tides", "version: 2.0.0")
    if theirs:
        tides.write(TIDES, json.dumps(_fields(tides) | theirs))
    tides.record()
    tides.commit("side")
    tides.git("checkout", "--quiet", "-")
    tides.add_card("data/tides", "version: 3.0.0")
    tides.record()
    tides.commit("here")
    assert tides.run("git", "merge", "--quiet", "side").returncode == 1


def test_what_people_decided_outlives_a_merge(tides: CardRepository) -> None:
    tides.write(TIDES, json.dumps(_fields(tides) | {"status": "withdrawn", "notice": "No consent."}))
    tides.record()
    tides.commit("withdrawn")
    _diverge(tides)
    code, told = tides.opendata_lint("registry", "record")
    assert code == 2
    assert "data/tides/README.md holds both sides of a merge; nothing was recorded" in told
    tides.add_card("data/tides", "version: 3.1.0")
    tides.record()
    kept = _fields(tides)
    assert (kept["version"], kept["status"], kept["notice"]) == ("3.1.0", "withdrawn", "No consent.")


def test_a_merge_of_what_people_decided_is_left_to_them(tides: CardRepository) -> None:
    _diverge(tides, status="deprecated", notice="Gauge moved.")
    tides.add_card("data/tides", "version: 3.1.0")
    code, told = tides.opendata_lint("registry", "record")
    assert code == 2
    assert f"git checkout --ours {TIDES}" in told
    tides.git("checkout", "--theirs", TIDES)
    tides.record()
    assert _fields(tides)["status"] == "deprecated"
