"""Pushes to a real bare repository: refused, mended, taken."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.conftest import GOOD, PLAIN
from tests.registry.receiving.server import Pushed, Server, over_http

BAD = PLAIN.replace("license: mit", "license: mti")


def test_refused_mended_taken(server: Server) -> None:
    server.commit({"README.md": BAD})
    refused = server.push()
    assert not refused.taken
    first, *found = refused.told
    assert first.startswith("refused: ")
    assert first.endswith(" in 1 card that the push touches (refs/heads/main)")
    assert any(line.startswith("README.md:2:10: error LIC002 license-invalid: ") for line in found)
    assert server.refs() == []
    server.commit({"README.md": GOOD})
    taken = server.push()
    assert (taken.taken, taken.told, server.refs()) == (True, [], ["refs/heads/main"])


def test_findings_are_those_that_the_check_at_home_finds(server: Server) -> None:
    server.commit({"README.md": GOOD})
    assert server.push().taken
    server.commit({"a/README.md": BAD, "b/README.md": BAD})
    refused = server.push()
    command = refused.told[-1].partition("opendata-lint ")[2].split()
    home = server.work.run(
        str(server.bare.path.parent / "programs/opendata-lint"), *command, "--output-format", "concise"
    )
    assert [line for line in home.stdout.splitlines() if " error " in line] == refused.told[1:-1]


def test_over_http(server: Server) -> None:
    with over_http(server.bare.path, server.environment) as url:
        server.commit({"README.md": BAD})
        refused = server.push(url=url)
        assert (refused.taken, refused.told[0][:8]) == (False, "refused:")
        server.commit({"README.md": GOOD})
        assert server.push(url=url).taken
        server.commit({"data/README.md": BAD})
        assert not server.push(url=url).taken
    assert server.refs() == ["refs/heads/main"]


def test_update_hook_refuses_one_ref_and_takes_the_other(server: Server) -> None:
    server.use("update")
    server.commit({"README.md": GOOD})
    server.work.git("branch", "good")
    server.commit({"README.md": BAD})
    done = server.push("HEAD:refs/heads/bad", "good:refs/heads/good")
    assert not done.taken
    assert "hook declined" in done.said
    assert server.refs() == ["refs/heads/good"]


@pytest.fixture
def legacy(server: Server) -> Server:
    """A server with a bad card from before it had a hook."""
    hooks = server.bare.path / "hooks"
    hooks.rename(hooks.with_name("off"))
    server.commit({"README.md": GOOD, "old/README.md": BAD, "old/map.png": "x", "LICENSE.txt": "x"})
    assert server.push().taken
    hooks.with_name("off").rename(hooks)
    return server


def test_only_what_the_push_touches_is_judged(legacy: Server) -> None:
    legacy.commit({"README.md": GOOD + "\nMore.\n"})
    assert legacy.push().taken
    legacy.commit({"old/map.png": "y"})
    refused = legacy.push()
    assert not refused.taken
    assert all(line.startswith("old/README.md") for line in refused.told[1:-1])


def test_what_the_push_breaks_is_judged(server: Server) -> None:
    linking = GOOD + "\nSee [the map](../maps/map.png).\n"
    severe = 'severity = { LNK003 = "error" }\n'
    server.commit({"a/README.md": linking, "maps/map.png": "x", "opendata-lint.toml": severe})
    assert server.push().taken
    server.commit({"maps/map.png": None})
    refused = server.push()
    assert not refused.taken
    assert any(line.startswith("a/README.md:") and "LNK003" in line for line in refused.told)


def test_new_branch_is_compared_with_where_it_left_the_others(legacy: Server) -> None:
    legacy.work.git("checkout", "--quiet", "-b", "topic")
    legacy.commit({"new/README.md": GOOD})
    legacy.commit({"new/README.md": GOOD + "\nMore.\n"})
    assert legacy.push("topic:refs/heads/topic").taken
    # In the first of its commits is a fault that the last still has.
    legacy.commit({"bad/README.md": BAD})
    legacy.commit({"x.txt": "x"})
    refused = legacy.push("HEAD:refs/heads/other")
    assert not refused.taken
    assert all(line.startswith("bad/README.md") for line in refused.told[1:-1])


def test_tag_does_not_open_a_way_for_the_branch_behind_it(server: Server) -> None:
    server.commit({"README.md": BAD})
    assert server.push("HEAD:refs/tags/v1").taken
    assert not server.push("HEAD:refs/heads/main").taken
    assert not server.push("HEAD:refs/other/x").taken


def test_false_release_is_refused(server: Server) -> None:
    server.commit({"README.md": GOOD})
    assert server.push("HEAD:refs/heads/main", "HEAD:refs/tags/v1").taken
    refused = server.push("HEAD:refs/tags/card/tides/v1.0.0")
    assert not refused.taken
    assert refused.told[0].startswith("refused: card/tides/v1.0.0: ")
    assert server.refs() == ["refs/heads/main", "refs/tags/v1"]
    assert server.push(":refs/tags/v1").taken


def test_deleted_refs_and_refs_to_what_is_there_pass(legacy: Server) -> None:
    assert legacy.push("HEAD:refs/heads/same").taken
    assert legacy.push(":refs/heads/same").taken
    assert legacy.refs() == ["refs/heads/main"]


def test_branch_that_has_nothing_in_common_is_judged_whole(legacy: Server) -> None:
    legacy.work.git("checkout", "--quiet", "--orphan", "alone")
    legacy.commit({"more.txt": "x"})
    refused = legacy.push("HEAD:refs/heads/alone")
    assert not refused.taken
    assert any(line.startswith("old/README.md") for line in refused.told)


def test_own_configuration_counts_unless_the_server_says_otherwise(server: Server) -> None:
    off = {"README.md": BAD, "opendata-lint.toml": 'select = ["SEC009"]\n'}
    server.commit(off)
    server.configure('[registry.receive]\nown-configuration = "ignore"\n')
    refused = server.push()
    assert not refused.taken
    assert any("LIC002" in line for line in refused.told)
    server.configure("[registry.receive]\n")
    assert server.push().taken


@pytest.mark.parametrize(
    "off",
    [
        {"opendata-lint.toml": 'ignore = ["ALL"]\n', "README.md": BAD},
        {"opendata-lint.toml": 'fail-level = "never"\n', "README.md": BAD},
        {"opendata-lint.toml": 'exclude = ["*"]\n', "README.md": BAD},
        {"opendata-lint.toml": 'severity = { ALL = "info" }\n', "README.md": BAD},
        {"opendata-lint.toml": 'allow = { licenses = ["mti"] }\n', "README.md": BAD},
        {"README.md": BAD.replace("---\n\n#", "---\n<!-- opendata-lint: ignore-file -- no -->\n\n#")},
        {"README.md": BAD.replace("mti", "mti # opendata-lint: ignore[LIC002] -- no")},
    ],
)
def test_what_is_required_cannot_be_switched_off_by_a_push(server: Server, off: dict[str, str]) -> None:
    server.configure('[registry.receive]\nrequired = ["LIC002"]\n')
    server.commit(off)
    refused = server.push()
    assert not refused.taken
    assert any("LIC002" in line for line in refused.told)


def test_required_profile(server: Server) -> None:
    server.commit({"README.md": PLAIN, "opendata-lint.toml": 'profile = "hub"\n'})
    server.configure('[registry.receive]\nrequired-profile = "default"\n')
    assert any("ETH" in line for line in server.push().told)
    server.configure('[registry.receive]\nrequired-profile = "hub"\n')
    assert server.push().taken


def test_baseline_of_the_repository_counts(server: Server) -> None:
    server.work.write("README.md", BAD)
    server.work.write("opendata-lint.toml", 'baseline = "known"\n')
    program = str(server.bare.path.parent / "programs/opendata-lint")
    assert server.work.run(program, "check", "--write-baseline").returncode == 0
    server.commit({})
    assert server.push().taken


LIMITS = {
    "refs": ("refs = 2", "changes more than 2 refs"),
    "commits": ("commits = 1", "moves refs to more than 1 commits"),
    "cards": ("cards = 1", "touches more than 1 cards"),
    "card-bytes": ("card-bytes = 100", "README.md: a card of "),
    "memory": ("memory = 1", "refused: "),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_what_is_beyond_the_limits_is_refused(server: Server, limit: str) -> None:
    text, told = LIMITS[limit]
    server.configure(f"[registry.receive]\n{text}\n")
    server.commit({"README.md": GOOD, "b/README.md": GOOD})
    server.work.git("branch", "one")
    server.commit({"c/README.md": GOOD})
    refused = server.push("HEAD:refs/heads/main", "HEAD:refs/heads/x", "one:refs/heads/one")
    assert not refused.taken
    assert any(told in line for line in refused.told), refused.said
    assert server.refs() == []


def test_lines_are_few(server: Server) -> None:
    server.configure("[registry.receive]\nlines = 3\n")
    server.commit({f"c{number}/README.md": BAD for number in range(9)})
    told = server.push().told
    assert len(told) == 1 + 3 + 1
    assert told[-1].startswith("... and ")


def test_a_commit_of_many_refs_is_judged_once(server: Server) -> None:
    server.commit({"README.md": BAD})
    told = server.push(*(f"HEAD:refs/heads/b{number}" for number in range(20))).told
    assert sum("LIC002" in line for line in told) == 1
    assert told[0].endswith("(refs/heads/b0, refs/heads/b1, refs/heads/b2, ...)")


WRONG = {
    "no TOML": ("[", "not TOML"),
    "an unknown key": ("[registry.receive]\nsecond = 1\n", "did you mean `seconds`?"),
    "no number": ("[registry.receive]\nseconds = true\n", "`seconds` must be a whole number"),
    "too little": ("[registry.receive]\nseconds = 0\n", "`seconds` must be at least 1"),
    "no rule": ('[registry.receive]\nrequired = ["NO001"]\n', "there is no rule `NO001`"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_configuration_of_the_server_lets_nothing_pass(server: Server, wrong: str) -> None:
    text, told = WRONG[wrong]
    server.configure(text)
    server.commit({"README.md": GOOD})
    refused = server.push()
    assert not refused.taken
    assert any(told in line for line in refused.told), refused.said


def test_a_missing_configuration_of_the_server_lets_nothing_pass(server: Server) -> None:
    server.configure("")
    (server.bare.path.parent / "server.toml").unlink()
    server.commit({"README.md": GOOD})
    refused = server.push()
    assert (refused.taken, "is not there; tell whoever runs the server" in refused.told[0]) == (False, True)


def test_a_wrong_configuration_that_is_pushed_is_refused(server: Server) -> None:
    server.commit({"README.md": GOOD, "opendata-lint.toml": 'profile = "../../etc/x.toml"\n'})
    refused = server.push()
    assert not refused.taken
    assert refused.told == [
        "refused: opendata-lint.toml:1: `../../etc/x.toml` leads out of the repository; name a file in it"
    ]


def test_without_the_program_the_push_is_refused(server: Server) -> None:
    folder = server.bare.path.parent / "without"
    folder.mkdir()
    for name in ("git", "sh", "env"):
        (folder / name).symlink_to(str(shutil.which(name)))
    server.commit({"README.md": GOOD})
    done = server.work.run("git", "push", server.bare.path.as_uri(), "HEAD:refs/heads/main", PATH=str(folder))
    refused = Pushed(done)
    assert not refused.taken
    assert "not on the PATH of the server" in refused.said
