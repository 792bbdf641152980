"""The diff driver for cards: in real `git diff` and `git log`, and what it makes of a card."""

import os
from pathlib import Path

import pytest

from opendata_lint.githooks.textconv import card_lines
from opendata_lint.githooks.values import MAX_LINES_TEXT
from tests.hooks.test_installing import hook
from tests.repositories import Repository

CARD = """\
---
license: mit
language: [en, de]
configs:
- config_name: default
  data_files: a.csv
---
# Tides

## Data

### Fields

One column.
"""


@pytest.fixture
def here(repository: Repository, program_environment: dict[str, str]) -> Repository:
    """A repository with a committed card and the driver."""
    made = Repository(repository.path, program_environment)
    hook(made, "install", "--diff-driver", "--gitattributes")
    made.stage("README.md", CARD)
    made.git("add", ".gitattributes")
    made.git("commit", "--quiet", "--message", "First")
    return made


def changes(diff: str) -> list[str]:
    """The changed lines of a diff."""
    return [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_diff_shows_what_a_reviewer_wants(here: Repository) -> None:
    changed = CARD.replace("mit", "apache-2.0").replace("[en, de]", "\n- en\n- fr\n- de")
    here.write("README.md", changed.replace("One column.", "Two columns."))
    diff = here.git("diff", "--unified=0")
    assert changes(diff) == [
        "+language[]: fr", "-license: mit", "+license: apache-2.0", "-One column.", "+Two columns.",
    ]  # fmt: skip
    assert "@@ Data > Fields" in diff
    assert "@@ [front matter]" in diff
    here.git("commit", "--quiet", "--all", "--message", "Second")
    assert "-license: mit\n+license: apache-2.0" in here.git("log", "-p", "-1")
    assert "-license: mit\n+license: apache-2.0" in here.git("show")
    # What is applied elsewhere is the text itself.
    assert "+language: \n" in here.git("format-patch", "--stdout", "-1")


def test_order_of_keys_and_quotes_are_no_change(here: Repository) -> None:
    here.write(
        "README.md",
        CARD.replace("license: mit\nlanguage: [en, de]\n", "language: ['en', \"de\"]\nlicense: 'mit'\n"),
    )
    assert not changes(here.git("diff"))


def test_a_missing_program_does_not_break_diff(here: Repository, tmp_path: Path) -> None:
    for name in ("sh", "git", "cat", "less"):
        found = here.run("sh", "-c", f"command -v {name}").stdout.strip()
        if found:
            (tmp_path / "bin").mkdir(exist_ok=True)
            (tmp_path / "bin" / name).symlink_to(found)
    bare = Repository(here.path, dict(here.environment) | {"PATH": str(tmp_path / "bin")})
    here.write("README.md", CARD.replace("mit", "apache-2.0"))
    assert changes(bare.git("diff")) == ["-license: mit", "+license: apache-2.0"]


def test_odd_names_and_contents(here: Repository) -> None:
    for name in ("-x README.md", "a 'b' README.md", "$(touch x) README.md"):
        here.stage(name, CARD)
    here.stage("README.md", b"---\nlicense: \xff\n---\n\x1b]0;title\x07\n")
    hook(here, "install", "--diff-driver", "--gitattributes")
    diff = here.git("diff", "--cached")
    assert "\x1b" not in diff
    assert r"\x1b]0;title\x07" in diff
    assert diff.count("+configs[default].data_files: a.csv") == 3
    assert not (here.path / "x").exists()


def test_settings(here: Repository) -> None:
    assert "diff driver: is current" in hook(here, "install", "--diff-driver")
    assert "diff driver: ours, current" in hook(here, "status", code=1)
    told = hook(here, "uninstall")
    assert "diff driver: removed" in told
    assert "may stay" in told
    assert here.run("git", "config", "--get-regexp", r"^diff\.opendata-card").returncode == 1
    assert "diff driver: is not set" in hook(here, "uninstall")
    assert "diff driver: absent" in hook(here, "status", code=1)


def test_driver_of_another_is_left(here: Repository) -> None:
    here.git("config", "diff.opendata-card.textconv", "mine")
    assert "left as it is: diff.opendata-card.textconv runs `mine`" in hook(
        here, "install", "--diff-driver", code=1
    )
    assert "left:" in hook(here, "uninstall", code=1)
    assert here.git("config", "diff.opendata-card.textconv") == "mine\n"
    hook(here, "install", "--diff-driver", "--force")
    assert "textconv" in here.git("config", "diff.opendata-card.textconv")


def test_attributes_are_added_once_and_only_on_demand(
    repository: Repository, program_environment: dict[str, str]
) -> None:
    here = Repository(repository.path, program_environment)
    here.stage("data/DATASET_CARD.md", CARD)
    here.stage("notes.md", "Notes\n")
    told = hook(here, "install", "--diff-driver")
    assert "  DATASET_CARD.md diff=opendata-card\n  README.md diff=opendata-card\n" in told
    assert not (here.path / ".gitattributes").exists()
    here.write(".gitattributes", "README.md diff=markdown\r\n*.csv text")
    hook(here, "install", "--diff-driver", "--gitattributes")
    written = b"README.md diff=markdown\r\n*.csv text\r\nDATASET_CARD.md diff=opendata-card\r\n"
    assert (here.path / ".gitattributes").read_bytes() == written
    assert "every card has a diff driver" in hook(here, "install", "--diff-driver", "--gitattributes")
    assert (here.path / ".gitattributes").read_bytes() == written


def test_attributes_behind_a_link_are_left(here: Repository, tmp_path: Path) -> None:
    here.git("rm", "--quiet", "--force", ".gitattributes")
    (here.path / ".gitattributes").symlink_to(tmp_path / "elsewhere")
    assert "it is no file" in hook(here, "install", "--diff-driver", "--gitattributes", code=1)
    assert not (tmp_path / "elsewhere").exists()


def test_the_command_says_what_is_wrong(here: Repository) -> None:
    for name in ("missing.md", ".", os.devnull):
        done = here.run("opendata-lint", "textconv", name)
        assert done.returncode == 2
        assert "there is no file" in done.stdout
    here.write("README.md", b"a" * 8_000_001)
    assert here.run("opendata-lint", "textconv", "README.md").returncode == 2


def lines(front_matter: str, body: str = "") -> list[str]:
    return card_lines(f"---\n{front_matter}\n---\n{body}".encode())[1:]


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("a: no", ["a: no"]),
        ("a: 'no'", ['a: "no"']),
        ("a: '1.0'", ['a: "1.0"']),
        ("a: 1.0", ["a: 1.0"]),
        ("a:", ["a: null"]),
        ("a: ''", ['a: ""']),
        ("a: []\nb: {}", ["a: []", "b: {}"]),
        ("a: '[]'", ['a: "[]"']),
        ("a: !x b", ["a: !x b"]),
        ("a: |\n  one\n\n  two", ["a| one", "a| ", "a| two"]),
        ("a.b: 1\n'c d': {e: 2}", ['"a.b": 1', '"c d".e: 2']),
        ("a: [{name: x, v: 1}, {name: y}]", ["a[x].name: x", "a[x].v: 1", "a[y].name: y"]),
        ("a: [{name: x}, {name: x}]", ["a[0].name: x", "a[1].name: x"]),
        ("a: &l [x]\nb: *l", ["a[]: x", "b[]: x"]),
        ("a: 1\na: 2", ["a: 1", "a: 2"]),
        ("b: 'x # y' # z\n# w # v\na: 1", ["a: 1", "b: x # y", "# z", "# w # v"]),
        ("- a\n- b", ["[]: a", "[]: b"]),
    ],
)
def test_values(front_matter: str, expected: list[str]) -> None:
    assert lines(front_matter) == [*expected, ""]


