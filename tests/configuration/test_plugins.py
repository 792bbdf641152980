"""Rules and output formats of other people: a real distribution, installed by pip into a folder."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.configuration.conftest import Folder

Make = Callable[[Mapping[str, str]], Folder]
PAGE = """\
---
code: {code}
name: {name}
summary: {name} was found.
severity: warning
kinds: [dataset, model]
omission: false
fixable: false
since: 1.0.0
{more}---

## What it finds

A card that does not speak of tides.
"""
PACKAGE = {
    "pyproject.toml": """\
        [build-system]
        requires = ["hatchling"]
        build-backend = "hatchling.build"
        [project]
        name = "acme-card-rules"
        version = "1.0.0"
        [project.entry-points."opendata_lint.rules"]
        acme = "acme_cards.checks"
        [project.entry-points."opendata_lint.reporters"]
        shout = "acme_cards.shouting:render"
        [tool.hatch.build.targets.wheel]
        packages = ["acme_cards"]
        """,
    "acme_cards/__init__.py": "",
    "acme_cards/checks.py": """\
        from opendata_lint.finding import Finding
        from opendata_lint.rules import rule

        def say(code):
            @rule(code)
            def check(card, tree):
                word = card.options.get("ACM001", {}).get("word")
                yield Finding(code, f"{code} looked for {word}")

        for number in range(1, 5):
            say(f"ACM00{number}")
        """,
    "acme_cards/shouting.py": """\
        def render(report, options):
            return "".join(f"{f.code}: {f.message.upper()}!\\n" for f in report.findings)
        """,
}
FACTS = {
    "ACM001": (
        "acme-word",
        "options:\n  word: {type: text, default: tides, about: The word.}\nformerly: [OLD001, old-word]\n",
    ),
    "ACM002": ("acme-preview", "status: preview\n"),
    "ACM003": ("acme-old", "status: deprecated\ninstead: ACM001\n"),
    "ACM004": ("acme-gone", "status: removed\ninstead: ACM001\n"),
}  # fmt: skip
TAKEN = "from opendata_lint.rules import rule\n\n@rule('LIC001')\ndef check(card, tree):\n    yield from ()\n"
CONFIGURATION = {"opendata-lint.toml": 'plugins = ["acme-card-rules"]\nselect = ["ACM"]\n'}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's source."""
    made = Folder(tmp_path_factory.mktemp("source"))
    made.write({name: textwrap.dedent(text) for name, text in PACKAGE.items()})
    pages = {code: PAGE.format(code=code, name=name, more=more) for code, (name, more) in FACTS.items()}
    made.write({f"acme_cards/pages/{code}.md": text for code, text in pages.items()})
    return made.path


def install(source: Path, target: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-build-isolation",
        "--no-deps",
    ]
    subprocess.run([*command, "--target", str(target), str(source)], check=True, capture_output=True)
    return str(target)


@pytest.fixture(scope="module")
def installed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder that the plugin is installed in."""
    return install(source, tmp_path_factory.mktemp("packages"))


def test_rules(folder: Make, installed: str) -> None:
    made = folder(CONFIGURATION)
    assert made.codes(path=installed) == {"ACM001": "warning", "ACM003": "warning"}
    assert "looked for tides" in made.run("check", path=installed).out
    given = made.run(
        "check", "--config", 'rules.ACM001.word = "moon"', "--output-format", "sarif", path=installed
    ).out
    assert "looked for moon" in given
    assert "A card that does not speak of tides." in given
    assert "A card that does not speak of tides." in made.run("rule", "acme-word", path=installed).out
    made.write({f"{number}/README.md": made.path.joinpath("README.md").read_text() for number in range(3)})
    assert (
        len(made.run("check", "--output-format", "concise", "--jobs", "2", path=installed).out.splitlines())
        == 9
    )


def test_nothing_is_loaded_that_is_not_named(folder: Make, installed: str) -> None:
    made = folder({})
    assert made.run("check", "--select", "ACM001", path=installed).code == 2
    told = made.run("check", "--config", 'plugins = ["acme-cards"]', path=installed)
    assert told.err == "opendata-lint: --config: there is no plugin `acme-cards`; there are acme-card-rules\n"
    assert list(made.codes("--config", 'plugins = ["acme"]', "--select", "ACM001", path=installed)) == [
        "ACM001"
    ]


def test_nothing_is_loaded_from_what_is_checked(folder: Make, source: Path) -> None:
    made = folder({**CONFIGURATION, "data/README.md": ""})
    inside = install(source, made.path / "vendor")
    for here, argument in ((".", "."), ("data", "README.md"), ("..", "repository")):
        told = made.run("check", argument, here=here, path=inside)
        assert told.code == 2
        assert "lies in what is checked" in told.err


def test_a_module_in_the_checked_folder_shadows_nothing(folder: Make, installed: str) -> None:
    # `python -m` puts the working directory first on the path.
    made = folder({**CONFIGURATION, "acme_cards/__init__.py": "raise SystemExit('loaded')\n"})
    told = made.run("check", path=installed)
    assert told.code == 2
    assert "lies in what is checked" in told.err


def test_output_format(folder: Make, installed: str) -> None:
    told = folder(CONFIGURATION).run("check", "--output-format", "shout", path=installed)
    assert told.out == "ACM001: ACM001 LOOKED FOR TIDES!\nACM003: ACM003 LOOKED FOR TIDES!\n"


def test_the_life_of_a_rule(folder: Make, installed: str) -> None:
    made = folder({"opendata-lint.toml": 'plugins = ["acme-card-rules"]\n'})

    def codes(*arguments: str) -> list[str]:
        return list(made.codes(*arguments, path=installed))

    assert codes("--select", "ACM", "--preview") == ["ACM001", "ACM002", "ACM003"]
    assert codes("--select", "acme-preview") == ["ACM002"]
    assert codes("--select", "old-word") == ["ACM001"]
    assert (
        "the rule `OLD001` is now ACM001 (`acme-word`)"
        in made.run("check", "--ignore", "OLD001", path=installed).err
    )
    deprecated = made.run("check", "--select", "ACM003", path=installed).err
    assert "--select: the rule `ACM003` is deprecated; ACM001 takes its place" in deprecated
    removed = made.run("check", "--select", "acme-gone", path=installed)
    assert (removed.code, removed.err) == (
        2, "opendata-lint: --select: the rule `acme-gone` has been removed; ACM001 takes its place\n",
    )  # fmt: skip
    assert made.run("check", "--ignore", "acme-gone", path=installed).code < 2


def test_broken_plugins(folder: Make, source: Path, tmp_path: Path) -> None:
    made = folder(CONFIGURATION)
    for name, text, message in (
        ("checks.py", "raise OSError('no')\n", "the plugin acme_cards.checks fails when loaded: OSError: no"),
        (
            "checks.py",
            TAKEN,
            "the plugin acme_cards.checks takes the code LIC001 of the rule `license-missing`",
        ),
        ("pages/ACM001.md", "no page\n", "the rule ACM001 of acme_cards.checks has no page that can be used"),
    ):
        target = Path(install(source, tmp_path / str(abs(hash(message)))))
        (target / "acme_cards" / name).write_text(text)
        told = made.run("check", path=str(target))
        assert told.code == 2
        assert f"opendata-lint.toml:1: {message}" in told.err
