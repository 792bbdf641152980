"""A small registry to ask: two rivers on record, in a commit."""

from pathlib import Path

from opendata_lint.cli import main
from tests.repositories import Repository

_CARD = """---
pretty_name: {name}
license: {license}
language: [eng, pt-BR]
task_categories: [text-classification]
tags: [rivers]
version: {version}
---
# {name}

<!-- a comment -->
![logo](logo.png)

Levels of the **river** at [the bridge](https://example.org), an hour a line.
"""


def card(name: str, version: str = "1.0.0", license: str = "cc-by-4.0") -> str:
    """A card that reads well."""
    return _CARD.format(name=name, version=version, license=license)


def registry(path: Path, *words: str) -> int:
    """Run a command of the registry in a repository."""
    return main(["registry", *words, "--repo", str(path)])


def commit(repository: Repository, message: str, record: bool = True) -> str:
    """Commit everything, the records renewed before; returns the commit."""
    repository.git("add", "--all")
    if record:
        assert registry(repository.path, "record") == 0
        repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", message)
    return repository.git("rev-parse", "HEAD").strip()


def make_rivers(repository: Repository) -> Repository:
    """Two cards on record, in a commit."""
    for name in ("elbe", "oder"):
        repository.write(f"data/{name}/README.md", card(name.title()))
        repository.write(f"data/{name}/levels.csv", f"level\n{len(name)}\n")
    commit(repository, "rivers")
    return repository
