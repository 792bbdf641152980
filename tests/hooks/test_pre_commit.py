"""Real commits in real repositories, with the hooks installed by pre-commit itself."""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.hooks.conftest import PreCommitRepository

pytestmark = pytest.mark.slow

CODE = re.compile(r"\b[A-Z]{3}[0-9]{3}\b")
CHANGED_CARDS = {"id": "opendata-lint"}
SOFTWARE_README = """\
# rowboat

A small library that reads CSV files row by row.

## Installation

    pip install rowboat

## License

MIT
"""


def test_try_repo_works_as_documented(with_pre_commit: "PreCommitRepository", bad_card: str) -> None:
    with_pre_commit.stage("README.md", bad_card)
    done = with_pre_commit.pre_commit(
        "try-repo", str(with_pre_commit.project), "opendata-lint", "--files", "README.md"
    )
    assert done.returncode == 1, done.stdout
    assert "README.md" in done.stdout
    assert CODE.search(done.stdout)


def test_a_bad_card_is_refused_and_the_mended_one_taken(
    with_pre_commit: "PreCommitRepository", bad_card: str, good_card: str
) -> None:
    with_pre_commit.configure(CHANGED_CARDS)
    with_pre_commit.stage("data/README.md", bad_card)
    refused = with_pre_commit.commit()
    assert refused.returncode == 1
    assert "data/README.md" in refused.stdout
    assert len(set(CODE.findall(refused.stdout))) > 3, refused.stdout
    with_pre_commit.stage("data/README.md", good_card)
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout


def test_staged_fault_counts_though_the_work_tree_is_mended(
    with_pre_commit: "PreCommitRepository", bad_card: str, good_card: str
) -> None:
    with_pre_commit.configure(CHANGED_CARDS)
    with_pre_commit.stage("README.md", bad_card)
    with_pre_commit.write("README.md", good_card)
    refused = with_pre_commit.commit()
    assert refused.returncode == 1
    assert CODE.search(refused.stdout), refused.stdout
    # pre-commit put the mended file back.
    assert (with_pre_commit.path / "README.md").read_text(encoding="utf-8") == good_card


def test_unstaged_fault_does_not_count(
    with_pre_commit: "PreCommitRepository", bad_card: str, good_card: str
) -> None:
    with_pre_commit.configure(CHANGED_CARDS)
    with_pre_commit.stage("README.md", good_card)
    with_pre_commit.write("README.md", bad_card)
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout


def test_mendable_card_stops_the_commit_once(with_pre_commit: "PreCommitRepository", good_card: str) -> None:
    with_pre_commit.configure({"id": "opendata-lint-fix"})
    faulty, mended = (f"{form}{good_card}" for form in ("\n", ""))
    with_pre_commit.stage("data/README.md", faulty)
    with_pre_commit.stage("other/README.md", good_card)
    # What is not staged is put aside by pre-commit, and comes back as it was.
    with_pre_commit.write("other/README.md", faulty)
    with_pre_commit.write("data/README.md", f"{faulty}\nA line that is not staged.\n")
    stopped = with_pre_commit.commit()
    assert stopped.returncode == 1
    assert "1 finding mended in 1 card" in stopped.stdout
    files = {name: with_pre_commit.path / name / "README.md" for name in ("data", "other")}
    assert files["data"].read_text(encoding="utf-8") == f"{mended}\nA line that is not staged.\n"
    assert files["other"].read_text(encoding="utf-8") == faulty
    with_pre_commit.stage("data/README.md", mended)
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout
    assert files["other"].read_text(encoding="utf-8") == faulty


def test_41_cards_in_one_commit(
    with_pre_commit: "PreCommitRepository", bad_card: str, good_card: str
) -> None:
    with_pre_commit.configure(CHANGED_CARDS)
    for number in range(40):
        with_pre_commit.stage(f"set-{number}/README.md", good_card)
    with_pre_commit.stage("set-40/README.md", bad_card)
    refused = with_pre_commit.commit()
    assert refused.returncode == 1
    assert "set-40/README.md" in refused.stdout
    with_pre_commit.stage("set-40/README.md", good_card)
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout


