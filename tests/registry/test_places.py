"""Ids, owners and folders of cards, and clones that do not tell."""

from __future__ import annotations

import pytest

from opendata_lint.registry.checksums import bad_checksums
from opendata_lint.registry.codeowners import CodeOwners
from opendata_lint.settings import CardEntry, RegistrySettings
from opendata_lint.tree import RevisionTree, WorkTree
from tests.registry.conftest import CardRepository
from tests.registry.judging import codes, judged

TIDES = "data/tides/README.md"


def test_double_id(cards: CardRepository) -> None:
    cards.add_card("data/tides")
    cards.record()
    cards.add_card("old/tides")
    (finding,) = judged(cards, "old/tides/README.md")
    assert finding.code == "REG006"
    assert [related.path for related in finding.related] == [TIDES]
    assert codes(cards, TIDES) == []
    cards.git("rm", "-rqf", "data/tides")
    assert codes(cards, "old/tides/README.md") == ["REG004"], "a card that moved is no double"


def test_owners(cards: CardRepository) -> None:
    cards.add_card("data/tides")
    cards.add_card("data/waves")
    cards.record()
    assert codes(cards, TIDES) == [], "a registry without owners asks for none"
    cards.stage(".github/CODEOWNERS", "/data/tides/ @Mara # since May\n")
    cards.record()
    assert '"@Mara"' in (cards.path / ".opendata/cards/tides.json").read_text()
    assert codes(cards, TIDES) == []
    assert codes(cards, "data/waves/README.md") == ["REG011"]
    configured = RegistrySettings(owners=("@mara",), cards=(("waves", CardEntry(owners=("@olga",))),))
    assert codes(cards, TIDES, configured) == ["REG004"], "@mara and @Mara are one"
    found = judged(cards, "data/waves/README.md", configured)
    assert [finding.code for finding in found] == ["REG004", "REG011"]
    assert "@olga answers for `waves`, and .github/CODEOWNERS has nobody for it" in found[1].message


@pytest.mark.parametrize(
    ("text", "path", "owners"),
    [
        ("* @all", "a/b/README.md", ("@all",)),
        ("* @all\n/a/ @a", "a/b/README.md", ("@a",)),
        ("/a/ @a\n* @all", "a/b/README.md", ("@all",)),
        ("a/ @a", "x/a/README.md", ("@a",)),
        ("/a/ @a", "x/a/README.md", ()),
        ("a/b @ab", "a/b/README.md", ("@ab",)),
        ("docs/* @d", "docs/x.md", ("@d",)),
        ("docs/* @d", "docs/more/x.md", ()),
        ("docs/** @d", "docs/more/x.md", ("@d",)),
        ("*.md @m x@example.org", "a/README.md", ("@m", "x@example.org")),
        ("**/tides/ @t", "data/north/tides/README.md", ("@t",)),
        ("* @all\n/a/", "a/README.md", ()),
        ("/a\\ b/ @ab", "a b/README.md", ("@ab",)),
        ("[Section] @s\n# @c\n\n!x @n", "README.md", ()),
        ("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b @x", "a" * 3_000, ()),
    ],
)
def test_code_owners(text: str, path: str, owners: tuple[str, ...]) -> None:
    assert CodeOwners("CODEOWNERS", text).of(path) == owners


def test_folder_without_card(cards: CardRepository) -> None:
    for name in ("tides", "waves"):
        cards.add_card(f"data/{name}")
    cards.record()
    cards.stage("data/gusts/2024/a.nc", "1")
    cards.stage("data/scripts/a.csv", "1")
    cards.stage("data/notes/a.txt", "1")
    cards.stage("other/a.csv", "1")
    (finding,) = judged(cards, TIDES)
    assert finding.code == "REG007"
    assert "1 folder with data beside this one without a card: `data/gusts`" in finding.message
    assert [related.path for related in finding.related] == ["data/gusts/2024/a.nc"]
    assert codes(cards, "data/waves/README.md") == [], "told once"
    configured = RegistrySettings(cards=(("waves", CardEntry(data=("data/waves", "data/gusts"))),))
    assert "REG007" not in codes(cards, TIDES, configured)
    cards.stage("data/gusts/2024/README.md", "# About\n")
    assert codes(cards, TIDES) == []


