"""`export`, `import` and `convert` on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from opendata_lint.cli import CLEAN, FAULT, FINDINGS, main

CARD = """\
---
pretty_name: Tide Notes of an Estuary
id: ira-reed/tide-notes
license: cc-by-4.0
version: 1.0.0
---

# Tide Notes of an Estuary

Notes on the height of water at three places of an estuary, one a day.

## Biases

Storms are noted less often than calm days.
"""
KAGGLE = "dataset-metadata.json"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a card, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    return tmp_path


def test_export_writes_beside_the_card_and_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--to", "kaggle"]) == CLEAN
    said = json.loads((here / KAGGLE).read_text(encoding="utf-8"))
    assert said["licenses"] == [{"name": "CC-BY-4.0"}]
    assert f"{KAGGLE}: written (Kaggle)" in capsys.readouterr().err
    assert main(["export", "--to", "kaggle"]) == CLEAN
    assert "unchanged" in capsys.readouterr().err


def test_losses_are_told_once_with_their_limit(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--to", "kaggle"]) == CLEAN
    assert "lost in Kaggle: version (" in capsys.readouterr().err
    assert main(["export", "--to", "kaggle", "--quiet"]) == CLEAN
    assert "lost" not in capsys.readouterr().err
    (here / KAGGLE).unlink()
    assert main(["export", "--to", "kaggle", "--strict"]) == FINDINGS
    assert "--strict" in capsys.readouterr().err
    assert not (here / KAGGLE).exists()


def test_check_writes_nothing_and_shows_the_difference(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--to", "kaggle", "--check"]) == FINDINGS
    assert f"{KAGGLE}: is missing (Kaggle)" in capsys.readouterr().out
    assert not (here / KAGGLE).exists()
    assert main(["export", "--to", "kaggle"]) == CLEAN
    assert main(["export", "--to", "kaggle", "--check"]) == CLEAN
    text = (here / "README.md").read_text(encoding="utf-8").replace("cc-by-4.0", "cc0-1.0")
    (here / "README.md").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["export", "--to", "kaggle", "--check", "--diff"]) == FINDINGS
    told = capsys.readouterr().out
    assert f"{KAGGLE}: does not say what README.md says" in told
    assert "CC0-1.0" in told
    assert main(["export", "--to", "kaggle", "--check", "--fix"]) == FINDINGS
    assert main(["export", "--to", "kaggle", "--check", "--fix"]) == CLEAN
    assert "CC0-1.0" in (here / KAGGLE).read_text(encoding="utf-8")


def test_configuration_names_formats_and_places(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "opendata-lint.toml").write_text('[exports]\nkaggle = "meta/k.json"\n', encoding="utf-8")
    assert main(["export"]) == CLEAN
    assert (here / "meta/k.json").exists()
    (here / "opendata-lint.toml").write_text('[exports]\nkaggel = "k.json"\n', encoding="utf-8")
    capsys.readouterr()
    assert main(["export"]) == FAULT
    assert "there is no format `kaggel`; did you mean `kaggle`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export"], "no format is named"),
        (["export", "nowhere", "--to", "kaggle"], "nowhere: no such file or folder"),
        (["export", "--to", "kaggle@9"], "Kaggle has no version `9`"),
        (["export", "--to", "codemeta"], "CodeMeta can only be read"),
        (["export", "--to", "kaggle,hub", "-o", "x"], "--output is for one card and one format"),
        (["import", "nothing.json"], "nothing.json: no such file"),
        (["import", "openml:61"], "use `opendata-lint fetch openml:d/61`"),
        (["import", "."], "is a folder"),
        (["import", "README.md", "--from", "kaggle"], "README.md is no JSON"),
        (["import", "empty.json"], "nothing tells what format this is"),
        (["convert", "README.md", "--to", "nothing"], "`nothing`; `opendata-lint plugins` lists those"),
        (
            ["export", "--to", "zenodo@2"],
            "Zenodo has no version `2` that can be written; write `zenodo` alone",
        ),
        (
            ["export", "empty.json", "--to", "kaggle"],
            "empty.json: cards are Markdown; `opendata-lint convert`",
        ),
        (["export", "--to", "kaggle", "-o", "sub"], "sub: Is a directory"),
        (["import", KAGGLE, "-o", "sub"], "sub is a folder; name a file in it"),
    ],
)
def test_bad_input_is_one_message(
    arguments: list[str], told: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "empty.json").write_text("{}", encoding="utf-8")
    (here / KAGGLE).write_text('{"title": "Tide Notes"}', encoding="utf-8")
    (here / "sub").mkdir()
    assert main(arguments) in (FAULT, FINDINGS)
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


def test_paths_do_not_lead_out_of_the_tree(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "opendata-lint.toml").write_text('[exports]\nkaggle = "../k.json"\n', encoding="utf-8")
    assert main(["export"]) == FAULT
    assert "leads out" in capsys.readouterr().err


def test_import_makes_a_card(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "--to", "kaggle", "--quiet"]) == CLEAN
    capsysbinary.readouterr()
    assert main(["import", KAGGLE]) == CLEAN
    card = capsysbinary.readouterr().out.decode()
    assert "license: cc-by-4.0" in card
    assert "Storms are noted less often than calm days." in card


def test_output_is_not_overwritten_unasked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--to", "kaggle", "--quiet"]) == CLEAN
    assert main(["import", KAGGLE, "-o", "README.md"]) == FAULT
    assert "README.md is there already; --force replaces it" in capsys.readouterr().err
    assert (here / "README.md").read_text(encoding="utf-8") == CARD
    assert main(["import", KAGGLE, "-o", "README.md", "--force"]) == CLEAN


def test_convert_reads_standard_input(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Input:
        buffer = io.BytesIO(CARD.encode())

    monkeypatch.setattr("sys.stdin", Input)
    assert main(["convert", "-", "--from", "hub", "--to", "kaggle"]) == CLEAN
    assert json.loads(capsysbinary.readouterr().out)["id"] == "ira-reed/tide-notes"


def test_the_card_itself_is_never_written_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "sub").mkdir()
    for arguments in (["hub"], ["kaggle", "-o", "README.md"], ["kaggle", "-o", "sub/../README.md"]):
        assert main(["export", "--to", *arguments]) == FINDINGS
        assert "README.md: not written: that is the card itself" in capsys.readouterr().err
        assert (here / "README.md").read_text(encoding="utf-8") == CARD
    assert main(["export", "--to", "hub", "-o", "other.md"]) == CLEAN
    assert "license: cc-by-4.0" in (here / "other.md").read_text(encoding="utf-8")


def test_what_stands_at_another_place_is_kept(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "notes.txt").write_text("no descriptor", encoding="utf-8")
    assert main(["export", "--to", "kaggle", "-o", "notes.txt"]) == FINDINGS
    assert "notes.txt: not written: notes.txt is no JSON" in capsys.readouterr().err
    assert (here / "notes.txt").read_text(encoding="utf-8") == "no descriptor"
    (here / "k.json").write_text('{"expectedUpdateFrequency": "weekly"}', encoding="utf-8")
    assert main(["export", "--to", "kaggle", "-o", "k.json"]) == CLEAN
    assert json.loads((here / "k.json").read_text(encoding="utf-8"))["expectedUpdateFrequency"] == "weekly"


def test_only_data_is_named_as_files_of_the_work(here: Path) -> None:
    for name in ("LICENSE.txt", "requirements.txt", "clean.py", "CONTRIBUTING.md", "tides.csv", "notes.txt"):
        (here / name).write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["export", "--to", "datapackage", "--quiet"]) == CLEAN
    said = json.loads((here / "datapackage.json").read_text(encoding="utf-8"))
    assert sorted(one["path"] for one in said["resources"]) == ["notes.txt", "tides.csv"]


def test_thanks_to_contributors_are_no_plan_of_maintenance(here: Path) -> None:
    thanks = "## Contributions\n\nThanks to [@ira](https://git.example.org/ira) for adding this dataset.\n"
    (here / "README.md").write_text(f"{CARD}\n{thanks}", encoding="utf-8")
    assert main(["export", "--to", "odcs", "--quiet"]) == CLEAN
    said = (here / "datacontract.odcs.yaml").read_text(encoding="utf-8")
    assert "property: acknowledgments\n    value: Thanks to" in said
    assert "maintenance" not in said


def test_a_difference_alone_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--to", "kaggle", "--diff"]) == FINDINGS
    assert "+++ b/" in capsys.readouterr().out
    assert not (here / KAGGLE).exists()


def test_another_format_than_the_content_tells_is_doubted(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = {"name": "p", "title": "Tides", "resources": [{"name": "t", "path": "t.csv"}]}
    (here / "p.json").write_text(json.dumps(package), encoding="utf-8")
    assert main(["import", "p.json", "--from", "zenodo"]) == CLEAN
    told = capsys.readouterr().err
    assert "p.json looks like Frictionless Data Package, and is read as Zenodo, as --from says" in told
    assert "None" not in told


def test_a_label_without_a_value_answers_nothing(here: Path) -> None:
    labels = "- **Homepage:** https://example.org/tides\n- **Point of Contact:** N/A\n"
    text = CARD.replace("## Biases", f"## Dataset Description\n\n{labels}\n## Biases")
    (here / "README.md").write_text(text, encoding="utf-8")
    assert main(["export", "--to", "odcs", "--quiet"]) == CLEAN
    assert "N/A" not in (here / "datacontract.odcs.yaml").read_text(encoding="utf-8")


def test_the_heading_of_the_template_is_no_title(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CARD.replace("pretty_name: Tide Notes of an Estuary\n", "")
    text = text.replace("# Tide Notes of an Estuary", "# Dataset Card for [Dataset Name]")
    (here / "README.md").write_text(text, encoding="utf-8")
    assert main(["export", "--to", "zenodo"]) == FINDINGS
    assert "a title (`pretty_name`)" in capsys.readouterr().err
