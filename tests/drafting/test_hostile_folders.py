"""Folders and files that were made to hurt: bounded, told, never a traceback, never a file left behind."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import struct
import time
import zipfile
from pathlib import Path

import pytest

from opendata_lint.drafting.inspecting import inspect
from opendata_lint.drafting.pickles import NotPickled, read_pickle
from opendata_lint.drafting.walking import contents_of
from opendata_lint.drafting.weights import WeightsFault, read_weights
from tests.cli.conftest import Program
from tests.drafting.conftest import png


def test_links_are_not_followed(program: Program, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/passwords.csv").write_text("user,password\nroot,toor\n", encoding="utf-8")
    program.write("train.csv", "a\n1\n")
    (program.path / "more").symlink_to(tmp_path / "secret")
    (program.path / "test.csv").symlink_to(tmp_path / "secret/passwords.csv")
    (program.path / "loop").symlink_to(program.path)
    (program.path / "LICENSE").symlink_to(tmp_path / "secret/passwords.csv")
    result = program.run("init")
    assert "3 symbolic links not followed" in result.out or "4 symbolic links not followed" in result.out
    assert "password" not in (program.path / "README.md").read_text(encoding="utf-8")


def test_a_card_that_is_a_dangling_link_is_there(program: Program, tmp_path: Path) -> None:
    program.write("train.csv", "a\n1\n")
    (program.path / "README.md").symlink_to(tmp_path / "elsewhere.md")
    assert program.run("init").code == 2
    assert not (tmp_path / "elsewhere.md").exists()


def test_many_files_are_bounded_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opendata_lint.drafting.walking._MOST_FILES", 50)
    for number in range(80):
        (tmp_path / f"{number}.csv").write_text("a\n1\n", encoding="utf-8")
    contents = contents_of(tmp_path)
    assert len(contents.files) == 50
    assert contents.notes == ("only the first 50 files were looked at; there are more",)
    assert {split.examples for table in inspect(tmp_path).card.tables for split in table.splits} == {None}
    deep = tmp_path / "/".join("d" * 1 for _ in range(20))
    deep.mkdir(parents=True)
    monkeypatch.setattr("opendata_lint.drafting.walking._MOST_FILES", 500)
    assert "1 folder not looked into: too deep" in contents_of(tmp_path).notes


@pytest.mark.skipif(os.name != "posix", reason="names of bytes, pipes and rights of POSIX")
def test_odd_names_pipes_and_closed_folders(program: Program) -> None:
    program.write("train.csv", "a\n1\n")
    Path(os.fsdecode(os.fsencode(program.path) + b"/\xff\xfe.csv")).write_bytes(b"a\n1\n")
    program.write("new\nline.csv", "a\n1\n")
    os.mkfifo(program.path / "test.csv")
    program.write("what*[now]?.csv", "a\n1\n")
    result = program.run("init")
    assert result.code == 0
    assert "2 files or folders with names that cannot stand in a card passed over" in result.out
    assert "its name has wildcards" in result.out


BROKEN = {
    "empty.csv": b"",
    "binary.csv": bytes(range(256)) * 100,
    "ragged.csv": b"a,b\n1,2,3,4\n",
    "quoted.csv": b'a,b\n"1,2\n' * 50,
    "wide.csv": ",".join(f"c{n}" for n in range(30_000)).encode() + b"\n1\n",
    "cut.parquet": b"PAR1" + bytes(100),
    "cut.arrow": b"ARROW1\0\0" + b"\xff" * 40,
    "no.jsonl": b"{not json\n",
    "deep.jsonl": b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"\n",
    "list.jsonl": b"[1]\n",
    "zip.csv.gz": b"\x1f\x8b" + bytes(50),
    "bomb.csv.gz": gzip.compress(b"a\n" + b"1\n" * 2_000_000),
    "cut.png": png(4, 4)[:20],
    "lie.jpg": b"\xff\xd8" + b"\xff\xe0\x00\x02" * 5_000,
    "cut.wav": b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff",
    "zero.wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0" + bytes(16) + b"data\0\0\0\0",
    "cut.flac": b"fLaC" + bytes(30),
    "pointer.parquet": b"version https://git-lfs.github.com/spec/v1\noid sha256:"
    + b"0" * 64
    + b"\nsize 12\n",
    "deep.json": b"[" * 100_000,
    "croissant.json": b'{"@context": 1, "@type": ["sc:Dataset"], "name": {"a": ' + b"[" * 500,
    "datapackage.json": b'{"resources": "all", "licenses": 4, "title": ["x"]}',
    "LICENSE": b"\xff\xfe\0\0" * 10_000,
    "notes.rst": b"=" * 100_000 + b"\n" + b":a:`" * 20_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_told(program: Program, name: str) -> None:
    program.write(
        f"data/{name}" if "." in name and not name.endswith((".json", ".rst")) else name, BROKEN[name]
    )
    start = time.monotonic()
    result = program.run("init", "--kind", "dataset")
    assert result.code == 0, result.err
    assert time.monotonic() - start < 20
    assert (program.path / "README.md").read_text(encoding="utf-8").startswith("---\n")


def _gguf(*pairs: bytes) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs)) + b"".join(pairs)


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def _pair(key: str, value: str) -> bytes:
    return _text(key) + struct.pack("<I", 8) + _text(value)


def test_headers_of_weights(tmp_path: Path) -> None:
    gguf = tmp_path / "m.gguf"
    gguf.write_bytes(_gguf(_pair("general.architecture", "llama"), _pair("general.license", "mit")))
    assert read_weights(gguf).facts == {"general.architecture": "llama", "general.license": "mit"}
    onnx = tmp_path / "m.onnx"
    graph = b"\x3a\x05graph"
    onnx.write_bytes(b"\x08\x09\x12\x07pytorch\x1a\x032.4" + graph + b"\x72\x08\x0a\x01k\x12\x03val")
    assert read_weights(onnx).facts == {
        "ir_version": 9, "producer_name": "pytorch", "producer_version": "2.4", "k": "val",
    }  # fmt: skip
    keras = tmp_path / "m.keras"
    with zipfile.ZipFile(keras, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.5.0"}))
        archive.writestr("config.json", json.dumps({"class_name": "Sequential"}))
    assert read_weights(keras).facts == {"keras_version": "3.5.0", "class_name": "Sequential"}
    draft = inspect(tmp_path)
    assert draft.card.kind == "model"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.safetensors", b"\xff" * 8),
        ("b.safetensors", struct.pack("<Q", 4) + b"nope"),
        ("c.safetensors", struct.pack("<Q", 27) + b'{"w":{"shape":[-1,"x"]}}   '),
        ("d.safetensors", struct.pack("<Q", 7) + b'{"w":5}'),
        ("e.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 2**60) + struct.pack("<Q", 2**62)),
        ("f.gguf", _gguf(_text("general.x") + struct.pack("<IIQ", 9, 9, 2))),
        ("g.onnx", b"\xff" * 30),
        ("h.onnx", b"PK\3\4"),
        ("i.keras", b"PK\3\4"),
        ("j.onnx", b""),
    ],
)
def test_broken_weights(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(WeightsFault):
        read_weights(path)
    assert any(name in note for note in inspect(tmp_path).notes)


def test_pickles_of_pytorch(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "m/data.pkl", b"\x80\x02ccollections\nOrderedDict\nq\0)Rq\x01ctorch._utils\n_rebuild_tensor_v2\n."
        )
    assert read_pickle(path).classes == ("collections.OrderedDict", "torch._utils._rebuild_tensor_v2")
    assert inspect(tmp_path).card.library == "pytorch"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing",
        b"\x80\x04" + b"\xff" * 100,
        b"(" * 1_000_000,
        b"\x80\x04\x8d" + b"\xff" * 8,
        b"PK\3\4" + bytes(9),
    ],
)
def test_broken_pickles(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "model.pkl"
    path.write_bytes(data)
    with contextlib.suppress(NotPickled):
        assert read_pickle(path).classes == ()


def test_a_bomb_of_zeros_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opendata_lint.drafting.pickles._MOST_BYTES", 1_000)
    path = tmp_path / "model.joblib"
    path.write_bytes(gzip.compress(b"\x80\x04" + b"N0" * 1_000_000))
    assert not read_pickle(path).whole
