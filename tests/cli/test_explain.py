"""`opendata-lint explain CARD`."""

from __future__ import annotations

import json
from typing import Any, get_args

from opendata_lint.card import Kind
from opendata_lint.settings import load_profile, profile_names
from tests.cli.conftest import GOOD, PLAIN, Program
from tests.conftest import ROOT

ACME = """\
name = "acme"
description = "What Acme asks for."

[schema.properties.topics]
required = ["consent", "maintenance"]
x-opendata-lint = { code = "ACME001", name = "upkeep-missing", message = "nobody says who keeps this" }
"""

CARD = PLAIN + (
    "\n- **Funding:** The harbor office.\n\n## Limitations\n\nNo gauge is read at night, nor on Sundays.\n"
    "\n## Citation\n\n[More Information Needed]\n"
)


def _told(program: Program, *arguments: str) -> dict[str, Any]:
    result = program.run("explain", *arguments, "--output-format", "json")
    assert result.code == 0, result.err
    told: dict[str, Any] = json.loads(result.out)
    return told


def test_topics_and_where_they_are_answered(program: Program) -> None:
    program.write("README.md", CARD)
    topics = {topic["name"]: topic for topic in _told(program, "README.md")["topics"]}
    assert topics["license"]["spots"] == [{"kind": "metadata", "name": "license", "line": 2}]
    assert topics["limits"] == {
        "name": "limits", "state": "answered", "words": 9,
        "spots": [{"kind": "section", "name": "Limitations", "line": 11, "state": "answered"}],
    }  # fmt: skip
    assert topics["funding"]["spots"] == [{"kind": "bullet", "line": 9}]
    assert topics["citation"]["state"] == "placeholder"
    assert topics["contact"] == {"name": "contact", "state": "absent", "words": 0, "spots": []}


def test_what_profiles_ask_for(program: Program) -> None:
    demands = {demand["code"]: demand for demand in _told(program, "README.md")["demands"]}
    assert demands["PRV006"]["topics"] == ["contact"]
    assert demands["PRV006"]["missing"]
    levels = {name: demands["PRV006"]["levels"][name] for name in ("hub", "default", "datasheet")}
    assert levels == {"hub": None, "default": "info", "datasheet": "error"}
    assert demands["YML001"]["levels"].items() >= {"hub": "warning", "default": "error"}.items()
    assert {"bias", "limits", "pii"} <= set(demands["ETH001"]["topics"])


def test_the_ladder(program: Program) -> None:
    told = _told(program, "README.md")
    ladder = told["ladder"]
    assert [rung["rules"] for rung in ladder] == sorted(rung["rules"] for rung in ladder)
    assert ladder[0]["profile"] == "hub"
    assert ladder[0]["passed"]
    assert ladder[-1]["profile"] == "default"
    assert [need["code"] for need in ladder[-1]["needs"]] == ["ETH001"]
    assert told["next"] == next(rung["profile"] for rung in ladder if not rung["passed"])


def _for(kind: Kind) -> set[str]:
    return {name for name in profile_names() if kind in load_profile(name).kinds}


def test_profiles_are_for_kinds_of_cards(program: Program) -> None:
    for kind in get_args(Kind):
        told = _told(program, "README.md", "--kind", kind)
        assert {rung["profile"] for rung in told["ladder"]} == _for(kind)
    other = _told(program, "README.md", "--kind", "dataset", "--profile", "open-weights")
    assert {rung["profile"] for rung in other["ladder"]} == {*_for("dataset"), "open-weights"}
    program.write("opendata-lint.toml", 'profile = "open-weights"\n')
    assert _told(program, "README.md")["ladder"] == other["ladder"]


def test_a_profile_of_ones_own(program: Program) -> None:
    program.write("acme.toml", ACME)
    program.write("README.md", GOOD)
    told = _told(program, "README.md", "--profile", "acme.toml")
    assert {rung["profile"] for rung in told["ladder"]} == {*_for("dataset"), "acme"}
    assert told["ladder"][-1]["profile"] == "acme", "it asks for more than the one that it starts from"
    (upkeep,) = [demand for demand in told["demands"] if demand["code"] == "ACME001"]
    assert set(upkeep["topics"]) == {"consent", "maintenance"}
    assert upkeep["levels"] == {**dict.fromkeys(_for("dataset")), "acme": "error"}
    assert told["next"] == "acme"
    program.write("opendata-lint.toml", 'profile = "acme.toml"\n')
    assert _told(program, ".")["ladder"] == told["ladder"]


def test_the_configuration_counts(program: Program) -> None:
    program.write("opendata-lint.toml", 'ignore = ["ETH"]\nfail-level = "warning"\n')
    told = _told(program, "README.md")
    assert not [demand for demand in told["demands"] if demand["code"].startswith("ETH")]
    assert "warning" in {need["severity"] for rung in told["ladder"] for need in rung["needs"]}


def test_text(program: Program) -> None:
    program.write("README.md", CARD)
    lines = program.run("explain", "README.md").out.splitlines()
    assert lines[0] == "README.md: a dataset card"
    rows = {tuple(line.split()[:2]): line for line in lines if line}
    head = rows["Asked", "for"]
    limits = rows["ETH003", "limitations"]
    assert limits.split()[2:4] == ["answered", "9"]
    assert limits[head.index(" hub ") :].split()[0] == "-"
    assert limits[head.index(" default ") :].split()[0] == "warning"
    assert limits[head.index("Where") :] == "section `Limitations` (line 11)"
    assert rows["PRV004", "citation"][head.index("Where") :] == "section `Citation` (line 15, placeholder)"
    assert [line.split()[-1] for line in lines if line.startswith("hub ")] == ["passed"]


def test_a_card_that_passes_everything(program: Program) -> None:
    program.write("README.md", GOOD)
    assert "The card passes every one of these profiles.\n" in program.run("explain", "README.md").out


def test_hostile_titles_and_profiles(program: Program) -> None:
    program.write("acme.toml", ACME.replace('"acme"', '"ac\\u001b[31mme"'))
    program.write(
        "README.md", PLAIN + "\n## License \x1b]0;x\x07 ##[group]x\n\nMIT, as it is called by all.\n"
    )
    result = program.run("explain", "README.md", "--profile", "acme.toml", FORCE_COLOR="")
    assert result.code == 0
    assert not [char for char in result.out if char != "\n" and not char.isprintable()]
    assert "##[" not in result.out


def test_every_kind_of_card(program: Program) -> None:
    for example in ("bad", "good-dataset", "good-model"):
        card = (ROOT / "examples" / example / "README.md").read_bytes()
        program.write("README.md", card)
        assert program.run("explain", "README.md").code == 0
    program.write("README.md", b"\xff\xfe---\n[")
    assert program.run("explain", "README.md").code == 0


def test_faults(program: Program) -> None:
    program.write("more/README.md", PLAIN)
    for arguments, words in {
        ("gone.md",): "gone.md: no such file",
        (".",): ".: holds 2 cards; name one",
        ("README.md", "--profile", "hubb"): "did you mean `hub`?",
    }.items():
        result = program.run("explain", *arguments)
        assert (result.code, result.out) == (2, "")
        assert words in result.err
