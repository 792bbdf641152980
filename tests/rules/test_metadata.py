"""MET: which values of which keys are found, and which are not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata_lint.card import Kind
from opendata_lint.vocabulary import fields, tasks
from tests.rules.judged import codes, found
from tests.schema.documents import metadata, values

DATASET = [
    # shapes
    ("tags: oceanography", {"/tags": "MET004"}),
    ("tags: [2024, true]", {"/tags/0": "MET004", "/tags/1": "MET004"}),
    ("tags: [a, [b]]", {"/tags/1": "MET004"}),
    ("viewer: 'false'", {"/viewer": "MET004"}),
    ("pretty_name: [Tide]", {"/pretty_name": "MET004"}),
    ("paperswithcode_id: [mr]", {"/paperswithcode_id": "MET004"}),
    ("task_categories:\n  a: [text-classification]", {"/task_categories": "MET004"}),
    ("size_categories:\n  a: [10k]", {"/size_categories": "MET004", "/size_categories/a/0": "MET013"}),
    ("multilinguality: monolingual", {"/multilinguality": "MET029"}),
    # nothing there
    ("license:", {"/license": "MET005"}),
    ("license: [mit, ~]", {"/license/1": "MET005"}),
    ("language: null", {"/language": "MET005"}),
    ("task_ids:\n-\n", {"/task_ids/0": "MET005"}),
    ("configs:", {"/configs": "MET005"}),
    ("dataset_info:", {"/dataset_info": "MET005"}),
    ("pretty_name: ''", {"/pretty_name": "MET006"}),
    ("size_categories: []", {"/size_categories": "MET006"}),
    ("annotations_creators: ''", {"/annotations_creators": "MET006"}),
    ("license: []", {"/license": "MET006"}),
    # items
    ("tags: [a, b, a]", {"/tags/2": "MET007"}),
    ("license: [mit, mit]", {"/license/1": "MET007"}),
    ("tags: ['a ', b]", {"/tags/0": "MET025"}),
    ("tags: ['\"a\"']", {"/tags/0": "MET025"}),
    # vocabularies
    ("task_categories: [text_classification]", {"/task_categories/0": "MET008"}),
    ("task_categories: [conversational]", {"/task_categories/0": "MET011"}),
    ("task_ids: [x-other-y]", {"/task_ids/0": "MET009"}),
    ("size_categories: [1k<n<10k]", {"/size_categories/0": "MET013"}),
    ("language_creators: [no-annotation]", {"/language_creators/0": "MET015"}),
    ("annotations_creators: [experts]", {"/annotations_creators/0": "MET015"}),
    # keys
    ("languages: [en]", {"/languages": "MET002"}),
    ("licenses: [mit]", {"/licenses": "MET002"}),
    ("dataset_infos: {}", {"/dataset_infos": "MET003"}),
    ("pretty_nmae: X", {"/pretty_nmae": "MET028"}),
    ("Task_Categories: [other]", {"/Task_Categories": "MET028"}),
    # configs
    ("configs: [a, b]", {"/configs": "MET016"}),
    ("configs: {data_dir: v1}", {"/configs": "MET016"}),
    ("configs: [{data_dir: v1}]", {"/configs/0": "MET016"}),
    ("configs: [{config_name: a, data_files: {train: a.csv}}]", {"/configs/0/data_files": "MET016"}),
    (
        "configs: [{config_name: a, data_files: [{split: train, path: a.csv, x: 1}]}]",
        {"/configs/0/data_files/0/x": "MET016"},
    ),
    (
        "configs: [{config_name: a, data_files: [{split: train, pattern: a.csv}]}]",
        {"/configs/0/data_files/0/pattern": "MET016"},
    ),
    ("configs: [{config_name: a, data_files: [{path: a.csv}]}]", {"/configs/0/data_files/0": "MET016"}),
    (
        "configs: [{config_name: a, data_files: [{split: a-b, path: a.csv}]}]",
        {"/configs/0/data_files/0/split": "MET016"},
    ),
    (
        "configs: [{config_name: a, default: true}, {config_name: b, default: true}]",
        {"/configs/1/default": "MET016"},
    ),
    # dataset_info
    ("dataset_info: {features: {text: string}}", {"/dataset_info/features": "MET017"}),
    ("dataset_info: {features: [{dtype: string}]}", {"/dataset_info/features/0": "MET017"}),
    (
        "dataset_info: [{features: [{name: a, dtype: ClassLabel}]}]",
        {"/dataset_info/0/features/0/dtype": "MET017"},
    ),
    (
        "dataset_info: {features: [{name: a, dtype: {class_label: {names: {'1': a, '2': b}}}}]}",
        {"/dataset_info/features/0/dtype/class_label/names": "MET017"},
    ),
    (
        "dataset_info: {features: [{name: a, dtype: {class_label: {names: {a: a}}}}]}",
        {"/dataset_info/features/0/dtype/class_label/names": "MET017"},
    ),
    ("dataset_info: {splits: [{num_examples: 1}]}", {"/dataset_info/splits/0": "MET017"}),
    (
        "dataset_info: {splits: [{name: train, num_examples: 1 000}]}",
        {"/dataset_info/splits/0/num_examples": "MET017"},
    ),
    ("dataset_info: {splits: [{name: a-b}]}", {"/dataset_info/splits/0/name": "MET018"}),
    ("train-eval-index: [{splits: test}]", {"/train-eval-index/0/splits": "MET001"}),
    # between keys
    ("task_categories: [other]\ntask_ids: [topic-classification]", {"/task_ids/0": "MET012"}),
    (
        "size_categories: [n<1K]\ndataset_info: {splits: [{name: a, num_examples: 5000}]}",
        {"/size_categories/0": "MET014"},
    ),
    ("extra_gated_fields: {Name: string}", {"/extra_gated_fields/Name": "MET024"}),
    ("extra_gated_fields: {Name: {options: [a]}}", {"/extra_gated_fields/Name": "MET024"}),
    ("extra_gated_fields: text", {"/extra_gated_fields": "MET024"}),
]
MODEL = [
    ("pipeline_tag: text-clasification", {"/pipeline_tag": "MET010"}),
    ("pipeline_tag: text2text-generation", {"/pipeline_tag": "MET011"}),
    ("datasets: [librispeech 960h]", {"/datasets/0": "MET020"}),
    ("datasets: [~]", {"/datasets/0": "MET005"}),
    ("datasets: https://example.org/data", {"/datasets": "MET020"}),
    ("base_model: ./output", {"/base_model": "MET020"}),
    ("base_model: /home/me/model", {"/base_model": "MET020"}),
    ("base_model: Kokoro 82M", {"/base_model": "MET020"}),
    ("new_version: v2 of this", {"/new_version": "MET020"}),
    ("base_model: a/b\nbase_model_relation: fine-tuned", {"/base_model_relation": "MET021"}),
    ("base_model: a/b\nbase_model_relation: merge", {"/base_model": "MET030"}),
    ("base_model_relation: adapter", {"/base_model_relation": "MET030"}),
    ("co2_eq_emissions: 12 kg", {"/co2_eq_emissions": "MET022"}),
    ("co2_eq_emissions: {emissions: in grams}", {"/co2_eq_emissions/emissions": "MET022"}),
    ("co2_eq_emissions: {source: x}", {"/co2_eq_emissions": "MET022"}),
    ("widget: {text: x}", {"/widget": "MET023"}),
    ("widget: [{text: 1}]", {"/widget/0/text": "MET023"}),
    ("widget: [{messages: [{role: user}]}]", {"/widget/0/messages/0": "MET023"}),
    ("inference: 'no'", {"/inference": "MET004"}),
    ("finetuned_from: a/b", {"/finetuned_from": "MET003"}),
    ("model-index: foo", {"/model-index": "MET019"}),
    ("model-index: [{results: []}]", {"/model-index/0": "MET019"}),
    ("metrics: accuracy", {"/metrics": "MET029"}),
]
FINE_DATASET = [
    "paperswithcode_id: null\nthumbnail:\ndescription: ~",
    "task_ids: []",
    "my_key: 1\npaper: {}\ntitle: x\nversion: 1.0",
    "multilinguality: [other-languages]\nannotations_creators: [other]",
    "language: [en, code]\nlicense: mit",
    "configs: [{config_name: a, data_files: a.csv}, {config_name: b, data_files: [a.csv], default: true}]",
    "configs: [{config_name: a, data_dir: x, sep: ;, data_files: [{split: train.a, path: [a.csv]}]}]",
    "dataset_info: {features: [{name: a, sequence: string}, {name: b, list: [{name: c, dtype: bool_}]}]}",
    "dataset_info: {features: [{name: t, dtype: 'timestamp[ns, tz=UTC]'}, {name: i, dtype: image}]}",
    "dataset_info: {splits: [{name: train, num_bytes: 1, num_examples: 1}], download_size: null}",
    "dataset_info: [{config_name: a, features: [{name: l, dtype: {class_label: {names: {'0': x}}}}]}]",
    "size_categories: [10K<n<100K]\n"
    "dataset_info: {splits: [{name: a, num_examples: 9000}, {name: b, num_examples: 9000}]}",
    "size_categories: [n<1K]\n"
    "dataset_info: [{splits: [{name: a, num_examples: 5000}]}, {splits: [{name: a}]}]",
    "extra_gated_fields: {Name: text, Why: {type: select, options: [a, {label: b, value: c}]}}",
    "extra_gated_fields:\n- Name: text",
]
FINE_MODEL = [
    "base_model: [a/b, c/d]\nbase_model_relation: merge\nnew_version: a/c",
    "datasets: squad\nmetrics: [f1]\nlibrary_name: mine",
    "co2_eq_emissions: 12.5",
    "co2_eq_emissions: {emissions: 12, source: CodeCarbon}",
    "widget: [{text: x, example_title: y}, {messages: [{role: user, content: hi}]}]",
    "widget: [{structured_data: {a: [1]}}]",
    "inference: {parameters: {temperature: 1}}\ninstance_prompt: null",
    "model-index:\n- name: a\n  results:\n  - task: {type: text-classification}\n"
    "    dataset: {type: a/b, name: A}\n    metrics: [{type: f1, value: [1, 2], verified: true}]\n"
    "    source: {url: https://example.org}",
]


@pytest.mark.parametrize(("front", "expected"), DATASET)
def test_dataset(front: str, expected: dict[str, str]) -> None:
    assert codes(front, "dataset", "MET") == expected


@pytest.mark.parametrize(("front", "expected"), MODEL)
def test_model(front: str, expected: dict[str, str]) -> None:
    assert codes(front, "model", "MET") == expected


@pytest.mark.parametrize("front", FINE_DATASET)
def test_nothing_to_find_in_a_dataset(front: str) -> None:
    assert codes(front, "dataset", "MET") == {}


@pytest.mark.parametrize("front", FINE_MODEL)
def test_nothing_to_find_in_a_model(front: str) -> None:
    assert codes(front, "model", "MET") == {}


RESULT = "model-index:\n- name: a\n  results:\n  - {}"


@pytest.mark.parametrize(
    ("result", "place"),
    [
        ("{task: {type: t}, dataset: {type: a, name: A}}", ""),
        ("{task: {type: t}, metrics: []}", ""),
        ("{dataset: {type: a, name: A}, metrics: []}", ""),
        ("{task: {}, dataset: {type: a, name: A}, metrics: []}", "/task"),
        ("{task: {type: t}, dataset: {type: a}, metrics: []}", "/dataset"),
        ("{task: {type: t}, dataset: {type: a, name: A, config: null}, metrics: []}", "/dataset/config"),
        ("{task: {type: t}, dataset: {type: a, name: A}, metrics: [{type: f1}]}", "/metrics/0"),
        ("{task: {type: t}, dataset: {type: a, name: A}, metrics: [], source: {name: x}}", "/source"),
    ],
)
def test_model_index(result: str, place: str) -> None:
    expected = {f"/model-index/0/results/0{place}": "MET019"}
    assert codes(RESULT.format(result), "model", "MET") == expected


@pytest.mark.parametrize(
    ("kind", "front", "missing"),
    [
        ("dataset", "tags: [text]", {"pretty_name", "task_categories", "size_categories", "language"}),
        ("dataset", "pretty_name: x\ntask_categories: [other]\nsize_categories: [n<1K]", set()),
        ("dataset", "task_categories: [other]\nlanguage_bcp47: [en-GB]", {"pretty_name", "size_categories"}),
        ("model", "license: mit", {"pipeline_tag", "library_name", "language"}),
        ("model", "tags: [protein-language-model]", {"pipeline_tag", "library_name"}),
        ("model", "tags: [vision, nlp]", {"pipeline_tag", "library_name", "language"}),
        ("model", "pipeline_tag: image-classification", {"library_name"}),
    ],
)
def test_one_finding_for_each_recommended_key(kind: Kind, front: str, missing: set[str]) -> None:
    assert {f.subject for f in found(front, kind, "MET") if f.code == "MET026"} == missing


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("task_categories: [x]", "`x` is not in the official list of task categories"),
        ("task_categories: [text_classification]", "did you mean `text-classification`?"),
        ("task_categories: [conversational]", "use `text-generation`"),
        ("size_categories: [100k<n<1M]", "did you mean `100K<n<1M`?"),
        ("languages: [en]", "called `language` today"),
        ("configs: [{config_name: a, default: true}, {config_name: b, default: true}]", "`a` and `b`"),
        (
            "size_categories: [n<1K]\ndataset_info: {splits: [{name: a, num_examples: 5000}]}",
            "the 5,000 examples",
        ),
    ],
)
def test_messages_name_the_value_and_what_to_write(front: str, says: str) -> None:
    assert any(says in finding.message for finding in found(front, "dataset", "MET"))


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(["dataset", "model"]), front=metadata)
def test_nothing_raises(kind: Kind, front: dict[str, Any]) -> None:
    for finding in found(json.dumps(front, ensure_ascii=False), kind, "MET", "LNG"):
        assert finding.message
        assert "\n" not in finding.message


@settings(max_examples=100, deadline=None)
@given(key=st.sampled_from(fields.known_keys("dataset")), value=values)
def test_one_fault_of_a_value_is_found_once(key: str, value: Any) -> None:
    """No value has two findings in the same place, other than that of its key's name.

    That a value stands twice is a fault of the list, whatever else is wrong with the value.
    """
    places = [
        f.place
        for f in found(json.dumps({key: value}, ensure_ascii=False), "dataset", "MET", "LNG")
        if f.place.pointer and f.code != "MET007"
    ]
    assert len(places) == len(set(places))


@given(st.sampled_from(tasks.pipeline_tags()))
def test_every_task_of_the_list_is_fine(task: str) -> None:
    assert codes(f"task_categories: [{task}]", "dataset", "MET") == {}
    assert codes(f"pipeline_tag: {task}", "model", "MET") == {}


@given(st.integers(1, 10**15))
def test_the_category_of_a_count_fits_it(count: int) -> None:
    category = fields.size_category(count)
    front = f"size_categories: ['{category}']\ndataset_info: {{splits: [{{name: a, num_examples: {count}}}]}}"
    assert codes(front, "dataset", "MET") == {}


@pytest.mark.parametrize(
    ("categories", "task", "is_named"),
    [
        ("[text2text-generation]", "abstractive-qa", True),
        ("[structure-prediction]", "named-entity-recognition", True),
        ("[text_classification]", "topic-classification", True),
        ("[text2text-generation]", "topic-classification", False),
        ("[other]", "topic-classification", False),
        ("[question-answering]", "multiple-choice-qa", True),
        ("[other]", "multiple-choice-qa", False),
    ],
)
def test_an_old_or_misspelled_category_counts_as_the_one_meant(
    categories: str, task: str, is_named: bool
) -> None:
    told = codes(f"task_categories: {categories}\ntask_ids: [{task}]", "dataset", "MET")
    assert ("MET012" not in told.values()) == is_named
