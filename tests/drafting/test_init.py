"""`opendata-lint init`: what comes out has nothing wrong but what only people can say, and that is marked."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.cli.conftest import GOOD, Program
from tests.conftest import ROOT
from tests.drafting.conftest import marks, png, wav

PERSONAL = [
    "Dataset Curators", "Dataset Summary", "Biases", "License", "Limitations", "Links",
    "Personal and Sensitive Information", "Source Data",
]  # fmt: skip
"""What only people can tell of a dataset."""
ANSWERS = """\
title = "Tides of the north"
summary = "Water levels of nine gauges of the north coast, read every hour in 2019, made for models of tides."
license = "cc by 4.0"
languages = ["English", "de"]
creators = ["Ada Beet <ada.beet@example.org>", "Harbor Office"]
source = "Read by the gauges of the harbor office and collected by its staff each week."
uses = "Training of models that tell tides."
misuse = "no"
personal_data = "no"
bias = "Only the coast of the north has gauges, so that its tides are overrepresented."
limits = "Gauges fail in storms, and 2 in 100 hours are missing."
homepage = "harbor.example.org/tides"
"""


def findings(program: Program, path: str = "README.md") -> list[dict[str, Any]]:
    """What `check` says of a card, as an error or warning."""
    told = json.loads(program.run("check", path, "--output-format", "json").out)
    return [one for one in told["findings"] if one["severity"] != "info"]


def front_matter(card: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(card.split("---\n")[1])
    return told


def begun(program: Program, *arguments: str) -> str:
    """The card that `init` writes; `check` finds its marks and nothing else in it."""
    result = program.run("init", *arguments)
    assert result.code == 0, result.err
    assert result.err == ""
    assert "Besides, the linter finds" not in result.out
    card = (program.path / "README.md").read_text(encoding="utf-8")
    found = findings(program)
    assert {one["code"] for one in found} <= {"SEC004", "LNG004"}, found
    assert len(found) == len(marks(card))
    return card


def tides(program: Program) -> None:
    for split, count in (("train", 40), ("test", 8)):
        rows = "".join(
            f"{n},{n % 24},{n * 0.25},{'true' if n % 2 else 'false'},gauge {n}\n" for n in range(count)
        )
        program.write(f"data/{split}.csv", "id,hour,level,checked,name\n" + rows)


def test_a_folder_of_csv(program: Program) -> None:
    tides(program)
    card = begun(program)
    told = front_matter(card)
    types = {one["name"]: one["dtype"] for one in told["dataset_info"]["features"]}
    assert types == {"id": "int64", "hour": "int64", "level": "float64", "checked": "bool", "name": "string"}
    assert told["dataset_info"]["splits"] == [
        {"name": "train", "num_examples": 40}, {"name": "test", "num_examples": 8},
    ]  # fmt: skip
    assert (told["size_categories"], told["modalities"]) == (["n<1K"], ["tabular"])
    assert "# a guess (from the name of the folder)\npretty_name: Repository\n" in card
    assert sorted(marks(card)) == sorted(PERSONAL)
    assert not {"license", "creators", "language", "homepage"} & told.keys()


def test_a_folder_of_csv_with_all_answers_is_clean(program: Program) -> None:
    tides(program)
    program.write("answers.toml", ANSWERS)
    card = begun(program, "--answers", "answers.toml")
    told = front_matter(card)
    assert marks(card) == []
    assert findings(program) == []
    assert program.run("check", "README.md").code == 0
    assert (told["license"], told["language"], told["pretty_name"]) == (
        "cc-by-4.0", ["en", "de"], "Tides of the north",
    )  # fmt: skip
    assert told["creators"] == [{"name": "Ada Beet", "email": "ada.beet@example.org"}, "Harbor Office"]
    assert "## Out-of-Scope Use\n\nNo misuse is foreseen by its makers." in card
    assert "a guess" not in card


def test_csv_without_duckdb(program: Program) -> None:
    tides(program)
    program.write("data/more_test.parquet", b"PAR1")
    program.write("no-duckdb/sitecustomize.py", "import sys\nsys.modules['duckdb'] = None\n")
    result = program.run("init", PYTHONPATH=f"{program.path / 'no-duckdb'}:{ROOT}")
    assert "more_test.parquet was not read: `opendata-lint[data]` must be installed to read it" in " ".join(
        result.out.split()
    )
    told = front_matter((program.path / "README.md").read_text(encoding="utf-8"))
    types = {one["name"]: one["dtype"] for one in told["dataset_info"]["features"]}
    assert types == {"id": "int64", "hour": "int64", "level": "float64", "checked": "bool", "name": "string"}
    # What is in the Parquet file nobody knows, and so not how many examples the split has.
    assert told["dataset_info"]["splits"] == [{"name": "train", "num_examples": 40}, {"name": "test"}]


def test_what_was_not_read_is_not_counted(program: Program) -> None:
    tides(program)
    program.write("data/more_test.csv", "id,hour\n1,2,3,4\n")
    result = program.run("init")
    assert "data/more_test.csv was not read: line 2 has" in " ".join(result.out.split())
    splits = front_matter((program.path / "README.md").read_text(encoding="utf-8"))["dataset_info"]["splits"]
    assert splits == [{"name": "train", "num_examples": 40}, {"name": "test"}]


def test_several_tables_are_configs_with_their_splits(program: Program) -> None:
    for split in ("train", "test"):
        program.write(f"data/gauges_{split}.csv", "id,place\n1,north\n")
        program.write(f"data/levels-{split}.jsonl", '{"gauge": 1, "levels": [0.5, 1.5]}\n')
    told = front_matter(begun(program))
    assert [one["config_name"] for one in told["dataset_info"]] == ["gauges", "levels"]
    assert told["configs"][0]["data_files"] == [
        {"split": "test", "path": "data/gauges_test.csv"},
        {"split": "train", "path": "data/gauges_train.csv"},
    ]
    assert told["dataset_info"][1]["features"][1] == {"name": "levels", "list": "float64"}


def test_parquet(program: Program) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    program.write("data/x", b"")
    rows = arrow.table({"when": arrow.array([1, 2], arrow.timestamp("ms")), "who": [{"a": 1}, {"a": 2}]})
    parquet.write_table(rows, program.path / "data/train-00000-of-00001.parquet")
    (program.path / "data/x").unlink()
    features = front_matter(begun(program))["dataset_info"]["features"]
    assert features[1] == {"name": "who", "struct": [{"name": "a", "dtype": "int64"}]}
    assert features[0]["dtype"].startswith("timestamp[")


def test_what_the_datasets_library_notes_in_parquet(program: Program) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    features = {
        "crop": {"names": ["bean", "leek"], "_type": "ClassLabel"},
        "photo": {"_type": "Image"},
        "level": {"dtype": "int64", "_type": "Value"},
    }
    photos = [{"bytes": png(4, 4), "path": "a.png"}, {"bytes": png(4, 4), "path": "b.png"}]
    rows = arrow.table({"crop": [0, 1], "photo": photos, "level": [1, 2]})
    noted = json.dumps({"info": {"features": features}})
    program.write("data/train.parquet", b"")
    parquet.write_table(
        rows.replace_schema_metadata({"huggingface": noted}), program.path / "data/train.parquet"
    )
    told = front_matter(begun(program))
    assert told["dataset_info"]["features"] == [
        {"name": "crop", "dtype": {"class_label": {"names": {"0": "bean", "1": "leek"}}}},
        {"name": "photo", "dtype": "image"},
        {"name": "level", "dtype": "int64"},
    ]
    assert told["modalities"] == ["image"]


def test_csv_without_names_of_columns(program: Program) -> None:
    program.write("train.csv", "150,4,setosa\n5.1,3.5,0\n")
    result = program.run("init")
    assert "its first line may be no names of columns" in " ".join(result.out.split())


def test_a_folder_of_images(program: Program) -> None:
    for split, count in (("train", 5), ("test", 2)):
        for label in ("beet", "leek"):
            for number in range(count):
                program.write(f"{split}/{label}/{number}.png", png(32, 24))
    card = begun(program)
    told = front_matter(card)
    assert told["modalities"] == ["image"]
    assert told["dataset_info"]["features"] == [
        {"name": "image", "dtype": "image"},
        {"name": "label", "dtype": {"class_label": {"names": {"0": "beet", "1": "leek"}}}},
    ]
    assert [one["num_examples"] for one in told["dataset_info"]["splits"]] == [10, 4]
    assert "14 images (PNG)" in card
    assert "Resolution: 32 x 24 pixels." in card
    assert "# a guess (the 2 classes of `label` are the names of the folders)\ndataset_info:" in card


def test_images_with_a_table_beside_them(program: Program) -> None:
    for number in range(4):
        program.write(f"train/{number}.png", png(10 + number, 8))
    rows = "".join(f"{number}.png,a leek of the garden number {number}\n" for number in range(4))
    program.write("train/metadata.csv", "file_name,caption\n" + rows)
    told = front_matter(begun(program))
    assert [one["name"] for one in told["dataset_info"]["features"]] == ["image", "caption"]


def test_a_folder_of_recordings(program: Program) -> None:
    for number in range(1, 4):
        wav(program.path / f"data/{number}.wav", number * 0.5)
    card = begun(program)
    assert front_matter(card)["modalities"] == ["audio"]
    assert "3 recordings (WAV)" in card
    assert "Sampling rate: 16000 Hz, mono. They last 0.5 to 1.5 s each, 3.0 seconds in all." in card


SKLEARN = (
    b"\x80\x04\x95\x60\x00\x00\x00\x00\x00\x00\x00\x8c\x14sklearn.svm._classes\x94\x8c\x03SVC\x94\x93\x94)\x81\x94}\x94("
    b"\x8c\x01C\x94G?\xf0\x00\x00\x00\x00\x00\x00\x8c\x10_sklearn_version\x94\x8c\x051.5.0\x94ub."
)
"""What scikit-learn pickles of a support vector machine, without most of its attributes."""


def test_a_model_of_scikit_learn_is_never_loaded(program: Program) -> None:
    program.write("model.pkl", SKLEARN)
    card = begun(program)
    told = front_matter(card)
    assert (told["library_name"], told["architecture"]) == ("sklearn", "SVC")
    assert "class: SVC of scikit-learn 1.5.0" in card
    assert "Intended Uses" in marks(card)


def test_a_real_model_of_scikit_learn(program: Program) -> None:
    ensemble = pytest.importorskip("sklearn.ensemble")
    pipeline = pytest.importorskip("sklearn.pipeline")
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    joblib = pytest.importorskip("joblib")
    forest = ensemble.RandomForestClassifier(3, random_state=0)
    model = pipeline.make_pipeline(preprocessing.StandardScaler(), forest).fit([[0.0], [1.0]] * 4, [0, 1] * 4)
    for name, write in (("a.pkl", pickle.dump), ("b.joblib", joblib.dump)):
        path = program.path / name
        with path.open("wb") as stream:
            write(model, stream)
        card = begun(program)
        assert front_matter(card)["pipeline_tag"] == "tabular-classification"
        assert "class: Pipeline of scikit-learn " in card
        assert "parts: StandardScaler, RandomForestClassifier" in card
        (program.path / "README.md").unlink()
        path.unlink()


def test_a_pickle_that_runs_commands_runs_none(program: Program) -> None:
    program.write("model.pkl", b"cposix\nsystem\n(S'touch hacked'\ntR.")
    result = program.run("init")
    assert result.code == 0
    assert "model.pkl names posix.system: loading it may run commands" in " ".join(result.out.split())
    assert not (program.path / "hacked").exists()


def test_a_model_of_transformers(program: Program) -> None:
    header = json.dumps(
        {
            "__metadata__": {"format": "pt"},
            "w": {"dtype": "F16", "shape": [30, 20], "data_offsets": [0, 1200]},
        }
    ).encode()
    program.write("model.safetensors", len(header).to_bytes(8, "little") + header + bytes(1200))
    program.write(
        "config.json", json.dumps({"architectures": ["BertForTokenClassification"], "model_type": "bert"})
    )
    card = begun(program)
    told = front_matter(card)
    assert told["library_name"] == "transformers"
    assert told["architecture"] == "BertForTokenClassification"
    assert "# a guess (from the name of the class BertForTokenClassification)\npipeline_tag: token" in card
    assert "Parameters: 600 (F16)." in card
    assert "language" in marks(card)


def test_descriptor_first_then_the_files(program: Program) -> None:
    tides(program)
    package = {
        "name": "tides", "title": "Tides",
        "description": "Levels of the sea at nine gauges, hour by hour, to learn from.",
        "licenses": [{"name": "CC0-1.0"}], "contributors": [{"title": "Ada Beet", "role": "author"}],
        "resources": [
            {"name": "train", "path": "data/train.csv",
             "schema": {"fields": [{"name": "level", "type": "number", "description": "meters above zero"}]}}
        ],
    }  # fmt: skip
    program.write("datapackage.json", json.dumps(package))
    card = begun(program)
    told = front_matter(card)
    assert (told["pretty_name"], told["license"], told["creators"]) == ("Tides", "cc0-1.0", ["Ada Beet"])
    assert len(told["dataset_info"]["features"]) == 5
    assert "- `level`: meters above zero" in card


def test_a_description_of_scikit_learn(program: Program) -> None:
    program.write("tides.rst", (ROOT / "tests/drafting/tides.rst").read_text(encoding="utf-8"))
    card = begun(program, "tides.rst")
    told = front_matter(card)
    assert told["pretty_name"] == "Tides of the north coast dataset"
    assert told["creators"] == ["Ada Beet"]
    assert "\n\nThe levels of nine gauges, as the harbor office has read them since 2019.\n\n" in card
    assert "- Number of Instances: 48" in card


def test_license_files(program: Program) -> None:
    tides(program)
    program.write("LICENSE", (ROOT / "LICENSE").read_text(encoding="utf-8"))
    card = begun(program)
    assert front_matter(card)["license"] == "apache-2.0"
    assert "# a guess (from LICENSE; it is a license for code," in card
    assert "License" not in marks(card)


def test_language_is_a_guess_or_nothing(program: Program) -> None:
    german = "Der Wind kam von der See, und das Wasser stieg so hoch, dass es nicht mehr in den Hafen ging."
    program.write("train.jsonl", "".join(json.dumps({"text": f"{german} {n}"}) + "\n" for n in range(60)))
    card = begun(program)
    assert front_matter(card)["language"] == ["de"]
    assert "are those of `de`)\nlanguage:" in card
    (program.path / "README.md").unlink()
    program.write("train.jsonl", "".join(json.dumps({"text": f"gauge {n} level"}) + "\n" for n in range(60)))
    assert "language" not in front_matter(begun(program))


def test_a_card_that_is_there_stays(program: Program) -> None:
    tides(program)
    for name in ("README.md", "Readme.md"):
        program.write(name, GOOD)
        result = program.run("init")
        assert result.code == 2
        assert "is there already, and was not touched" in result.err
        assert (program.path / name).read_text(encoding="utf-8") == GOOD
        assert program.run("init", "--stdout").code == 0
        assert program.run("init", "--force").code == 0
        assert (program.path / f"{name}.bak").read_text(encoding="utf-8") == GOOD
        assert (program.path / name).read_text(encoding="utf-8") != GOOD
        (program.path / name).unlink()


def test_stdout_has_the_card_alone(program: Program) -> None:
    tides(program)
    result = program.run("init", "--stdout")
    assert result.out.startswith("---\n# a guess")
    assert "Found:" in result.err
    assert not (program.path / "README.md").exists()


def test_profiles_ask_for_more(program: Program) -> None:
    tides(program)
    assert program.run("init", "--profile", "datasheet").code == 0
    card = (program.path / "README.md").read_text(encoding="utf-8")
    assert {"Intended Uses", "Curation Rationale", "Maintenance", "Contact"} <= set(marks(card))
    found = json.loads(program.run("check", "--profile", "datasheet", "--output-format", "json").out)[
        "findings"
    ]
    assert {one["code"] for one in found if one["severity"] == "error"} == {"SEC004"}


@pytest.mark.parametrize(
    "profile", ["hub", "croissant-rai", "data-cards", "data-provenance", "open-trusted-data"]
)
def test_every_profile_can_be_begun_for(program: Program, profile: str) -> None:
    tides(program)
    assert program.run("init", "--profile", profile).code == 0


def test_questions_as_a_file(program: Program) -> None:
    tides(program)
    for name in ("q.toml", "q.yaml"):
        assert program.run("init", "--write-questions", name).code == 0
        text = (program.path / name).read_text(encoding="utf-8")
        assert "# If left empty (a guess): Repository" in text
        assert "# Who made the dataset?" in text
        filled = text.replace('license = ""', 'license = "mit"').replace('license: ""', "license: mit")
        filled = filled.replace('"level" = ""', '"level" = "meters"').replace(
            '"level": ""', '"level": meters'
        )
        program.write(name, filled)
        card = begun(program, "--answers", name)
        assert front_matter(card)["license"] == "mit"
        assert "- `level`: meters" in card
        (program.path / "README.md").unlink()
    assert program.run("init", "--write-questions", "q.toml").code == 2


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ('licence = "mit"', "there is no question `licence`; did you mean `license`?"),
        ('license = "cc-by"', "`cc-by` is no license that is known; did you mean `cc-by-"),
        ('license = "gpl"', "`gpl` names a family of licenses; which one: gpl-2.0, gpl-3.0"),
        ('license = "unknown"', "`unknown` lets nobody use it"),
        ('languages = "Germn"', "did you mean `German`"),
        ('homepage = "my disk"', "`my disk` is no address"),
        ('creators = "Ada <ada>"', "`ada` is no e-mail address"),
        ('bias = "TODO"', "it only says that something is to be written"),
        ('source = "n/a"', "that is too short"),
        ('base_model = "a/b"', "`base_model` is no question about a dataset"),
        ('columns = {lvel = "x"}', "the data has no column `lvel`; did you mean `level`?"),
        ('bias = "a\\u001b[2Jb c d"', "it holds control characters"),
        ("license = [", "cannot be read"),
    ],
)
def test_answers_are_held_against_the_vocabulary(program: Program, answers: str, told: str) -> None:
    tides(program)
    program.write("answers.toml", answers)
    result = program.run("init", "--answers", "answers.toml")
    assert result.code == 2
    assert told in result.err
    assert not (program.path / "README.md").exists()


def test_nothing_to_begin_from(program: Program) -> None:
    result = program.run("init")
    assert result.code == 2
    assert "--kind dataset or --kind model" in result.err
    assert program.run("init", "nowhere").code == 2
    card = begun(program, "--kind", "model")
    assert {"Model Summary", "Intended Uses", "License", "Training Data"} <= set(marks(card))


def test_git_is_asked_only_on_demand(program: Program) -> None:
    tides(program)
    for command in (
        ["remote", "add", "origin", "https://token@git.example.org/clubs/tides.git"],
        ["add", "."],
        ["commit", "--quiet", "-m", "Data"],
    ):
        subprocess.run(["git", "-C", str(program.path), *command], check=True, env=program.environment)
    assert "A Tester" not in program.run("init", "--stdout").out
    card = program.run("init", "--stdout", "--from-git").out
    assert "# a guess (from the authors of commits in Git)\ncreators:\n- A Tester\n" in card
    assert "homepage: https://git.example.org/clubs/tides\n" in card


def test_a_file_alone(program: Program) -> None:
    program.write("deep/levels.csv", "a,b\n1,2\n")
    assert program.run("init", "deep/levels.csv").code == 0
    card = (program.path / "deep/README.md").read_text(encoding="utf-8")
    assert "# a guess (from the name of the file)\npretty_name: Levels\n" in card


def test_loading_the_command_costs_the_others_nothing() -> None:
    code = "import sys; from opendata_lint.cli.arguments import parse; parse(['check']); print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True
    ).stdout
    assert not [name for name in modules.split() if name.startswith("opendata_lint.drafting")]
