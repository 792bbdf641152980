"""The plain Git hooks, copied into repositories as their users do it."""

import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repositories import Repository

CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")


@pytest.fixture
def with_hook(
    root: Path, repository: Repository, program_environment: dict[str, str]
) -> Callable[[str], Repository]:
    """A function that gives a repository in which the hook of the given name is installed."""

    def install(name: str) -> Repository:
        target = repository.path / ".git/hooks" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(root / "hooks" / name, target)
        target.chmod(target.stat().st_mode | stat.S_IXUSR)
        return Repository(repository.path, program_environment)

    return install


def test_bad_card_is_refused_and_the_mended_one_taken(
    with_hook: Callable[[str], Repository], bad_card: str, good_card: str
) -> None:
    repository = with_hook("pre-commit")
    repository.stage("README.md", bad_card)
    refused = repository.run("git", "commit", "--message", "Bad")
    assert refused.returncode == 1
    assert "README.md" in refused.stdout
    assert CODE.search(refused.stdout), refused.stdout
    repository.stage("README.md", good_card)
    taken = repository.run("git", "commit", "--message", "Mended")
    assert taken.returncode == 0, taken.stdout


def test_staged_content_is_judged(
    with_hook: Callable[[str], Repository], bad_card: str, good_card: str
) -> None:
    repository = with_hook("pre-commit")
    repository.stage("README.md", bad_card)
    repository.write("README.md", good_card)
    assert repository.run("git", "commit", "--message", "Bad in the index").returncode == 1
    repository.stage("README.md", good_card)
    repository.write("README.md", bad_card)
    taken = repository.run("git", "commit", "--message", "Good in the index")
    assert taken.returncode == 0, taken.stdout


def test_commit_of_named_files_is_judged_by_them(
    with_hook: Callable[[str], Repository], bad_card: str, good_card: str
) -> None:
    # For `git commit --only` Git makes an index of its own and names it to the hook.
    repository = with_hook("pre-commit")
    repository.stage("good/README.md", good_card)
    repository.stage("bad/README.md", bad_card)
    taken = repository.run("git", "commit", "--message", "One", "--only", "good/README.md")
    assert taken.returncode == 0, taken.stdout
    refused = repository.run("git", "commit", "--message", "Other", "--only", "bad/README.md")
    assert refused.returncode == 1


def test_commit_from_a_folder_below_the_top(with_hook: Callable[[str], Repository], bad_card: str) -> None:
    repository = with_hook("pre-commit")
    repository.stage("data/birds/README.md", bad_card)
    below = Repository(repository.path / "data", repository.environment)
    refused = below.run("git", "commit", "--message", "Bad")
    assert refused.returncode == 1
    assert "data/birds/README.md" in refused.stdout


def test_cards_that_are_not_staged_do_not_count(
    with_hook: Callable[[str], Repository], bad_card: str
) -> None:
    repository = with_hook("pre-commit")
    repository.stage("legacy/README.md", bad_card)
    repository.git("commit", "--quiet", "--no-verify", "--message", "Legacy")
    repository.stage("notes.txt", "Nothing about data.\n")
    taken = repository.run("git", "commit", "--message", "Notes")
    assert taken.returncode == 0, taken.stdout


def test_push_is_refused_while_a_card_is_bad(
    with_hook: Callable[[str], Repository],
    new_repository: Callable[[str], Repository],
    bad_card: str,
    good_card: str,
) -> None:
    repository = with_hook("pre-push")
    remote = new_repository("remote").path
    repository.stage("data/README.md", bad_card)
    repository.git("commit", "--quiet", "--message", "Bad")
    refused = repository.run("git", "push", str(remote), "HEAD:other")
    assert refused.returncode == 1
    assert "data/README.md" in refused.stdout
    repository.stage("data/README.md", good_card)
    repository.git("commit", "--quiet", "--message", "Mended")
    taken = repository.run("git", "push", str(remote), "HEAD:other")
    assert taken.returncode == 0, taken.stdout


def test_commit_of_data_alone_is_held_against_the_record(
    with_hook: Callable[[str], Repository], good_card: str, root: Path
) -> None:
    repository = with_hook("pre-commit")
    good_card = good_card.replace("version: 1.2.0\n", "")  # or it would have to be raised too
    repository.stage("tides/README.md", good_card)
    repository.stage("tides/levels.nc", "1")
    assert repository.run("opendata-lint", "registry", "record").returncode == 0
    repository.git("add", "--all")
    taken = repository.run("git", "commit", "--message", "Recorded")
    assert taken.returncode == 0, taken.stdout
    repository.stage("tides/levels.nc", "2")
    refused = repository.run("git", "commit", "--message", "Data alone")
    assert refused.returncode == 1
    assert CODE.findall(refused.stdout) == ["REG001"], refused.stdout
    repository.stage("tides/README.md", good_card + "\nThe levels of June were read again.\n")
    refused = repository.run("git", "commit", "--message", "Without the record")
    assert refused.returncode == 1
    assert CODE.findall(refused.stdout) == ["REG004"], refused.stdout
    assert repository.run("opendata-lint", "registry", "record").returncode == 0
    repository.git("add", "--all")
    taken = repository.run("git", "commit", "--message", "Data, card and record")
    assert taken.returncode == 0, taken.stdout


@pytest.mark.parametrize("name", ["pre-commit", "pre-push"])
def test_missing_program_is_named(root: Path, repository: Repository, name: str) -> None:
    done = repository.run("/bin/sh", str(root / "hooks" / name), PATH=str(repository.path))
    assert done.returncode == 1
    assert "opendata-lint is not on PATH" in done.stdout
    assert "pip install opendata-lint" in done.stdout
