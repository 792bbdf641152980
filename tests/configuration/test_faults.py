"""What is wrong in a configuration: exit code 2, the file and the line, and what would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from opendata_lint.settings import known_codes
from tests.configuration.conftest import Folder

Make = Callable[[Mapping[str, str]], Folder]

FAULTS = {
    'select = ["LIC"]\nselct = ["LIC"]': "2: there is no key `selct`; did you mean `select`?",
    "[rulez.SEC009]\nx = 1": "1: there is no key `rulez`; did you mean `rules`?",
    "strict = true": '1: there is no key `strict`; write `fail-level = "warning"`',
    'select = "LIC"': '1: `select` must be a list, such as `["LIC"]`, not text',
    'select = [\n "LIC",\n ""]': "3: `select` must hold texts that are not empty",
    'select = ["LIC", "LIX001"]': "1: there is no rule `LIX001`; did you mean `LIC001`?",
    'profile = "hubb"':
        "1: there is no profile `hubb`; did you mean `hub`?; the path of a profile file has a "
        "slash or ends in `.toml`",
    'profile = "./gone.toml"': "1: the profile gone.toml is not there",
    'profile = ""': "1: `profile` is empty",
    "preview = 1": "1: `preview` must be true or false, not a number",
    'kind = "modle"': "1: `kind` must be `dataset` or `model`, not `modle`; did you mean `model`?",
    '\n[severity]\nLIC = "eror"':
        "3: `LIC` must be `error`, `warning` or `info`, not `eror`; did you mean `error`?",
    'severity.LIC003 = "off"':
        "1: `LIC003` must be `error`, `warning` or `info`, not `off`; `ignore` turns a rule off",
    'severity = { NOP = "info" }': "1: there is no rule `NOP`; `opendata-lint rule` lists them",
    "[rules.SEC009]\nminimum-word = 3":
        "2: SEC009 has no option `minimum-word`; did you mean `minimum-words`?",
    "[rules.SEC009]\nminimum-words = true": "2: `minimum-words` of SEC009 must be a whole number, not true",
    "[rules.SEC009]\nminimum-words = 0": "2: `minimum-words` of SEC009 must be at least 1, not 0",
    "[rules.LIC]\nx = 0":
        f"2: options are given rule by rule, and `LIC` means {len(known_codes('LIC'))} of them",
    "[rules.LIC001]\nx = 0": "2: LIC001 has no options",
    "rules.SEC009 = 3": "1: `SEC009` must be a table of options, not a number",
    '[allow]\nlicences = ["x"]': "2: `allow` has no key `licences`; did you mean `licenses`?",
    "[[overrides]]\nselect = []": "1: `files` is missing",
    '[[overrides]]\nfiles = ["a"]\n[[overrides]]\nfiles = ["b"]\nselct = []':
        "5: there is no key `selct`; did you mean `select`?",
    '[[overrides]]\nfiles = ["a"]\ncards = ["b"]':
        "3: `cards` is for all files and cannot stand in `[[overrides]]`",
    "overrides = 3": "1: `overrides` must be tables, each under `[[overrides]]`, not a number",
    'plugins = ["no-such-plugin"]': "1: there is no plugin `no-such-plugin`; none is installed",
    'output-format = "fulll"': "1: there is no output format `fulll`; did you mean `full`?",
    "id = 2024-01-01": "1: `id` must be text, not a date",
    'x = "a\nb"': "1: not TOML: illegal character '\\n'",
    "x = [": "1: not TOML: invalid value",
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS)
def test_fault(folder: Make, text: str) -> None:
    told = folder({"opendata-lint.toml": text}).run("check")
    assert told.code == 2, told.out
    assert not told.out
    assert told.err == f"opendata-lint: opendata-lint.toml:{FAULTS[text]}\n"


def test_every_fault_of_a_file_is_told(folder: Make) -> None:
    told = folder({"opendata-lint.toml": "a = 1\nb = 2\n"}).run("check")
    assert [line.split()[1] for line in told.err.splitlines()] == [
        "opendata-lint.toml:1:",
        "opendata-lint.toml:2:",
    ]


def test_lines_of_pyproject(folder: Make) -> None:
    text = '[project]\nname = "x"\nselct = 1\n\n[tool.opendata-lint]\nselct = 1\n'
    text += "[tool.opendata-lint.severity]\nLIC = 1\n"
    told = folder({"pyproject.toml": text}).run("check").err.splitlines()
    assert [line.split(": ")[1] for line in told] == ["pyproject.toml:6", "pyproject.toml:8"]


def test_arguments(folder: Make) -> None:
    made = folder({})
    for arguments, message in {
        ("--select", "LIX001"): "--select: there is no rule `LIX001`; did you mean `LIC001`?",
        ("--ignore", "nope-nope"): "--ignore: there is no rule `nope-nope`; `opendata-lint rule` lists them",
        ("--profile", "hubb"): "--profile: there is no profile `hubb`; did you mean `hub`?",
        ("--output-format", "sarf"): "--output-format: there is no output format `sarf`; did you mean",
        ("--config", "preview = 3"): "--config: `preview` must be true or false, not a number",
    }.items():  # fmt: skip
        told = made.run("check", *arguments)
        assert told.code == 2
        assert told.err.startswith(f"opendata-lint: {message}")


def test_a_fault_is_told_where_no_card_is(folder: Make) -> None:
    made = folder({"opendata-lint.toml": 'select = ["LIX"]\n'})
    (made.path / "README.md").unlink()
    assert made.run("check").code == 2


def test_unreadable_files(folder: Make) -> None:
    made = folder({})
    (made.path / "opendata-lint.toml").write_bytes(b"x = '\xff'")
    told = made.run("check")
    assert (told.code, told.err) == (2, "opendata-lint: opendata-lint.toml: is not UTF-8\n")
