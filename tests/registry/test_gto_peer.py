"""GTO's grammar of tags; where GTO itself is at hand, it and we must see the same releases."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from opendata_lint.registry.releases.grammar import TagFault, parse, release_tag
from tests.registry.released import publish, registry, write_card
from tests.repositories import Repository


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


def test_the_configuration_chooses_the_grammar(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("opendata-lint.toml", "[registry]\ngto = true\n")
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    assert repository.git("tag") == "tides@v1.0.0\n"
    # Both grammars are read, so that no version is released twice.
    capsys.readouterr()
    assert registry("release", "tides", "1.0.0", "--no-gto", at=repository) == 1
    assert "released already: tides@v1.0.0" in capsys.readouterr().err
    publish(repository, "2.0.0", "2\n")
    assert registry("release", "tides", "2.0.0", "--no-gto", at=repository) == 0
    assert registry("verify", at=repository) == 0
    assert "2 verified" in capsys.readouterr().out


def test_what_gto_cannot_say(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    write_card(repository, "1.0", more="id: tides.north\n")
    publish(repository, "1.0", "1\n")
    assert registry("release", "tides", "1.0", "--gto", at=repository) == 1
    assert "GTO has semantic versions only" in capsys.readouterr().err
    with pytest.raises(
        TagFault, match=r"GTO has no artifact called `tides\.north`: `\.` may not stand in its names"
    ):
        release_tag("tides.north", "1.0.0", gto=True)
    with pytest.raises(TagFault, match="may not stand at the end"):
        release_tag("tides-", "1.0.0", gto=True)


def test_stages_are_read(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    first = publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", "--gto", at=repository) == 0
    second = publish(repository, "2.0.0", "2\n")
    assert registry("release", "tides", "2.0.0", "--gto", at=repository) == 0
    day = 1_900_000_000
    for number, (tag, commit) in enumerate(
        [("#prod", first), ("#dev", first), ("#prod", second), ("#dev!", first), ("@v1.0.0!", first)], 1
    ):
        when = f"{day + number} +0000"
        done = repository.run(
            "git",
            "tag",
            "--annotate",
            "--message",
            "x",
            f"tides{tag}#{number}",
            commit,
            GIT_COMMITTER_DATE=when,
        )
        assert done.returncode == 0, done.stdout
    repository.git("tag", "tides#dev", second)  # GTO passes over lightweight tags.
    capsys.readouterr()
    assert registry("releases", "--format", "json", at=repository) == 0
    found = {one["version"]: one for one in json.loads(capsys.readouterr().out)["releases"]}
    assert (found["1.0.0"]["stages"], found["1.0.0"]["retracted"]) == ([], True)
    assert (found["2.0.0"]["stages"], found["2.0.0"]["retracted"]) == (["prod"], False)


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("tides@v1.0.0", ("tides", "release", "1.0.0", None)),
        ("tides@v1.0.0-rc.1+b#3", ("tides", "release", "1.0.0-rc.1+b", None)),
        ("tides@v1.0.0!", ("tides", "retract", "1.0.0", None)),
        ("a/b=tides#prod#2", ("a/b:tides", "assign", None, "prod")),
        ("tides#prod!", ("tides", "unassign", None, "prod")),
        ("tides@deprecated", ("tides", "deprecate", None, None)),
        ("tides@1.0.0", None),
        ("tides@v1.0", None),
        ("tides@v1.0.0 ", None),
        ("-tides@v1.0.0", None),
        ("v1.0.0", None),
    ],
)
def test_names_of_tags(tag: str, told: tuple[str, ...] | None) -> None:
    found = parse(tag)
    assert (found and (found.id, found.action, found.version, found.stage)) == told


@pytest.fixture
def gto() -> Path:
    """GTO's command."""
    named = os.environ.get("OPENDATA_LINT_GTO") or shutil.which("gto")
    if not named:
        pytest.skip("GTO is not installed here (OPENDATA_LINT_GTO names its command)")
    return Path(named)


def _run(gto: Path, repository: Repository, *arguments: str) -> str:
    done = subprocess.run(
        [gto, *arguments, "--repo", str(repository.path)], env=dict(repository.environment),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.peers
def test_gto_sees_our_releases_and_we_see_gto_s(
    repository: Repository, gto: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # GTO does not look where GIT_CONFIG_GLOBAL leads.
    repository.git("config", "user.name", "A Tester")
    repository.git("config", "user.email", "tester@example.org")
    first = publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", "--gto", at=repository) == 0
    second = publish(repository, "1.1.0", "2\n")
    assert registry("release", "tides", "1.1.0", "--gto", at=repository) == 0
    seen = json.loads(_run(gto, repository, "show", "--json"))
    assert seen["tides"]["version"] == "v1.1.0"
    history = json.loads(_run(gto, repository, "show", "tides", "--json"))
    assert {(one["version"], one["commit_hexsha"]) for one in history} == {
        ("v1.0.0", first),
        ("v1.1.0", second),
    }
    _run(gto, repository, "assign", "tides", "--version", "v1.0.0", "--stage", "prod")
    _run(gto, repository, "register", "other", "--version", "v0.1.0")
    _run(gto, repository, "assign", "tides", "--version", "v1.1.0", "--stage", "dev")
    capsys.readouterr()
    assert registry("releases", "--format", "json", at=repository) == 0
    found = {(one["id"], one["version"]): one for one in json.loads(capsys.readouterr().out)["releases"]}
    assert found["tides", "1.0.0"]["stages"] == ["prod"]
    assert found["tides", "1.1.0"]["stages"] == ["dev"]
    assert found["other", "0.1.0"]["data_digest"] is None
    assert registry("verify", at=repository) == 0
    out = capsys.readouterr().out
    assert "other@v0.1.0: states nothing" in out
    assert "2 verified, 1 bare" in out
