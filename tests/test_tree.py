"""The trees: files on disk and what is staged must give the same answers."""

import os
import subprocess
from pathlib import Path

import pytest

from opendata_lint.tree import (
    IndexTree,
    RevisionTree,
    Tree,
    TreeFault,
    UnknownHistory,
    WorkTree,
    find_root,
    join,
)
from tests.repositories import Repository

pytestmark = pytest.mark.usefixtures("no_git_of_ours")

FILES = {
    "README.md": "# Tides\n",
    ".github/notes.md": "notes",
    "data/levels.csv": "level\n1\n",
    "data/a b/é.csv": "x",
    "docs/guide.md": "guide",
}
LINKS = {
    "card.md": "README.md",
    "docs/up.md": "../README.md",
    "more": "docs",
    "out.md": "../../outside.md",
    "circle": "circle",
    "dangling": "nothing",
}


@pytest.fixture
def filled(repository: Repository) -> Repository:
    (repository.path.parent.parent / "outside.md").write_text("secret", encoding="utf-8")
    for name, content in FILES.items():
        repository.write(name, content)
    for name, target in LINKS.items():
        (repository.path / name).symlink_to(target)
    repository.git("add", "--all")
    return repository


def _committed(folder: Path) -> Tree:
    repository = Repository(folder, dict(os.environ))
    repository.git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All")
    return RevisionTree(folder, "HEAD")


def _bare(folder: Path) -> Tree:
    _committed(folder)
    subprocess.run(["git", "clone", "-q", "--bare", folder, folder / ".git/bare"], check=True)
    return RevisionTree(folder / ".git/bare", "HEAD")


@pytest.fixture(params=[WorkTree, IndexTree, _committed, _bare])
def tree(request: pytest.FixtureRequest, filled: Repository) -> Tree:
    made: Tree = request.param(filled.path)
    return made


def test_all_files_and_links_are_paths(tree: Tree) -> None:
    assert tree.paths() == FILES.keys() | LINKS.keys()


def test_paths_below_a_folder_count_from_the_root(tree: Tree) -> None:
    assert tree.under("data").files == ("data/a b/é.csv", "data/levels.csv")
    assert tree.under("nowhere").files == ()


def test_entries_tell_folders(tree: Tree) -> None:
    assert tree.entries("data") == ("a b/", "levels.csv")
    assert tree.entries("data/a b") == ("é.csv",)
    assert {".github/", "README.md"} <= set(tree.entries(""))
    assert ".git/" not in tree.entries(""), "Git's own files are none of the tree's"
    assert tree.entries("nowhere") == ()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("README.md", "# Tides\n"),
        (".github/notes.md", "notes"),
        ("data/a b/é.csv", "x"),
        ("card.md", "# Tides\n"),
        ("docs/up.md", "# Tides\n"),
        ("more/guide.md", "guide"),
        ("more/up.md", "# Tides\n"),
    ],
)
def test_reading_follows_links_inside(tree: Tree, path: str, content: str) -> None:
    assert tree.read(path).decode() == content
    assert tree.read(path, 1).decode() == content[:1]


@pytest.mark.parametrize(
    "path",
    ["out.md", "../outside.md", "/etc/hostname", "circle", "dangling", "nothing", "data", "a\0b"],
)
def test_nothing_else_is_read(tree: Tree, path: str) -> None:
    with pytest.raises(TreeFault):
        tree.read(path)


@pytest.mark.parametrize(
    "path",
    ["", "README.md", "data", "data/levels.csv", "more/guide.md", ".github", "out.md", "dangling"],
)
def test_existing(tree: Tree, path: str) -> None:
    assert tree.exists(path)


@pytest.mark.parametrize(
    "path",
    [
        "readme.md",
        "DATA",
        "data/Levels.csv",
        "nothing",
        "README.md/x",
        ".git",
        ".git/HEAD",
        "../outside.md",
        "a\0b",
    ],
)
def test_absent(tree: Tree, path: str) -> None:
    assert not tree.exists(path)


def test_links_and_what_is_behind_them(tree: Tree) -> None:
    assert {path for path in tree.paths() if tree.is_link(path)} == LINKS.keys()
    assert not tree.is_link("nothing")
    assert tree.real("more/up.md") == "README.md"
    assert tree.real("data/../README.md") == "README.md"
    assert tree.real("out.md") is None


def test_index_is_not_the_work_tree(filled: Repository) -> None:
    filled.write("README.md", "# Changed\n")
    filled.write("new.md", "new")
    (filled.path / "docs/guide.md").unlink()
    index, work = IndexTree(filled.path), WorkTree(filled.path)
    assert (index.read("README.md"), work.read("README.md")) == (b"# Tides\n", b"# Changed\n")
    assert (index.exists("new.md"), work.exists("new.md")) == (False, True)
    assert ("new.md" in index.paths(), "new.md" in work.paths()) == (False, True)
    assert ("docs/guide.md" in index.paths(), "docs/guide.md" in work.paths()) == (True, False)


