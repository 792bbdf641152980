"""Two people release the same version at once: one wins, the other is told what to do, nothing is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.registry.released import ROOT, TAG, clone, publish, registry
from tests.repositories import Repository


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def people(
    repository: Repository, tmp_path: Path, clean_environment: dict[str, str]
) -> tuple[Repository, Repository, Repository]:
    """A bare repository, and the clones of two people."""
    publish(repository, "1.0.0", "1\n")
    bare = clone(repository.path, tmp_path / "bare.git", clean_environment, "--bare")
    made = []
    for name in ("Ada", "Bo"):
        mine = clone(bare.path, tmp_path / name, clean_environment)
        mine.git("config", "user.name", name)
        mine.git("config", "user.email", f"{name.lower()}@example.org")
        made.append(mine)
    return bare, *made  # type: ignore[return-value]


def _tag_of(repository: Repository) -> str:
    return repository.git("rev-parse", f"refs/tags/{TAG}").strip()


def _at_once(*clones: Repository, push: bool = True) -> list[tuple[int, str]]:
    """Release from several clones in processes that run side by side; exit codes and what they say."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "opendata_lint", "registry", "release", "tides", "1.0.0"]
    running = [
        subprocess.Popen(
            [*command, *(["--push", "origin"] if push else [])], cwd=one.path, text=True,
            env=dict(one.environment) | {"PYTHONPATH": path},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        for one in clones
    ]  # fmt: skip
    told = [one.communicate(timeout=120)[0] for one in running]
    return [(one.returncode, text) for one, text in zip(running, told, strict=True)]


def test_two_at_once_push_to_one_remote(people: tuple[Repository, Repository, Repository]) -> None:
    bare, ada, bo = people
    publish(bo, "1.0.0", "2\n")
    mine = bo.git("rev-parse", "HEAD").strip()
    bo.write("notes.txt", "not committed\n")
    ended = _at_once(ada, bo)
    assert sorted(code for code, _ in ended) == [0, 1]
    lost = next(index for index, (code, _) in enumerate(ended) if code)
    winner, loser = ((ada, bo), (bo, ada))[1 - lost]
    # Everybody has the same release now, and it is the winner's.
    assert _tag_of(bare) == _tag_of(ada) == _tag_of(bo)
    assert bare.git("tag") == f"{TAG}\n"
    name = winner.git("config", "user.name").strip()
    assert f"tagger {name} <" in bare.git("cat-file", "tag", TAG)
    told = ended[lost][1]
    commit = winner.git("rev-parse", "HEAD").strip()
    assert (
        f"somebody else released tides 1.0.0 first: {TAG} at origin ({name} <{name.lower()}@example.org>"
        in told
    )
    assert f"is of commit {commit[:12]}. Your tag gave way to it here, and nothing else changed." in told
    assert "It has other data than yours: `git pull origin`" in told
    assert "choose the next version in the card" in told
    # Nothing is lost.
    assert bo.git("rev-parse", "HEAD").strip() == mine
    assert bo.git("status", "--porcelain") == "?? notes.txt\n"
    assert loser.git("fsck", "--no-dangling") is not None


def test_one_who_comes_second_goes_on(
    people: tuple[Repository, Repository, Repository], capsys: pytest.CaptureFixture[str]
) -> None:
    bare, ada, bo = people
    assert registry("release", "tides", "1.0.0", "--push", "origin", at=ada) == 0
    assert "pushed to origin" in capsys.readouterr().out
    # The same content: nothing is left to do.
    assert registry("release", "tides", "1.0.0", "--push", "origin", at=bo) == 1
    assert "It states just what yours did: there is nothing left to do" in capsys.readouterr().err
    assert registry("verify", at=bo) == 0
    # Other content: the next version, as it was told.
    bo.git("tag", "--delete", TAG)
    publish(bo, "1.0.0", "2\n")
    assert registry("release", "tides", "1.0.0", "--push", "origin", at=bo) == 1
    publish(bo, "1.1.0", "2\n")
    assert registry("release", "tides", "1.1.0", "--push", "origin", at=bo) == 0
    assert bare.git("tag").split() == [TAG, "card/tides/v1.1.0"]


def test_several_processes_in_one_clone(repository: Repository) -> None:
    publish(repository, "1.0.0", "1\n")
    ended = _at_once(repository, repository, repository, push=False)
    assert sorted(code for code, _ in ended) == [0, 1, 1]
    assert not [text for code, text in ended if code and "released already" not in text]
    assert registry("verify", at=repository) == 0


def test_a_remote_that_refuses(
    people: tuple[Repository, Repository, Repository], capsys: pytest.CaptureFixture[str]
) -> None:
    bare, ada, _ = people
    hook = bare.write("hooks/pre-receive", "#!/bin/sh\necho 'only on Mondays' >&2\nexit 1\n")
    hook.chmod(0o755)
    assert registry("release", "tides", "1.0.0", "--push", "origin", at=ada) == 1
    told = capsys.readouterr().err
    assert "origin refused" in told
    assert "only on Mondays" in told
    assert "Nothing was released" in told
    assert ada.git("tag") == bare.git("tag") == ""


def test_a_remote_that_does_not_answer(
    people: tuple[Repository, Repository, Repository], capsys: pytest.CaptureFixture[str]
) -> None:
    bare, ada, _ = people
    bare.path.rename(bare.path.with_name("gone"))
    assert registry("release", "tides", "1.0.0", "--push", "origin", at=ada) == 1
    told = capsys.readouterr().err
    assert "origin does not answer" in told
    assert f"`git push origin refs/tags/{TAG}` tries again" in told
    assert ada.git("tag") == f"{TAG}\n"
    bare.path.with_name("gone").rename(bare.path)
    ada.git("push", "--quiet", "origin", f"refs/tags/{TAG}")
    assert registry("release", "tides", "1.0.0", "--push=--exec=touch x", at=ada) == 1


def test_no_remote_of_that_name(
    people: tuple[Repository, Repository, Repository], capsys: pytest.CaptureFixture[str]
) -> None:
    _, ada, _ = people
    for name in ("--exec=touch x", "nowhere"):
        assert registry("release", "tides", "1.0.0", f"--push={name}", at=ada) == 1
    assert not (ada.path / "x").exists()
