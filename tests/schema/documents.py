"""Strategies for front matter that looks like what people write, right and wrong."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from opendata_lint.vocabulary import fields

WORDS = [
    "", " ", "en", "eng", "iw", "English", "zh-CN", "mit", "MIT", "other", "unknown", "text", "text ",
    "no", "1K<n<10K", "1k<n<10k", "n<1K", "text-classification", "conversational",
    "topic-classification", "monolingual", "found", "original", "owner/name", "./local path", "merge",
    "int64", "ClassLabel", "train", "train-clean", "a.csv", "select", "true", "https://example.org/",
]  # fmt: skip
KEYS = [
    *fields.known_keys("dataset"), *fields.known_keys("model"), "languages", "licenses",
    "size_category", "my_key", "config_name", "data_files", "split", "path", "pattern", "default",
    "name", "results", "task", "dataset", "metrics", "type", "value", "emissions", "features",
    "splits", "num_examples", "dtype", "class_label", "names", "0", "options",
]  # fmt: skip

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 20_000),
    st.sampled_from([0.5, 1.0, -3.0]),
    st.sampled_from(WORDS),
    # what may stand in YAML as it is
    st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x2FFF), max_size=4),
)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=8,
)
metadata = st.dictionaries(st.sampled_from(KEYS), values, max_size=5)