def test_a_readme_of_software_is_passed_over(with_pre_commit: "PreCommitRepository") -> None:
    with_pre_commit.configure(CHANGED_CARDS)
    with_pre_commit.stage("README.md", SOFTWARE_README)
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout
    # The hook was run, not skipped for want of files.
    assert "Passed" in taken.stdout


def test_a_repository_without_cards(with_pre_commit: "PreCommitRepository") -> None:
    with_pre_commit.configure(CHANGED_CARDS, {"id": "opendata-lint-config"})
    with_pre_commit.stage("notes.txt", "Nothing about data.\n")
    with_pre_commit.stage("pyproject.toml", '[project]\nname = "rowboat"\nversion = "1"\n')
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout
    assert "Skipped" in taken.stdout
    assert "Passed" in taken.stdout


def test_arguments_of_the_user_reach_the_program(
    with_pre_commit: "PreCommitRepository", bad_card: str
) -> None:
    with_pre_commit.configure(CHANGED_CARDS | {"args": ["--output-format", "concise"]})
    with_pre_commit.stage("README.md", bad_card)
    refused = with_pre_commit.commit()
    assert refused.returncode == 1
    assert re.search(r"^README\.md:\d+:\d+: ", refused.stdout, re.MULTILINE), refused.stdout


def test_a_change_of_settings_checks_cards_that_did_not_change(
    with_pre_commit: "PreCommitRepository", bad_card: str
) -> None:
    with_pre_commit.stage("data/README.md", bad_card)
    with_pre_commit.git("commit", "--quiet", "--message", "Before there were hooks")
    with_pre_commit.configure({"id": "opendata-lint-config"})
    with_pre_commit.stage("pyproject.toml", '[project]\nname = "rowboat"\nversion = "1"\n')
    refused = with_pre_commit.commit()
    assert refused.returncode == 1
    assert "data/README.md" in refused.stdout


def test_the_whole_repository_is_checked_before_a_push(
    with_pre_commit: "PreCommitRepository", bad_card: str, good_card: str
) -> None:
    with_pre_commit.stage("data/README.md", bad_card)
    with_pre_commit.configure({"id": "opendata-lint-all"}, stages="pre-push")
    with_pre_commit.git("commit", "--quiet", "--message", "Not checked at commit")
    remote = with_pre_commit.path.parent / "remote.git"
    with_pre_commit.git("init", "--quiet", "--bare", str(remote))
    refused = with_pre_commit.run("git", "push", str(remote), "HEAD:main")
    assert refused.returncode == 1
    assert "data/README.md" in refused.stdout
    with_pre_commit.stage("data/README.md", good_card)
    with_pre_commit.git("commit", "--quiet", "--message", "Mended")
    assert with_pre_commit.run("git", "push", str(remote), "HEAD:main").returncode == 0


def test_a_bad_descriptor_is_refused_and_the_mended_one_taken(
    with_pre_commit: "PreCommitRepository", bad_card: str
) -> None:
    with_pre_commit.configure({"id": "opendata-lint-descriptors"})
    right = '{"id": "harbor/tides-2024", "title": "Tides of 2024", "licenses": [{"name": "CC0-1.0"}]}\n'
    with_pre_commit.stage("README.md", bad_card)  # of no concern to this hook
    with_pre_commit.stage("package.json", "{}")
    with_pre_commit.stage("data/dataset-metadata.json", right.replace("Tides of 2024", "INSERT_TITLE_HERE"))
    refused = with_pre_commit.commit()
    assert refused.returncode == 1
    assert "data/dataset-metadata.json:1:38" in refused.stdout
    assert set(CODE.findall(refused.stdout)) == {"DSC009"}, refused.stdout
    with_pre_commit.stage("data/dataset-metadata.json", right)
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout


def test_an_excluded_descriptor_is_passed_over(with_pre_commit: "PreCommitRepository") -> None:
    with_pre_commit.configure({"id": "opendata-lint-descriptors"})
    with_pre_commit.stage("opendata-lint.toml", 'exclude = ["upstream"]\n')
    with_pre_commit.stage("upstream/dataset-metadata.json", "no JSON\n")
    taken = with_pre_commit.commit()
    assert taken.returncode == 0, taken.stdout
