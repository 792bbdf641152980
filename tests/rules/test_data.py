"""Cards against real data: CSV, JSON Lines, Parquet and Arrow files, LFS pointers, broken and large files."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet
import pytest

from opendata_lint.card import Card
from opendata_lint.data import survey as surveying
from opendata_lint.engine import lint_card
from opendata_lint.report import CardResult, report_of
from opendata_lint.settings import Settings, load_profile
from opendata_lint.tree import IndexTree, UnknownTree, WorkTree

TRAIN = [{"text": f"Gate {number} stuck at low water again", "label": number % 2} for number in range(30)]
TEST = [{"text": f"Crane {number} out of order since noon", "label": number % 2} for number in range(10)]
PERSONAL = "## Personal and Sensitive Information\n\nThe dataset does not contain personal information.\n"


def card_of(*lines: str, body: str = "# Gates\n\nThirty remarks.\n", path: str = "README.md") -> Card:
    return Card(("---\n" + "\n".join(lines) + "\n---\n\n" + body).encode(), path, "dataset")


def info(
    features: Mapping[str, str] = {"text": "string", "label": "int64"}, splits: Mapping[str, int] = {}
) -> list[str]:
    lines = ["dataset_info:", "  features:"]
    lines += [line for name, kind in features.items() for line in (f"  - name: {name}", f"    dtype: {kind}")]
    if splits:
        lines += ["  splits:"]
    return lines + [
        line for name, count in splits.items() for line in (f"  - name: {name}", f"    num_examples: {count}")
    ]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True)


def lint(card: Card, root: Path) -> CardResult:
    target = root / card.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(card.text.encode())
    result = lint_card(card, WorkTree(root), Settings(load_profile("default")), card.path)
    assert not result.crashes, result.crashes[0].details
    return result


def told(card: Card, root: Path) -> list[str]:
    """Code and message of the findings on data."""
    return [
        f"{f.code} {f.message}"
        for f in lint(card, root).findings
        if f.code[:3] == "DAT" and f.code < "DAT016"
    ]


def codes(card: Card, root: Path) -> list[str]:
    return [line[:6] for line in told(card, root)]


def write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    lines = [",".join(rows[0]), *(",".join(f'"{value}"' for value in row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    import json

    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def write_gzipped(path: Path, rows: list[dict[str, Any]]) -> None:
    write_jsonl(path, rows)
    path.write_bytes(gzip.compress(path.read_bytes()))


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    """With DuckDB; the other writer, pyarrow, is used below."""
    source = path.with_suffix(".tmp")
    write_jsonl(source, rows)
    duckdb.sql(
        f"COPY (SELECT * FROM read_json('{source}', format = 'newline_delimited')) "
        f"TO '{path}' (FORMAT parquet)"
    )
    source.unlink()


def write_arrow_stream(path: Path, rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows)
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=7)


def write_arrow_file(path: Path, rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows)
    with pa.ipc.new_file(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=7)


WRITERS: dict[str, tuple[str, Callable[[Path, list[dict[str, Any]]], None]]] = {
    "csv": ("csv", write_csv),
    "jsonl": ("jsonl", write_jsonl),
    "jsonl.gz": ("jsonl.gz", write_gzipped),
    "parquet": ("parquet", write_parquet),
    "arrow stream": ("arrow", write_arrow_stream),
    "arrow file": ("arrow", write_arrow_file),
}


@pytest.fixture(params=WRITERS, ids=str)
def form(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A folder with two splits in each of the formats; the extension of its files."""
    extension, write = WRITERS[request.param]
    (tmp_path / "data").mkdir()
    write(tmp_path / "data" / f"train.{extension}", TRAIN)
    write(tmp_path / "data" / f"test.{extension}", TEST)
    return extension


def test_true_claims(form: str, tmp_path: Path) -> None:
    card = card_of("size_categories:", "- n<1K", *info(splits={"train": 30, "test": 10}))
    assert told(card, tmp_path) == []


def test_wrong_count(form: str, tmp_path: Path) -> None:
    card = card_of(*info(splits={"train": 31, "test": 10}))
    assert told(card, tmp_path) == [
        "DAT011 the files of the split `train` have 30 rows, and the card says 31"
    ]


