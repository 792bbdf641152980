"""What the files of a repository are taken for."""

from time import perf_counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.recognition import Recognition, guess_kind, recognize
from opendata_lint.recognition.reading import normalize
from opendata_lint.recognition.signals import TABLE, words

DATASET_BODY = """# Dataset Card for Harbor Tides

## Dataset Summary

Water levels of twelve harbors.

## Data Fields

- `level`: meters above chart datum
"""
MODEL_BODY = """# Tide predictor

This model was trained on harbor water levels.

## Intended uses & limitations

Planning, not navigation.

## Training data

Ten years of hourly levels.
"""
SOFTWARE_BODY = """# tidetool

![build](https://img.shields.io/badge/build-passing-green)

A library to read tide gauges.

## Installation

    pip install tidetool

## Contributing

Open a pull request.
"""


def told(body: str, front: str | None = None, name: str = "README.md") -> Recognition:
    """Recognize a file whose front matter is `front`, read as YAML where it can be."""
    metadata = None
    if front is not None:
        try:
            loaded = yaml.safe_load(front)
            metadata = loaded if isinstance(loaded, dict) else None
        except yaml.YAMLError:
            pass
    return recognize(name, metadata, front, body)


@pytest.mark.parametrize(
    ("front", "body", "kind"),
    [
        (None, DATASET_BODY, "dataset"),
        (None, MODEL_BODY, "model"),
        ("task_categories: [tabular-regression]", "", "dataset"),
        ("pipeline_tag: tabular-regression", "", "model"),
        ("license: mit\nlanguage: en", "# Tides\n\nThis dataset holds water levels.", "dataset"),
        ("license: mit\nlanguage: en", "# Tides\n\nThis model predicts levels.", "model"),
        ("license: mit", SOFTWARE_BODY, None),
        ("size_categories: [unclosed\nlicense: mit", "# Tides", "dataset"),
        ("language: zh", "# 潮汐\n\n## 数据集描述\n\n十二个港口的水位。", "dataset"),
        (None, "# 潮汐\n\n## 模型介绍\n\n预测水位。\n\n## 训练数据\n\n十年。", "model"),
        (None, "# Mareas\n\n## Descripción del modelo\n\nUn modelo.\n\n## Limitaciones", None),
        (None, "**Model Card**\n\n- **Model type:** gradient boosting", "model"),
        (None, "Tide model card\n===============\n\nPredicts levels.", "model"),
        (None, '<h1 align="center">Datasheet for Harbor Tides</h1>', "dataset"),
    ],
)
def test_cards(front: str | None, body: str, kind: str | None) -> None:
    found = told(body, front)
    assert found.kind == kind
    assert (found.refusal == "") == (kind is not None)
    assert found.reason


@pytest.mark.parametrize(
    ("front", "body"),
    [
        (None, ""),
        (None, SOFTWARE_BODY),
        (None, "# Changelog\n\n## 1.0\n\n- first release"),
        ("title: How we measured tides\ndate: 2024-01-01\ntags: [tides]", "A long story."),
        ("name: tide-skill\ndescription: Reads tide tables.\nlicense: MIT", "# Skill"),
        ("name: Bug\nabout: Report a bug\nlabels: bug", "**Describe the bug**"),
        (
            None,
            "# Model Cards\n\nA model card describes your model.\n\n## Training data\n\nSay it.",
        ),
        (None, "# Metric Card for RMSE\n\n## Metric Description\n\n## Limitations and Bias"),
        (None, "# TG-12 datasheet\n\n## Pinout\n\n## Electrical characteristics\n\nVoltage 3.3 V"),
        (None, "# tidal\n\nThis repo has the code. See the [model card](MODEL_CARD.md)."),
    ],
)
def test_other_documents(front: str | None, body: str) -> None:
    found = told(body, front)
    assert (found.kind, found.refusal) == (None, "not-a-card")
    assert found.reason


@pytest.mark.parametrize("front", ["title: Tides\nsdk: gradio\nlicense: mit", "sdk: [broken"])
def test_spaces(front: str) -> None:
    assert told(MODEL_BODY, front).refusal == "space"


