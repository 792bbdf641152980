"""Patterns of `data_files`, held against fsspec's meaning of them; and patterns that are meant to hang."""

from __future__ import annotations

import time

import pytest

from opendata_lint.data.globs import is_judged, literal_prefix, matching

FILES = [
    "README.md", "a.csv", "train.csv", "data/train-0.csv", "data/train-1.csv", "data/test.csv",
    "data/en/train.csv",
    "data/en/deep/train.csv", "data/x[1].csv", "data/abcbc.csv",
]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("train.csv", ["train.csv"]),
        ("./train.csv", ["train.csv"]),
        ("data", [file for file in FILES if file.startswith("data/")]),
        ("data/en/", ["data/en/train.csv", "data/en/deep/train.csv"]),
        ("*.csv", ["a.csv", "train.csv"]),
        ("data/train-*.csv", ["data/train-0.csv", "data/train-1.csv"]),
        ("data/train-?.csv", ["data/train-0.csv", "data/train-1.csv"]),
        ("data/train-[0].csv", ["data/train-0.csv"]),
        ("data/train-[!0].csv", ["data/train-1.csv"]),
        ("data/{test,train-1}.csv", ["data/train-1.csv", "data/test.csv"]),
        ("**/train.csv", ["train.csv", "data/en/train.csv", "data/en/deep/train.csv"]),
        ("data/**/train.csv", ["data/en/train.csv", "data/en/deep/train.csv"]),
        ("data/**", [file for file in FILES if file.startswith("data/")]),
        ("data/*b*c.csv", ["data/abcbc.csv"]),
        ("data/*b*c*c.csv", ["data/abcbc.csv"]),
        ("data/*.parquet", []),
        ("data/[z-a].csv", []),
        ("../train.csv", []),
    ],
)
def test_matching(pattern: str, found: list[str]) -> None:
    assert matching(pattern, FILES) == found


@pytest.mark.parametrize(
    ("pattern", "prefix"),
    [("data/en/*.csv", "data/en"), ("*.csv", ""), ("data/x.csv", "data/x.csv"), ("a*/b", "")],
)
def test_literal_prefix(pattern: str, prefix: str) -> None:
    assert literal_prefix(pattern) == prefix


@pytest.mark.parametrize(
    "pattern", ["hf://datasets/a/b.csv", "../x.csv", "a" * 600, "**/**/**/x", "{a/b,c}.csv"]
)
def test_not_judged(pattern: str) -> None:
    assert not is_judged(pattern)


def test_hostile_patterns_take_no_time() -> None:
    files = ["a" * 200 + ".csv", "/".join("a" * 100)] * 20
    begin = time.perf_counter()
    for pattern in ("*a" * 100 + "b", "**/" * 2 + "*a" * 50 + "b", "a**a**b", "[" * 100, "{" * 100 + "*"):
        assert matching(pattern, files) == []
    assert time.perf_counter() - begin < 2
