"""What all tests share: where things are, and Git repositories to try things in."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repositories import Repository

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the collection of real cards; the test is skipped where it is absent."""
    folder = Path(os.environ.get("OPENDATA_LINT_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no collection of real cards at {folder} (OPENDATA_LINT_SHARED names another)")
    return folder


@pytest.fixture(scope="session")
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Environment variables that keep the user's Git configuration and hooks out of a test."""
    home = tmp_path_factory.mktemp("home")
    config = home / "gitconfig"
    config.write_text(
        "[user]\n\tname = A Tester\n\temail = tester@example.org\n"
        "[init]\n\tdefaultBranch = main\n[commit]\n\tgpgSign = false\n",
        encoding="utf-8",
    )
    # Git sets GIT_DIR and the like for hooks, and the tests may themselves run in one.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
    }


@pytest.fixture
def no_git_of_ours(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    """Keeps what surrounds the tests, which may run in a hook, from the Git that this process asks."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, clean_environment[name])


@pytest.fixture
def new_repository(tmp_path: Path, clean_environment: dict[str, str]) -> Callable[[str], Repository]:
    """A function that makes an empty Git repository of the given name."""

    def make(name: str) -> Repository:
        repository = Repository(tmp_path / name, clean_environment)
        repository.path.mkdir()
        repository.git("init", "--quiet")
        return repository

    return make


@pytest.fixture
def repository(new_repository: Callable[[str], Repository]) -> Repository:
    """An empty Git repository."""
    return new_repository("repository")