def test_front_matter_that_is_not_yaml_is_given_as_it_is() -> None:
    told = lines("a: [\nb: 1")
    assert told[0].startswith("[not YAML: ")
    assert told[1:] == ["a: [", "b: 1", ""]


def test_sections() -> None:
    body = "# Top\n\nText\n====\nover\ntwo\n---\n```\n# no heading\n```\n### Deep *er* #\nend"
    assert lines("a: 1", body)[2:] == [
        "= Top", "", "= Text", "== over two", "```", "# no heading", "```", "=== over two > Deep *er*", "end",
    ]  # fmt: skip


def test_marks_that_nobody_sees_have_lines() -> None:
    assert card_lines(b"\xef\xbb\xbfa\r\nb\r\n") == ["[byte order mark]", "[line ends: CRLF]", "a", "b"]
    assert card_lines(b"") == []


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfea\x00\n",
        b"---\n? " + b"k" * 100_000 + b"\n:\n" + b"- a\n" * 5_000 + b"---\n",
        b"## " + b"t" * 900 + b"\n" + b"### s\n" * 10_000,
        b"a\n" * 1_000_000,
    ],
)
def test_what_would_be_too_long_is_given_as_it_is(data: bytes) -> None:
    told = card_lines(data)
    assert sum(map(len, told)) <= max(MAX_LINES_TEXT, 4 * len(data))
    assert len(told) == data.count(b"\n")
