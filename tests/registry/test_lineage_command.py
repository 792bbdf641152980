"""`registry lineage` and the rules on lineage, over a real repository."""

import json
import sys
from pathlib import Path

import pytest

from opendata_lint.cli import main
from tests.repositories import Repository

HERE = Path(__file__).parents[2]
LOGS = "---\npretty_name: Logs\nlicense: {license}\n---\n# Logs\n"
MIX = "---\npretty_name: Mix\nlicense: mit\nsource_datasets: [logs, ann/tides]\n---\n# Mix\n"


@pytest.fixture(autouse=True)
def _git_of_the_test(monkeypatch: pytest.MonkeyPatch, clean_environment: dict[str, str]) -> None:
    """The command runs in this process, and Git in it must not see the configuration of whoever tests."""
    for name, value in clean_environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def own(repository: Repository) -> Repository:
    repository.stage("datasets/logs/README.md", LOGS.format(license="mit"))
    repository.stage("datasets/mix/README.md", MIX)
    return recorded(repository)


def recorded(made: Repository) -> Repository:
    assert main(["registry", "record", "--repo", str(made.path)]) == 0
    made.git("add", "--all")
    return made


def lineage(made: Repository, *arguments: str) -> int:
    return main(["registry", "lineage", *arguments, "--repo", str(made.path)])


def codes(made: Repository, **more: str) -> set[str]:
    """What a run of its own finds; trees are kept as long as a process lives."""
    options = ("--select", "REG", "--output-format", "json", "--fail-level", "never")
    done = made.run(
        sys.executable, "-m", "opendata_lint", "check", ".", *options, PYTHONPATH=str(HERE), **more
    )
    assert done.returncode == 0, done.stdout
    return {finding["code"] for finding in json.loads(done.stdout)["findings"]}


def test_text_names_what_a_card_is_made_of(own: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert lineage(own, "mix") == 0
    assert capsys.readouterr().out.splitlines() == [
        "mix (dataset, MIT)",
        "|- derived from hf:datasets/ann/tides (dataset, unresolved (offline))",
        "`- derived from logs (dataset, MIT)",
    ]
    assert lineage(own, "logs", "--downstream", "--format", "json") == 0
    assert [edge["source"] for edge in json.loads(capsys.readouterr().out)["edges"]] == ["mix"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["mix", "--lock", "--staged"],
        ["mix", "--depth", "0"],
        ["mix", "--upstream", "--downstream"],
    ],
)
def test_faults_are_one_message(own: Repository, arguments: list[str], capsys) -> None:
    capsys.readouterr()
    try:
        code = lineage(own, *arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    assert code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_repository_without_records_says_what_to_do(repository: Repository, capsys) -> None:
    assert lineage(repository, "mix") == 2
    assert "registry record" in capsys.readouterr().err


def test_what_was_looked_at_is_locked_and_a_change_of_license_told(own: Repository, capsys) -> None:
    assert codes(own) == {"REG015"}
    assert lineage(own, "mix", "--lock") == 0
    own.git("add", "--all")
    locks = json.loads((own.path / ".opendata/cards/mix.json").read_text())["lineage"]
    assert [lock["license"] for lock in locks] == [None, "MIT"]
    assert codes(own) == {"REG015"}
    own.stage("datasets/logs/README.md", LOGS.format(license="apache-2.0"))
    recorded(own)
    assert codes(own) == {"REG015", "REG009"}
    assert lineage(own, "mix") == 0
    assert "was under `MIT` when looked at" in capsys.readouterr().out
    assert lineage(own, "mix", "--lock") == 0
    own.git("add", "--all")
    assert codes(own) == {"REG015"}


def test_a_cached_card_pins_what_it_was(own: Repository, tmp_path: Path, monkeypatch, capsys) -> None:
    sha = "0123456789abcdef0123456789abcdef01234567"
    folder = tmp_path / "hub" / "datasets--ann--tides"
    (folder / "snapshots" / sha).mkdir(parents=True)
    (folder / "snapshots" / sha / "README.md").write_text("---\nlicense: mit\n---\n# T\n", encoding="utf-8")
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text(sha, encoding="ascii")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    assert codes(own, HF_HUB_CACHE=str(tmp_path / "hub")) == {"REG015"}  # never looked into
    assert lineage(own, "mix", "--cached") == 0
    assert "MIT, from a cache" in capsys.readouterr().out
    assert lineage(own, "mix", "--cached", "--lock") == 0
    own.git("add", "--all")
    assert codes(own) == set()


def test_what_a_record_holds_cannot_pretend_to_be_a_line(own: Repository, capsys) -> None:
    path = own.path / ".opendata/cards/logs.json"
    path.write_text(path.read_text().replace('"MIT"', '"MIT\\n- all is well\\u001b[31m"'), encoding="utf-8")
    capsys.readouterr()
    assert lineage(own, "mix", "--upstream") == 0
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "MIT\\n- all is well" in told
