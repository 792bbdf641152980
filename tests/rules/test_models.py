"""MDL: lineage, results and library of model cards."""

from __future__ import annotations

import pytest

from opendata_lint.card import Card
from opendata_lint.rules import model_lineage, model_results, models
from opendata_lint.rules.telling import windows
from opendata_lint.tree import UnknownTree

TREE = UnknownTree()


def card_of(body: str, front: str = "license: mit") -> Card:
    return Card(f"---\n{front}\n---\n{body}\n".encode(), "README.md", "model")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            "A fine-tuned version of [BERT](https://huggingface.co/bert-base-uncased) for tides.",
            "bert-base-uncased",
        ),
        ("This is a finetuned version of `example-org/tide`.", "example-org/tide"),
        ("- **Finetuned from model:** [x](https://hf.co/example-org/tide)", "example-org/tide"),
        ("LoRA adapter for example-org/tide-7b, rank 8.", "example-org/tide-7b"),
        ("The quantized version of **[Tide](https://huggingface.co/example-org/tide)**.", "example-org/tide"),
    ],
)
def test_bases(body: str, name: str) -> None:
    assert [base.name for base in model_lineage.bases(card_of(body))][:1] == [name]


@pytest.mark.parametrize(
    "body",
    [
        "A new version of `example-org/tide` is out.",
        "A fine-tuned version of [BERT](https://arxiv.org/abs/1810.04805).",
        "The latest version of [the data](https://huggingface.co/datasets/example-org/tide).",
        "- **Finetuned from model:** [More Information Needed]",
    ],
)
def test_no_bases(body: str) -> None:
    assert not list(model_lineage.bases(card_of(body)))


def test_a_declared_base_is_enough() -> None:
    card = card_of("A fine-tuned version of `example-org/tide`.", "base_model: example-org/tide")
    assert not list(model_lineage.base_model_undeclared(card, TREE))


def test_a_title_tells_of_a_base() -> None:
    (found,) = model_lineage.base_model_undeclared(card_of("# Tide 7B GGUF\n\nFiles."), TREE)
    assert "GGUF" in found.message


INDEX = """license: mit
model-index:
- name: tide
  results:
  - task: {type: text-classification}
    dataset: {type: tides, name: Tide Notes}
    metrics:
    - {type: accuracy, value: %s, name: Accuracy}
"""


@pytest.mark.parametrize(
    ("value", "body", "contradicts"),
    [
        ("0.913", "| Metric | Value |\n|---|---|\n| Accuracy | 91.3 |", False),
        ("0.913", "| Metric | Value |\n|---|---|\n| Accuracy | 0.91 |", False),
        ("91.3", "- Accuracy: 0.913", False),
        ("0.913", "- Accuracy: 0.87", True),
        ("0.913", "| Data | Accuracy | F1 |\n|---|---|---|\n| Tide Notes | **87.2** | 0.9 |", True),
        ("0.913", "| Data | F1 |\n|---|---|\n| Tide Notes | 0.87 |", False),
        ("0.913", "- Accuracy: 0.87\n- Accuracy with context: 0.913", False),
        ("0.913", "Nothing here.", False),
    ],
)
def test_results_contradicted(value: str, body: str, contradicts: bool) -> None:
    card = card_of(f"# Tide\n\n{body}", INDEX % value)
    assert bool(list(model_results.results_contradicted(card, TREE))) == contradicts


def test_of_several_data_sets_the_row_decides() -> None:
    front = (INDEX % "0.9") + (
        "  - task: {type: text-classification}\n    dataset: {type: gulls, name: Gull Notes}\n"
        "    metrics:\n    - {type: accuracy, value: 0.5}"
    )
    body = "| Data | Accuracy |\n|---|---|\n| Tide Notes | 0.9 |\n| Other Notes | 0.7 |"
    assert not list(model_results.results_contradicted(card_of(body, front), TREE))
    body = body.replace("Other Notes", "Gull Notes")
    (found,) = model_results.results_contradicted(card_of(body, front), TREE)
    assert found.place.pointer == "/model-index/0/results/1/metrics/0/value"


@pytest.mark.parametrize(
    ("library", "task", "fires"),
    [
        ("spacy", "image-classification", True),
        ("timm", "text-generation", True),
        ("spacy", "token-classification", False),
        ("diffusers", "text-to-video", False),
        ("transformers", "image-classification", False),
        ("unheard-of", "image-classification", False),
    ],
)
def test_task_beyond_library(library: str, task: str, fires: bool) -> None:
    card = card_of("", f"library_name: {library}\npipeline_tag: {task}")
    assert bool(list(models.task_beyond_library(card, TREE))) == fires


def test_short_words_stand_alone() -> None:
    assert not list(windows("they were 7", ["wer"], 9))
    assert list(windows("a wer of 7", ["wer"], 9))
    assert list(windows("for 3 epochs", ["epoch"], 9))
