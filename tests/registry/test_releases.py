"""Releases made, listed and verified by real Git."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from opendata_lint.cli import main
from tests.registry.released import (
    HOME,
    TAG,
    clone,
    commit,
    forge,
    publish,
    registry,
    tag_content,
    write_card,
)
from tests.repositories import Repository


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


def _refused(repository: Repository, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert registry("release", *arguments, at=repository) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("not released: ")
    return told.err


def test_a_release_states_what_is_there(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    made = publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "v1.0.0", "--message", "First\n\n# of all", at=repository) == 0
    assert f"{TAG}: tides 1.0.0 at commit {made[:12]}" in capsys.readouterr().out
    assert repository.git("cat-file", "-t", TAG) == "tag\n"
    assert repository.git("rev-parse", f"{TAG}^{{commit}}").strip() == made
    card = repository.git("rev-parse", f"HEAD:{HOME}/README.md").strip()
    record = json.loads(repository.git("show", "HEAD:.opendata/cards/tides.json"))
    stated = {
        "Card-Id": "tides", "Card-Version": "1.0.0", "Card-Digest": f"swh:1:cnt:{card}",
        "Data-Digest": record["data_digest"], "License": "CC-BY-4.0", "Profile": "default", "Result": "pass",
    }  # fmt: skip
    # Any tool can read them, by Git alone.
    for name, value in stated.items():
        form = f"%(contents:trailers:key={name},valueonly)"
        assert repository.git("for-each-ref", f"--format={form}", f"refs/tags/{TAG}").strip() == value
    assert "First\n\n# of all\n" in tag_content(repository)
    assert registry("verify", at=repository) == 0
    out = capsys.readouterr().out
    assert f"{TAG}: verified, unsigned" in out
    assert "1 verified" in out


def test_what_is_listed(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repository, "1.9.0", "1\n")
    assert registry("release", "tides", "1.9.0", at=repository) == 0
    made = publish(repository, "1.10.0", "2\n")
    assert registry("release", "tides", "1.10.0", at=repository) == 0
    capsys.readouterr()
    assert registry("releases", "--format", "json", at=repository) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["incomplete"] is None
    assert [one["version"] for one in found["releases"]] == ["1.9.0", "1.10.0"]
    last = found["releases"][1]
    assert (last["commit"], last["signed"], last["stages"], last["license"]) == (made, False, [], "CC-BY-4.0")
    assert registry("releases", "tides", at=repository) == 0
    assert f"tides 1.10.0: card/tides/v1.10.0 at {made[:12]}" in capsys.readouterr().out


def test_no_release_of_a_card(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    assert registry("releases", "tide", at=repository) == 2
    assert "there is no release of `tide`; did you mean `tides`?" in capsys.readouterr().err


def test_the_commit_is_judged_and_not_the_work_tree(repository: Repository) -> None:
    first = publish(repository, "1.0.0", "1\n")
    publish(repository, "2.0.0", "2\n")
    repository.write(f"{HOME}/README.md", "nothing\n")
    assert registry("release", "tides", "1.0.0", "--rev", first, at=repository) == 0
    assert repository.git("rev-parse", f"{TAG}^{{commit}}").strip() == first


def test_nothing_is_committed_yet(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no commit yet" in _refused(repository, capsys, "tides", "1.0.0")


def test_an_id_that_is_not_there(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tide", "1.0.0", at=repository) == 2
    assert "did you mean `tides`?" in capsys.readouterr().err
    assert registry("release", "tides", "1.0.0", "--rev", "nowhere", at=repository) == 2
    assert registry("release", "tides", "1.0.0", "--rev=--help", at=repository) == 2


def test_a_card_that_does_not_pass(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write(f"{HOME}/README.md", "---\nlicense: cc-by-nobody\nversion: 1.0.0\n---\n\n# Tides\n")
    commit(repository, "Tides")
    told = _refused(repository, capsys, "tides", "1.0.0")
    assert "does not pass the profile default" in told
    assert "LIC" in told
    assert repository.git("tag") == ""


def test_a_record_that_is_not_current(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repository, "1.0.0", "1\n")
    repository.stage(f"{HOME}/levels.txt", "2\n")
    repository.git("commit", "--quiet", "--message", "Data alone")
    told = _refused(repository, capsys, "tides", "1.0.0")
    assert "is not current: data digest. Run `opendata-lint registry record`" in told


def test_another_version_than_the_card_states(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(repository, "1.0.0", "1\n")
    assert "states the version 1.0.0, not 1.1.0" in _refused(repository, capsys, "tides", "1.1.0")
    assert "cannot be a version" in _refused(repository, capsys, "tides", "1 0")
    publish(repository, None, "1\n")
    assert registry("release", "tides", "1.1.0", at=repository) == 0


def test_a_version_twice_lower_or_for_nothing(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    assert "of this very commit. A release is never moved" in _refused(repository, capsys, "tides", "1.0.0")
    publish(repository, "1.0", "2\n")
    assert "1.0.0 is released already" in _refused(repository, capsys, "tides", "1.0")
    publish(repository, "0.9", "2\n")
    assert "0.9 is not greater than 1.0.0" in _refused(repository, capsys, "tides", "0.9")
    publish(repository, "1.1.0", "1\n")
    told = _refused(repository, capsys, "tides", "1.1.0")
    assert f"the data is the same as in 1.0.0 ({TAG}): a version is of the content" in told
    assert registry("release", "tides", "1.1.0", "--again", at=repository) == 0
    assert registry("verify", at=repository) == 0


def test_an_older_line_has_releases_of_its_own(repository: Repository) -> None:
    first = publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    publish(repository, "2.0.0", "2\n")
    assert registry("release", "tides", "2.0.0", at=repository) == 0
    repository.git("checkout", "--quiet", first)
    publish(repository, "1.0.1", "1 again\n")
    assert registry("release", "tides", "1.0.1", at=repository) == 0


def test_withdrawn_cards(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repository, "1.0.0", "1\n")
    assert registry("promote", "tides", "withdrawn", "--because", "faces", at=repository) == 0
    commit(repository, "Withdraw")
    assert "`tides` is withdrawn (faces)" in _refused(repository, capsys, "tides", "1.0.0")


def test_files_that_differ_from_the_commit(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(repository, "1.0.0", "1\n")
    repository.write("notes.txt", "of no card\n")
    repository.write(f"{HOME}/new\n.txt", "1\n")
    repository.write(f"{HOME}/levels.txt", "2\n")
    (repository.path / ".opendata/cards/tides.json").unlink()
    told = _refused(repository, capsys, "tides", "1.0.0")
    for path in ("levels.txt (changed)", "new\\n.txt (new)", "tides.json (gone)"):
        assert path in told
    assert "notes" not in told
    repository.git("stash", "--quiet", "--include-untracked")
    assert registry("release", "tides", "1.0.0", at=repository) == 0


@pytest.mark.parametrize(
    "message", ["Data-Digest: swh:1:dir:0", "x\n  license : MIT\n\ny", "-----BEGIN SSH SIGNATURE-----\nx"]
)
def test_messages_that_would_be_read_as_facts(
    repository: Repository, capsys: pytest.CaptureFixture[str], message: str
) -> None:
    publish(repository, "1.0.0", "1\n")
    assert "reword it" in _refused(repository, capsys, "tides", "1.0.0", "--message", message)


@pytest.mark.parametrize("command", ["release tides 1.0.0", "releases", "verify", "promote tides draft"])
def test_outside_of_git(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main(["registry", *command.split(), "--repo", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"opendata-lint: {tmp_path}: ")


def test_nothing_to_verify(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    publish(repository, "1.0.0", "1\n")
    assert registry("verify", at=repository) == 0
    assert "no releases here" in capsys.readouterr().out
    assert registry("verify", "tides", at=repository) == 2
    assert "there is no release of `tides`" in capsys.readouterr().err


def test_a_shallow_clone_says_what_it_does_not_know(
    repository: Repository, tmp_path: Path, clean_environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    publish(repository, "2.0.0", "2\n")
    shallow = clone(repository.path, tmp_path / "shallow", clean_environment, "--depth=1")
    capsys.readouterr()
    assert registry("verify", at=shallow) == 2
    assert "unknown: this clone is shallow" in capsys.readouterr().out
    assert registry("releases", "--format=json", at=shallow) == 0
    assert json.loads(capsys.readouterr().out)["incomplete"] == "this clone is shallow"
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "tag", TAG)
    assert registry("verify", "tides", at=shallow) == 0
    without = clone(repository.path, tmp_path / "without", clean_environment, "--no-tags")
    assert registry("verify", at=without) == 2


def test_a_partial_clone_fetches_nothing_and_does_not_guess(
    repository: Repository, tmp_path: Path, clean_environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    publish(repository, "2.0.0", "2\n")
    repository.git("config", "uploadpack.allowFilter", "true")
    for kind in ("blob:none", "tree:0"):
        partial = clone(
            repository.path,
            tmp_path / kind.replace(":", "-"),
            clean_environment,
            f"--filter={kind}",
            "--no-checkout",
        )
        before = partial.git("count-objects", "-v")
        capsys.readouterr()
        assert registry("verify", at=partial) == 2
        assert f"{TAG}: unknown" in capsys.readouterr().out
        assert partial.git("count-objects", "-v") == before


def test_other_hashes_and_bare_repositories(
    tmp_path: Path, clean_environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sha256"
    path.mkdir()
    other = Repository(path, clean_environment)
    other.git("init", "--quiet", "--object-format=sha256")
    publish(other, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=other) == 0
    assert "Data-Digest: git-tree:sha256:" in tag_content(other)
    bare = clone(path, tmp_path / "bare", clean_environment, "--bare")
    capsys.readouterr()
    assert registry("verify", at=bare) == 0
    assert "1 verified" in capsys.readouterr().out
    assert registry("release", "tides", "1.0.0", at=bare) == 1


@pytest.fixture
def key(tmp_path: Path) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        file = tmp_path / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file)], check=True)
        return file

    return make


def _allow(file: Path, key: Path) -> None:
    file.write_text(
        f"mara@example.org {key.with_suffix('.pub').read_text(encoding='ascii')}", encoding="ascii"
    )


def test_signed_releases(
    repository: Repository, key: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, other = key("mine"), key("other")
    signers = repository.path.parent / "signers"
    _allow(signers, mine)
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", "--sign", at=repository) == 2
    assert "names the key to sign with" in capsys.readouterr().err
    assert repository.git("tag") == ""
    repository.git("config", "user.signingKey", str(mine))
    assert registry("release", "tides", "1.0.0", "--sign", at=repository) == 0
    assert registry("verify", at=repository) == 0
    out = capsys.readouterr().out
    assert "signature not checked: no file of allowed signers" in out
    assert "Signatures were not checked" in out
    assert registry("verify", "--signers", str(signers), at=repository) == 0
    assert f"{TAG}: verified, signed by mara@example.org" in capsys.readouterr().out
    # By configuration: the project's, then Git's own.
    repository.write("opendata-lint.toml", '[registry]\nsigners = "../signers"\n')
    assert registry("verify", at=repository) == 0
    assert "signed by mara" in capsys.readouterr().out
    (repository.path / "opendata-lint.toml").unlink()
    repository.git("config", "gpg.ssh.allowedSignersFile", str(signers))
    assert registry("verify", at=repository) == 0
    assert "signed by mara" in capsys.readouterr().out
    _allow(signers, other)
    assert registry("verify", at=repository) == 1
    assert "signed with a key of nobody in signers" in capsys.readouterr().out
    assert registry("verify", "--signers", str(signers.parent / "nowhere"), at=repository) == 2


def test_what_nobody_signed_or_was_changed_since(
    repository: Repository, key: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mine = key("mine")
    signers = repository.path.parent / "signers"
    _allow(signers, mine)
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    assert registry("verify", "--signers", str(signers), at=repository) == 1
    assert "unsigned; only what one of signers signed counts" in capsys.readouterr().out
    repository.git("tag", "--delete", TAG)
    repository.git("config", "user.signingKey", str(mine))
    assert registry("release", "tides", "1.0.0", "--sign", "--message", "Good", at=repository) == 0
    forge(repository, TAG, tag_content(repository).replace("Good", "Evil"))
    assert registry("verify", "--signers", str(signers), at=repository) == 1
    assert "signature not valid" in capsys.readouterr().out
    assert registry("verify", at=repository) == 0


def test_data_of_several_cards(repository: Repository) -> None:
    repository.write(
        "opendata-lint.toml", '[registry.cards.tides]\ndata = ["raw/tides"]\nowners = ["@mara"]\n'
    )
    repository.write("raw/tides/levels.txt", "1\n")
    repository.write(f"{HOME}/inner/data.txt", "1\n")
    write_card(repository, "1.0.0", f"{HOME}/inner")
    publish(repository, "1.0.0", "1\n")
    publish(repository, "1.0.0", "2\n")
    for name in ("tides", "inner"):
        assert registry("release", name, "1.0.0", at=repository) == 0
    # The configuration of today says nothing of what was released.
    (repository.path / "opendata-lint.toml").unlink()
    assert registry("verify", at=repository) == 0
