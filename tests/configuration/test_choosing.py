"""Which rules run: selectors by closeness, severities, options, allow-lists; and what shows them."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping

import pytest

from opendata_lint import lint_paths
from opendata_lint.configuration import Configuration, Given
from opendata_lint.rules.catalog import catalog
from opendata_lint.settings import Choice, Settings, load_profile
from tests.configuration.conftest import CARD, Folder

Make = Callable[[Mapping[str, str]], Folder]
LIC = [code for code in catalog() if code.startswith("LIC")]


def running(*choices: Choice, profile: str = "default") -> list[str]:
    return list(Settings(load_profile(profile), choices).levels())


def test_closer_selectors_win() -> None:
    assert running(Choice(select=("LIC003",), ignore=("LIC",))) == ["LIC003"]
    assert running(Choice(select=("LIC",), ignore=("LIC003",))) == [code for code in LIC if code != "LIC003"]
    assert running(Choice(select=("LIC003",), ignore=("license-unknown",))) == []
    assert running(Choice(select=("ALL",), ignore=("LIC",))) == [
        code for code in catalog() if code not in LIC
    ]


def test_a_later_select_starts_anew() -> None:
    assert running(Choice(ignore=("LIC003",)), Choice(select=("LIC",))) == LIC
    assert "LIC003" not in running(Choice(ignore=("LIC003",)), Choice(extend_select=("SEC",)))
    others = [code for code in LIC if not code.startswith("LIC00")]
    assert running(Choice(select=("LIC",)), Choice(ignore=("LIC00",))) == others
    assert 0 < len(others) < len(LIC)


def test_severities() -> None:
    settings = Settings(load_profile("hub"), (Choice(severity=(("LIC009", "info"), ("LIC", "warning"))),))
    assert settings.levels()["LIC009"].label == "info"
    assert "LIC001" not in settings.levels()
    assert settings.choosing(extend_select=["LIC001"]).levels()["LIC001"].label == "warning"


def test_settings_travel_to_other_processes(folder: Make) -> None:
    made = folder({"opendata-lint.toml": '[rules.SEC004]\nphrases = ["a", "b"]\n[allow]\ntags = ["x"]\n'})
    found = Configuration(Given(), made.path).resolve(made.path / "README.md").settings
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert hash(again) == hash(found)


def test_options(folder: Make) -> None:
    made = folder({})
    made.write({"bare.md": CARD.replace("Water levels of nine gauges, read", "Sensor 1, sensor 2, read")})
    assert "SEC009" in made.codes("bare.md", "--config", "rules.SEC009.minimum-words = 99")
    assert "SEC009" not in made.codes("bare.md", "--config", "rules.SEC009.minimum-words = 5")
    assert made.codes("--config", 'rules.placeholder.phrases = ["nine GAUGES"]')["SEC004"] == "error"
    assert "`doi` is missing" in made.run("check", "--config", 'rules.MET026.keys = ["doi", "license"]').out


ALLOWED = {
    ("licenses", "Acme-Data-1.0"): "license: acme-data-1.0",
    ("licenses", "acme"): "license: MIT OR (Acme AND Apache-2.0)",
    ("languages", "qfn"): "language: [en, qfn]",
    ("tasks", "tide-prediction"): "task_categories: [tide-prediction]",
}


@pytest.mark.parametrize(("name", "word"), ALLOWED)
def test_allowed_values_pass(folder: Make, name: str, word: str) -> None:
    made = folder({"README.md": CARD.replace("license: mit", ALLOWED[name, word])})
    before = {code for code in made.codes() if catalog()[code].allow == name}
    assert before
    assert not before & made.codes("--config", f'allow.{name} = ["{word}"]').keys()
    assert before <= made.codes("--config", f'allow.{name} = ["another"]').keys()


def test_fail_level(folder: Make) -> None:
    made = folder({"opendata-lint.toml": 'select = ["LIC001", "MOD001"]\n'})
    assert made.run("check").code == 0
    assert made.run("check", "--strict").code == 1
    assert made.run("check", "--config", 'fail-level = "warning"').code == 1
    assert made.run("check", "--config", 'fail-level = "warning"', "--fail-level", "never").code == 0


def test_output_format_of_the_configuration(folder: Make) -> None:
    made = folder({"opendata-lint.toml": 'output-format = "json"\n'})
    json.loads(made.run("check").out)
    other = folder({}).path.parent / "elsewhere"
    other.mkdir()
    json.loads(made.run("check", "../repository", here="../elsewhere").out)


def test_show_settings(folder: Make) -> None:
    made = folder({
        "base.toml": 'ignore = ["LNK"]\nseverity.LIC = "info"\n',
        "opendata-lint.toml": 'extend = "base.toml"\nprofile = "hub"\n[rules.SEC009]\nminimum-words = 3\n',
    })  # fmt: skip
    told = made.run("check", "--show-settings", "--extend-select", "LIC001", "README.md")
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[:2] == ["# settings of README.md", "# configuration: opendata-lint.toml"]
    assert lines[3:8] == [
        'profile = "hub"  # opendata-lint.toml:2',
        'extend-select = ["LIC001"]  # --extend-select',
        'ignore = ["LNK"]  # base.toml:1',
        'severity.LIC = "info"  # base.toml:2',
        "rules.SEC009.minimum-words = 3  # opendata-lint.toml:4",
    ]
    assert "#   LIC001  info     license-missing" in lines


def test_python_reads_configuration_too(folder: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = folder({"opendata-lint.toml": 'select = ["MOD001"]\n'})
    monkeypatch.chdir(made.path)
    assert [finding.code for finding in lint_paths(["."]).findings] == ["MOD001"]
    assert len(lint_paths(["."], isolated=True).findings) > 1
