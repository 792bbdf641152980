"""Front matter: sizes by their bounds, dtypes, keys; tasks, libraries and modalities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opendata_lint.vocabulary import fields, libraries, load, modalities, tasks

SIZES = fields.values("size_categories")


@pytest.mark.parametrize("category", SIZES)
def test_a_size_is_its_own_spelling(category: str) -> None:
    for text in (category, category.lower(), f" {category} ", category.replace("<", " < ")):
        assert fields.size_spelling(text) == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("1k<n<10k", "1K<n<10K"),
        ("100K<n<1000K", "100K<n<1M"),
        ("1000M<n<10B", "1B<n<10B"),
        ("10000<n<100000", "10K<n<100K"),
        ("1,000 < n < 10,000", "1K<n<10K"),
        ("10k-100k", "10K<n<100K"),
        ("1k<10K", "1K<n<10K"),
        ("0.1M<n<1M", "100K<n<1M"),
        ("1K&lt;n&lt;10K", "1K<n<10K"),
        ("1-10k", None),
        ("0.1-1k", None),
        ("n>1M", None),
        ("10K<n<100", None),
        ("100K<n<500k", None),
        ("1000", None),
        ("<500", None),
        ("", None),
        ("many", None),
        ("9" * 5000, None),
    ],
)
def test_sizes(text: str, category: str | None) -> None:
    assert fields.size_spelling(text) == category


@given(st.integers(0, 10**14))
def test_a_count_lies_within_its_category(count: int) -> None:
    bounds = fields.size_bounds(fields.size_category(count))
    assert bounds
    assert bounds[0] <= count
    assert bounds[1] is None or count < bounds[1]


@given(st.text(max_size=30))
def test_any_text_is_a_size_or_none(text: str) -> None:
    assert fields.size_spelling(text) in (None, *SIZES)


def test_a_negative_count_has_no_category() -> None:
    with pytest.raises(ValueError, match="-1"):
        fields.size_category(-1)


@pytest.mark.parametrize("text", ["string", "timestamp[ns, tz=UTC]", "class_label", "image"])
def test_dtypes(text: str) -> None:
    assert fields.is_feature_dtype(text)


@pytest.mark.parametrize("text", ["ClassLabel", "str", "list", "", "string[", "varchar(20)"])
def test_no_dtypes(text: str) -> None:
    assert not fields.is_feature_dtype(text)


def test_renamed_keys_are_unknown_and_lead_to_known_ones() -> None:
    known = {*fields.known_keys("dataset"), *fields.known_keys("model")}
    for key in load("front-matter")["renamed"]:
        renamed = fields.renamed_key(key)
        assert renamed
        assert renamed.key in known
    assert fields.renamed_key("language") is None
    assert set(load("fields")["gated_keys"]) <= known


def test_null_says_something_for_few_keys() -> None:
    assert fields.null_allowed("paperswithcode_id")
    assert not fields.null_allowed("license")


@pytest.mark.parametrize("text", ["original", "extended|Its Name, 2", "laion/laion-2b", "squad"])
def test_source_datasets(text: str) -> None:
    assert fields.is_source_dataset(text)


@pytest.mark.parametrize("text", ["", "Common Crawl", "https://example.org/data", "a/b/c"])
def test_no_source_datasets(text: str) -> None:
    assert not fields.is_source_dataset(text)


def test_split_names_have_no_dashes() -> None:
    assert fields.is_split_name("train.clean_100")
    assert not fields.is_split_name("train-clean")


def test_tasks() -> None:
    assert len(tasks.pipeline_tags()) == 57
    assert len(tasks.task_ids()) == 74
    assert tasks.parents("closed-domain-qa") == ("question-answering", "text-generation")
    assert all(tasks.is_pipeline_tag(tag) for key in tasks.task_ids() for tag in tasks.parents(key))
    assert set(tasks.pipeline_tags("dataset")) < set(tasks.pipeline_tags())
    assert not tasks.is_pipeline_tag("conversational")
    removed = tasks.removed_task("conversational")
    assert removed == ("2024-02-20", "text-generation", ("text-generation",))
    for name in [*load("tasks")["removed"], *load("task-history")["removed"]]:
        removed = tasks.removed_task(name)
        assert removed
        assert not tasks.is_pipeline_tag(name)
        assert all(map(tasks.is_pipeline_tag, removed.choices))
    assert tasks.removed_task("translation") is None


def test_libraries() -> None:
    assert libraries.is_model_library("transformers")
    assert libraries.library_name_of("Scikit-learn") == "sklearn"
    assert libraries.library_name_of("Excel") is None
    assert "datasets" in libraries.dataset_libraries()
    assert all(map(tasks.is_pipeline_tag, libraries.tasks_of("transformers")))
    assert len(libraries.model_libraries()) == 240


@pytest.mark.parametrize(
    ("path", "modality", "strength"),
    [
        ("data/train.CSV", ("tabular",), "decisive"),
        ("scans/a.nii.gz", ("image", "3d"), "decisive"),
        ("a.b/model.safetensors", (), "model"),
        ("x.tar.gz", (), "container"),
    ],
)
def test_extensions(path: str, modality: tuple[str, ...], strength: str) -> None:
    found = modalities.extension(path)
    assert found
    assert (found.modalities, found.strength) == (modality, strength)


@pytest.mark.parametrize("path", ["README", "a.csv/LICENSE", "x.unheardof", ""])
def test_paths_that_say_nothing(path: str) -> None:
    assert modalities.extension(path) is None


def test_modalities_are_of_one_list() -> None:
    known = set(modalities.modalities())
    assert set(modalities.modality_tags()) < known
    for modality in known:
        assert modalities.crosswalk(modality)
        assert modalities.must_state(modality)
    assert all(set(modalities.modalities_of_task(tag)) <= known for tag in tasks.pipeline_tags())
    assert modalities.modality_of_feature("Image") == "image"
    assert modalities.modality_of_feature("ClassLabel") is None
    assert modalities.hint_words("timeseries")