def test_wrong_count_in_prose(form: str, tmp_path: Path) -> None:
    body = "# Gates\n\n## Data Splits\n\n| split | examples |\n|---|---|\n| train | 30 |\n| test | 12 |\n"
    found = told(card_of("license: mit", body=body), tmp_path)
    assert found == ["DAT011 the files of the split `test` have 10 rows, and the card says 12"]


def test_columns(form: str, tmp_path: Path) -> None:
    card = card_of(*info({"text": "string", "topic": "string"}))
    found = told(card, tmp_path)
    assert [line[:6] for line in found] == ["DAT008", "DAT009"]
    assert "`label`" in found[0]
    assert "`topic`" in found[1]


def test_types(form: str, tmp_path: Path) -> None:
    found = told(card_of(*info({"text": "int64", "label": "int8"})), tmp_path)
    assert found == [f"DAT010 `text` holds text in `data/test.{form}`, and whole numbers by `dataset_info`"]


def test_size_category(form: str, tmp_path: Path) -> None:
    assert codes(card_of("size_categories:", "- 1K<n<10K"), tmp_path) == ["DAT006"]


@pytest.mark.parametrize("extension", ["csv", "jsonl", "parquet"])
def test_overlap(extension: str, tmp_path: Path) -> None:
    write = WRITERS[extension][1]
    write(tmp_path / f"train.{extension}", [{"id": number, **row} for number, row in enumerate(TRAIN)])
    write(tmp_path / f"test.{extension}", [{"id": 9, **row} for row in TEST[:6] + TRAIN[:4]])
    found = told(card_of("license: mit"), tmp_path)
    assert found == [
        "DAT014 4 of 10 different rows of the split `test` that were compared are in the split `train` too"
    ]


@pytest.mark.parametrize("extension", ["csv", "jsonl", "parquet"])
def test_personal_data(extension: str, tmp_path: Path) -> None:
    write = WRITERS[extension][1]
    rows = [
        *TRAIN,
        {"text": "Call olga.brandt@tidewater-harbor.net, IBAN DE89 3704 0044 0532 0130 00", "label": 0},
    ]
    write(tmp_path / f"train.{extension}", rows)
    found = told(card_of("license: mit", body=f"# Gates\n\n{PERSONAL}"), tmp_path)
    assert [line[:6] for line in found] == ["DAT015", "DAT015"]
    assert "an e-mail address in row 31" in found[0]
    assert "a bank account number in row 31" in found[1]
    assert not any("olga" in line or "3704" in line for line in found), "messages must not spread it"
    assert codes(card_of("license: mit", body="# Gates\n\nSome remarks.\n"), tmp_path) == []


