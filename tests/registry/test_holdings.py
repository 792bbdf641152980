"""Which files are whose."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from opendata_lint.registry.holdings import Holdings, is_descriptor
from opendata_lint.tree import GitFile


def held(
    files: str, cards: str, configured: Mapping[str, tuple[str, ...]] = {}
) -> dict[str, tuple[list[str], list[str]]]:
    """The data and the descriptors of each card."""
    listing = {path: GitFile("100644", "5" * 40) for path in files.split()}
    found = Holdings(listing, cards.split(), configured)
    return {
        card: (sorted(found.of(card).data), [path for path, _ in found.of(card).exports])
        for card in cards.split()
    }


def test_nearest_card_has_the_file() -> None:
    found = held(
        "README.md top.csv a/README.md a/x.csv a/deep/er/y.csv a/b/README.md a/b/z.csv c/w.csv",
        "README.md a/README.md a/b/README.md",
    )
    assert found["README.md"][0] == ["c/w.csv", "top.csv"]
    assert found["a/README.md"][0] == ["a/deep/er/y.csv", "a/x.csv"]
    assert found["a/b/README.md"][0] == ["a/b/z.csv"]


def test_card_of_its_own_name_has_the_folder_of_that_name() -> None:
    found = held("cards/a.md cards/b.md cards/a/x.csv cards/y.csv b/z.csv", "cards/a.md cards/b.md")
    assert found["cards/a.md"][0] == ["cards/a/x.csv"]
    assert found["cards/b.md"][0] == []


def test_of_two_cards_in_a_folder_the_readme_has_the_data() -> None:
    found = held("a/README.md a/DATASET_CARD.md a/x.csv", "a/DATASET_CARD.md a/README.md")
    assert found["a/README.md"][0] == ["a/x.csv"]
    assert found["a/DATASET_CARD.md"][0] == []


def test_files_about_the_repository_are_nobodys_data() -> None:
    about = (
        "README.md README.es.md LICENSE LICENSE.txt NOTICE CODEOWNERS .gitattributes .gitignore .gitmodules "
        "CHANGELOG.md CONTRIBUTING.md .github/workflows/ci.yml .opendata/cards/a.json .dvc/config "
        ".pre-commit-config.yaml opendata-lint.toml .ci/run SECURITY.md .opendata-lint-baseline/a.json"
    )
    assert held(f"{about} notes.txt license_plates.csv/x.csv data/.github/x.csv", "README.md") == {
        "README.md": (["data/.github/x.csv", "license_plates.csv/x.csv", "notes.txt"], [])
    }


@pytest.mark.parametrize(
    "name",
    [
        "CITATION.cff", "codemeta.json", ".zenodo.json", "datapackage.json", "dataset-metadata.json",
        "croissant.json", "tides_croissant.jsonld", "ro-crate-metadata.json", "datacite.xml", "openml.xml",
        "dcat.ttl", "model.cdx.json", "a.spdx.json", "odcs.yaml", "deep/er/Croissant.JSON",
    ],
)  # fmt: skip
def test_descriptors(name: str) -> None:
    assert is_descriptor(name)


@pytest.mark.parametrize(
    "name", ["data.json", "croissant.csv", "citation.json", "x/codemeta.json/y.csv", "a.xml"]
)
def test_no_descriptors(name: str) -> None:
    assert not is_descriptor(name)


def test_configured_data() -> None:
    files = "a/README.md a/x.csv a/croissant.json raw/a/1.csv raw/a/2.csv raw/b.csv b/README.md b/y.csv"
    configured = {"a/README.md": ("raw/a",), "b/README.md": ("raw/b.csv", "b")}
    found = held(files, "a/README.md b/README.md", configured)
    assert found["a/README.md"] == (["raw/a/1.csv", "raw/a/2.csv"], ["a/croissant.json"])
    assert found["b/README.md"] == (["b/y.csv", "raw/b.csv"], [])
    listing = {path: GitFile("100644", "5" * 40) for path in files.split()}
    holdings = Holdings(listing, ["a/README.md", "b/README.md"], configured)
    assert holdings.of("a/README.md").roots == ("raw/a",)
    assert holdings.of("b/README.md").roots == ("raw/b.csv", "b")
    assert holdings.owner("raw/a/3.csv") == "a/README.md"
    assert holdings.owner("raw/other.csv") is None


def test_digest_counts_from_the_folder_of_the_card() -> None:
    file = GitFile("100644", "5" * 40)
    one = Holdings({"a/README.md": file, "a/x.csv": file}, ["a/README.md"]).of("a/README.md")
    other = Holdings({"b/c/README.md": file, "b/c/x.csv": file}, ["b/c/README.md"]).of("b/c/README.md")
    assert one.digest == other.digest
    assert one.roots == ("a",)
    assert Holdings({"README.md": file, "x.csv": file}, ["README.md"]).of("README.md").roots == (".",)
