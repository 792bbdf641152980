"""Descriptors of registries under `check`, as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from opendata_lint.reporting import FORMATS
from tests.cli.conftest import GOOD, Program
from tests.plugins import lay_out

KAGGLE = (
    '{\n  "id": "harbor-office/tides-2024",\n  "title": "Tides",\n  "licenses": [{"name": "CC0-1.0"}]\n}\n'
)
"""A descriptor whose title is too short, in line 3."""
RIGHT = KAGGLE.replace('"Tides"', '"Tides of 2024"').replace(
    '",\n  "lic', '",\n  "subtitle": "Water levels at four gauges",\n  "lic'
)
PACKAGE = '{"name": "tides", "resources": [{"name": "levels", "path": "../levels.csv"}]}'
DATACITE = """\
<?xml version="1.0" encoding="UTF-8"?>
<resource xmlns="http://datacite.org/schema/kernel-4">
  <identifier identifierType="DOI">10.5281/zenodo.1234567</identifier>
  <creators><creator><creatorName>Okafor, Ada</creatorName></creator></creators>
  <titles><title>Tides of 2024</title></titles>
  <publisher>Harbor office</publisher>
  <publicationYear>in 2024</publicationYear>
  <resourceType resourceTypeGeneral="Dataset">Dataset</resourceType>
