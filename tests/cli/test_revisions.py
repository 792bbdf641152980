"""`check --rev`: cards of any revision, without a checkout, in bare repositories too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, PLAIN, Program, Result

BAD = PLAIN.replace("license: mit", "license: mti")


def git(program: Program, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=program.path, env=dict(program.environment), capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def commit(program: Program, **files: str | None) -> str:
    """Commit files, a name's `__` for a slash; None takes one away."""
    for name, text in files.items():
        path = name.replace("__", "/") + ("" if "." in name else ".md")
        if text is None:
            git(program, "rm", "--quiet", "--", path)
        else:
            program.write(path, text)
    git(program, "add", "--all")
    git(program, "commit", "--quiet", "--allow-empty", "--message", "A commit")
    return git(program, "rev-parse", "HEAD")


def check(program: Program, *arguments: str) -> Result:
    return program.run("check", "--output-format", "concise", *arguments)


def cards(told: Result) -> list[str]:
    """The cards in which something was found."""
    assert told.code < 2, told.err
    return sorted({line.partition(":")[0] for line in told.out.splitlines()[:-1]})


@pytest.fixture
def history(program: Program) -> Program:
    """A bad card, which a second commit mends, beside one that stays bad; on disk all is well."""
    commit(program, README=BAD, old__README=BAD)
    commit(program, README=GOOD, new__README=BAD)
    for path in ("old/README.md", "new/README.md"):
        program.write(path, GOOD)
    return program


def test_all_cards_of_a_revision(history: Program) -> None:
    assert cards(check(history, "--rev", "HEAD")) == ["new/README.md", "old/README.md"]
    first = check(history, "--rev", "HEAD~1")
    assert (first.code, cards(first)) == (1, ["README.md", "old/README.md"])
    assert cards(check(history, "--rev", "HEAD~1", "old")) == ["old/README.md"]


def test_paths_of_a_revision_are_shown_from_its_root_wherever_one_is(history: Program) -> None:
    below = Program(history.path / "old", history.environment)
    assert cards(check(below, "--rev", "HEAD")) == ["new/README.md", "old/README.md"]
    assert cards(check(below, "--rev", "HEAD", "README.md")) == ["old/README.md"]
    assert cards(check(below, "--rev", "HEAD", "../new")) == ["new/README.md"]


