"""Digests of data: those that Git gives, of the index and of revisions, whatever lies on disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from opendata_lint.registry.digests import content_digest, folder_digest, tree_id
from opendata_lint.registry.holdings import Holding, Holdings
from opendata_lint.tree import GitFile, IndexTree, RevisionTree, WorkTree
from tests.registry.conftest import CardRepository
from tests.registry.trees import add_module, fill

FORMATS = pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
CARD = "tides/README.md"


@FORMATS
@pytest.mark.parametrize("seed", range(6))
def test_whole_trees_are_those_of_git(
    algorithm: str, seed: int, new_cards: Callable[..., CardRepository]
) -> None:
    repository = new_cards("random", f"--object-format={algorithm}")
    fill(repository.path, seed)
    repository.git("add", "--all")
    add_module(repository, "module")
    files = IndexTree(repository.path).git_files()
    assert tree_id(files, algorithm) == repository.git("write-tree").strip()
    repository.commit()
    files = RevisionTree(repository.path, "HEAD").git_files()
    assert tree_id(files, algorithm) == repository.git("rev-parse", "HEAD^{tree}").strip()


@FORMATS
def test_folder_without_a_card_is_as_git_has_it(
    algorithm: str, new_cards: Callable[..., CardRepository]
) -> None:
    repository = new_cards("folder", f"--object-format={algorithm}")
    fill(repository.path / "tides", seed=7, count=60)
    repository.stage("cards/tides.md", "# Tides\n")
    repository.git("add", "--all")
    repository.commit()
    configured = {"cards/tides.md": ("tides",)}
    files = RevisionTree(repository.path, "HEAD").git_files()
    digest = Holdings(files, ["cards/tides.md"], configured).of("cards/tides.md").digest
    prefix = {"sha1": "swh:1:dir:", "sha256": "git-tree:sha256:"}[algorithm]
    assert digest == prefix + repository.git("rev-parse", "HEAD:tides").strip()


def test_no_files_have_no_digest() -> None:
    assert folder_digest({}) is None


def test_however_deep_a_path() -> None:
    deep = "/".join(["d"] * 2_000) + "/x"
    assert len(tree_id({deep: GitFile("100644", "5" * 40)}, "sha1")) == 40


def test_content_digests_name_their_scheme() -> None:
    assert content_digest("5" * 40) == "swh:1:cnt:" + "5" * 40
    assert content_digest("5" * 64) == "git-blob:sha256:" + "5" * 64


def holding(repository: CardRepository) -> Holding:
    return Holdings(IndexTree(repository.path).git_files(), [CARD]).of(CARD)


CHANGES: dict[str, tuple[str, str]] = {
    "LFS pointer": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:{digit}4d7a2146\nsize 12345\n",
        "levels.parquet",
    ),
    "DVC file": ("outs:\n- md5: {digit}a304afb96060aad90176268345e10355\n  path: levels.nc\n", "tides.dvc"),
    "data": ("level\n{digit}\n", "levels.nc"),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_digest_follows_what_stands_for_the_data(kind: str, cards: CardRepository) -> None:
    text, name = CHANGES[kind]
    cards.add_card("tides", data=None)
    cards.stage(f"tides/{name}", text.format(digit=1))
    first = holding(cards).digest
    cards.stage(f"tides/{name}", text.format(digit=2))
    assert first != holding(cards).digest
    cards.stage(f"tides/{name}", text.format(digit=1))
    assert first == holding(cards).digest


def test_digest_follows_annex_keys(cards: CardRepository) -> None:
    cards.add_card("tides", data=None)
    link = cards.path / "tides" / "levels.nc"
    link.symlink_to("../.git/annex/objects/aa/MD5E-s1--0.csv")
    cards.git("add", "--all")
    first = holding(cards).digest
    link.unlink()
    link.symlink_to("../.git/annex/objects/aa/MD5E-s1--1.csv")
    cards.git("add", "--all")
    assert first != holding(cards).digest


def test_card_and_descriptors_do_not_count(cards: CardRepository) -> None:
    cards.add_card("tides")
    first = holding(cards)
    cards.add_card("tides", "version: 2.0.0")
    cards.stage("tides/croissant.json", "{}")
    cards.stage("tides/LICENSE", "MIT")
    second = holding(cards)
    assert second.digest == first.digest
    assert [path for path, _ in second.exports] == ["tides/croissant.json"]
    blob = cards.git("rev-parse", ":tides/croissant.json").strip()
    assert second.exports[0][1] == f"swh:1:cnt:{blob}"


def test_line_ends_of_the_work_tree_do_not_count(cards: CardRepository) -> None:
    cards.git("config", "core.autocrlf", "true")
    cards.add_card("tides", data="level\n1\n2\n")
    cards.record()
    cards.commit()
    digest = holding(cards).digest
    shutil.rmtree(cards.path / "tides")
    cards.git("checkout", "--", "tides")
    assert b"\r\n" in (cards.path / "tides/levels.nc").read_bytes(), "the trap is set"
    (cards.path / "tides/levels.nc").touch()
    tree = WorkTree(cards.path)
    assert Holdings(tree.as_added(), [CARD]).of(CARD).digest == digest
    cards.git("checkout", "--force", "HEAD", "--", ".opendata")
    (cards.path / ".opendata/cards/tides.json").unlink()
    cards.git("checkout", "--", ".opendata")
    assert b"\r\n" in (cards.path / ".opendata/cards/tides.json").read_bytes()
    assert cards.opendata_lint("registry", "record", "--check")[0] == 0