</resource>
"""
CONTRACT = "apiVersion: v3.0.2\nkind: DataContract\nid: tides\nversion: 1.0.0\nstatus: [active]\n"


def findings(program: Program, *arguments: str, code: int = 1) -> list[tuple[str, int, str]]:
    """Path, line and code of what `check` finds, infos left out."""
    told = program.run("check", "--output-format", "json-lines", *arguments)
    assert told.code == code, told.err
    found = [json.loads(line) for line in told.out.splitlines()]
    return [
        (one["path"], (one["location"] or {"line": 0})["line"], one["code"])
        for one in found
        if one["severity"] != "info"
    ]


def git(program: Program, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=program.path, env=program.environment, check=True)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("dataset-metadata.json", KAGGLE, (3, "DSC007")),
        ("data/any-name.json", KAGGLE, (3, "DSC007")),
        ("any-name.xml", DATACITE, (7, "DSC003")),
        ("any-name.yaml", CONTRACT, (5, "DSC003")),
        ("datapackage.json", PACKAGE, (1, "DSC008")),
        ("croissant.json", "", (1, "DSC001")),
        ("dataset-metadata.json", '{"id": ', (1, "DSC001")),
        ("dataset-metadata.json", "[" * 90, (1, "DSC001")),
        ("dataset-metadata.json", b'{"id": "\xff"}', (1, "DSC001")),
        ("dataset-metadata.json", b"\xff\xfe{\0}\0", (1, "DSC001")),
    ],
)
def test_a_named_descriptor_is_judged(
    program: Program, name: str, text: str | bytes, place: tuple[int, str]
) -> None:
    program.write(name, text)
    assert (name, *place) in findings(program, name)


def test_what_is_neither_is_refused(program: Program) -> None:
    program.write("package.json", '{"name": "rowboat"}')
    told = program.run("check", "package.json", "README.md")
    assert (told.code, told.out) == (2, "")
    refusal = "neither a card, which is Markdown, nor a descriptor of a format that is known"
    assert told.err == f"opendata-lint: package.json: {refusal}\n"
    program.write("card.txt", GOOD)
    assert program.run("check", "card.txt").code == 0, "a card of any other name is one because it is named"
    named = 'cards = ["*.yaml"]'
    program.write("card.yaml", GOOD)
    assert program.run("check", "--config", named, "card.yaml").code == 0


def test_a_search_finds_what_the_configuration_asks_for(program: Program) -> None:
    program.write("README.md", GOOD)
    program.write("a/dataset-metadata.json", KAGGLE)
    program.write("a/datapackage.json", PACKAGE)
    program.write("a/not-a-datapackage.json", "{}")
    program.write("b/other.json", "{}")
    assert findings(program, code=0) == []
    kaggle, package = ("a/dataset-metadata.json", 3, "DSC007"), ("a/datapackage.json", 1, "DSC008")
    assert findings(program, "--config", "descriptors = true") == [package, kaggle]
    program.write("opendata-lint.toml", 'descriptors = ["dataset-*.json", "b/*.json"]\n')
    assert findings(program) == [kaggle, ("b/other.json", 0, "DSC001")]
    assert findings(program, "--exclude", "b") == [kaggle]
    assert findings(program, "a/not-a-datapackage.json", code=1) == [
        ("a/not-a-datapackage.json", 1, "DSC002")
    ]
    shown = program.run("check", "--show-files").out.splitlines()
    assert "a/dataset-metadata.json: descriptor, profile default, opendata-lint.toml" in shown


def test_exported_descriptors_are_found_with_their_card(program: Program) -> None:
    program.write("README.md", GOOD)
    program.write("meta/kaggle.json", KAGGLE)
    program.write("opendata-lint.toml", '[exports]\nkaggle = "meta/kaggle.json"\nzenodo = ".zenodo.json"\n')
    assert findings(program) == [("meta/kaggle.json", 3, "DSC007")]
    assert findings(program, "README.md", code=0) == []
    git(program, "add", "--all")
    assert findings(program, "--staged") == [("meta/kaggle.json", 3, "DSC007")]
    git(program, "commit", "-qm", "One")
    assert findings(program, "--staged", code=0) == []
    program.write("meta/kaggle.json", KAGGLE + "\n")
    git(program, "commit", "-qam", "Two")
    assert findings(program, "--rev", "HEAD~1..HEAD") == [("meta/kaggle.json", 3, "DSC007")]


def test_other_places_than_the_disk(program: Program) -> None:
    wrong, place = "dataset-metadata.json", [("dataset-metadata.json", 3, "DSC007")]
    program.write("README.md", GOOD)
    program.write(wrong, KAGGLE)
    git(program, "add", "--all")
    git(program, "commit", "-qm", "One")
    program.write(wrong, RIGHT)
    assert findings(program, wrong, code=0) == []
    assert findings(program, "--rev", "HEAD", wrong) == place
    assert findings(program, "--rev", "HEAD", "--config", "descriptors = true", "--select", "DSC") == place
    git(program, "add", "--all")
    assert findings(program, "--staged", wrong, code=0) == []
    program.write(wrong, KAGGLE)
    assert findings(program, "--staged", wrong, code=0) == []
    told = program.run(
        "check", "--stdin-filename", f"new/{wrong}", "--output-format", "concise", stdin=KAGGLE
    )
    assert told.out.startswith(f"new/{wrong}:3:12: error DSC007 ")


def test_settings_count_for_descriptors_too(program: Program) -> None:
    program.write("a/dataset-metadata.json", KAGGLE)
    program.write("b/dataset-metadata.json", KAGGLE.replace('"Tides"', '"INSERT_TITLE_HERE"'))
    both = ("a/dataset-metadata.json", "b/dataset-metadata.json")
    found = [(both[0], 3, "DSC007"), (both[1], 3, "DSC009")]
    assert findings(program, *both) == found
    assert findings(program, "--profile", "hub", *both) == found
    assert findings(program, "--select", "DSC", *both) == found
    assert findings(program, "--select", "limit-exceeded", *both) == found[:1]
    assert findings(program, "--ignore", "DSC007", *both) == found[1:]
    program.write("opendata-lint.toml", '[[overrides]]\nfiles = ["a/*"]\nignore = ["DSC007"]\n')
    assert findings(program, *both) == found[1:]
    program.write("opendata-lint.toml", 'severity.DSC = "warning"\n')
    assert findings(program, *both, code=0) == found


def test_baseline(program: Program) -> None:
    name = "dataset-metadata.json"
    program.write(name, KAGGLE)
    assert program.run("check", "--write-baseline", "known", name).code == 0
    assert findings(program, "--baseline", "known", name, code=0) == []
    program.write(name, KAGGLE.replace('  "title"', '\n\n  "title"').replace("harbor-office/", ""))
    assert [code for _, _, code in findings(program, "--baseline", "known", name)] == ["DSC003"]
    program.write(name, RIGHT)
    told = program.run("check", "--shrink-baseline", "--baseline", "known", name)
    assert "1 removed" in told.err


def test_nothing_is_written_into_descriptors(program: Program) -> None:
    file = program.write("dataset-metadata.json", KAGGLE)
    for option in ("--fix", "--diff", "--fix-only"):
        program.run("check", option, "dataset-metadata.json")
    told = program.run("check", "--add-ignore", "It is so.", "dataset-metadata.json")
    assert told.code == 1
    assert "dataset-metadata.json: no suppression was written: descriptors have no comments" in told.err
    assert file.read_text() == KAGGLE


def test_all_output_formats(program: Program) -> None:
    program.write("dataset-metadata.json", KAGGLE)
    for name in FORMATS:
        told = program.run("check", "--output-format", name, "README.md", "dataset-metadata.json")
        assert told.code == 1, told.err
        assert "dataset-metadata.json" in told.out
        assert "DSC007" in told.out
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(told.out)
        elif name == "junit":
            ET.fromstring(told.out)
        elif name in ("full", "concise", "grouped", "github", "markdown", "azure"):
            assert "in 2 of 2 files, 1 card and 1 descriptor" in told.out
    sarif = json.loads(program.run("check", "--output-format", "sarif", "dataset-metadata.json").out)
    rule = sarif["runs"][0]["tool"]["driver"]["rules"][0]
    assert rule["properties"]["tags"] == ["data documentation", "descriptor"]
    document = json.loads(program.run("check", "--output-format", "json", "dataset-metadata.json").out)
    assert document["files"] == [
        {"path": "dataset-metadata.json", "kind": "descriptor", "profile": "default"}
    ]


def test_side_by_side(program: Program) -> None:
    for number in range(6):
        program.write(f"{number}/dataset-metadata.json", KAGGLE)
        program.write(f"{number}/README.md", GOOD)
    told = program.run("check", "--jobs", "3", "--config", "descriptors = true", "--select", "DSC")
    assert "Found 6 errors in 6 of 13 files, 7 cards and 6 descriptors." in told.out


PLUGIN = """\
from opendata_lint.finding import Finding, at_key

