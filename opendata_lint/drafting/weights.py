"""Files of weights by their headers: safetensors, GGUF, ONNX, Keras. No weight is read."""

from __future__ import annotations

import json
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

_MOST_HEADER = 50_000_000
"""Bytes of a safetensors header; the format allows 100 million."""
_MOST_KEYS = 2_000
_LONGEST_TEXT = 100_000
_MOST_FIELDS = 100_000


class WeightsFault(Exception):
    """A file is not what its name says, or is damaged; the message says how."""


class Weights(NamedTuple):
    """What the header of a file tells."""

    format: str
    parameters: int | None = None
    """How many numbers the weights are."""
    dtypes: tuple[str, ...] = ()
    """Types of the numbers, the most frequent first."""
    facts: Mapping[str, Any] = {}
    """What the file says of itself, by its own keys."""


def read_weights(path: Path) -> Weights:
    """The header of a file by its extension. Raises `WeightsFault`, `OSError`."""
    read = _READERS[path.suffix.lower()]
    try:
        with path.open("rb") as stream:
            return read(stream, path.stat().st_size)
    except (struct.error, ValueError, RecursionError, OverflowError, MemoryError) as error:
        raise WeightsFault("its header is damaged") from error


def _safetensors(stream: BinaryIO, size: int) -> Weights:
    """Eight bytes of length, then JSON: tensors by name, and `__metadata__` of texts."""
    (length,) = struct.unpack("<Q", stream.read(8))
    if length > min(_MOST_HEADER, size - 8):
        raise WeightsFault("its header is longer than the file, or longer than 50 MB")
    header = json.loads(stream.read(length))
    if not isinstance(header, dict):
        raise WeightsFault("its header is no JSON object")
    said = header.pop("__metadata__", None)
    numbers: Counter[str] = Counter()
    for tensor in header.values():
        told = tensor if isinstance(tensor, dict) else {}
        shape, dtype = told.get("shape"), told.get("dtype")
        if not isinstance(shape, list) or not isinstance(dtype, str) or not all(map(_is_count, shape)):
            raise WeightsFault("its header names a tensor without shape or type")
        numbers[dtype] += prod(shape)
    told = {k: v for k, v in said.items() if isinstance(v, str)} if isinstance(said, dict) else {}
    return Weights("safetensors", numbers.total(), tuple(name for name, _ in numbers.most_common()), told)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and 0 <= value < 1 << 48


_GGUF = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_GGUF_TEXT, _GGUF_LIST = 8, 9


def _gguf(stream: BinaryIO, size: int) -> Weights:
    """Versions 2 and 3: keys with values, those of `general.` before the long lists of the tokenizer."""
    if stream.read(4) != b"GGUF":
        raise WeightsFault("it does not begin as GGUF does")
    version, _, keys = struct.unpack("<IQQ", stream.read(20))
    if version not in (2, 3):
        raise WeightsFault(f"it is GGUF of version {version}, which is not known")
    facts: dict[str, Any] = {}
    for _ in range(min(keys, _MOST_KEYS)):
        key = _gguf_text(stream)
        (kind,) = struct.unpack("<I", stream.read(4))
        if kind == _GGUF_LIST and not key.startswith("general."):
            break
        facts[key] = _gguf_value(stream, kind)
    return Weights("GGUF", _number(facts.get("general.parameter_count")), (), facts)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _gguf_text(stream: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", stream.read(8))
    if length > _LONGEST_TEXT:
        raise WeightsFault("its header has a text that is too long")
    return stream.read(length).decode("utf-8", "replace")


def _gguf_value(stream: BinaryIO, kind: int) -> Any:
    if kind == _GGUF_TEXT:
        return _gguf_text(stream)
    if kind == _GGUF_LIST:
        inner, count = struct.unpack("<IQ", stream.read(12))
        if inner == _GGUF_LIST or count > _MOST_KEYS:
            raise WeightsFault("its header has a list that is too long")
        return [_gguf_value(stream, inner) for _ in range(count)]
    form = _GGUF.get(kind)
    if form is None:
        raise WeightsFault("its header has a value of a type that is not known")
    return struct.unpack(form, stream.read(struct.calcsize(form)))[0]


_ONNX_TEXTS = {2: "producer_name", 3: "producer_version", 4: "domain", 6: "doc_string"}


def _onnx(stream: BinaryIO, size: int) -> Weights:
    """The fields of `ModelProto` (onnx.proto3); the graph is skipped."""
    facts: dict[str, Any] = {}
    for number, kind, length in _fields(stream, size):
        if kind == 2 and (number in _ONNX_TEXTS or number == 14):
            if length > _LONGEST_TEXT:
                raise WeightsFault("its header has a text that is too long")
            data = stream.read(length)
            if number == 14:  # metadata_props: a key and a value
                facts.update(_pair(data))
            else:
                facts[_ONNX_TEXTS[number]] = data.decode("utf-8", "replace")
        elif kind == 2:
            stream.seek(length, 1)
        elif kind == 0 and number == 1:
            facts["ir_version"] = length
    if "ir_version" not in facts:
        raise WeightsFault("it does not begin as ONNX does")
    return Weights("ONNX", facts={k: v for k, v in facts.items() if v != ""})


def _fields(stream: BinaryIO, size: int) -> Iterator[tuple[int, int, int]]:
    """Number, wire type, and value or length of each field of a protocol buffer."""
    for _ in range(_MOST_FIELDS):
        if stream.tell() >= size:
            return
        tag = _varint(stream)
        kind = tag & 7
        if kind in (0, 2):
            value = _varint(stream)
            if kind == 2 and stream.tell() + value > size:
                raise WeightsFault("it is cut off, or no ONNX file")
            yield tag >> 3, kind, value
        elif kind in (1, 5):
            stream.seek(8 if kind == 1 else 4, 1)
        else:
            raise WeightsFault("it does not begin as ONNX does")


def _varint(stream: BinaryIO) -> int:
    value = 0
    for shift in range(0, 70, 7):
        byte = stream.read(1)
        if not byte:
            raise WeightsFault("it is cut off")
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
    raise WeightsFault("it does not begin as ONNX does")


def _pair(data: bytes) -> dict[str, str]:
    from io import BytesIO

    stream, found = BytesIO(data), {}
    for number, kind, length in _fields(stream, len(data)):
        if kind == 2:
            found[number] = stream.read(length).decode("utf-8", "replace")
    return {found[1]: found.get(2, "")} if 1 in found else {}


def _keras(stream: BinaryIO, size: int) -> Weights:
    """Keras 3: an archive with `metadata.json` and `config.json`."""
    try:
        with zipfile.ZipFile(stream) as archive:
            said = _json_member(archive, "metadata.json")
            config = _json_member(archive, "config.json")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
        raise WeightsFault("it is no archive of Keras 3") from error
    facts = {key: said[key] for key in ("keras_version", "date_saved") if isinstance(said.get(key), str)}
    if isinstance(config.get("class_name"), str):
        facts["class_name"] = config["class_name"]
    return Weights("Keras", facts=facts)


def _json_member(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    with archive.open(name) as stream:
        data = stream.read(5_000_001)
    if len(data) > 5_000_000:
        raise WeightsFault(f"its {name} is longer than 5 MB")
    value = json.loads(data)
    return value if isinstance(value, dict) else {}


_READERS = {".safetensors": _safetensors, ".gguf": _gguf, ".onnx": _onnx, ".keras": _keras}
SUFFIXES = tuple(_READERS)
"""Extensions of files whose headers can be read."""
