"""Formats for programs: valid by their schemas, complete, with columns in the units that they count in."""

import itertools
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator, FormatChecker

from opendata_lint import lint_paths
from opendata_lint.report import Report
from opendata_lint.reporting import RenderOptions, renderer
from opendata_lint.reporting.common import from_root
from opendata_lint.rules.catalog import page
from tests.reporting.sample import CARD, OPTIONS, report

_EMPTY = Report(())


def rendered(name: str, of: Report | None = None, options: RenderOptions = OPTIONS) -> Any:
    return json.loads(renderer(name)(of or report(), options))


@pytest.fixture(scope="module")
def real(shared: Path) -> Report:
    """What is found in some real cards."""
    cards = sorted((shared / "corpus" / "dataset_cards").glob("*.md"))[::25]
    return lint_paths(cards, jobs=1)


def sarif_errors(schema: dict[str, Any], log: dict[str, Any]) -> list[str]:
    return [
        error.message for error in Draft7Validator(schema, format_checker=FormatChecker()).iter_errors(log)
    ]


@pytest.mark.corpus
def test_sarif_is_valid(shared: Path, real: Report) -> None:
    schema = json.loads((shared / "official" / "sarif" / "sarif-schema-2.1.0.json").read_bytes())
    for one in (report(), _EMPTY, real):
        assert sarif_errors(schema, rendered("sarif", one)) == []


def test_sarif_has_what_github_wants() -> None:
    run = rendered("sarif")["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert page(rule["id"]).split("---\n", 2)[2] in rule["help"]["markdown"]
        assert set(rule["properties"]) == {"tags", "precision", "problem.severity"}
    assert len(run["results"]) == len(report().findings)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["opendataLintFingerprint/v1"]
        physical = result["locations"][0]["physicalLocation"]
        assert set(physical["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert not set(physical["artifactLocation"]["uri"]) & set(" <>|:;[]\\é")
        assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"


def test_sarif_paths_fixes_and_crashes() -> None:
    run = rendered("sarif")["runs"][0]
    paths = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    ]
    assert [unquote(path) for path in paths] == [
        from_root(finding.path, OPTIONS) for finding in report().findings
    ]
    fixed = next(result for result in run["results"] if "fixes" in result)
    (replacement,) = fixed["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == fixed["locations"][0]["physicalLocation"]["region"]
    assert replacement["insertedContent"] == {"text": "paper.pdf"}
    assert run["invocations"][0]["executionSuccessful"] is False
    assert rendered("sarif", _EMPTY)["runs"][0]["invocations"][0]["executionSuccessful"] is True


def test_sarif_takes_links_of_cards_for_text() -> None:
    texts = [result["message"]["text"] for result in rendered("sarif")["runs"][0]["results"]]
    assert r"see \[the Hub](https://hub.example.org)" in texts[2]


@pytest.mark.corpus
def test_junit_is_valid(shared: Path, real: Report) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(shared / "official" / "junit" / "JUnit.xsd")
    for one in (report(), _EMPTY, real):
        schema.validate(renderer("junit")(one, OPTIONS))


def test_junit_counts() -> None:
    suites = ET.fromstring(renderer("junit")(report(), OPTIONS))
    for suite in suites:
        cases = suite.findall("testcase")
        names = [case.attrib["name"] for case in cases]
        assert len(set(names)) == len(names) == int(suite.attrib["tests"])
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[key]) == sum(case.find(tag) is not None for case in cases)
    assert [len(suite.findall("testcase")) for suite in suites] == [8, 1, 5, 2, 1]


def test_gitlab_shape() -> None:
    issues = rendered("gitlab")
    assert len(issues) == len(report().findings)
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")


def test_gitlab_fingerprints_differ_where_two_repositories_share_one() -> None:
    (result, *_) = report().results
    issues = rendered("gitlab", Report((result, result, result)))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert rendered("gitlab", Report((result,))) == issues[: len(result.findings)]


def test_rdjson_counts_bytes() -> None:
    found = rendered("rdjson")["diagnostics"]
    assert len(found) == len(report().findings)
    lines = CARD.encode().split(b"\r\n")
    for diagnostic, finding in zip(found[:8], report().findings, strict=False):
        place = diagnostic["location"].get("range")
        assert (place is None) == (finding.location is None)
        if place and place["start"]["line"] == place["end"]["line"] and finding.span:
            line = lines[place["start"]["line"] - 1]
            part = line[place["start"]["column"] - 1 : place["end"]["column"] - 1]
            assert part.decode() == CARD[slice(*finding.span)]
    suggestion = found[5]["suggestions"][0]
    assert suggestion == {"range": found[5]["location"]["range"], "text": "paper.pdf"}


def test_json_lines_are_the_findings_of_json() -> None:
    lines = renderer("json-lines")(report(), OPTIONS).splitlines()
    document = rendered("json")
    assert [json.loads(line) for line in lines] == document["findings"]
    assert document["summary"]["suppressed"] == 2
    assert document["summary"]["baselined"] == 3
    assert [len(document[key]) for key in ("skipped", "warnings", "crashes")] == [1, 1, 1]


def test_json_keeps_every_character_though_commands_are_escaped() -> None:
    findings = rendered("json")["findings"]
    assert [finding["message"] for finding in findings] == [finding.message for finding in report().findings]


def test_github_shows_the_gravest_first() -> None:
    levels = [line.split(" ")[0] for line in renderer("github")(report(), OPTIONS).splitlines()[:-1]]
    order = [level for level, _ in itertools.groupby(levels)]
    assert order == ["::error", "::warning", "::notice"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a/README.md", "cards/a/README.md"), ("../x.md", "x.md"), ("/data/y.md", "y.md"),
     ("/tmp/z.md", "/tmp/z.md"), ("../../z.md", "../../z.md")],
)  # fmt: skip
def test_paths_from_the_root(path: str, expected: str) -> None:
    assert from_root(path, OPTIONS) == expected
    assert from_root(path, RenderOptions(here=OPTIONS.here)) == path
