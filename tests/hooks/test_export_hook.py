"""Descriptors kept in step with a card by the hook `opendata-lint-export`, under the real pre-commit."""

from __future__ import annotations

import json
import sys

import yaml

from tests.hooks.conftest import PreCommitRepository

_CONFIGURATION = """\
[exports]
cff = "CITATION.cff"
croissant = "croissant.json"
datapackage = "datapackage.json"
kaggle = "dataset-metadata.json"
zenodo = ".zenodo.json"
"""
_CARD = """\
---
pretty_name: Tide Notes of an Estuary
id: ira-reed/tide-notes
license: cc-by-4.0
version: 1.0.0
homepage: https://tides.example.org/
date_published: '2024-05-17'
language:
- en
creators:
- name: Ira Reed
  kind: person
  given: Ira
  family: Reed
---

# Tide Notes of an Estuary

Notes on the height of water at three places of an estuary, one a day.
"""
_ROWS = "day,place,height\n2024-01-01,bridge,3.1\n"


def _export(repository: PreCommitRepository, *arguments: str) -> tuple[int, str]:
    done = repository.run(sys.executable, "-m", "opendata_lint", "export", *arguments)
    return done.returncode, done.stdout


def _licenses(repository: PreCommitRepository) -> list[str]:
    """What each of the five says of the license."""
    texts = {name: (repository.path / name).read_text(encoding="utf-8") for name in _NAMES}
    of_json = {name: json.loads(text) for name, text in texts.items() if name.endswith(".json")}
    return [
        str(yaml.safe_load(texts["CITATION.cff"])["license"]),
        of_json["croissant.json"]["license"],
        of_json["datapackage.json"]["licenses"][0]["name"],
        of_json["dataset-metadata.json"]["licenses"][0]["name"],
        of_json[".zenodo.json"]["license"],
    ]


_NAMES = ("CITATION.cff", "croissant.json", "datapackage.json", "dataset-metadata.json", ".zenodo.json")


def test_a_changed_license_stops_the_commit_until_the_five_say_so(
    with_pre_commit: PreCommitRepository,
) -> None:
    here = with_pre_commit
    here.configure({"id": "opendata-lint-export"})
    here.stage("opendata-lint.toml", _CONFIGURATION)
    here.stage("data/train.csv", _ROWS)
    here.stage("README.md", _CARD)
    code, told = _export(here)
    assert code == 0, told
    here.git("add", "--all")
    first = here.commit()
    assert first.returncode == 0, first.stdout
    assert all("4.0" in one for one in _licenses(here))

    here.stage("README.md", _CARD.replace("cc-by-4.0", "cc0-1.0"))
    stopped = here.commit()
    assert stopped.returncode == 1
    for name in _NAMES:
        assert f"{name}: does not say what README.md says" in stopped.stdout
    code, told = _export(here, "--fix")
    assert code == 0, told
    assert all("0" in one and "by" not in one.lower() for one in _licenses(here)), _licenses(here)
    here.git("add", "--all")
    passed = here.commit()
    assert passed.returncode == 0, passed.stdout


def test_with_fix_among_its_arguments_the_hook_rewrites(with_pre_commit: PreCommitRepository) -> None:
    here = with_pre_commit
    here.configure({"id": "opendata-lint-export", "args": ["--fix"]})
    here.stage("opendata-lint.toml", '[exports]\nkaggle = "dataset-metadata.json"\n')
    here.stage("README.md", _CARD)
    stopped = here.commit()
    assert stopped.returncode == 1
    assert "dataset-metadata.json: written" in stopped.stdout
    here.git("add", "--all")
    passed = here.commit()
    assert passed.returncode == 0, passed.stdout


def test_what_somebody_added_by_hand_stays(with_pre_commit: PreCommitRepository) -> None:
    here = with_pre_commit
    here.stage("opendata-lint.toml", '[exports]\nzenodo = ".zenodo.json"\n')
    here.stage("README.md", _CARD)
    assert _export(here)[0] == 0
    path = here.path / ".zenodo.json"
    said = json.loads(path.read_text(encoding="utf-8")) | {"communities": [{"identifier": "tides"}]}
    path.write_text(json.dumps(said), encoding="utf-8")
    assert _export(here, "--check")[0] == 1  # the form is another one
    assert _export(here)[0] == 0
    assert json.loads(path.read_text(encoding="utf-8"))["communities"] == [{"identifier": "tides"}]
    assert _export(here, "--check")[0] == 0


def test_a_broken_descriptor_is_not_overwritten(with_pre_commit: PreCommitRepository) -> None:
    here = with_pre_commit
    here.stage("opendata-lint.toml", '[exports]\nzenodo = ".zenodo.json"\n')
    here.stage("README.md", _CARD)
    here.stage(".zenodo.json", '{"title": ')
    code, told = _export(here)
    assert code == 1
    assert "mend it or delete it" in told
    assert (here.path / ".zenodo.json").read_text(encoding="utf-8") == '{"title": '
