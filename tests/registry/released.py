"""A registry with one card to release, for the tests of releases."""

from collections.abc import Mapping
from pathlib import Path

from opendata_lint.cli import main
from tests.repositories import Repository

ROOT = Path(__file__).parent.parent.parent
CARD = (ROOT / "examples/good-dataset/README.md").read_text(encoding="utf-8").replace("version: 1.2.0\n", "")
"""A good card that states no version yet."""
HOME = "datasets/tides"
TAG = "card/tides/v1.0.0"


def write_card(repository: Repository, version: str | None, home: str = HOME, more: str = "") -> None:
    """Write a card that passes the default profile."""
    line = f"version: {version}\n" if version else ""
    repository.write(f"{home}/README.md", CARD.replace("---\n", f"---\n{line}{more}", 1))


def registry(*arguments: str, at: Repository) -> int:
    """Run a sub-command of `registry` on a repository."""
    command, *rest = arguments
    return main(["registry", command, "--repo", str(at.path), *rest])


def commit(repository: Repository, message: str) -> str:
    """Take everything on record and commit it; returns the commit's id."""
    repository.git("add", "--all")
    assert registry("record", at=repository) == 0
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", message)
    return repository.git("rev-parse", "HEAD").strip()


def publish(repository: Repository, version: str | None, data: str) -> str:
    """Commit the card with a version and data; returns the commit's id."""
    repository.write(f"{HOME}/levels.txt", data)
    write_card(repository, version)
    return commit(repository, f"Tides {version}")


def forge(repository: Repository, tag: str, content: str | bytes) -> str:
    """Make a ref of a tag object with any content; returns the id of the object."""
    data = content.encode() if isinstance(content, str) else content
    file = repository.path.parent / "forged"
    file.write_bytes(data)
    made = repository.git("hash-object", "-t", "tag", "-w", "--literally", str(file)).strip()
    repository.git("update-ref", f"refs/tags/{tag}", made)
    return made


def tag_content(repository: Repository, tag: str = TAG) -> str:
    """The content of a tag object."""
    return repository.git("cat-file", "tag", f"refs/tags/{tag}")


def clone(source: Path, target: Path, environment: Mapping[str, str], *options: str) -> Repository:
    """Clone a repository by `file://`, as from another machine."""
    made = Repository(target, environment)
    target.mkdir()
    made.git("clone", "--quiet", *options, f"file://{source}", ".")
    return made