BROKEN: dict[str, tuple[bytes, str]] = {
    "data/cut.parquet": (b"PAR1" + b"\x00" * 3_000, "cut off"),
    "data/none.parquet": (b"", "cut off"),
    "data/none.csv": (b"", "empty"),
    "data/wide.csv": (b"a,b\n1,2\n3,4,5\n", "line 3 has 3 values, and the first line names 2"),
    "data/latin.csv": ("a,b\n1,café\n".encode("latin-1"), "line 2 is not UTF-8"),
    "data/quote.csv": (b'a,b\n1,"x\n3,4\n', "never closed"),
    "data/lines.jsonl": (b'{"a": 1}\n{"a": \n{"a": 3}\n', "no JSON"),
    "data/text.arrow": (b"no arrow at all, but long enough for a head", "does not begin"),
    "data/cut.jsonl.gz": (gzip.compress(bytes(range(256)) * 9)[:200], "cut off"),
    "data/gzip.jsonl.gz": (b"no gzip", "no gzip file"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_a_finding(name: str, tmp_path: Path) -> None:
    data, reason = BROKEN[name]
    (tmp_path / "data").mkdir()
    (tmp_path / name).write_bytes(data)
    found = told(card_of(*info(splits={"train": 3})), tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"DAT012 `{name}` cannot be read as")
    assert reason in found[0]
    assert str(tmp_path) not in found[0]


@pytest.mark.parametrize("extension", ["parquet", "arrow"])
def test_any_cut_and_any_flipped_byte(extension: str, tmp_path: Path) -> None:
    """Nothing that a file may hold ends a run."""
    write = {"parquet": write_parquet, "arrow": write_arrow_stream}[extension]
    write(tmp_path / f"train.{extension}", TRAIN)
    whole = (tmp_path / f"train.{extension}").read_bytes()
    step = max(1, len(whole) // 12)
    for at in range(0, len(whole), step):
        (tmp_path / f"train.{extension}").write_bytes(whole[:at])
        codes(card_of(*info(splits={"train": 30}), body=PERSONAL), tmp_path)
        flipped = bytes([*whole[:at], whole[at] ^ 0xFF, *whole[at + 1 :]])
        (tmp_path / f"train.{extension}").write_bytes(flipped)
        codes(card_of(*info(splits={"train": 30}), body=PERSONAL), tmp_path)


def test_pyarrow_parquet_with_nested_columns(tmp_path: Path) -> None:
    rows = [{"tokens": ["a", "b"], "meta": {"k": 1}, "when": None, "blob": b"x", "ratio": 0.5, "ok": True}]
    schema = pa.schema(
        [
            ("tokens", pa.large_list(pa.large_string())), ("meta", pa.struct([("k", pa.int32())])),
            ("when", pa.timestamp("ms")), ("blob", pa.binary()), ("ratio", pa.float32()), ("ok", pa.bool_()),
        ]
    )  # fmt: skip
    pa.parquet.write_table(pa.Table.from_pylist(rows, schema), tmp_path / "train.parquet")
    with pa.ipc.new_stream(tmp_path / "test.arrow", schema) as writer:
        writer.write_table(pa.Table.from_pylist(rows, schema))
    features = [
        "dataset_info:", "  features:", "  - name: tokens", "    list: string", "  - name: meta",
        "    struct:", "    - name: k", "      dtype: int32", "  - name: when", "    dtype: timestamp[ms]",
        "  - name: blob", "    dtype: image", "  - name: ratio", "    dtype: float64",
        "  - name: ok", "    dtype: bool",
    ]  # fmt: skip
    assert told(card_of(*features), tmp_path) == []


def test_patterns(tmp_path: Path) -> None:
    for name in ("en/train-0.csv", "en/train-1.csv", "en/test.csv", "notes.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write_csv(tmp_path / name, TRAIN[:4] if "0" in name else TRAIN[4:8] if "1" in name else TEST)
    configs = [
        "configs:", "- config_name: default", "  data_files:", "  - split: train",
        '    path: "en/train-*.csv"',
        "  - split: test", '    path: ["en/test.csv", "**/absent-*.csv", "hf://datasets/x/y.csv"]',
    ]  # fmt: skip
    found = told(card_of(*configs, *info(splits={"train": 8, "test": 10})), tmp_path)
    assert found == ["DAT007 no file of the repository matches `**/absent-*.csv`"]
    found = told(card_of(*configs, *info(splits={"train": 9, "test": 10})), tmp_path)
    assert [line[:6] for line in found] == ["DAT007", "DAT011"]


def test_short_lines_and_quoted_line_ends_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text('text,label\n"Gate,\nstuck",1\nCrane\n')
    assert told(card_of(*info(splits={"train": 2})), tmp_path) == []


def test_separator_of_a_config(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("text;label\nGate, stuck;1\nCrane;0\n")
    configs = ["configs:", "- config_name: default", "  sep: ;", "  data_files: train.csv"]
    assert told(card_of(*configs, *info(splits={"train": 2})), tmp_path) == []


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"


def test_lfs_pointers(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.parquet filter=lfs diff=lfs merge=lfs -text\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "train.parquet").write_text(POINTER.format("ab" * 32, 1_000_000_000))
    (tmp_path / "data" / "test.parquet").write_text(POINTER.format("cd" * 32, 5_000))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    told_size = [*info(splits={"train": 30, "test": 10}), "  download_size: 1000005000"]
    assert told(card_of(*told_size), tmp_path) == []
    assert codes(card_of(*told_size[:-1], "  download_size: 1000005001"), tmp_path) == ["DAT013"]
    body = f"# Gates\n\n- `train.parquet`: SHA-256 `{'ab' * 32}`\n- `test.parquet`: SHA-256 `{'ee' * 32}`\n"
    found = told(card_of("license: mit", body=body), tmp_path)
    assert found == ["DAT013 `test.parquet` has another SHA-256 by its Git LFS pointer: `cdcdcdcdcdcd…`"]
    (tmp_path / "data" / "test.parquet").write_text(POINTER.format("ab" * 32, 1_000_000_000))
    assert codes(card_of("license: mit"), tmp_path) == ["DAT014"]
    (tmp_path / "data" / "test.parquet").write_text("version https://git-lfs.github.com/spec/v1\nsize 3\n")
    assert codes(card_of("license: mit"), tmp_path) == ["DAT013"]


@pytest.mark.slow
def test_a_gigabyte_stays_within_the_budget(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = b"Gate 123456 stuck at low water again and nobody is there to see it,1\n" * 15_000
    with (tmp_path / "train.csv").open("wb") as stream:
        stream.write(b"text,label\n")
        while stream.tell() < 1_000_000_000:
            stream.write(line)
    write_csv(tmp_path / "test.csv", TEST)
    card = card_of(*info({"text": "int64", "label": "int64"}, splits={"train": 3, "test": 10}), body=PERSONAL)
    begin = time.perf_counter()
    found = told(card, tmp_path)
    took = time.perf_counter() - begin
    with capsys.disabled():
        print(f"\n1 GB of CSV: {took:.2f} s, {found}")
    assert [text[:6] for text in found] == ["DAT010"], "types are known from the start, rows are not counted"
    assert took < 10
    budget = surveying._made[card].reader.budget  # type: ignore[union-attr]
    assert budget.bytes >= 0


def test_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / "train.csv", TRAIN)
    monkeypatch.setattr(surveying, "is_installed", lambda: False)
    results = [lint(card_of(*info(splits={"train": 31})), tmp_path) for _ in range(3)]
    assert not [f for result in results for f in result.findings if "DAT006" <= f.code <= "DAT015"]
    (warning,) = report_of(results).warnings
    assert "opendata-lint[data]" in warning


def test_duckdb_is_not_loaded_without_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "duckdb")
    (tmp_path / "notes.txt").write_text("no data")
    assert lint(card_of(*info(splits={"train": 31})), tmp_path).notices == ()
    assert "duckdb" not in sys.modules


def test_no_tree_no_finding(tmp_path: Path) -> None:
    card = card_of(
        "configs:", "- config_name: default", "  data_files: train.csv", *info(splits={"train": 3})
    )
    result = lint_card(card, UnknownTree(), Settings(load_profile("default")), "README.md")
    assert not [f for f in result.findings if "DAT006" <= f.code <= "DAT015"]


def test_staged_data_is_not_read(tmp_path: Path) -> None:
    write_csv(tmp_path / "train.csv", TRAIN)
    card = card_of(*info(splits={"train": 31}))
    (tmp_path / "README.md").write_bytes(card.text.encode())
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    result = lint_card(card, IndexTree(tmp_path), Settings(load_profile("default")), "README.md")
    assert not result.crashes
    assert not [f for f in result.findings if "DAT006" <= f.code <= "DAT015"]


def test_links_out_of_the_tree_are_not_followed(tmp_path: Path) -> None:
    write_csv(tmp_path / "secret.csv", TRAIN)
    inside = tmp_path / "repository"
    inside.mkdir()
    (inside / "train.csv").symlink_to(tmp_path / "secret.csv")
    configs = ["configs:", "- config_name: default", "  data_files: ../secret.csv"]
    assert told(card_of(*configs, *info(splits={"train": 3})), inside) == []
    assert told(card_of(*info(splits={"train": 3})), inside) == []


def test_hostile_names_and_headers(tmp_path: Path) -> None:
    name = "train'; ATTACH 'x.db'; --.csv"
    (tmp_path / name).write_text('text,text,"a\'b""c"\nx,y,z\n')
    assert codes(card_of(*info({"text": "string"})), tmp_path) == ["DAT008"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["README.md", name])
