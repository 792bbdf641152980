"""Other registries: fetched by a real Git, pinned, read offline."""

import json
import subprocess
from pathlib import Path

import pytest

from opendata_lint.cli import main
from opendata_lint.registry.members import known_members
from opendata_lint.settings import Member, RegistrySettings
from opendata_lint.tree import WorkTree
from tests.repositories import Repository

CARD = """---
pretty_name: Tide levels
license: cc-by-4.0
version: {version}
---

# Tide levels
"""


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    """The command runs in this process, and Git in it must not see the configuration of whoever tests."""
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def other(tmp_path: Path, clean_environment: dict[str, str]) -> Repository:
    """A registry of somebody else, with a card, data and a record."""
    path = tmp_path / "other"
    path.mkdir()
    made = Repository(path, clean_environment)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("config", "uploadpack.allowFilter", "true")
    made.write("datasets/tides/levels.csv", "level\n1\n")
    _publish(made, "1.0.0")
    return made


def _publish(made: Repository, version: str) -> str:
    made.write("datasets/tides/README.md", CARD.format(version=version))
    made.git("add", "--all")
    assert main(["registry", "record", "--repo", str(made.path)]) == 0
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", version)
    return made.git("rev-parse", "HEAD").strip()


@pytest.fixture
def own(repository: Repository, other: Repository) -> Repository:
    _configure(repository, f'url = "file://{other.path}"\nrev = "main"')
    return repository


def _configure(repository: Repository, member: str) -> None:
    repository.stage("opendata-lint.toml", f"[registry.members.acme]\n{member}\n")


def _sync(repository: Repository, *arguments: str) -> int:
    return main(["registry", "sync", "--repo", str(repository.path), *arguments])


def _settings(other: Repository, rev: str = "main", trust: str = "records") -> RegistrySettings:
    return RegistrySettings(members=(("acme", Member(f"file://{other.path}", rev, None, trust)),))  # type: ignore[arg-type]


def test_records_come_and_nothing_else(
    own: Repository, other: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _sync(own) == 0
    assert "acme: 1 cards at" in capsys.readouterr().out
    (known,) = known_members(WorkTree(own.path), _settings(other))
    assert known.records["tides"].version == "1.0.0"
    clone = Repository(own.path / ".git/opendata/members/acme", other.environment)
    data = other.git("rev-parse", "HEAD:datasets/tides/levels.csv").strip()
    assert clone.run("git", "cat-file", "-e", data, GIT_ALLOW_PROTOCOL="none").returncode != 0


def test_everybody_has_the_locked_commit_until_it_is_moved(own: Repository, other: Repository) -> None:
    assert _sync(own) == 0
    _publish(other, "2.0.0")
    assert _sync(own) == 0
    (known,) = known_members(WorkTree(own.path), _settings(other))
    assert known.records["tides"].version == "1.0.0"
    assert _sync(own, "--update") == 0
    (known,) = known_members(WorkTree(own.path), _settings(other))
    assert known.records["tides"].version == "2.0.0"


def test_offline_the_records_are_still_there(own: Repository, other: Repository) -> None:
    assert _sync(own) == 0
    other.path.rename(other.path.with_name("gone"))
    assert _sync(own, "--check") == 0
    assert _sync(own) == 2
    (known,) = known_members(WorkTree(own.path), _settings(other))
    assert known.records["tides"].version == "1.0.0"


def test_a_member_that_was_never_fetched_is_told(
    own: Repository, other: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _sync(own, "--check") == 1
    assert "was never fetched; run `opendata-lint registry sync`" in capsys.readouterr().out
    (known,) = known_members(WorkTree(own.path), _settings(other))
    assert (known.commit, known.records) == (None, {})


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ('url = "ext::sh -c \'touch {mark}\'"\nrev = "main"', "failed for the member"),
        ('url = "--upload-pack=touch {mark}"\nrev = "main"', "is no address"),
        ('url = "file://{other}"\nrev = "--upload-pack=touch {mark}"', "is no revision"),
        ('url = "file://{other}"\nrev = "nowhere"', "failed for the member"),
        ('url = "file:///nowhere"\nrev = "main"', "failed for the member"),
    ],
)
def test_addresses_that_are_commands_or_lead_nowhere(
    repository: Repository, other: Repository, capsys: pytest.CaptureFixture[str], member: str, message: str
) -> None:
    mark = repository.path.parent / "mark"
    _configure(repository, member.replace("{mark}", str(mark)).replace("{other}", str(other.path)))
    assert _sync(repository) == 2
    assert message in capsys.readouterr().err
    assert not mark.exists()
    assert not (repository.path / ".opendata").exists()


def test_names_lead_out_of_no_folder(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.stage(
        "opendata-lint.toml", '[registry.members."../../x"]\nurl = "file:///nowhere"\nrev = "main"\n'
    )
    assert _sync(repository) == 2
    assert "cannot be the name of a folder" in capsys.readouterr().err


def test_only_what_an_allowed_signer_signed_counts(
    repository: Repository, other: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text(encoding="ascii")
    repository.write("acme.signers", f"mara@example.org {public}")
    text = f'url = "file://{other.path}"\nrev = "{{}}"\nsigners = "acme.signers"'
    _configure(repository, text.format("main"))
    assert _sync(repository) == 2
    assert "is signed by nobody in" in capsys.readouterr().err
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}")
    other.git(*signing, "tag", "--sign", "--message", "Signed", "v1")
    _configure(repository, text.format("v1"))
    assert _sync(repository) == 0
    assert "signed by mara@example.org" in capsys.readouterr().out
    # A lock that somebody edits does not make an unsigned commit count.
    unsigned = _publish(other, "3.0.0")
    lock = repository.path / ".opendata/members/acme.json"
    text_of_lock = lock.read_text(encoding="utf-8")
    signed = other.git("rev-parse", "v1^{commit}").strip()
    lock.write_text(text_of_lock.replace(signed, unsigned), encoding="utf-8")
    assert _sync(repository) == 2
    assert _sync(repository, "--check") == 1


def _listed(repository: Repository, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str | None]]:
    capsys.readouterr()
    assert main(["registry", "list", "--repo", str(repository.path), "--format", "json"]) == 0
    cards = json.loads(capsys.readouterr().out)["cards"]
    return {card["id"]: card for card in cards}


def test_one_index_over_all(own: Repository, other: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    own.stage("winds/README.md", CARD.format(version="0.1").replace("Tide levels", "Winds"))
    assert _listed(own, capsys).keys() == {"winds"}
    assert _sync(own) == 0
    listed = _listed(own, capsys)
    assert listed.keys() == {"winds", "acme:tides"}
    assert (listed["acme:tides"]["version"], listed["acme:tides"]["state"]) == ("1.0.0", "member")
    assert main(["registry", "show", "acme:tides", "--repo", str(own.path)]) == 0
    _publish(other, "2.0.0")
    assert _sync(own, "--update") == 0
    assert _listed(own, capsys)["acme:tides"]["version"] == "2.0.0"
    _configure(own, f'url = "file://{other.path}"\nrev = "main"\ntrust = "names"')
    assert _listed(own, capsys)["acme:tides"]["license"] is None
