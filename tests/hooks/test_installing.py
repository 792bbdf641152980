"""`opendata-lint hook`, in real repositories of every shape."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from opendata_lint.githooks.marks import marked
from tests.repositories import Repository

COMMAND = "opendata-lint check --staged --only-cards"


@pytest.fixture
def here(repository: Repository, program_environment: dict[str, str]) -> Repository:
    """An empty repository in which the program is on PATH."""
    return Repository(repository.path, program_environment)


def hook(repository: Repository, *arguments: str, code: int = 0) -> str:
    """Run the command, which must end with a code, and return what it says."""
    done = repository.run("opendata-lint", "hook", *arguments)
    assert done.returncode == code, done.stdout
    assert "Traceback" not in done.stdout
    return done.stdout


def commit(repository: Repository) -> CompletedProcess[str]:
    return repository.run("git", "commit", "--message", "A commit")


def is_stopped(repository: Repository, bad_card: str, good_card: str) -> bool:
    """Whether a bad card cannot be committed, and the mended one can."""
    repository.stage("README.md", bad_card)
    stopped = commit(repository)
    repository.stage("README.md", good_card)
    taken = commit(repository)
    return stopped.returncode == 1 and "README.md" in stopped.stdout and taken.returncode == 0


def test_install_stops_a_bad_card_until_uninstalled(here: Repository, bad_card: str, good_card: str) -> None:
    assert hook(here, "install") == "pre-commit: installed (.git/hooks/pre-commit)\n"
    assert is_stopped(here, bad_card, good_card)
    assert hook(here, "install") == "pre-commit: is current (.git/hooks/pre-commit)\n"
    assert "pre-commit: ours, current (.git/hooks/pre-commit)\npre-push: absent\n" in hook(here, "status")
    assert "pre-commit: removed (.git/hooks/pre-commit)\npre-push: is not there\n" in hook(here, "uninstall")
    here.stage("README.md", bad_card)
    assert commit(here).returncode == 0


def test_both_hooks_and_the_umask(here: Repository) -> None:
    hook(here, "install", "pre-push", "pre-commit")
    for name in ("pre-commit", "pre-push"):
        assert (here.path / ".git/hooks" / name).stat().st_mode & 0o700 == 0o700
    assert not [path for path in (here.path / ".git/hooks").iterdir() if path.name.startswith(".")]
    assert "pre-push: removed" in hook(here, "uninstall", "pre-push")
    assert hook(here, "status", "pre-commit") == "pre-commit: ours, current (.git/hooks/pre-commit)\n"
    assert hook(here, "status", "pre-push", code=1) == "pre-push: absent\n"


def test_from_a_folder_below_and_without_a_folder_of_hooks(here: Repository) -> None:
    shutil.rmtree(here.path / ".git/hooks")
    (here.path / "data").mkdir()
    below = Repository(here.path / "data", here.environment)
    assert "installed (.git/hooks/pre-commit)" in hook(below, "install")
    assert (here.path / ".git/hooks/pre-commit").is_file()


def test_linked_work_tree(here: Repository, bad_card: str, good_card: str) -> None:
    here.git("commit", "--quiet", "--allow-empty", "--message", "First")
    here.git("worktree", "add", "--quiet", "../linked")
    linked = Repository(here.path.parent / "linked", here.environment)
    hook(linked, "install")
    assert (here.path / ".git/hooks/pre-commit").is_file()
    assert is_stopped(linked, bad_card, good_card)
    assert "ours, current" in hook(here, "status", "pre-commit")


def test_submodule(
    here: Repository, new_repository: Callable[[str], Repository], bad_card: str, good_card: str
) -> None:
    part = new_repository("part")
    part.git("commit", "--quiet", "--allow-empty", "--message", "First")
    here.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(part.path), "part")
    inner = Repository(here.path / "part", here.environment)
    hook(inner, "install")
    assert (here.path / ".git/modules/part/hooks/pre-commit").is_file()
    assert not (here.path / ".git/hooks/pre-commit").exists()
    assert is_stopped(inner, bad_card, good_card)


@pytest.mark.parametrize("below", [False, True])
def test_hooks_path_in_the_work_tree(here: Repository, below: bool, bad_card: str, good_card: str) -> None:
    here.git("config", "core.hooksPath", "tools/hooks")
    (here.path / "data").mkdir()
    folder = Repository(here.path / "data", here.environment) if below else here
    told = hook(folder, "install")
    assert "installed (tools/hooks/pre-commit)" in told
    assert "commit the file" in told
    assert is_stopped(here, bad_card, good_card)


@pytest.mark.parametrize("form", ["absolute", "home"])
def test_hooks_path_elsewhere(here: Repository, tmp_path: Path, form: str) -> None:
    (tmp_path / "home").mkdir()
    environment = dict(here.environment) | {
        "HOME": str(tmp_path / "home"),
        "USERPROFILE": str(tmp_path / "home"),
    }
    there = Repository(here.path, environment)
    folder = tmp_path / "home/hooks"
    there.git("config", "core.hooksPath", str(folder) if form == "absolute" else "~/hooks")
    assert f"installed ({folder.as_posix()}/pre-commit)" in hook(there, "install")
    assert (folder / "pre-commit").is_file()
    assert "removed" in hook(there, "uninstall")
    assert not list(folder.iterdir())


def test_hooks_path_of_everything_is_told(here: Repository, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text(f"[core]\n\thooksPath = {(tmp_path / 'all').as_posix()}\n", encoding="utf-8")
    there = Repository(here.path, dict(here.environment) | {"GIT_CONFIG_GLOBAL": str(config)})
    assert "global configuration: every repository runs it" in hook(there, "install")


def test_hooks_that_are_turned_off(here: Repository) -> None:
    here.git("config", "core.hooksPath", os.devnull)
    assert "no folder" in hook(here, "install", code=2)
    here.git("config", "core.hooksPath", "")
    assert "core.hooksPath is empty" in hook(here, "install", code=2)
    assert not (here.path / "pre-commit").exists()


FOREIGN = {
    "sh": ("#!/bin/sh\necho mine\n", f"above what ends it (`exec`, `exit`): {COMMAND} || exit"),
    "python": ("#!/usr/bin/env python3\nprint()\n", f"let it run this, and fail where this fails: {COMMAND}"),
    "pre-commit": (
        "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n",
        "add a hook to .pre-commit-config.yaml: id: opendata-lint",
    ),
    "lefthook": ("#!/bin/sh\ncall_lefthook run\n", f"in lefthook.yml: run: {COMMAND}"),
    "git-lfs": ('#!/bin/sh\ngit lfs post-commit "$@"\n', "a hook of git-lfs"),
    "empty": ("", f"put this line into it, above what ends it (`exec`, `exit`): {COMMAND} || exit"),
}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("options", [[], ["--force"]])
def test_hook_of_another_is_never_touched(here: Repository, name: str, options: list[str]) -> None:
    content, advice = FOREIGN[name]
    path = here.write(".git/hooks/pre-commit", content)
    told = hook(here, "install", *options, code=1)
    assert advice in told
    assert "not installed" in told
    assert "left:" in hook(here, "uninstall", *options)
    assert path.read_text(encoding="utf-8") == content
    assert "does not call opendata-lint" in hook(here, "status", code=1)


def test_advice_for_a_hook_of_another_works(here: Repository, bad_card: str, good_card: str) -> None:
    path = here.write(".git/hooks/pre-commit", "#!/bin/sh\nexec true\n")
    path.chmod(0o755)
    line = hook(here, "install", code=1).rstrip().rpartition("): ")[2]
    here.write(".git/hooks/pre-commit", f"#!/bin/sh\n{line}\nexec true\n")
    assert "another's hook calls opendata-lint already" in hook(here, "install")
    assert "calls opendata-lint" in hook(here, "status")
    assert is_stopped(here, bad_card, good_card)


def test_links_and_folders_are_anothers(here: Repository, tmp_path: Path) -> None:
    target = tmp_path / "target"
    path = here.path / ".git/hooks/pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(target)
    assert "a symbolic link" in hook(here, "install", "--force", code=1)
    assert not target.exists()
    path.unlink()
    path.mkdir()
    assert "a folder" in hook(here, "install", "--force", code=1)


def test_husky_keeps_its_folder(here: Repository) -> None:
    here.git("config", "core.hooksPath", ".husky/_")
    told = hook(here, "install", code=1)
    assert f"add this line to .husky/pre-commit: {COMMAND}" in told
    assert not (here.path / ".husky/_/pre-commit").exists()
    here.write(".husky/pre-commit", f"npm test\n{COMMAND}\n")
    assert "calls opendata-lint already" in hook(here, "install")
    assert "a hook of husky, calls opendata-lint" in hook(here, "status", "pre-commit")


def test_the_real_pre_commit_is_recognized(here: Repository) -> None:
    here.write(".pre-commit-config.yaml", "repos: []\n")
    done = here.run("pre-commit", "install")
    if done.returncode:
        pytest.skip("pre-commit is not on PATH")
    assert "a hook of pre-commit" in hook(here, "install", code=1)
    here.write(".pre-commit-config.yaml", "repos: [{repo: local, hooks: [{id: opendata-lint}]}]\n")
    assert "calls opendata-lint already" in hook(here, "install")


def test_ours_is_found_where_pre_commit_moves_it(here: Repository, bad_card: str, good_card: str) -> None:
    hook(here, "install")
    here.write(".pre-commit-config.yaml", "repos: []\n")
    here.git("add", ".pre-commit-config.yaml")
    if here.run("pre-commit", "install").returncode:
        pytest.skip("pre-commit is not on PATH")
    assert "a hook of pre-commit, calls opendata-lint" in hook(here, "status")
    assert is_stopped(here, bad_card, good_card)


def test_a_configured_manager_is_named(here: Repository) -> None:
    here.write("lefthook.yml", "pre-push: {}\n")
    assert "the repository is configured for lefthook" in hook(here, "install")


def test_an_older_one_of_ours_is_brought_up_to_date(here: Repository) -> None:
    old = marked(b"#!/bin/sh\nexec opendata-lint check --staged\n")
    old = re.sub(rb"version \S+,", b"version 0.0.1,", old)
    path = here.write(".git/hooks/pre-commit", old)
    path.chmod(0o755)
    assert "ours, of another version, written by 0.0.1" in hook(here, "status", code=1)
    assert "pre-commit: brought up to date" in hook(here, "install")
    assert b"--only-cards" in path.read_bytes()
    assert hook(here, "status", "pre-commit")


def test_one_that_was_edited_is_left(here: Repository) -> None:
    hook(here, "install")
    path = here.path / ".git/hooks/pre-commit"
    edited = path.read_bytes() + b"# mine\n"
    path.write_bytes(edited)
    assert "ours, edited" in hook(here, "status", code=1)
    assert "was edited" in hook(here, "install", code=1)
    assert "was edited" in hook(here, "uninstall", code=1)
    assert path.read_bytes() == edited
    assert "replaced, as --force asks" in hook(here, "install", "--force")
    path.write_bytes(edited)
    assert "removed" in hook(here, "uninstall", "--force")
    assert not path.exists()


def test_a_copy_by_hand_is_ours(here: Repository, root: Path) -> None:
    shutil.copy(root / "hooks/pre-commit", here.write(".git/hooks/pre-commit", ""))
    (here.path / ".git/hooks/pre-commit").chmod(0o755)
    assert "is current" in hook(here, "install")
    assert "removed" in hook(here, "uninstall")


@pytest.mark.skipif(os.name == "nt", reason="every file may be run there")
def test_one_that_is_not_executable(here: Repository) -> None:
    hook(here, "install")
    (here.path / ".git/hooks/pre-commit").chmod(0o644)
    assert "not executable: Git passes over it" in hook(here, "status", code=1)
    assert "made executable" in hook(here, "install")
    assert os.access(here.path / ".git/hooks/pre-commit", os.X_OK)


def test_usage(here: Repository, tmp_path: Path) -> None:
    outside = Repository(tmp_path, here.environment)
    assert "is in no Git repository" in hook(outside, "install", code=2)
    assert "there is no hook `post-merge`" in hook(here, "install", "post-merge", code=2)
    assert "belongs to --diff-driver" in hook(here, "install", "--gitattributes", code=2)
    hook(here, code=2)


def test_folder_that_cannot_be_written(here: Repository) -> None:
    here.write("file", "")
    here.git("config", "core.hooksPath", "file/hooks")
    assert "cannot read or write" in hook(here, "install", code=2)


def test_git_finds_the_program(here: Repository) -> None:
    if here.run("git-opendata", "--version").returncode:
        pytest.skip("git-opendata is not installed beside this Python")
    assert here.git("opendata", "--version").startswith("opendata-lint ")
    assert here.git("opendata", "-h").startswith("usage: git opendata ")
    assert here.git("opendata", "hook", "install", "-h").startswith("usage: git opendata hook install ")
    assert "Try `git opendata --help`" in here.run("git", "opendata", "chekc").stdout
    below = here.path / "data"
    below.mkdir()
    assert "installed" in Repository(below, here.environment).git("opendata", "hook", "install")


def test_a_bare_repository_takes_the_hooks_of_a_server(
    here: Repository, bad_card: str, good_card: str, tmp_path: Path
) -> None:
    here.git("init", "--quiet", "--bare", str(tmp_path / "server"))
    server = Repository(tmp_path / "server", here.environment)
    assert hook(server, "install") == "pre-receive: installed (hooks/pre-receive)\n"
    assert hook(server, "status", code=0).startswith("pre-receive: ours, current (hooks/pre-receive)\n")
    assert "pre-commit is no hook for a bare repository" in hook(server, "install", "pre-commit", code=2)
    assert "update is no hook for a repository that people work in" in hook(here, "install", "update", code=2)
    here.stage("README.md", bad_card)
    here.git("commit", "--quiet", "--message", "Bad")
    refused = here.run("git", "push", str(server.path), "HEAD:main")
    assert refused.returncode == 1
    assert "remote: opendata-lint: refused" in refused.stdout
    here.stage("README.md", good_card)
    here.git("commit", "--quiet", "--amend", "--message", "Good")
    here.git("push", str(server.path), "HEAD:main")
    assert "pre-receive: removed" in hook(server, "uninstall")