@pytest.mark.parametrize(
    ("key", "value", "bad"),
    [
        ("sha256", "TODO", True),
        ("sha256", "dynamic", True),
        ("sha256", "https://github.com/mlcommons/croissant/issues/80", True),
        ("sha256", "0" * 64, True),
        ("sha256", "ab" * 31, True),
        ("md5", "ab" * 32, True),
        ("md5sum", "TBD (see issue)", True),
        ("cr:sha256", "<fill in>", True),
        ("hash", "sha256:" + "ab" * 16, True),
        ("checksum", "todo", True),
        ("sha256", "ab" * 32, False),
        ("SHA-256", "AB" * 32, False),
        ("md5", "d41d8cd98f00b204e9800998ecf8427e", False),
        ("md5", "1B2M2Y8AsgTpgAmY7PhCfg==", False),
        ("sha256", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", False),
        ("hash", "sha256:" + "ab" * 32, False),
        ("hash", "ab" * 16, False),
        ("checksum", "8f3a", False),
        ("sha256", "", False),
        ("description", "TODO", False),
        ("sha256", 5, False),
    ],
)
def test_checksums(key: str, value: object, bad: bool) -> None:
    assert bool(bad_checksums({"files": [{key: value}]})) is bad
    assert not bad_checksums({key: {"num_bytes": "TODO"}})


def test_checksums_are_pointed_at(cards: CardRepository) -> None:
    cards.add_card("data/tides", "files:", "- {path: levels.nc, sha256: TODO}")
    cards.record()
    (finding,) = judged(cards, TIDES)
    assert (finding.code, finding.pointer) == ("REG012", "/files/0/sha256")


@pytest.fixture
def changed(cards: CardRepository) -> CardRepository:
    """A card on record whose data moved without it in the last commit."""
    cards.add_card("data/tides", "version: 1.2.0")
    cards.record()
    cards.commit("Recorded")
    cards.stage("data/tides/levels.nc", "other")
    cards.commit("Data alone")
    cards.git("config", "uploadpack.allowFilter", "true")
    return cards


def clone(repository: CardRepository, *options: str) -> CardRepository:
    """A clone whose origin is then gone."""
    made = CardRepository(repository.path.parent / "clone", repository.environment)
    repository.git("clone", "-q", *options, f"file://{repository.path}", str(made.path))
    made.git("remote", "set-url", "origin", "file:///nowhere/at/all")
    return made


def test_shallow_clone(changed: CardRepository) -> None:
    made = clone(changed, "--depth=1")
    assert codes(made, TIDES) == ["REG001"], "the record in the tree is enough"
    found = judged(RevisionTree(made.path, "HEAD"), TIDES)
    assert [finding.code for finding in found] == ["REG001", "REG013"]
    assert found[1].severity.label == "info"
    assert "the clone is shallow" in found[1].message
    assert "git fetch --unshallow" in (found[1].hint or "")


def test_partial_clone_with_a_work_tree(changed: CardRepository) -> None:
    for number, filter_ in enumerate(("blob:none", "tree:0")):
        made = clone(changed, f"--filter={filter_}")
        assert codes(made, TIDES) == ["REG001"]
        made.path.rename(made.path.parent / f"clone-{number}")


@pytest.mark.parametrize("filter_", ["blob:none", "tree:0"])
def test_partial_clone_without_what_is_asked(filter_: str, changed: CardRepository) -> None:
    changed.stage(".opendata/cards/tides.json", "{}")
    changed.stage(TIDES, (changed.path / TIDES).read_text() + "\nMore.\n")
    changed.record()
    changed.commit("Recorded again")
    made = clone(changed, f"--filter={filter_}")
    found = judged(RevisionTree(made.path, "HEAD"), TIDES)
    assert [finding.code for finding in found] == ["REG013"], "unknown, never fine"
    assert "git fetch --refetch --no-filter" in (found[0].hint or "")
    assert "nothing is fetched" in found[0].message or "git ls-tree failed" in found[0].message
    told = judged(WorkTree(made.path), TIDES)
    assert [finding.code for finding in told] == []
