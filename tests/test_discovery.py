"""Which files of a repository are linted: layouts of repositories as they are met."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from opendata_lint.configuration import Configuration, Given
from opendata_lint.discovery import CARD_NAME, Discovery, Patterns, discover, is_card_name
from opendata_lint.discovery.holdings import held
from opendata_lint.recognition import Kind
from opendata_lint.tree import IndexTree, TreeFault
from tests.repositories import Repository

pytestmark = pytest.mark.usefixtures("no_git_of_ours")

DATASET = "---\nlicense: mit\ntask_categories:\n- other\n---\n# Tides\n\nWater levels.\n"
MODEL = "---\nlicense: mit\npipeline_tag: other\n---\n# Tide predictor\n\nPredicts water levels.\n"
SPACE = "---\ntitle: Tides\nsdk: gradio\n---\n# Tides\n"
SOFTWARE = "# tidetool\n\nA library to read gauges.\n\n## Installation\n\n    pip install tidetool\n"
PLAIN = "# Tides\n\nSee the files.\n"
POST = "---\nlayout: post\ntitle: How we wrote our dataset card\n---\n\nThis dataset is ours.\n"
ISSUE = "---\nname: Bug\nabout: Report a bug\nlabels: bug\n---\n\nWhat happened?\n"


def found(top: Path, *names: str, only_cards: bool = False, kind: Kind | None = None) -> Discovery:
    """Search the folder `top`, or what is named in it."""
    paths = [top / name for name in names] or [top]
    return discover(paths, only_cards=only_cards, kind=kind, base=top)


def kinds(result: Discovery) -> dict[str, str]:
    return {card.tree_path: card.kind for card in result.cards}


def reasons(result: Discovery, top: Path) -> dict[str, str]:
    return {skip.path.relative_to(top).as_posix(): skip.reason for skip in result.skipped}


def fill(repository: Repository, files: dict[str, str]) -> Path:
    for name, content in files.items():
        repository.write(name, content)
    return repository.path


LAYOUTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "dataset with data in its root": (
        {"README.md": PLAIN, "train.csv": "x", "test.csv": "x", ".gitattributes": ""},
        {"README.md": "dataset"},
    ),
    "dataset with data in its folder and a script": (
        {"README.md": PLAIN, "data/en/a.jsonl.gz": "", "data/de/a.jsonl.gz": "", "make.py": ""},
        {"README.md": "dataset"},
    ),
    "dataset in LFS": (
        {
            "README.md": PLAIN,
            ".gitattributes": "*.parquet filter=lfs diff=lfs merge=lfs -text\n",
            "train/0.parquet": "",
            "train/1.parquet": "",
        },
        {"README.md": "dataset"},
    ),
    "many datasets": (
        {
            "README.md": SOFTWARE,
            "pyproject.toml": "",
            "datasets/tides/README.md": DATASET,
            "datasets/birds/README.md": DATASET,
            "datasets/birds/script.py": "",
        },
        {"datasets/tides/README.md": "dataset", "datasets/birds/README.md": "dataset"},
    ),
    "model without front matter": (
        {"README.md": PLAIN, "model.safetensors": "", "config.json": "{}", "modeling_tide.py": ""},
        {"README.md": "model"},
    ),
    "python package with data for its tests": (
        {"README.md": SOFTWARE, "pyproject.toml": "", "tests/data.csv": "", "levels.csv": ""},
        {},
    ),
    "program without manifest and with a little data": (
        {"README.md": PLAIN, "a.py": "", "b.py": "", "lib/c.py": "", "levels.csv": "", "data/x.csv": ""},
        {},
    ),
    "program with an example": ({"README.md": PLAIN, "run.sh": "", "example_levels.csv": ""}, {}),
    "program with data that Git ignores": (
        {"README.md": PLAIN, ".gitignore": "data/\n*.pt\n", "data/a.csv": "", "best.pt": "", "a.py": ""},
        {},
    ),
    "Space": ({"README.md": SPACE, "app.py": "", "data/a.csv": "", "data/b.csv": ""}, {}),
    "documentation site": (
        {
            "README.md": SOFTWARE,
            "_posts/2024-01-01-dataset-card.md": POST,
            "blog/README.md": POST,
            ".github/ISSUE_TEMPLATE/data-card.md": ISSUE,
            "docs/index.md": DATASET,
        },
        {},
    ),
    "other people's cards": (
        {
            "README.md": SOFTWARE,
            "node_modules/tides/README.md": DATASET,
            ".venv/pyvenv.cfg": "",
            ".venv/lib/tides/README.md": DATASET,
            "env/conda-meta/history": "",
            "env/tides/README.md": MODEL,
            ".cache/hub/README.md": MODEL,
        },
        {},
    ),
    "ignored cards": (
        {
            ".gitignore": "downloads/\n",
            "downloads/tides/README.md": DATASET,
            "kept/README.md": DATASET,
        },
        {"kept/README.md": "dataset"},
    ),
    "translations": (
        {"README.md": DATASET, "README.es.md": DATASET, "README_zh.md": DATASET, "NOTES.md": DATASET},
        {"README.md": "dataset", "README.es.md": "dataset", "README_zh.md": "dataset"},
    ),
    "card beside the README of a program": (
        {"README.md": SOFTWARE, "DATASET_CARD.md": PLAIN, "Model-Card.markdown": PLAIN},
        {"DATASET_CARD.md": "dataset", "Model-Card.markdown": "model"},
    ),
    "card whose front matter is not closed": (
        {"README.md": "---\nlicense: mit\ntask_categories: [other]\n\n# Tides\n"},
        {"README.md": "dataset"},
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(repository: Repository, layout: str) -> None:
    files, cards = LAYOUTS[layout]
    top = fill(repository, files)
    assert kinds(found(top)) == cards
    repository.git("add", "--all")
    staged = discover([top], only_cards=True, kind=None, base=top, tree=IndexTree(top))
    assert kinds(staged) == cards


@pytest.mark.parametrize(
    "layout", [name for name in LAYOUTS if name not in ("ignored cards", "other people's cards")]
)
def test_hooks_that_name_files_agree_with_a_walk(repository: Repository, layout: str) -> None:
    files, cards = LAYOUTS[layout]
    top = fill(repository, files)
    assert kinds(found(top, *files, only_cards=True)) == cards


def test_a_space_is_named_as_not_checked(repository: Repository) -> None:
    top = fill(repository, {"README.md": SPACE, "tool/README.md": SOFTWARE, "notes.md": PLAIN})
    told = reasons(found(top), top)
    assert told["README.md"] == "a Space, not checked"
    assert told["tool/README.md"].startswith("not a card: heading 'installation'")
    assert told.keys() == {"README.md", "tool/README.md"}


def test_a_template_is_named(repository: Repository) -> None:
    top = fill(repository, {"README.md": SOFTWARE, "dataset_card_template.md": DATASET})
    assert reasons(found(top), top)["dataset_card_template.md"].startswith("a template: ")


def test_a_named_file_is_a_card(repository: Repository) -> None:
    top = fill(repository, {"notes.md": PLAIN, "README.md": SPACE, "tool/README.md": SOFTWARE})
    result = found(top, "notes.md", "README.md", "tool/README.md")
    assert result.cards
    assert kinds(result).keys() == {"notes.md", "README.md", "tool/README.md"}
    assert not result.skipped
    assert set(kinds(found(top, "notes.md", kind="dataset")).values()) == {"dataset"}


def test_a_named_file_may_also_have_been_walked_over(repository: Repository) -> None:
    top = fill(repository, {"README.md": SOFTWARE})
    result = discover([top, top / "README.md"], only_cards=False, kind=None)
    assert (len(result.cards), result.skipped) == (1, [])


def test_only_cards_of_named_files(repository: Repository) -> None:
    top = fill(repository, {"notes.md": DATASET, "README.md": DATASET, "tool/README.md": SOFTWARE})
    result = found(top, "notes.md", "README.md", "tool/README.md", only_cards=True)
    assert kinds(result) == {"README.md": "dataset"}
    assert reasons(result, top).keys() == {"notes.md", "tool/README.md"}


def test_configured_names_and_excludes(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("cards/a.md", "cards/deep/b.md", "old/README.md", "README.md", "sub/cards/c.md")
    top = fill(repository, dict.fromkeys(names, DATASET) | {"cards/plain.md": PLAIN})

    def search(*paths: Path, force: bool = False, base: Path = top) -> dict[str, str]:
        for file in top.rglob("opendata-lint.toml"):
            file.unlink()
        file = base / "opendata-lint.toml"
        file.write_text('cards = ["cards/*.md"]\nexclude = ["old"]\n')
        scope = Configuration(Given(config=(str(file),)))
        monkeypatch.chdir(base)
        return kinds(discover(paths, only_cards=True, kind=None, scope=scope, force_exclude=force))

    assert search(top).keys() == {"cards/a.md", "README.md"}
    assert search(top, base=top / "sub").keys() == {"README.md", "sub/cards/c.md"}
    assert search(top / "cards/a.md").keys() == {"cards/a.md"}
    assert search(top / "old/README.md").keys() == {"old/README.md"}
    assert search(top / "old/README.md", top / "old", force=True) == {}


def test_staged_content_is_what_counts(repository: Repository) -> None:
    repository.stage("README.md", DATASET)
    repository.stage("gone/README.md", MODEL)
    top = repository.path
    (top / "gone/README.md").unlink()
    repository.write("README.md", SPACE)
    repository.write("new/README.md", DATASET)
    tree = IndexTree(top)
    assert kinds(found(top)) == {"new/README.md": "dataset"}
    staged = discover([top], only_cards=True, kind=None, tree=tree)
    assert kinds(staged) == {"README.md": "dataset", "gone/README.md": "model"}
    named = [top / name for name in ("gone/README.md", "new/README.md", "gone")]
    result = discover(named, only_cards=True, kind=None, tree=tree)
    assert kinds(result) == {"gone/README.md": "model"}
    assert result.missing == [top / "new/README.md"]


def test_each_file_once_and_none_outside(repository: Repository) -> None:
    top = fill(repository, {"sets/README.md": DATASET, "text/tides.md": MODEL})
    outside = top.parent / "README.md"
    outside.write_text(DATASET, encoding="utf-8")
    for name, target in {
        "README.md": "sets/README.md",
        "sets/README.es.md": "README.md",
        "DATASET_CARD.md": str(outside),
        "MODEL_CARD.md": "text/tides.md",
        "again": "sets",
    }.items():
        (top / name).symlink_to(target)
    result = discover([top, top / "sets", top / "sets/README.md"], only_cards=False, kind=None)
    assert kinds(result) == {"MODEL_CARD.md": "model", "sets/README.md": "dataset"}
    assert reasons(result, top) == {"DATASET_CARD.md": "a link that leads out of the repository"}
    named = found(top, "DATASET_CARD.md", "again/README.md")
    assert kinds(named) == {"sets/README.md": "dataset"}
    assert [path.name for path, _ in named.unreadable] == ["DATASET_CARD.md"]


def test_missing_and_unreadable_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("nothing.md")
    result = found(tmp_path, "README.md", "no/such", "link.md")
    assert result.missing == [tmp_path / "README.md", tmp_path / "no/such"]
    assert [path for path, _ in result.unreadable] == [tmp_path / "link.md"]
    assert not result.cards


def test_a_folder_without_cards_is_fine(tmp_path: Path) -> None:
    assert found(tmp_path) == Discovery([], [], [], [], [], [])


def test_an_ignored_folder_that_is_named_is_searched(repository: Repository) -> None:
    top = fill(repository, {".gitignore": "out/\n", "out/README.md": DATASET})
    assert kinds(found(top)) == {}
    assert kinds(found(top, "out")) == {"out/README.md": "dataset"}


def test_repositories_in_a_repository_and_in_a_folder(
    tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    for name in ("one", "one/nested", "two"):
        repository = Repository(tmp_path / name, clean_environment)
        repository.path.mkdir()
        repository.git("init", "--quiet")
        repository.write("README.md", DATASET)
    result = found(tmp_path)
    assert [(card.root.name, card.tree_path) for card in result.cards] == [
        ("one", "README.md"),
        ("two", "README.md"),
    ]
    assert reasons(result, tmp_path) == {"one/nested": "a Git repository of its own"}


def test_paths_are_shown_as_they_were_named(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.stage("sets/tides/README.md", DATASET)
    monkeypatch.chdir(repository.path / "sets")
    for named, shown in (
        (".", "tides/README.md"),
        ("..", "../sets/tides/README.md"),
        ("tides/README.md", "tides/README.md"),
        ("../sets", "../sets/tides/README.md"),
    ):
        for tree in (None, IndexTree(repository.path)):
            card = discover([Path(named)], only_cards=False, kind=None, tree=tree).cards[0]
            assert (card.path.as_posix(), card.tree_path) == (shown, "sets/tides/README.md")


def test_a_single_file_costs_no_process_and_no_walk(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = fill(repository, {"README.md": PLAIN, "sets/README.md": DATASET, "model.bin": ""})

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a walk or a process")

    for module, name in ((os, "walk"), (subprocess, "Popen")):
        monkeypatch.setattr(module, name, refuse)
    assert kinds(found(top, "README.md")) == {"README.md": "model"}
    assert kinds(found(top, "sets/README.md", only_cards=True)) == {"sets/README.md": "dataset"}


def test_without_git_a_folder_is_walked_and_a_warning_given(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = fill(repository, {"README.md": DATASET})
    monkeypatch.setenv("PATH", "")
    result = found(top)
    assert kinds(result) == {"README.md": "dataset"}
    assert "cannot run git" in result.warnings[0]
    with pytest.raises(TreeFault):
        discover([top], only_cards=True, kind=None, tree=IndexTree(top))


def test_only_the_first_bytes_of_a_file_are_looked_at(tmp_path: Path) -> None:
    keys = "".join(f"- name: column {number}\n" for number in range(20_000))
    long = f"---\nlicense: mit\ndataset_info:\n{keys}---\n# Tides\n"
    (tmp_path / "README.md").write_text(long, encoding="utf-8")
    assert kinds(found(tmp_path)) == {"README.md": "dataset"}


def test_the_hooks_hand_over_the_names_that_a_walk_takes(root: Path) -> None:
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hooks[0]["files"] == CARD_NAME


@pytest.mark.parametrize(
    ("name", "is_card"),
    [
        ("README.md", True),
        ("a/b/Readme.MARKDOWN", True),
        ("README.es.md", True),
        ("DATASET_CARD_v2.md", True),
        ("model card.md", True),
        ("datacard.md", True),
        ("DATASHEET.md", True),
        ("README.rst", False),
        ("READMEFIRST.md", False),
        ("scorecard.md", False),
        ("README.md/notes.md", False),
    ],
)
def test_names_of_cards(name: str, is_card: bool) -> None:
    assert is_card_name(name) == is_card


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("cards/*.md", "cards/a.md", "cards/b/a.md"),
        ("./cards/*.md", "cards/a.md", "x/cards/a.md"),
        ("*.card", "a/b/x.card", "a/b/x.cards"),
        ("**/cards/?.md", "x/y/cards/a.md", "cards/ab.md"),
        ("cards/**", "cards/a/b.md", "x/cards/a.md"),
        ("cards/**/x.md", "cards/x.md", "cards/ax.md"),
        ("card[0-9].md", "a/card1.md", "cardx.md"),
        ("card[!0-9].md", "cardx.md", "card1.md"),
        ("/README.md", "README.md", "a/README.md"),
        ("a+(b).md", "a+(b).md", "aab.md"),
        ("[", "a/[", "a"),
    ],
)
def test_patterns(pattern: str, matching: str, other: str) -> None:
    assert Patterns([pattern]).name(matching)
    assert not Patterns([pattern]).name(other)


def test_patterns_cover_what_is_below() -> None:
    for pattern in ("old", "old/", "/old", "o*d", "old/**"):
        assert Patterns([pattern]).cover("old/a/README.md"), pattern
        assert not Patterns([pattern]).cover("older/README.md"), pattern
    assert not Patterns([]).cover("README.md")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("train.csv", "data"),
        ("Train.CSV", "data"),
        ("a/train-00001.jsonl.zst", "data"),
        ("example.csv", ""),
        ("demographics.csv", "data"),
        ("pytorch_model.bin", "weights"),
        ("tf_model.h5", "weights"),
        ("levels.h5", "data"),
        ("run.py", "code"),
        ("notes.txt", ""),
        (".csv", ""),
    ],
)
def test_what_a_file_is_by_its_name(name: str, what: str) -> None:
    assert held(name) == what