def test_index_tells_what_changed(filled: Repository) -> None:
    assert IndexTree(filled.path).changed() == FILES.keys() | LINKS.keys()
    filled.git("commit", "--quiet", "--message", "All")
    filled.stage("data/levels.csv", "level\n2\n")
    filled.git("mv", "README.md", "CARD.md")
    filled.git("rm", "--quiet", "docs/guide.md")
    filled.write("docs/other.md", "not staged")
    assert IndexTree(filled.path).changed() == {"data/levels.csv", "CARD.md"}


def test_index_that_git_names_to_a_hook_counts(filled: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    other = str(filled.path / ".git/other-index")
    filled.run("git", "add", "README.md", GIT_INDEX_FILE=other)
    monkeypatch.setenv("GIT_INDEX_FILE", other)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert IndexTree(filled.path).paths() == {"README.md"}
    assert WorkTree(filled.path).paths() == FILES.keys() | LINKS.keys()


def test_index_in_conflict_shows_our_side(filled: Repository) -> None:
    filled.git("commit", "--quiet", "--message", "All")
    filled.git("checkout", "--quiet", "-b", "theirs")
    filled.stage("README.md", "theirs")
    filled.git("commit", "--quiet", "--message", "Theirs")
    filled.git("checkout", "--quiet", "main")
    filled.stage("README.md", "ours")
    filled.git("commit", "--quiet", "--message", "Ours")
    assert filled.run("git", "merge", "theirs").returncode == 1
    assert IndexTree(filled.path).read("README.md") == b"ours"


def test_blobs_of_any_content_come_through_one_process(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"empty": b"", "lines": b"\n\n", "bytes": bytes(range(256)), "big": b"x" * 300_000}
    for name, content in contents.items():
        repository.write(name, content)
    repository.git("-c", "core.autocrlf=false", "add", "--all")
    started: list[object] = []
    real = subprocess.Popen.__init__

    def count(self: object, *arguments: object, **more: object) -> None:
        started.append(arguments)
        real(self, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(subprocess.Popen, "__init__", count)
    tree = IndexTree(repository.path)
    assert {name: tree.read(name) for name in contents} == contents
    assert len(started) == 3  # ls-files, cat-file, and whether the clone is partial


def test_ignored_files_and_other_repositories_are_no_part(repository: Repository) -> None:
    repository.write(".gitignore", "scratch/\n*.tmp\n")
    for name in ("scratch/x.md", "a.tmp", "kept.md", "node_modules/p/README.md", "env/lib/README.md"):
        repository.write(name, "x")
    repository.write("env/pyvenv.cfg", "")
    repository.git("init", "--quiet", "nested")
    repository.write("nested/README.md", "x")
    tree = WorkTree(repository.path)
    assert tree.under("").files == (".gitignore", "kept.md")
    assert tree.under("").repositories == ("nested",)
    assert tree.under("scratch").files == ("scratch/x.md",)  # Whoever asks for it means it.


def test_walk_outside_of_git(tmp_path: Path) -> None:
    for name in ("b/c.md", "a.md", ".cache/x.md", ".venv/pyvenv.cfg", ".venv/lib/x.md", "r/.git/HEAD"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "b/again").symlink_to(tmp_path)
    tree = WorkTree(tmp_path)
    assert not tree.in_git
    assert tree.under("").files == ("a.md", "b/again", "b/c.md")
    assert tree.under("").repositories == ("r",)


def test_without_git_files_are_walked_and_the_index_cannot_be_read(
    filled: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    work = WorkTree(filled.path)
    assert work.paths() == FILES.keys() | LINKS.keys()
    assert "cannot run git" in work.under("").warnings[0]
    with pytest.raises(TreeFault, match="cannot run git"):
        IndexTree(filled.path).paths()


def test_git_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(TreeFault, match=r"git ls-files failed in .*: fatal: not a git repository"):
        IndexTree(tmp_path).paths()


def test_unreadable_kinds_of_files(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(TreeFault, match="no regular file"):
        WorkTree(tmp_path).read("pipe.md")


def test_root_is_found_without_git(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.stage("data/levels.csv", "x")
    repository.git("commit", "--quiet", "--message", "One")
    repository.git("worktree", "add", "--quiet", "../second")
    monkeypatch.setenv("PATH", "")
    assert find_root(repository.path / "data") == repository.path
    assert find_root(tmp_path / "second/data") == tmp_path / "second"
    assert find_root(tmp_path) is None
    (repository.path / "data/.git").mkdir()  # Empty, so no repository to Git either.
    assert find_root(repository.path / "data") == repository.path
    monkeypatch.chdir(repository.path / "data")
    assert find_root(Path()) == repository.path


@pytest.mark.parametrize(
    ("card", "relative", "path"),
    [
        ("README.md", "data/x.csv", "data/x.csv"),
        ("a/b/README.md", "x.csv", "a/b/x.csv"),
        ("a/b/README.md", "./../x.csv", "a/x.csv"),
        ("a/b/README.md", "../../", ""),
        ("a/b/README.md", "../../..", None),
        ("README.md", "../x", None),
        ("README.md", "a/../../x", None),
        ("a/README.md", "/x.csv", "x.csv"),
        ("a/README.md", "/../x.csv", None),
        ("a/README.md", "//example.org/x", None),
        ("a/README.md", "b%20c/%C3%A9.csv", "a/b c/é.csv"),
        ("a/README.md", "%2e%2e/%2e%2e/x", None),
        ("a/README.md", "x.md?raw=true#top", "a/x.md"),
        ("a/README.md", "#top", "a/README.md"),
        ("a/README.md", "b/", "a/b"),
        ("a/README.md", ".", "a"),
    ],
)
def test_join(card: str, relative: str, path: str | None) -> None:
    assert join(card, relative) == path


def test_one_check_needs_no_listing(filled: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a listing or a process")

    for module, name in ((os, "walk"), (subprocess, "Popen")):
        monkeypatch.setattr(module, name, refuse)
    tree = WorkTree(filled.path)
    assert tree.exists("data/levels.csv")
    assert not tree.exists("data/nothing.csv")
    assert tree.read("README.md")


def _second_commit(repository: Repository) -> None:
    repository.git("commit", "--quiet", "--message", "First")
    repository.stage("data/levels.csv", "level\n2\n")
    repository.git("commit", "--quiet", "--message", "Second")


def test_what_was_before(filled: Repository) -> None:
    assert WorkTree(filled.path).before() is None
    _second_commit(filled)
    for tree in (WorkTree(filled.path), IndexTree(filled.path)):
        before = tree.before()
        assert before is not None
        assert before.read("data/levels.csv") == b"level\n2\n"
    last = RevisionTree(filled.path, "HEAD")
    first = last.before()
    assert first is not None
    assert first.read("data/levels.csv") == b"level\n1\n"
    assert first.before() is None
    based = RevisionTree(filled.path, "HEAD~1", base="HEAD").before()
    assert based is not None
    assert based.read("data/levels.csv") == b"level\n2\n"
    with pytest.raises(TreeFault, match="no revision `nowhere`"):
        RevisionTree(filled.path, "nowhere")
    with pytest.raises(TreeFault, match="no revision `--all`"):
        RevisionTree(filled.path, "--all")


def test_ids_are_those_of_git(filled: Repository) -> None:
    _second_commit(filled)
    for tree in (WorkTree(filled.path), IndexTree(filled.path), RevisionTree(filled.path, "HEAD")):
        files = tree.git_files()
        assert files is not None
        assert files.keys() == FILES.keys() | LINKS.keys()
        assert files["README.md"].id == filled.git("rev-parse", "HEAD:README.md").strip()
        assert files["card.md"].is_link


def test_shallow_clone_does_not_know_what_was_before(filled: Repository) -> None:
    _second_commit(filled)
    clone = filled.path.parent / "shallow"
    filled.git("clone", "--quiet", "--depth=1", f"file://{filled.path}", str(clone))
    tree = RevisionTree(clone, "HEAD")
    assert tree.read("data/levels.csv") == b"level\n2\n"
    with pytest.raises(UnknownHistory, match="shallow"):
        tree.before()


def test_partial_clone_fetches_nothing(filled: Repository) -> None:
    filled.git("commit", "--quiet", "--message", "All")
    filled.git("config", "uploadpack.allowFilter", "true")
    clone = filled.path.parent / "partial"
    source = f"file://{filled.path}"
    filled.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", source, str(clone))
    tree = RevisionTree(clone, "HEAD")
    assert tree.git_files() == RevisionTree(filled.path, "HEAD").git_files()
    for _ in range(2):
        with pytest.raises(TreeFault, match="partial clone"):
            tree.read("README.md")
    Repository(clone, filled.environment).git("cat-file", "-p", "HEAD:README.md")  # now it is there
    assert RevisionTree(clone, "HEAD").read("README.md") == b"# Tides\n"


def test_of_a_huge_file_only_what_is_asked_for_is_read(repository: Repository) -> None:
    repository.stage("big.bin", bytes(200_000_000))
    repository.stage("README.md", "small")
    tree = IndexTree(repository.path)
    assert tree.read("big.bin", 10) == bytes(10)
    assert tree.read("README.md", 10) == b"small"


def test_touched_file_with_the_same_content_is_staged(filled: Repository) -> None:
    (filled.path / "README.md").touch()
    os.utime(filled.path / "README.md", (1, 1))
    assert WorkTree(filled.path).unstaged() == frozenset()
    filled.write("README.md", "other")
    assert WorkTree(filled.path).unstaged() == {"README.md"}