def test_bare_repository(history: Program, tmp_path: Path) -> None:
    git(history, "clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    bare = Program(tmp_path / "bare.git", history.environment)
    assert cards(check(bare, "--rev", "HEAD")) == ["new/README.md", "old/README.md"]
    assert cards(check(bare, "--rev", "HEAD", "old/README.md")) == ["old/README.md"]
    assert cards(check(bare, "--rev", "HEAD~1..HEAD")) == ["new/README.md"]


def test_range_judges_what_it_touches(history: Program) -> None:
    assert cards(check(history, "--rev", "HEAD~1..HEAD")) == ["new/README.md"]
    assert cards(check(history, "--rev", "HEAD~1..")) == ["new/README.md"]
    assert cards(check(history, "--rev", "HEAD~1..HEAD", "old")) == []
    assert check(history, "--rev", "HEAD..HEAD").code == 0


def test_three_dots_count_from_where_branches_part(history: Program) -> None:
    git(history, "checkout", "--quiet", "--force", "-b", "topic")
    commit(history, topic__README=BAD)
    git(history, "checkout", "--quiet", "main")
    commit(history, main__README=BAD)
    assert cards(check(history, "--rev", "main...topic")) == ["topic/README.md"]
    git(history, "checkout", "--quiet", "--orphan", "alone")
    commit(history, README=GOOD)
    told = check(history, "--rev", "main...alone")
    assert (told.code, "have no commit in common" in told.err) == (2, True)


def test_card_that_a_deletion_breaks(program: Program) -> None:
    linking = GOOD + "\nSee [the map](maps/map.png).\n"
    program.write("a/maps/map.png", "x")
    commit(program, README=GOOD, a__README=linking, b__README=BAD)
    git(program, "rm", "--quiet", "a/maps/map.png")
    commit(program)
    told = check(program, "--rev", "HEAD~1..HEAD", "--select", "LNK")
    assert cards(told) == ["a/README.md"]
    assert "LNK003" in told.out


def test_configuration_is_that_of_the_revision(history: Program) -> None:
    assert check(history, "--rev", "HEAD").code == 1
    commit(history, **{"opendata-lint.toml": 'select = ["SEC009"]\n', "old__README": BAD, "new__README": BAD})
    history.write("opendata-lint.toml", 'select = ["LIC"]\n')
    assert check(history, "--rev", "HEAD").code == 0
    assert check(history, "--rev", "HEAD", "--select", "LIC").code == 1
    git(history, "add", "--all")
    history.write("opendata-lint.toml", 'select = ["SEC009"]\n')
    history.write("old/README.md", BAD + "x")
    git(history, "add", "old/README.md")
    # What is staged is judged by what is staged.
    assert "LIC" in check(history, "--staged").out


def test_baseline_is_that_of_the_revision(program: Program) -> None:
    program.write("README.md", BAD)
    program.write("opendata-lint.toml", 'baseline = "known"\n')
    assert program.run("check", "--write-baseline").code == 0
    commit(program)
    for file in (program.path / "known").iterdir():
        file.unlink()
    told = check(program, "--rev", "HEAD")
    assert (told.code, cards(told)) == (0, [])
    git(program, "rm", "--quiet", "-r", "--cached", "known")
    git(program, "commit", "--quiet", "--message", "No baseline")
    assert check(program, "--rev", "HEAD").code == 1


def test_side_by_side(program: Program) -> None:
    for number in range(8):
        program.write(f"c{number}/README.md", BAD)
    git(program, "add", "--all")
    assert len(cards(check(program, "--staged", "--jobs", "3"))) == 8 + 1
    commit(program)
    assert len(cards(check(program, "--rev", "HEAD", "--jobs", "3"))) == 8 + 1


WRONG = {
    "a revision that is not there": (["--rev", "nowhere"], "there is no revision `nowhere` in"),
    "a base that is not there": (["--rev", "nowhere..HEAD"], "there is no revision `nowhere` in"),
    "an end of three dots": (["--rev", "HEAD...nowhere"], "there is no revision `nowhere` in"),
    "an option in its place": (["--rev=--all"], "there is no revision `--all` in"),
    "nothing": (["--rev", " "], "--rev needs a revision"),
    "a path that is not there": (["--rev", "HEAD", "gone.md"], "gone.md: no such file or folder"),
    "a path out of the tree": (["--rev", "HEAD", "../x"], "../x: outside of"),
    "mending": (["--rev", "HEAD", "--fix"], "--fix works on the files on disk, and --rev looks at others"),
    "a baseline": (["--rev", "HEAD", "--write-baseline"], "--write-baseline works on the files on disk"),
    "suppressions": (["--rev", "HEAD", "--add-ignore", "x"], "--add-ignore works on the files on disk"),
    "watching": (["--rev", "HEAD", "--watch"], "--rev and --watch cannot be used together"),
    "what is staged": (["--rev", "HEAD", "--staged"], "--staged and --rev cannot be used together"),
    "standard input": (["--rev", "HEAD", "-"], "--rev is about files"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_use_is_told(history: Program, what: str) -> None:
    arguments, expected = WRONG[what]
    told = history.run("check", *arguments)
    assert (told.code, told.out) == (2, "")
    assert expected in told.err


def test_outside_of_git(history: Program, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    told = Program(outside, history.environment).run("check", "--rev", "HEAD")
    assert (told.code, told.err) == (
        2,
        "opendata-lint: there are no revisions here: this folder is in no Git repository\n",
    )


def test_shallow_clone_says_that_it_cannot_know(history: Program, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(history, "clone", "--quiet", "--depth", "1", history.path.as_uri(), str(shallow))
    clone = Program(shallow, history.environment)
    assert cards(check(clone, "--rev", "HEAD")) == ["new/README.md", "old/README.md"]
    told = check(clone, "--rev", "HEAD~1..HEAD")
    assert (told.code, "there is no revision `HEAD~1`" in told.err) == (2, True)