class Tides:
    api, name, title = 1, "tides", "Tide tables"
    versions, filenames, id_schemes, kinds = ("1", "2"), ("*.tides",), (), ()

    def sniff(self, path, head):
        return 0.9 if b"gauges" in head else 0.0

    def check(self, data, path):
        yield Finding("DSC004", "there is no such gauge", at_key("/gauges"))

    def load(self, data, path): ...
    def dump(self, card, version=None): ...
    def parse_id(self, text): ...
"""


def with_plugin(program: Program, folder: Path, code: str, *arguments: str) -> tuple[int, str]:
    """Run the program with a plugin installed; code, and both outputs."""
    lay_out(folder, "acme-tides", "tides=acme_tides:Tides", code)
    path = os.pathsep.join((program.environment["PYTHONPATH"], str(folder)))
    told = program.run(*arguments, PYTHONPATH=path)
    return told.code, told.out + told.err


ALLOWED = ("--config", 'plugins = ["acme-tides"]')


def test_plugins_judge_where_they_are_allowed(program: Program, tmp_path: Path) -> None:
    program.write("north.json", '{\n  "gauges": []\n}\n')
    check = ("check", "--output-format", "concise", "north.json")
    assert with_plugin(program, tmp_path / "p", PLUGIN, *check)[0] == 2
    code, told = with_plugin(program, tmp_path / "p", PLUGIN, *check, *ALLOWED)
    assert code == 1
    assert told.startswith("north.json:2:3: error DSC004 term-unknown: there is no such gauge\n")
    listed = with_plugin(program, tmp_path / "p", PLUGIN, "plugins", *ALLOWED)[1]
    assert "tides          acme-tides 1.0       1    -               1, 2\n" in listed
    listed = with_plugin(program, tmp_path / "p", PLUGIN, "plugins")[1]
    assert "not used: the configuration does not name it in `plugins`" in listed
    inside = program.path / "vendor"
    code, told = with_plugin(program, inside, PLUGIN, *check, *ALLOWED)
    assert code == 2
    assert "lies in what is checked" in told


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("= 1, ", "= 2, ", "is made for version 2 of the interface"),
        (
            'yield Finding("DSC004"',
            '1 / 0\n        yield Finding("DSC004"',
            "fails in `check`: ZeroDivisionError",
        ),
        ("DSC004", "ABC001", "fails in `check`: PluginFault: `ABC001` is no finding of a rule"),
        ("yield Finding(", "yield str(", "fails in `check`: TypeError"),
        ('"tides",', '"ebb",', "calls itself `ebb`"),
    ],
)
def test_a_plugins_fault_is_a_finding_and_the_run_goes_on(
    program: Program, tmp_path: Path, before: str, after: str, message: str
) -> None:
    program.write("north.json", '{"gauges": []}')
    program.write("dataset-metadata.json", KAGGLE)
    names = ("north.json", "dataset-metadata.json")
    check = ("check", "--output-format", "concise", *names, *ALLOWED)
    code, told = with_plugin(program, tmp_path / "p", PLUGIN.replace(before, after, 1), *check)
    assert code == 1, told
    assert "north.json: error PLG001 plugin-unusable: the plugin `tides` of acme-tides " + message in told
    assert "dataset-metadata.json:3:12: error DSC007 limit-exceeded" in told
    listed = json.loads(
        with_plugin(
            program, tmp_path / "p", PLUGIN.replace(before, after, 1), "plugins", "--format", "json", *ALLOWED
        )[1]
    )
    assert {one["name"] for one in listed} > {"kaggle", "croissant", "tides"}
