"""Release tags that somebody moved or forged: found by `verify`, and refused when they are pushed."""

from pathlib import Path

import pytest

from opendata_lint.registry.releases import judge_tag
from opendata_lint.registry.releases.verifying import verify
from tests.registry.released import HOME, TAG, clone, forge, publish, registry, tag_content
from tests.repositories import Repository

NOTHING = "0" * 40


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def released(repository: Repository) -> Repository:
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", "--message", "First", at=repository) == 0
    return repository


def _only_fault(repository: Repository, tag: str = TAG) -> str:
    """The one fault of the one tag, as `verify` and as the server find it."""
    made = repository.git("rev-parse", f"refs/tags/{tag}").strip()
    (verdict,) = verify(repository.path)
    assert (verdict.tag, verdict.state) == (tag, "broken")
    repository.git("update-ref", "-d", f"refs/tags/{tag}")
    told = judge_tag(repository.path, f"refs/tags/{tag}", made)
    assert told == [f"{tag}: {fault}" for fault in verdict.faults]
    return "; ".join(verdict.faults)


DATA = "Data-Digest: swh:1:dir:" + "1" * 40
FORGERIES = [
    ("License: CC-BY-4.0", "License: MIT", "it states the license MIT, and at the commit it is CC-BY-4.0"),
    ("License: CC-BY-4.0", "License: none", "it states the license none"),
    ("Profile: default", "Profile: hub", "it states the profile hub"),
    ("Result: pass", "Result: fail", "it states the result `fail`"),
    ("Card-Id: tides", "Card-Id: other", "it states the card `other`, and its name says `tides`"),
    ("Card-Version: 1.0.0", "Card-Version: 2.0.0", "it states the version 2.0.0, and its name says 1.0.0"),
    ("Result: pass", f"{DATA}\nResult: pass", "states `Data-Digest` 2 times"),
    ("Result: pass", f"{DATA.lower()}\nResult: pass", "states `Data-Digest` 2 times"),
    ("Profile: default\n", "", "states `Profile` nowhere"),
    ("First", f"First\n\n{DATA}", "states facts in the middle too"),
    ("First", f"First\n \t{DATA}", "states facts in the middle too"),
    ("First", "First\n\nLICENSE : MIT", "states facts in the middle too"),
    ("License: CC-BY-4.0", "License: CC-BY-4.0\n OR MIT", "is not made of `Name: value` lines alone"),
    ("License: CC-BY-4.0", "License: CC-BY-4.0 ", "it states the license CC-BY-4.0 "),
    ("Result: pass", "Result: pass\nfree text", "is not made of `Name: value` lines alone"),
    ("Result: pass", "Result: pass\n\nthe end", "is not made of `Name: value` lines alone"),
    ("License: CC-BY-4.0", "License: CC-BY-4.0\rMIT", "carriage returns or NULs"),
    ("Result: pass", "Result: pass\nLineage: a hf:b none x", "it states the lineage a hf:b none x"),
    (f"tag {TAG}", "tag card/tides/v0.9.0", "it was made as `card/tides/v0.9.0` and put under this name"),
    ("type commit", "type tree", "it points at a tree"),
    ("tagger", "tagger\x00", "not as Git makes tag objects"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "fault"), FORGERIES, ids=[fault[:40] for _, _, fault in FORGERIES])
def test_forged_facts(released: Repository, old: str, new: str, fault: str) -> None:
    content = tag_content(released)
    assert old in content
    forge(released, TAG, content.replace(old, new, 1))
    assert fault in _only_fault(released)


def test_a_release_moved_to_another_commit(released: Repository) -> None:
    first = released.git("rev-parse", "HEAD").strip()
    second = publish(released, "1.0.0", "2\n")
    forge(released, TAG, tag_content(released).replace(first, second))
    assert "it states the data swh:1:dir:" in _only_fault(released)


def test_a_release_put_under_another_version(released: Repository) -> None:
    released.git("update-ref", "refs/tags/card/tides/v9.0.0", f"refs/tags/{TAG}")
    released.git("update-ref", "-d", f"refs/tags/{TAG}")
    assert f"it was made as `{TAG}`" in _only_fault(released, "card/tides/v9.0.0")


def test_lightweight_tags_and_tags_of_tags(released: Repository) -> None:
    inner = released.git("rev-parse", f"refs/tags/{TAG}").strip()
    released.git("tag", "--force", TAG, "HEAD")
    assert "it is a lightweight tag" in _only_fault(released)
    content = f"object {inner}\ntype tag\ntag {TAG}\ntagger A <a@example.org> 1 +0000\n\nFirst\n"
    forge(released, TAG, content)
    assert "it points at a tag, and a release points at a commit" in _only_fault(released)