@pytest.mark.parametrize(
    ("front", "body", "name"),
    [
        ("{{ card_data }}", "# Model Card for {{ model_id }}\n", "README.md"),
        ("license: {license}\ntags:\n- {tag_0}", "Says what to put above.", "README.md"),
        (None, "# {{ name | default('x') }}", "README.md"),
        (None, "{% if a %}\nA\n{% else %}\nB\n{% endif %}\n{% for x in y %}\n", "README.md"),
        (None, "# Annotated model card template\n\n## Model details\n", "README.md"),
        (None, DATASET_BODY, "dataset_card_template.md"),
        (
            None,
            "# Dataset Card\n\n## Dataset Summary\n\nDescribe the dataset.\n\n## Data Fields\n\n"
            "*List the fields.*\n\n## Source Data\n\n[Explain where it is from.]\n",
            "README.md",
        ),
    ],
)
def test_templates(front: str | None, body: str, name: str) -> None:
    assert told(body, front, name).refusal == "template"


@pytest.mark.parametrize(
    ("front", "body"),
    [
        (None, DATASET_BODY + "\n## Source Data\n\n[More Information Needed]\n"),
        ("license: mit", "# Dataset Card for [Dataset Name]\n\n[More Information Needed]\n"),
        ("{{ card_data }}", DATASET_BODY),
        (None, MODEL_BODY + "\n```jinja\n{% for m in x %}\n{% if m %}\n{% endif %}\n```\n"),
        (None, MODEL_BODY + "\n@misc{tides,\n  title = {{Tides}}\n}\n"),
    ],
)
def test_cards_with_placeholders_are_cards(front: str | None, body: str) -> None:
    assert told(body, front).kind is not None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DATASET_CARD.md", "dataset"),
        ("tides-data-card.md", "dataset"),
        ("datasheet.md", "dataset"),
        ("modelcard.md", "model"),
        ("datasheet_sea-level.md", "dataset"),
        ("model-cards.md", None),
        ("README.md", None),
        ("notes.md", None),
    ],
)
def test_the_name_speaks_too(name: str, kind: str | None) -> None:
    assert told("# Tides\n\nSee the paper.", name=name).kind == kind


def test_the_kind_can_always_be_guessed() -> None:
    assert guess_kind("x.md", None, None, "The dataset has ten rows; each dataset row is one.") == ("dataset")
    assert guess_kind("x.md", None, None, "") == "model"
    assert guess_kind("DATASET_CARD.md", None, None, "") == "dataset"


@pytest.mark.parametrize(
    ("heading", "normal"),
    [
        ("## 2.1 Data Fields:", "data fields"),
        ("### 📊 **Training Data**", "training data"),
        ("# MODEL\\_CARD", "model card"),
        ("### Out-of-Scope Use [optional]", "out-of-scope use"),
        ("## 一、模型介绍", "模型介绍"),
        ('<h2 id="a">Uses</h2>', "uses"),
        ("## Who are the annotators?", "who are the annotators"),
        ("###", ""),
    ],
)
def test_headings_are_normalized(heading: str, normal: str) -> None:
    assert normalize(heading) == normal


def test_every_word_of_the_table_can_be_found() -> None:
    for place, _, _ in TABLE:
        for word in words(place):
            assert word == word.lower().strip()
            assert place != "heading" or normalize(word) == word


def test_no_word_stands_in_two_rows_of_a_place() -> None:
    for place in {place for place, _, _ in TABLE}:
        rows = [row for (where, _, _), row in TABLE.items() if where == place]
        listed = [word for row in rows for word in " ".join(row.split()).split(" | ")]
        assert len(listed) == len(words(place))


@given(st.text(), st.none() | st.text(), st.text(max_size=20))
def test_any_text_gets_an_answer(body: str, front: str | None, name: str) -> None:
    found = recognize(name, None, front, body)
    assert (found.kind is None) == (found.refusal != "")
    assert found.reason
    assert guess_kind(name, None, front, body) in {"dataset", "model"}


@pytest.mark.parametrize(
    "unit", ["a", "<", "#\n", "# a\n", "```\n", "[[", "{% if ", "{% if\n", " ", "\r\n", "- **a**\n"]
)
def test_hostile_text_is_read_in_bounded_time(unit: str) -> None:
    text = unit * (10_000_000 // len(unit))
    start = perf_counter()
    recognize("README.md", None, text, text)
    assert perf_counter() - start < 1.0
