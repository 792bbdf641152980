"""Which configuration file counts for which card, and how files extend one another."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from opendata_lint.configuration import Configuration, Given
from opendata_lint.configuration.files import Finder
from opendata_lint.settings import SettingsFault
from tests.configuration.conftest import CARD, Folder
from tests.conftest import ROOT

Make = Callable[[Mapping[str, str]], Folder]
ONLY_SEC009 = 'select = ["SEC009"]\n'


def settled(top: Path, card: str = "README.md", *config: str) -> Configuration:
    configuration = Configuration(Given(config=config), top)
    configuration.resolve(top / card)
    return configuration


def levels(top: Path, card: str = "README.md", *config: str) -> dict[str, str]:
    resolved = settled(top, card, *config).resolve(top / card)
    return {code: level.label for code, level in resolved.settings.levels().items()}


def test_nearest_file_counts_for_each_card(folder: Make) -> None:
    made = folder({
        "opendata-lint.toml": 'select = ["LIC001"]\n',
        "a/pyproject.toml": '[tool.opendata-lint]\nselect = ["LIC002"]\n',
        "a/b/.opendata-lint.toml": 'select = ["LIC003"]\n',
        "a/b/opendata-lint.toml": 'select = ["LIC004"]\n',
        "c/pyproject.toml": '[tool.other]\nx = "opendata-lint"\n',
    })  # fmt: skip
    found = {card: list(levels(made.path, card)) for card in ("README.md", "a/x.md", "a/b/x.md", "c/x.md")}
    assert found == {
        "README.md": ["LIC001"],
        "a/x.md": ["LIC002"],
        "a/b/x.md": ["LIC003"],
        "c/x.md": ["LIC001"],
    }


def test_search_ends_at_the_top_of_the_repository(folder: Make) -> None:
    made = folder({})
    (made.path.parent / "opendata-lint.toml").write_text(ONLY_SEC009)
    assert Finder().nearest(made.path) is None
    outside = made.path.parent / "outside"
    outside.mkdir()
    assert Finder().nearest(outside) == made.path.parent / "opendata-lint.toml"


def test_extend(folder: Make) -> None:
    made = folder({
        "base.toml": 'select = ["LIC", "SEC"]\nignore = ["LIC001"]\nextend-ignore = ["LIC002"]\n'
        'severity = { SEC001 = "info", SEC002 = "info" }\n'
        '[[overrides]]\nfiles = ["*.md"]\nignore = ["SEC003"]\n',
        "sub/opendata-lint.toml": 'extend = "../base.toml"\nignore = ["LIC003"]\nextend-ignore = ["LIC004"]\n'
        'severity = { SEC001 = "error" }\n'
        '[[overrides]]\nfiles = ["*.md"]\nextend-select = ["SEC003", "ETH001"]\n',
    })  # fmt: skip
    found = levels(made.path / "sub")
    assert {"LIC001", "SEC003", "ETH001"} <= found.keys()
    assert not {"LIC002", "LIC003", "LIC004"} & found.keys()
    assert (found["SEC001"], found["SEC002"]) == ("error", "info")


def test_extend_in_a_circle_is_refused(folder: Make) -> None:
    made = folder({"opendata-lint.toml": 'extend = "b.toml"\n', "b.toml": 'extend = "opendata-lint.toml"\n'})
    told = made.run("check")
    assert told.code == 2
    assert "goes in a circle: " in told.err
    made.write({"opendata-lint.toml": '\nextend = "nowhere.toml"\n'})
    assert made.run("check").err == (
        "opendata-lint: opendata-lint.toml:2: `extend` names nowhere.toml, which is not there\n"
    )


def test_config_argument(folder: Make) -> None:
    made = folder({"opendata-lint.toml": 'select = ["LIC001"]\n', "ci/other.toml": ONLY_SEC009})
    assert list(levels(made.path, "README.md", str(made.path / "ci/other.toml"))) == ["SEC009"]
    assert list(levels(made.path, "README.md", 'ignore = ["LIC001"]', 'extend-select = ["ETH001"]')) == [
        "ETH001"
    ]
    with pytest.raises(SettingsFault, match="--config: there is no key `selct`; did you mean `select`"):
        settled(made.path, "README.md", "selct = []")
    with pytest.raises(SettingsFault, match="more than one file"):
        settled(made.path, "README.md", "a.toml", "b.toml")
    assert made.run("check", "--config", "gone.toml").code == 2
    assert made.run("check", "--isolated", "--config", "ci/other.toml").code == 2
    assert "LIC001" not in made.codes("--isolated", "--select", "SEC001")


def test_overrides_of_paths(folder: Make) -> None:
    made = folder({
        "opendata-lint.toml": '[[overrides]]\nfiles = ["models"]\nkind = "model"\nprofile = "hub"\n'
        '[[overrides]]\nfiles = ["models/old/*.md"]\nprofile = "default"\nselect = ["SEC009"]\n',
        "models/a/README.md": CARD,
        "models/old/README.md": CARD,
    })  # fmt: skip
    shown = made.run("check", "--show-files").out.splitlines()
    assert shown == [
        "README.md: dataset card, profile default, opendata-lint.toml",
        "models/a/README.md: model card, profile hub, opendata-lint.toml",
        "models/old/README.md: model card, profile default, opendata-lint.toml",
    ]
    assert list(levels(made.path, "models/old/README.md")) == ["SEC009"]


def test_exclude_and_cards(folder: Make) -> None:
    made = folder({
        "opendata-lint.toml": 'cards = ["cards/*.md"]\nexclude = ["old"]\nextend-exclude = ["x/**"]\n',
        "old/README.md": CARD, "x/y/README.md": CARD, "cards/tides.md": CARD,
        "old/deep/opendata-lint.toml": "exclude = []\n", "old/deep/README.md": CARD,
    })  # fmt: skip

    def checked(*arguments: str) -> list[str]:
        lines = made.run("check", "--show-files", *arguments).out.splitlines()
        return [line.split(":")[0] for line in lines if "not checked" not in line]

    assert checked() == ["README.md", "cards/tides.md"]
    assert checked("old/README.md") == ["old/README.md"]
    assert checked("old/README.md", "--force-exclude") == []
    assert checked("--exclude", "cards") == ["README.md", "old/README.md", "old/deep/README.md"]
    assert checked("--extend-exclude", "cards") == ["README.md"]
    assert "x/y/README.md: not checked: excluded" in made.run("check", "--show-files").out
    assert made.run("check", "old/README.md", "--force-exclude").code == 0


def test_looking_for_files_is_cheap(folder: Make) -> None:
    made = folder({})
    program = (
        "import sys; from opendata_lint.cli import main; main(['check', 'README.md']);"
        "told = {'tomllib', 'importlib.metadata'} & sys.modules.keys(); sys.exit(str(told) if told else 0)"
    )
    environment = {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=made.path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