def test_a_record_that_lied_at_the_commit(repository: Repository) -> None:
    publish(repository, "1.0.0", "1\n")
    assert registry("release", "tides", "1.0.0", at=repository) == 0
    stated = tag_content(repository)
    first = repository.git("rev-parse", "HEAD").strip()
    repository.stage(f"{HOME}/levels.txt", "2\n")
    repository.git("commit", "--quiet", "--amend", "--message", "Data without record")
    lying = repository.git("rev-parse", "HEAD").strip()
    forge(repository, TAG, stated.replace(first, lying))
    fault = _only_fault(repository)
    assert "is not current: data digest" in fault
    assert "it states the data" in fault


def test_objects_that_stand_in_for_others(released: Repository) -> None:
    """A commit with other data passes for the honest one by `refs/replace/`, which may be pushed."""
    honest = released.git("rev-parse", "HEAD").strip()
    lying = publish(released, "1.0.0", "2\n")
    content = tag_content(released).replace(honest, lying)
    forge(released, TAG, content)
    released.git("replace", lying, honest)
    assert "it states the data" in _only_fault(released)


def test_a_commit_that_is_not_there(released: Repository) -> None:
    commit = released.git("rev-parse", "HEAD").strip()
    made = forge(released, TAG, tag_content(released).replace(commit, "1" * 40))
    (verdict,) = verify(released.path)
    assert verdict.state == "unknown"
    released.git("update-ref", "-d", f"refs/tags/{TAG}")
    (fault,) = judge_tag(released.path, TAG, made)
    assert "cannot be judged: the commit 111111111111 is not in this clone" in fault
    assert judge_tag(released.path, TAG, "2" * 40)


def test_one_version_from_two_commits(released: Repository) -> None:
    publish(released, "1.0.0", "2\n")
    assert registry("release", "tides", "1.0", "--gto", at=released) == 1
    content = tag_content(released).replace(f"tag {TAG}", "tag card/tides/v1.0")
    content = content.replace("Card-Version: 1.0.0", "Card-Version: 1.0")
    made = forge(released, "card/tides/v1.0", content)
    verdicts = verify(released.path)
    assert {verdict.state for verdict in verdicts} == {"broken", "verified"}
    released.git("update-ref", "-d", "refs/tags/card/tides/v1.0")
    assert f"card/tides/v1.0: {TAG} is a release of the same version" in judge_tag(
        released.path, "refs/tags/card/tides/v1.0", made
    )


@pytest.mark.parametrize("tag", ["card/tides/1.0.0", "card/Tides/v1.0.0", "card/a/b/v1.0.0", "card/x@v1.0.0"])
def test_names_of_no_release(released: Repository, tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    released.git("tag", tag, "HEAD")
    made = released.git("rev-parse", tag).strip()
    capsys.readouterr()
    assert registry("verify", at=released) == 1
    assert f"{tag}: broken" in capsys.readouterr().out
    assert "this is no such name" in judge_tag(released.path, f"refs/tags/{tag}", made)[0]
    assert judge_tag(released.path, f"refs/tags/{tag}", NOTHING) == []


def test_what_a_server_takes_and_refuses(released: Repository, tmp_path: Path) -> None:
    made = released.git("rev-parse", f"refs/tags/{TAG}").strip()
    bare = clone(released.path, tmp_path / "bare", released.environment, "--bare", "--no-tags")
    bare.git("fetch", "--quiet", f"file://{released.path}", f"refs/tags/{TAG}:refs/kept/tag")
    bare.git("update-ref", "-d", f"refs/tags/{TAG}")
    assert judge_tag(bare.path, f"refs/tags/{TAG}", made) == []
    bare.git("update-ref", f"refs/tags/{TAG}", made)
    assert judge_tag(bare.path, f"refs/tags/{TAG}", made) == []
    head = bare.git("rev-parse", "HEAD").strip()
    assert "a release is never moved" in judge_tag(bare.path, f"refs/tags/{TAG}", head)[0]
    assert "a release is never deleted" in judge_tag(bare.path, f"refs/tags/{TAG}", NOTHING)[0]
    for other in ("v1", "tides#prod", "tides#prod!#3", "tides@deprecated"):
        assert judge_tag(bare.path, f"refs/tags/{other}", head) == []


def test_hostile_texts_stay_on_their_lines(released: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    content = tag_content(released).replace("A Tester", "A\x1b[31m\u202e::error::Tester")
    forge(released, TAG, content.replace("License: CC-BY-4.0", "License: \x1b]0;x\x07"))
    capsys.readouterr()
    assert registry("verify", at=released) == 1
    assert registry("releases", at=released) == 0
    out = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert registry("releases", "--format", "json", at=released) == 0


def test_a_tag_of_any_size(released: Repository) -> None:
    forge(released, TAG, tag_content(released).replace("First", "x" * 2_000_000))
    assert "more than the 1048576 that are read" in _only_fault(released)
