"""The license of the front matter against prose, files and sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from opendata_lint.card import Card, Kind
from opendata_lint.finding import Finding
from opendata_lint.rules import all_checks
from opendata_lint.tree import UnknownTree, WorkTree


def _found(
    text: str, kind: Kind = "dataset", folder: Path | None = None, path: str = "README.md"
) -> dict[str, Finding]:
    """The findings of the rules on licenses and Llama, the last of each code."""
    card = Card(text.encode(), path, kind)
    tree = WorkTree(folder) if folder else UnknownTree()
    checks = {code: check for code, check in all_checks().items() if "LIC011" <= code <= "MDL007"}
    return {finding.code: finding for check in checks.values() for finding in check(card, tree)}


def _card(license_: str, prose: str) -> str:
    return f"---\nlicense: {license_}\n---\n\n# Tides\n\n## License\n\n{prose}\n"


@pytest.mark.parametrize(
    ("license_", "prose", "code"),
    [
        ("cc-by-4.0", "The data is under CC BY-NC 4.0.", "LIC011"),
        ("mit", "Creative Commons Attribution-ShareAlike 4.0", "LIC011"),
        ("cc-by-4.0", "The data is under CC BY 3.0.", "LIC012"),
        ("cc-by-nc-4.0", "The data is under CC BY 4.0.", "LIC012"),
        ("cc-by-4.0", "The code is MIT licensed; the data is under CC BY 4.0.", None),
        ("cc-by-4.0", "The code is under the GPL 3.0.", None),
        ("[mit, cc-by-4.0]", "Code: MIT license. Data: CC BY 4.0.", None),
        ("MIT OR Apache-2.0", "Apache License, Version 2.0", None),
        ("other", "The data is under CC BY-NC 4.0.", None),
        ("unknown", "The data is under CC BY-NC 4.0.", None),
        ("cc-by-4.0", "The original articles are under CC BY-NC-SA 3.0.", None),
        ("cc-by-4.0", "Content on Tideways can be shared under CC BY-NC-SA 3.0.", None),
        ("cc-by-4.0", "Articles from the Gazette are under CC BY-NC 3.0.", None),
        ("cc-by-4.0", "The content of this dataset is under CC BY-NC 4.0.", "LIC011"),
        ("cc-by-4.0", "Parts: CC BY-NC 3.0, MIT license, Apache 2.0, GPL 2.0.", None),
    ],
)
def test_prose(license_: str, prose: str, code: str | None) -> None:
    told = set(_found(_card(license_, prose))) & {"LIC011", "LIC012"}
    assert told == ({code} if code else set())


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("GNU Free Documentation License v1.3", False),
        ("The texts are under the GFDL 1.2.", False),
        ("The texts are under the GFDL.", True),
        ("See the site.", True),
    ],
)
def test_version_of_the_free_documentation_license(prose: str, found: bool) -> None:
    assert ("LIC017" in _found(_card("gfdl", prose))) == found


def test_the_sentence_is_shown() -> None:
    text = _card("cc-by-4.0", "The data is under CC BY-NC 4.0.")
    (related,) = _found(text)["LIC011"].related
    assert related.place.span is not None
    assert text[slice(*related.place.span)] == "CC BY-NC 4.0"


def test_label() -> None:
    text = "---\nlicense: apache-2.0\n---\n# T\n\n- **License:** MIT\n"
    assert "LIC012" in _found(text, "model")


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("For non-commercial use only.", True),
        ("It must not be used for commercial purposes.", True),
        ("Only for academic research.", True),
        ("The files must not be redistributed.", True),
        ("Free for commercial and non-commercial use.", False),
        ("Useful not only for research.", False),
        ("You may use it, even commercially.", False),
        ("There are no restrictions on commercial use.", False),
        ("It is intended for academic research only.", False),
    ],
)
def test_restrictions(sentence: str, fires: bool) -> None:
    assert ("LIC013" in _found(_card("cc-by-4.0", sentence))) == fires
    assert "LIC013" not in _found(_card("cc-by-nc-4.0", sentence))


_BY_NC = "Attribution-NonCommercial 4.0 International\n\nCreative Commons Corporation is no law firm."
_MIT = (
    "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this "
    "software and associated documentation files"
)


@pytest.mark.parametrize(
    ("files", "path", "code"),
    [
        ({"LICENSE": _BY_NC}, "README.md", "LIC011"),
        ({"LICENSE": _BY_NC}, "data/README.md", "LIC012"),
        ({"LICENSE": _MIT}, "README.md", None),
        ({"LICENSE": _MIT, "LICENSE-DATA": _BY_NC}, "README.md", "LIC011"),
        ({"LICENSE": "The data is under CC BY 4.0, see there."}, "README.md", None),
        (
            {"CITATION.cff": "cff-version: 1.2.0\ntype: dataset\nlicense: CC-BY-NC-4.0\n"},
            "README.md",
            "LIC011",
        ),
        ({"CITATION.cff": "cff-version: 1.2.0\nlicense: GPL-3.0-only\n"}, "README.md", None),
        ({".zenodo.json": '{"upload_type": "dataset", "license": "cc-by-sa-4.0"}'}, "README.md", "LIC011"),
        ({"datapackage.json": '{"licenses": [{"name": "ODbL-1.0"}]}'}, "README.md", "LIC011"),
        (
            {"croissant.json": '{"license": "https://spdx.org/licenses/CC-BY-3.0.html"}'},
            "README.md",
            "LIC012",
        ),
        ({"croissant.json": "[" * 100_000}, "README.md", None),
    ],
)
def test_files(files: dict[str, str], path: str, code: str | None, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = _found("---\nlicense: cc-by-4.0\n---\n# Tides\n", folder=tmp_path, path=path)
    assert set(told) & {"LIC011", "LIC012"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("own", "source", "code"),
    [
        ("cc-by-4.0", "cc-by-nc-4.0", "LIC021"),
        ("cc-by-4.0", "cc-by-nc-sa-4.0", "LIC021"),
        ("cc-by-nc-4.0", "cc-by-sa-4.0", "LIC022"),
        ("cc-by-sa-4.0", "cc-by-sa-3.0", None),
        ("cc-by-sa-3.0", "cc-by-sa-4.0", "LIC022"),
        ("gpl-3.0", "cc-by-sa-4.0", None),
        ("[mit, cc-by-sa-4.0]", "cc-by-sa-4.0", None),
        ("mit", "[cc-by-sa-4.0, mit]", None),
        ("cc-by-4.0", "gpl-3.0", "LIC022"),
        ("cc-by-4.0", "mpl-2.0", None),
        ("cc-by-4.0", "cc-by-nd-4.0", "LIC023"),
        ("cc0-1.0", "cc-by-4.0", "LIC025"),
        ("cc0-1.0", "cc0-1.0", None),
        ("cc-by-4.0", "other", "LIC020"),
        ("other", "cc-by-sa-4.0", None),
    ],
)
def test_sources(own: str, source: str, code: str | None, tmp_path: Path) -> None:
    (tmp_path / "datasets" / "logs").mkdir(parents=True)
    (tmp_path / "datasets/logs/README.md").write_text(f"---\nlicense: {source}\n---\n# L\n", encoding="utf-8")
    text = f"---\nlicense: {own}\nsource_datasets: [extended|logs, original, extended|elsewhere]\n---\n# T\n"
    told = _found(text, folder=tmp_path, path="datasets/tides/README.md")
    lattice = {one for one in told if "LIC020" <= one <= "LIC025"}
    assert lattice == ({code} if code else set())
    if code:
        assert [related.path for related in told[code].related] == ["datasets/logs/README.md"]


@pytest.mark.parametrize("base", ["meta-llama/Llama-3.1-8B", "google/gemma-2-9b", "bigscience/bloom"])
def test_terms_of_the_base_model(base: str) -> None:
    front = f"---\nlicense: apache-2.0\nbase_model: {base}\n"
    assert "LIC026" in _found(f"{front}---\n# T\n", "model")
    named = f"{front}license_link: https://example.org/llama-gemma-bigscience\n---\n# T\n"
    assert "LIC026" not in _found(named, "model")


def test_llama_clauses() -> None:
    front = "license: llama3.2\nbase_model: meta-llama/Llama-3.2-11B-Vision"
    text = f"---\n{front}\n---\n# Tidebot\n\nReads tables.\n"
    told = set(_found(text, "model"))
    assert {"MDL001", "MDL002", "MDL005", "MDL006"} <= told
    kept = text.replace("Tidebot", "Llama-Tidebot") + (
        "\nBuilt with Llama. Nobody in the EU has a license; see the acceptable use policy.\n"
    )
    assert not {code for code in _found(kept, "model") if code.startswith("MDL")}


@pytest.mark.parametrize(
    ("relation", "title", "fires"),
    [
        ("finetune", "Tidebot", True),
        ("quantized", "Tidebot", False),
        ("finetune", "Tidebot GGUF", False),
        ("finetune", "Model Card for acme/Llama3-Tidebot", False),
    ],
)
def test_llama_names(relation: str, title: str, fires: bool) -> None:
    front = f"license: llama3\nbase_model: meta-llama/Meta-Llama-3-8B\nbase_model_relation: {relation}"
    assert ("MDL001" in _found(f"---\n{front}\n---\n# {title}\n", "model")) == fires


def test_the_licensor_is_not_judged() -> None:
    text = "---\nlicense: llama3.2\n---\n# Big Model\n\n**Model Developer:** Meta\n"
    assert not {code for code in _found(text, "model") if code.startswith("MDL")}


def test_llama_2_asks_for_no_name() -> None:
    told = _found("---\nlicense: llama2\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# Tidebot\n", "model")
    assert not {"MDL001", "MDL002"} & set(told)
