"""The manifest: what pre-commit makes of it, and which files it hands to the hooks."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from identify.identify import tags_from_filename

from opendata_lint.discovery import CARD_NAME
from opendata_lint.exchange.plugins import BUILT_IN
from tests.repositories import Repository

CARDS = [
    "README.md",
    "readme.md",
    "Readme.MD",
    "README.markdown",
    "README.es.md",
    "README_zh.md",
    "README-pt-BR.md",
    "data/birds/README.md",
    "bert-base-uncased-README.md",
    "DATASET_CARD.md",
    "dataset_card.md",
    "dataset-card.md",
    "DatasetCard.md",
    "docs/datasetcard.markdown",
    "hf_dataset_card.md",
    "DATA_CARD.md",
    "data-card.md",
    "datacard.md",
    "MODEL_CARD.md",
    "model-card.md",
    "modelcard.md",
    "hf_model_card.md",
    "MODEL_CARD_LARGE.md",
    "models/AUDIO_MODEL_CARD.md",
    "MODEL_CARD.de.md",
    "DATASHEET.md",
    "datasheet.md",
    "data_sheet.md",
    "DATASHEET-v2.md",
]
NO_CARDS = [
    "CHANGELOG.md",
    "docs/index.md",
    "READMEFIRST.md",
    "README",
    "README.txt",
    "README.rst",
    "README.md.jinja",
    "README.md.bak",
    "README.mdx",
    "README.qmd",
    "DATASET_CARD.yaml",
    "dataset_card.py",
    "dataset_cardinality.md",
    "postcard.md",
    "metadata_card_list.txt",
    "scorecard.md",
    "data.md",
    "model.md",
    "README.md/notes.txt",
    "README/guide.md",
]
SETTINGS = [
    "pyproject.toml",
    "corpus/pyproject.toml",
    "opendata-lint.toml",
    ".opendata-lint.toml",
    ".opendata-lint-baseline/data-birds-3f2a.json",
    "corpus/.opendata-lint-baseline/README-91bc.json",
    "schemas/our-cards.schema.json",
    "strict.schema.json",
]
NO_SETTINGS = [
    "pyproject.toml.orig",
    "my-pyproject.toml",
    "setup.cfg",
    "data/rows.json",
    "data/my-opendata-lint.toml",
    ".opendata-lint-baseline/notes.txt",
    "schema.json.txt",
    "README.md",
    "docs/opendata-lint.md",
]


@pytest.fixture(scope="module")
def manifest(root: Path) -> dict[str, dict[str, Any]]:
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in hooks}


def is_handed_over(hook: dict[str, Any], name: str) -> bool:
    """Say whether pre-commit gives this file to the hook: it searches, and asks for every type."""
    tags = tags_from_filename(name)
    return bool(re.search(hook["files"], name)) and set(hook.get("types", [])) <= tags


def test_pre_commit_accepts_it(root: Path, clean_environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = Repository(root, clean_environment).run(*command)
    assert done.returncode == 0, done.stdout
    assert "WARNING" not in done.stdout


def test_the_hooks_are_these(manifest: dict[str, dict[str, Any]]) -> None:
    assert list(manifest) == [
        "opendata-lint",
        "opendata-lint-fix",
        "opendata-lint-descriptors",
        "opendata-lint-config",
        "opendata-lint-export",
        "opendata-lint-registry",
        "opendata-lint-all",
    ]


def test_flags_survive_arguments_of_the_user(manifest: dict[str, dict[str, Any]]) -> None:
    for name, hook in manifest.items():
        assert "args" not in hook
        if name in ("opendata-lint-registry", "opendata-lint-export"):
            continue
        mends = ["--fix", "--exit-non-zero-on-fix"] if name == "opendata-lint-fix" else []
        cards = [] if name == "opendata-lint-descriptors" else ["--only-cards"]
        assert hook["entry"].split() == ["opendata-lint", "check", *mends, *cards, "--force-exclude"]


def test_stages_keep_out_of_commit_messages(manifest: dict[str, dict[str, Any]]) -> None:
    for hook in manifest.values():
        assert hook["stages"]
        assert not {"commit-msg", "prepare-commit-msg", "post-checkout"} & set(hook["stages"])
        # Stages have had these names since that version.
        assert hook["minimum_pre_commit_version"] == "3.2.0"


@pytest.mark.parametrize("name", [offer.filenames[0] for offer in BUILT_IN if offer.name != "hub"])
def test_descriptors_are_handed_over_by_their_usual_names(
    manifest: dict[str, dict[str, Any]], name: str
) -> None:
    for path in (name, f"data/{name}"):
        assert is_handed_over(manifest["opendata-lint-descriptors"], path)
        assert not is_handed_over(manifest["opendata-lint"], path)
    for path in ("README.md", "package.json", f"{name}.bak", f"{name}/x.py"):
        assert not is_handed_over(manifest["opendata-lint-descriptors"], path)


def test_the_hook_and_the_program_agree_on_names(manifest: dict[str, dict[str, Any]]) -> None:
    assert manifest["opendata-lint"]["files"] == CARD_NAME
    assert manifest["opendata-lint-fix"]["files"] == CARD_NAME


@pytest.mark.parametrize("name", CARDS)
def test_cards_are_linted(manifest: dict[str, dict[str, Any]], name: str) -> None:
    assert is_handed_over(manifest["opendata-lint"], name)


@pytest.mark.parametrize("name", NO_CARDS)
def test_other_files_are_not(manifest: dict[str, dict[str, Any]], name: str) -> None:
    assert not is_handed_over(manifest["opendata-lint"], name)


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_and_schemas_start_a_full_run(manifest: dict[str, dict[str, Any]], name: str) -> None:
    assert is_handed_over(manifest["opendata-lint-config"], name)


@pytest.mark.parametrize("name", NO_SETTINGS)
def test_other_files_start_no_full_run(manifest: dict[str, dict[str, Any]], name: str) -> None:
    assert not is_handed_over(manifest["opendata-lint-config"], name)


def test_full_runs_find_the_cards_themselves(manifest: dict[str, dict[str, Any]]) -> None:
    for identifier in ("opendata-lint-config", "opendata-lint-registry", "opendata-lint-all"):
        assert manifest[identifier]["pass_filenames"] is False
    assert manifest["opendata-lint-all"]["always_run"] is True


def test_data_moves_without_any_card_in_the_commit(manifest: dict[str, dict[str, Any]]) -> None:
    hook = manifest["opendata-lint-registry"]
    assert hook["always_run"] is True
    assert hook["entry"] == "opendata-lint registry check"
    assert "pre-commit" in hook["stages"]
