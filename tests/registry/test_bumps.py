"""What a change of data asks of the version, and the command that raises it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from opendata_lint.card import Card
from opendata_lint.registry.bumps import Change, asked_by, compare, is_live, read_intents
from opendata_lint.registry.counting import Bump
from opendata_lint.registry.raising import raised
from opendata_lint.registry.registrar import RegistryFault
from opendata_lint.tree import GitFile, IndexTree
from tests.registry.conftest import CardRepository


def listing(**files: int) -> Mapping[str, GitFile]:
    return {path: GitFile("100644", f"{content:040}") for path, content in files.items()}


@pytest.mark.parametrize(
    ("before", "after", "bump", "told"),
    [
        (listing(a=1), listing(a=1), Bump.NONE, "no file changed"),
        (listing(a=1), listing(a=1, b=2), Bump.MINOR, "1 file added (b)"),
        (listing(a=1), listing(a=2), Bump.MAJOR, "1 file changed (a)"),
        (listing(a=1, b=2), listing(a=1), Bump.MAJOR, "1 file removed (b)"),
        (listing(a=1), listing(b=1), Bump.PATCH, "1 file moved (b)"),
        (listing(a=1, b=1), listing(c=1), Bump.MAJOR, "1 file removed and 1 moved (a, c)"),
        (listing(a=1), listing(a=1, b=1), Bump.MINOR, "1 file added (b)"),
        (listing(a=1), listing(b=1, c=1), Bump.MINOR, "1 file added and 1 moved (c, b)"),
        (
            listing(a=1, b=2, c=3), listing(a=4, d=3, e=5, f=6), Bump.MAJOR,
            "1 file changed, 1 removed, 2 added and 1 moved (a, b, e, ...)",
        ),
        ({}, listing(a=1), Bump.MINOR, "1 file added (a)"),
    ],
)  # fmt: skip
def test_compare(before: Mapping[str, GitFile], after: Mapping[str, GitFile], bump: Bump, told: str) -> None:
    change = compare(before, after)
    assert change.bump is bump
    assert change.told() == told


def test_mode_is_no_content() -> None:
    before = listing(a=1)
    assert compare(before, {"a": before["a"]._replace(mode="100755")}).bump is Bump.PATCH
    assert compare(before, {"a": before["a"]._replace(mode="120000")}).bump is Bump.MAJOR


def test_live_data_asks_for_nothing() -> None:
    asked = asked_by(Change(changed=("a",)), live=True)
    assert asked.bump is Bump.NONE
    assert "isLiveDataset" in asked.why


@pytest.mark.parametrize("text", ['{"isLiveDataset": true}', '{"cr:isLiveDataset": "true"}'])
def test_croissant_tells_what_is_live(text: str, cards: CardRepository) -> None:
    cards.stage("a/croissant.json", text)
    cards.stage("b/croissant.json", "[" * 10_000)
    cards.stage("c/croissant.json", '{"isLiveDataset": false}')
    tree = IndexTree(cards.path)
    assert is_live(["a/croissant.json"], tree)
    assert not is_live(["b/croissant.json", "c/croissant.json", "d/croissant.json"], tree)


def test_intents(cards: CardRepository) -> None:
    cards.stage(".opendata/changes/old.md", "---\ntides: patch\n---\nOld.\n")
    cards.commit()
    cards.stage(".opendata/changes/one.md", "---\ntides: patch\nwaves: minor\n---\nSaved as UTF-8.\n")
    cards.stage(".opendata/changes/two.md", "---\ntides: minor\n---\nMore\nof it.\n")
    for name, text in {
        "none.md": "words", "word.md": "---\ntides: big\n---\nx\n", "list.md": "---\ntides: [a]\n---\nx\n",
        "reason.md": "---\ntides: patch\n---\n\n", "README.md": "how to", "x.txt": "no",
    }.items():  # fmt: skip
        cards.stage(f".opendata/changes/{name}", text)
    tree = IndexTree(cards.path)
    found = read_intents(tree, tree.before())
    assert found.of("tides") == (".opendata/changes/two.md", Bump.MINOR, "More of it.")
    assert found.of("waves") == (".opendata/changes/one.md", Bump.MINOR, "Saved as UTF-8.")
    assert found.of("gusts") is None
    assert sorted(path.rpartition("/")[2] for path in found.faults) == [
        "list.md", "none.md", "reason.md", "word.md",
    ]  # fmt: skip
    change = Change(changed=("a.csv",))
    assert asked_by(change, intent=found.of("tides")).bump is Bump.MINOR
    assert "two.md says minor: More of it." in asked_by(change, intent=found.of("tides")).why
    assert asked_by(Change(moved=("a.csv",)), intent=found.of("tides")).bump is Bump.PATCH, "never raised"


@pytest.fixture
def tides(cards: CardRepository) -> CardRepository:
    cards.add_card("data/tides", "version: 1.2.0")
    cards.stage("data/tides/b.nc", "more")
    cards.record()
    cards.commit()
    return cards


def version(repository: CardRepository) -> str:
    text = (repository.path / "data/tides/README.md").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("version"))


def bump(repository: CardRepository, *arguments: str) -> str:
    code, told = repository.opendata_lint("registry", "bump", "tides", *arguments)
    assert code == 0, told
    return told


def test_nothing_changed(tides: CardRepository) -> None:
    assert "no file changed; the data is the same; nothing to raise" in bump(tides)
    assert version(tides) == "version: 1.2.0"


def test_what_the_change_asks_for(tides: CardRepository) -> None:
    tides.stage("data/tides/c.nc", "new")
    told = bump(tides, "--dry-run")
    assert "minor: 1 file added (c.nc); what was there is as it was" in told
    assert "data/tides/README.md: version 1.2.0 -> 1.3.0" in told
    assert version(tides) == "version: 1.2.0"
    assert "`opendata-lint registry record tides`" in bump(tides)
    assert version(tides) == "version: 1.3.0"
    assert "already" in bump(tides)
    tides.write("data/tides/b.nc", "changed, not staged yet")
    assert "major: 1 file changed and 1 added (b.nc, c.nc)" in bump(tides)
    assert version(tides) == "version: 2.0.0"


def test_moved_files_ask_for_a_patch(tides: CardRepository) -> None:
    tides.git("mv", "data/tides/b.nc", "data/tides/z.nc")
    assert "patch: 1 file moved (z.nc); the content is the same" in bump(tides)
    assert version(tides) == "version: 1.2.1"


def test_change_that_was_committed_without_its_record(tides: CardRepository) -> None:
    tides.stage("data/tides/b.nc", "changed")
    tides.commit("Without a record")
    tides.commit("And another")
    assert "major: 1 file changed (b.nc)" in bump(tides)


def test_named_bump_and_text_around_it(tides: CardRepository) -> None:
    path = tides.path / "data/tides/README.md"
    head = (
        "---\r\nlicense: mit # a comment\r\nversion:   '1.9'  # as on the site\r\ntags: [a]\r\n---\r\n# T\r\n"
    )
    path.write_bytes(head.encode())
    assert "minor: as asked" in bump(tides, "minor")
    assert path.read_bytes() == head.replace("1.9", "1.10").encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("version: 1.9", 'version: "1.10"'),
        ("version: 1.0", "version: 1.1"),
        ("version: v2", "version: v2.1"),
        ("version: '0.9.1'", "version: '0.10.0'"),
        ("version:", "version: 1.0.0"),
    ],
)
def test_forms(before: str, after: str, tides: CardRepository) -> None:
    path = tides.path / "data/tides/README.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("version: 1.2.0", before), encoding="utf-8")
    bump(tides, "minor")
    assert path.read_text(encoding="utf-8") == text.replace("version: 1.2.0", after)


def test_missing_key_is_added(tides: CardRepository) -> None:
    path = tides.path / "data/tides/README.md"
    path.write_bytes(b"---\r\nlicense: mit\r\n---\r\n# T\r\n")
    bump(tides, "minor")
    assert path.read_bytes() == b"---\r\nlicense: mit\r\nversion: 1.0.0\r\n---\r\n# T\r\n"


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("license: mit\nversion: 2024-05-17", "is a date, so it cannot be counted up"),
        ("license: mit\nversion: final", "is no number"),
        ("license: mit\nversion: [1]", "its `version` is no text"),
    ],
)
def test_what_cannot_be_raised(front: str, told: str, tides: CardRepository) -> None:
    path = tides.path / "data/tides/README.md"
    path.write_text(f"---\n{front}\n---\n# T\n", encoding="utf-8")
    code, output = tides.opendata_lint("registry", "bump", "tides", "minor")
    assert code == 2
    assert told in output
    assert path.read_text(encoding="utf-8") == f"---\n{front}\n---\n# T\n"


@pytest.mark.parametrize("text", ["---\n{license: mit}\n---\n", "# No front matter\n", "---\n- a\n---\n"])
def test_front_matter_that_cannot_be_edited(text: str) -> None:
    with pytest.raises(RegistryFault):
        raised(Card(text.encode(), "README.md", "dataset"), Bump.MINOR)


def test_card_that_is_not_known(tides: CardRepository) -> None:
    code, told = tides.opendata_lint("registry", "bump", "tide")
    assert code == 2
    assert "did you mean `tides`?" in told
    tides.add_card("data/waves")
    code, told = tides.opendata_lint("registry", "bump", "waves")
    assert code == 2
    assert "`waves` is not on record, so name the bump" in told
