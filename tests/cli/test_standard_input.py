"""A card on standard input: judged as the file that it would be, and mended on the way to an editor."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import GOOD, MENDABLE, PLAIN, Program


def test_without_a_name(program: Program) -> None:
    program.write("README.md", GOOD)
    result = program.run("check", "-", "--output-format", "concise", stdin=PLAIN)
    assert result.code == 1
    assert "README.md: error ETH001" in result.out


def test_the_name_decides_on_configuration_kind_and_tree(program: Program) -> None:
    program.write("models/opendata-lint.toml", 'kind = "model"\nprofile = "hub"\n')
    program.write("models/tide.csv", "a,b\n")
    name = ("--stdin-filename", "models/tide/README.md")
    told = json.loads(program.run("check", "-", *name, "--output-format", "json", stdin=PLAIN).out)
    assert told["files"] == [{"path": "models/tide/README.md", "kind": "model", "profile": "hub"}]
    links = "\n[a](../tide.csv) [b](README.md) [c](../../README.md) [d](gone.csv)\n"
    found = program.run("check", *name, "--select", "LNK", "--output-format", "concise", stdin=PLAIN + links)
    assert [line for line in found.out.splitlines() if "gone.csv" in line]
    assert "tide.csv`" not in found.out
    assert "README.md`" not in found.out
    assert not program.path.joinpath("models/tide").exists()


def test_its_content_counts_and_not_that_of_the_file(program: Program) -> None:
    assert program.run("check", "--stdin-filename", "README.md", stdin=GOOD).code == 0


def test_a_name_outside_of_the_repository(program: Program) -> None:
    result = program.run("check", "--stdin-filename", "../elsewhere/README.md", stdin=GOOD)
    assert (result.code, result.err) == (0, "")


def test_exclusions_count_when_they_are_forced(program: Program) -> None:
    arguments = ("check", "--exclude", "drafts", "--stdin-filename", "drafts/README.md")
    assert program.run(*arguments, stdin=PLAIN).code == 1
    result = program.run(*arguments, "--force-exclude", stdin=PLAIN)
    assert (result.code, result.out) == (0, "No cards found.\n")


def test_the_mended_card_goes_to_standard_output(program: Program) -> None:
    result = program.run("check", "-", "--fix", stdin=MENDABLE)
    assert result.code == 0
    assert result.out == MENDABLE.replace("tags: text", "tags: [text]")
    assert "1 finding mended in 1 card" in result.err
    assert program.path.joinpath("README.md").read_text(encoding="utf-8") == PLAIN


@pytest.mark.parametrize("card", [GOOD, PLAIN, "", "no card at all\r\n"])
def test_what_cannot_be_mended_goes_through_as_it_is(program: Program, card: str) -> None:
    assert program.run("check", "-", "--fix", stdin=card).out == card
    assert (
        program.run("check", "-", "--fix", "--only-cards", "--stdin-filename", "x.md", stdin=card).out == card
    )


def test_bytes_that_are_no_text(program: Program) -> None:
    result = program.run("check", "-", stdin=b"\xff\xfe\x00")
    assert result.code == 1
    assert "YML0" in result.out


def test_a_patch(program: Program) -> None:
    result = program.run("check", "-", "--diff", stdin=MENDABLE)
    assert result.code == 1
    assert "-tags: text\n+tags: [text]\n" in result.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-", "README.md"], "no other path can be named"),
        (["-", "--staged"], "--staged is about files"),
        (["-", "--watch"], "--watch is about files"),
        (["-", "--write-baseline"], "--write-baseline is about files"),
        (["-", "--add-ignore", "later"], "--add-ignore is about files"),
    ],
)
def test_what_it_does_not_go_with(program: Program, arguments: list[str], told: str) -> None:
    result = program.run("check", *arguments, stdin=PLAIN)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
