"""What the tests of the hooks share: the project as pre-commit gets it, and cards to commit."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from tests.repositories import Repository

REVISION = "v-under-test"


@pytest.fixture(scope="session")
def good_card(root: Path) -> str:
    """A dataset card without a fault."""
    return (root / "examples/good-dataset/README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def bad_card(root: Path) -> str:
    """A dataset card with many faults."""
    return (root / "examples/bad/README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def program_environment(clean_environment: dict[str, str]) -> dict[str, str]:
    """An environment in which the installed program is on PATH."""
    scripts = str(Path(sys.executable).parent)
    if not shutil.which("opendata-lint", path=scripts):
        pytest.skip("opendata-lint is not installed beside this Python; scripts/dev.py installs it")
    return clean_environment | {"PATH": scripts + os.pathsep + clean_environment["PATH"]}


@pytest.fixture(scope="session")
def pre_commit_environment(
    root: Path, clean_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """An environment in which pre-commit installs hooks without a network.

    One for the whole session: the environment of our hook is built in it only once.
    """
    wheelhouse = root / ".cache/wheelhouse"
    if not (wheelhouse / "stamp").is_file():
        pytest.skip("no .cache/wheelhouse to install from; `scripts/dev.py test` fills it")
    # A PYTHONPATH to the checkout would hide what the hook's own environment lacks.
    kept = {name: value for name, value in clean_environment.items() if name != "PYTHONPATH"}
    return kept | {
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheelhouse),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        # virtualenv brings its own pip, and would look for a newer one now and then.
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
    }


@pytest.fixture(scope="session")
def project(root: Path, clean_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout, with what is not committed yet, as a repository that pre-commit can clone."""
    checkout = Repository(root, clean_environment)
    copy = Repository(tmp_path_factory.mktemp("project"), clean_environment)
    listed = checkout.git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        # A file that is deleted but still in the index is listed too.
        if (root / name).is_file():
            (copy.path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, copy.path / name)
    copy.git("init", "--quiet")
    copy.git("add", "--all")
    copy.git("commit", "--quiet", "--no-verify", "--message", "Under test")
    copy.git("tag", REVISION)
    return copy.path


@dataclass(frozen=True)
class PreCommitRepository(Repository):
    """A repository whose pre-commit configuration asks for hooks of the project under test."""

    project: Path

    def configure(self, *hooks: Mapping[str, object], stages: str = "pre-commit") -> None:
        """Ask for these hooks and install pre-commit for the stage."""
        entry = {"repo": str(self.project), "rev": REVISION, "hooks": list(hooks)}
        self.stage(".pre-commit-config.yaml", yaml.safe_dump({"repos": [entry]}))
        done = self.pre_commit("install", "--hook-type", stages)
        assert done.returncode == 0, done.stdout

    def pre_commit(self, *arguments: str) -> CompletedProcess[str]:
        """Run pre-commit."""
        return self.run(sys.executable, "-m", "pre_commit", *arguments)

    def commit(self) -> CompletedProcess[str]:
        """Commit what is staged, through the hooks."""
        return self.run("git", "commit", "--message", "A commit")


@pytest.fixture
def with_pre_commit(
    repository: Repository, project: Path, pre_commit_environment: dict[str, str]
) -> PreCommitRepository:
    """An empty repository, ready to be configured."""
    return PreCommitRepository(repository.path, pre_commit_environment, project)
