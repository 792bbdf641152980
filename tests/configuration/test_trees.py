"""Configuration of what is staged and of revisions: theirs counts, and nothing that lies on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from opendata_lint.configuration import Configuration, Given
from opendata_lint.settings import SettingsFault
from opendata_lint.tree import IndexTree, RevisionTree, Tree
from tests.repositories import Repository

ONE = 'select = ["LIC001"]\n'
OTHER = 'select = ["LIC002"]\n'


@pytest.fixture
def trees(repository: Repository) -> Callable[[Mapping[str, str]], list[Tree]]:
    """A function that gives files as what is staged and as a commit; on disk none of them is left."""

    def make(files: Mapping[str, str]) -> list[Tree]:
        for name, text in files.items():
            repository.stage(name, text)
        repository.git("commit", "--quiet", "--allow-empty", "--message", "All")
        for name in files:
            (repository.path / name).unlink()
        repository.write("opendata-lint.toml", "nonsense = [")
        return [IndexTree(repository.path), RevisionTree(repository.path, "HEAD")]

    return make


def codes(tree: Tree, card: str = "README.md") -> list[str]:
    settings = Configuration(Given(), tree.root, tree).resolve(tree.root / card).settings
    return list(settings.levels())


def test_nearest_file_of_the_tree_counts(trees: Callable[..., list[Tree]]) -> None:
    made = trees({
        "opendata-lint.toml": ONE,
        "a/pyproject.toml": f"[tool.opendata-lint]\n{OTHER}",
        "a/b/.opendata-lint.toml": 'extend = "../../base.toml"\n',
        "base.toml": 'select = ["LIC003"]\n',
        "c/x.txt": "",
    })  # fmt: skip
    for tree in made:
        found = [codes(tree, card) for card in ("README.md", "a/x.md", "a/b/x.md", "c/x.md")]
        assert found == [["LIC001"], ["LIC002"], ["LIC003"], ["LIC001"]]


def test_profile_schemas_and_references_are_those_of_the_tree(trees: Callable[..., list[Tree]]) -> None:
    own = {"properties": {"metadata": {"$ref": "defs/one.json"}}, "x-opendata-lint": {"code": "ACME001"}}
    made = trees({
        "opendata-lint.toml": 'profile = "p/own.toml"\nschema = "front.json"\n',
        "p/own.toml": 'name = "own"\nextends = "hub"\nschema = "own.json"\n',
        "p/own.json": json.dumps(own),
        "p/defs/one.json": json.dumps({"$ref": "two.json"}),
        "p/defs/two.json": json.dumps({"required": ["doi"]}),
        "front.json": "{}",
    })  # fmt: skip
    for tree in made:
        settings = Configuration(Given(), tree.root, tree).resolve(tree.root / "README.md").settings
        (schema,) = settings.card_schemas
        assert [address for address, _ in schema.beside] == ["defs/one.json", "defs/two.json"]
        assert "ACME001" in settings.levels()
        assert settings.schema is not None


OUTSIDE = {
    'extend = "../x.toml"': "`../x.toml` leads out of the repository",
    'profile = "../p.toml"': "`../p.toml` leads out of the repository",
    'profile = "/etc/p.toml"': "`/etc/p.toml` leads out of the repository",
    'schema = "../s.json"': "`../s.json` leads out of the repository",
    'baseline = "../known"': "`../known` leads out of the repository",
    'extend = "link.toml"': "`extend` names link.toml, which is not there",
}


@pytest.mark.parametrize("text", OUTSIDE)
def test_no_path_leads_out_of_the_tree(
    text: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("x.toml", "p.toml"):
        (repository.path.parent / name).write_text('name = "x"\n' if name == "p.toml" else ONE)
    (repository.path / "link.toml").symlink_to("../x.toml")
    repository.stage("opendata-lint.toml", text)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "All")
    monkeypatch.chdir(repository.path)
    for tree in (IndexTree(repository.path), RevisionTree(repository.path, "HEAD")):
        with pytest.raises(SettingsFault) as fault:
            codes(tree)
        assert str(fault.value) == f"opendata-lint.toml:1: {_whole(text)}"


def _whole(text: str) -> str:
    return OUTSIDE[text] + ("; name a file in it" if "leads out" in OUTSIDE[text] else "")


def test_reference_out_of_the_tree_leads_nowhere(trees: Callable[..., list[Tree]], tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"required": ["secret"]}')
    made = trees({"opendata-lint.toml": 'schema = "s.json"\n', "s.json": '{"$ref": "../secret.json"}'})
    for tree in made:
        settings = Configuration(Given(), tree.root, tree).resolve(tree.root / "README.md").settings
        assert settings.schema is not None
        assert settings.schema.beside == ()


def test_plugins_of_a_revision_are_not_even_looked_for(trees: Callable[..., list[Tree]]) -> None:
    staged, revision = trees({
        "opendata-lint.toml": 'plugins = ["acme-rules"]\nselect = ["ACM001", "LIC001"]\nignore = ["ACM"]\n'
        'severity = { ACM002 = "error" }\nrules.ACM003.words = 3\n',
    })  # fmt: skip
    configuration = Configuration(Given(), revision.root, revision)
    settings = configuration.resolve(revision.root / "README.md").settings
    assert (list(settings.levels()), settings.plugins, configuration.reporters()) == (["LIC001"], (), {})
    (notice,) = configuration.notices
    assert notice.endswith("what it says of their rules is passed over: `acme-rules`")
    # What is staged is the work of whoever stages it: the rules for plugins on disk hold.
    with pytest.raises(SettingsFault, match="there is no plugin `acme-rules`"):
        codes(staged)


def test_what_the_command_line_names_is_on_disk(trees: Callable[..., list[Tree]], tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('select = ["LIC005"]\n')
    for tree in trees({"opendata-lint.toml": ONE}):
        given = Given(config=(str(tmp_path / "mine.toml"),))
        found = Configuration(given, tree.root, tree).resolve(tree.root / "README.md").settings
        assert list(found.levels()) == ["LIC005"]


def test_huge_and_hostile_files_are_told_in_one_line(repository: Repository) -> None:
    for text, told in (
        ("#" * 2_000_000, "has more than 1048576 bytes"),
        (f"a = {'[' * 100_000}", "is nested too deeply"),
        ("\0", "not TOML"),
    ):
        repository.stage("opendata-lint.toml", text)
        with pytest.raises(SettingsFault, match=told):
            codes(IndexTree(repository.path))
