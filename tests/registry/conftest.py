"""What the tests of the registry share: Git kept to itself, and repositories of cards."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.repositories import Repository
from tests.rules.examples import BASES


@pytest.fixture(autouse=True)
def _git_to_itself(no_git_of_ours: None) -> None:
    """Every test of the registry asks Git."""


class CardRepository(Repository):
    """A repository of cards, with the program at hand."""

    def opendata_lint(self, *arguments: str) -> tuple[int, str]:
        """Exit code and output of the program, run at the top."""
        done = self.run(sys.executable, "-m", "opendata_lint", *arguments, PYTHONPATH=str(ROOT))
        assert "Traceback" not in done.stdout, done.stdout
        return done.returncode, done.stdout

    def record(self, *arguments: str) -> str:
        """Take the cards on record, which must go well, and stage that."""
        code, output = self.opendata_lint("registry", "record", *arguments)
        assert code == 0, output
        self.git("add", "--all")
        return output

    def commit(self, message: str = "A change") -> str:
        """Commit what is staged; the id of the commit."""
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def add_card(self, folder: str, *lines: str, data: str | None = "level\n1\n") -> None:
        """Stage the card of a folder, with further lines of front matter, and its data."""
        card = BASES["dataset"].replace("---\n", "---\n" + "".join(f"{line}\n" for line in lines), 1)
        self.stage(f"{folder}/README.md".lstrip("/"), card)
        if data is not None:
            self.stage(f"{folder}/levels.nc".lstrip("/"), data)


@pytest.fixture
def new_cards(tmp_path: Path, clean_environment: dict[str, str]) -> Callable[..., CardRepository]:
    """A function that makes an empty repository for cards; `options` are those of `git init`."""

    def make(name: str, *options: str) -> CardRepository:
        repository = CardRepository(tmp_path / name, clean_environment)
        repository.path.mkdir()
        repository.git("init", "--quiet", *options)
        return repository

    return make


@pytest.fixture
def cards(new_cards: Callable[..., CardRepository]) -> CardRepository:
    """An empty repository for cards."""
    return new_cards("cards")
