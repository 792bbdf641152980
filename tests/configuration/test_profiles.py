"""Profiles of one's own: the example of the documentation, and what can be wrong in one."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping

import pytest

from tests.configuration.conftest import CARD, Folder
from tests.conftest import ROOT

Make = Callable[[Mapping[str, str]], Folder]
EXAMPLE = re.findall(
    r"^```toml\n(.*?)^```", (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8"), re.M | re.S
)[0]
CONSENT = " ".join(["All observers agreed in writing that their readings are published."] * 4)
GATED = CARD.replace("license: mit\n", "license: mit\nextra_gated_fields:\n  Name: text\n")
ACME = {"acme.toml": EXAMPLE, "opendata-lint.toml": 'profile = "./acme.toml"\n'}


def test_example_is_short() -> None:
    assert len([line for line in EXAMPLE.splitlines() if line]) <= 20


def test_example(folder: Make) -> None:
    made = folder(ACME)
    assert made.codes()["ACME001"] == "error"
    assert "ACME002" not in made.codes()
    made.write({"README.md": f"{GATED}\n## Consent\n\n{CONSENT}\n"})
    assert made.codes()["ACME002"] == "error"
    assert "ACME001" not in made.codes()
    assert made.codes()["PRV004"] == "warning"


def test_findings_have_place_hint_and_name(folder: Make) -> None:
    made = folder({**ACME, "README.md": f"{GATED}\n## Consent\n\nAll agreed.\n"})
    report = json.loads(made.run("check", "--output-format", "json", "--select", "ACME").out)
    told = {found["code"]: found for found in report["findings"]}
    assert told["ACME001"]["name"] == "consent-missing"
    assert told["ACME001"]["location"]["line"] == 11
    assert told["ACME002"]["location"]["line"] == 3
    assert told["ACME002"]["hint"] == "remove it; access is asked for by mail"


@pytest.mark.parametrize("form", ["full", "sarif", "junit", "github", "gitlab", "markdown", "rdjson"])
def test_every_output_knows_them(folder: Make, form: str) -> None:
    told = folder(ACME).run("check", "--output-format", form)
    assert told.code == 1
    assert "ACME001" in told.out


def test_rules_of_ones_own_are_like_others(folder: Make) -> None:
    made = folder({**ACME, "README.md": GATED})
    assert "# consent-missing (ACME001)" in made.run("rule", "ACME001").out
    assert "ACME002" in made.run("rule").out
    assert made.run("rule", "ACME001", "--isolated").code == 2
    assert made.run("rule", "gated-fields", "--isolated", "--profile", "./acme.toml").code == 0
    assert made.codes("--config", 'severity = { ACME = "info" }')["ACME001"] == "info"
    assert "ACME001" not in made.codes("--ignore", "consent-missing")
    assert list(made.codes("--select", "ACME002")) == ["ACME002"]
    many = {f"cards/{number}/README.md": GATED for number in range(4)}
    made.write(many)
    assert "ACME002" in made.codes("--jobs", "2")


def test_profiles_extend_one_another(folder: Make) -> None:
    child = (
        'name = "team"\nextends = "../acme.toml"\nignore = ["ACME002"]\nseverity = { ACME001 = "warning" }\n'
    )
    made = folder({"acme.toml": EXAMPLE, "team/team.toml": child, "README.md": GATED})
    codes = made.codes("--profile", "team/team.toml")
    assert codes["ACME001"] == "warning"
    assert "ACME002" not in codes
    hub = json.dumps(
        {"name": "x", "extends": "hub", "schema": "s.json", "rules": {"SEC009": {"minimum-words": 20}}}
    )
    schema = json.dumps({"properties": {"metadata": {"required": ["doi"]}}})
    made.write({"x.json": hub, "s.json": schema})
    assert made.codes("--profile", "x.json")["MET001"] == "error"
    assert "minimum-words" in made.run("check", "--profile", "x.json", "--show-settings").out


def test_kinds(folder: Make) -> None:
    made = folder({"p.toml": EXAMPLE.replace('code = "ACME001"', 'code = "ACME001"\nkinds = ["model"]')})
    assert "ACME001" not in made.codes("--profile", "p.toml", "--kind", "dataset")
    assert "ACME001" in made.codes("--profile", "p.toml", "--kind", "model")


FAULTS = {
    'naem = "x"': "p.toml:1: there is no key `naem`; did you mean `name`?",
    'name = "hub"': "p.toml:1: `hub` is the name of a built-in profile",
    'name = "x"\nextends = "p.toml"': "p.toml:2: `extends` goes in a circle",
    'name = "x"\nextends = "./q.toml"': "p.toml:2: the profile q.toml is not there",
    'name = "x"\nschema = "s.json"': "p.toml:2: the schema s.json is not there",
    'name = "x"\nselect = ["ACM"]': "p.toml:2: there is no rule `ACM`",
    'name = "x"\nschema.type = "objekt"': "not a valid JSON Schema: at type, ",
    'name = "x"\nschema.x-opendata-lint.code = "LIC001"':
    "the code LIC001 is taken by the rule `license-missing`",
    'name = "x"\nschema.x-opendata-lint.code = "a1"':
    "the code `a1` must be capital letters and three digits",
    'name = "x"\nschema.x-opendata-lint.cdoe = "A"':
    "p.toml: `x-opendata-lint` has no key `cdoe`; did you mean `code`?",
    'name = "x"\nschema.x-opendata-lint.severity = "off"':
    "the severity `off` must be `error`, `warning` or `info`",
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS)
def test_fault(folder: Make, text: str) -> None:
    told = folder({"p.toml": text}).run("check", "--profile", "./p.toml")
    assert told.code == 2, told.out
    assert FAULTS[text] in told.err


def test_broken_json(folder: Make) -> None:
    told = folder({"p.json": '{\n"name": }'}).run("check", "--profile", "p.json")
    assert (told.code, told.err[:34]) == (2, "opendata-lint: p.json:2: not JSON:")


def test_example_fits_the_published_schema() -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads((ROOT / "schemas" / "profile.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(tomllib.loads(EXAMPLE)))
