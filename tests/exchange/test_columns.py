"""Columns of real data files."""

from __future__ import annotations

from pathlib import Path

import pytest

from opendata_lint.exchange.canonical import Column
from opendata_lint.exchange.columns import columns_of


def test_arff_needs_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.arff"
    path.write_text("@relation a\n@attribute x numeric\n@attribute y {p,q}\n@data\n1,p\n", encoding="utf-8")
    assert columns_of(path) == (Column("x", "float64"), Column("y", "class_label", labels=("p", "q")))


def test_csv(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    path = tmp_path / "a.csv"
    path.write_text("n,share,name,ok,none\n1,0.5,bean,true,\n2,1.5,onion,false,\n", encoding="utf-8")
    assert [(one.name, one.dtype) for one in columns_of(path)] == [
        ("n", "int64"), ("share", "float64"), ("name", "string"), ("ok", "bool"), ("none", None),
    ]  # fmt: skip


def test_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "a.parquet"
    duckdb.sql(
        "SELECT 1::TINYINT AS n, 'x' AS t, [1, 2]::INTEGER[] AS l, TIMESTAMP '2020-01-01' AS at, "
        "1.5::FLOAT AS f"
    ).write_parquet(str(path))
    assert columns_of(path) == (
        Column("n", "int8"),
        Column("t", "string"),
        Column("l", "list", children=(Column("item", "int32"),)),
        Column("at", "timestamp[us]"),
        Column("f", "float32"),
    )


def test_what_is_no_table(tmp_path: Path) -> None:
    for name, data in (
        ("a.bin", b"x"),
        ("a.parquet", b"PAR1"),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.json", b"{}"),
    ):
        (tmp_path / name).write_bytes(data)
        assert columns_of(tmp_path / name) == ()
