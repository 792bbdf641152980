"""What pickled models are made of, without unpickling: names of classes and versions, read as text.

`pickletools.genops` takes a pickle apart and runs nothing of it. Joblib puts the raw bytes of arrays
between the instructions, where that reading ends; names that come later are then looked for as they are
written by protocol 4. Compressed files and archives are unpacked as far as a limit.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import pickletools
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

_MOST_BYTES = 64_000_000
"""Bytes of a pickle that are looked at, unpacked."""
_MOST_OPERATIONS = 3_000_000
_MOST_NAMES = 1_000
_STRINGS = (
    "SHORT_BINUNICODE",
    "BINUNICODE",
    "BINUNICODE8",
    "UNICODE",
    "SHORT_BINSTRING",
    "BINSTRING",
    "STRING",
)
_MEMOIZES = ("MEMOIZE", "PUT", "BINPUT", "LONG_BINPUT")
_RECALLS = ("GET", "BINGET", "LONG_BINGET")
_MANY_PICKLES = 8
"""Old files of PyTorch have several pickles, one behind another."""
_COMMANDS = frozenset(
    ("os", "posix", "nt", "subprocess", "sys", "runpy", "socket", "shutil", "webbrowser", "pty")
)
_BUILTINS = frozenset(("eval", "exec", "compile", "open", "__import__", "getattr", "input", "breakpoint"))


class NotPickled(Exception):
    """A file is no pickle that is known; the message says why."""


class Pickled(NamedTuple):
    """What a pickle names."""

    classes: tuple[str, ...] = ()
    """Full names such as `sklearn.svm._classes.SVC`, in order, each once."""
    versions: Mapping[str, str] = {}
    """Of packages, as the pickle states them: `scikit-learn` to `1.5.0`."""
    whole: bool = True
    """Whether all of it was looked at."""

    @property
    def commands(self) -> tuple[str, ...]:
        """Names that no model needs and that can run anything when the file is loaded."""
        return tuple(
            name
            for name in self.classes
            if name.partition(".")[0] in _COMMANDS
            or (name.startswith(("builtins.", "__builtin__.")) and name.rpartition(".")[2] in _BUILTINS)
        )


def read_pickle(path: Path) -> Pickled:
    """What a file of pickle, joblib or PyTorch names. Raises `NotPickled`, `OSError`."""
    try:
        if zipfile.is_zipfile(path):
            return _archive(path)
        data, whole = _unpacked(path)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise NotPickled("it is cut off or damaged") from error
    return _named(data, whole)


def _archive(path: Path) -> Pickled:
    """PyTorch's archive: the pickle lies in `NAME/data.pkl`."""
    with zipfile.ZipFile(path) as archive:
        members = [name for name in archive.namelist() if name.rpartition("/")[2] == "data.pkl"]
        if not members:
            raise NotPickled("it is an archive without a pickle")
        with archive.open(members[0]) as stream:
            return _named(*_limited(stream))


def _unpacked(path: Path) -> tuple[bytes, bool]:
    """The bytes of a file, unpacked where it is compressed, and whether these are all."""
    with path.open("rb") as stream:
        start = stream.read(6)
        stream.seek(0)
        if start.startswith(b"\x1f\x8b"):
            return _limited(gzip.GzipFile(fileobj=stream))
        if start.startswith(b"BZh"):
            return _limited(bz2.BZ2File(stream))
        if start.startswith((b"\xfd7zXZ", b"\x5d\x00\x00")):
            return _limited(lzma.LZMAFile(stream))
        if start[:1] == b"\x78":
            raw, whole = _limited(stream)
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(raw, _MOST_BYTES)
            return data, whole and unpacker.eof
        return _limited(stream)


def _limited(stream: IO[bytes] | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile) -> tuple[bytes, bool]:
    data = stream.read(_MOST_BYTES + 1)
    return data[:_MOST_BYTES], len(data) <= _MOST_BYTES


def _named(data: bytes, whole: bool) -> Pickled:
    if data[:1] not in (b"\x80", b"c", b"(", b"]", b"}", b"\x8a"):
        raise NotPickled("it does not begin as a pickle does")
    reading = _Reading()
    end = reading.run(data)
    if not reading.began:
        raise NotPickled("it does not begin as a pickle does")
    reading.search(data[end:])
    classes = tuple(dict.fromkeys(reading.classes))[:_MOST_NAMES]
    return Pickled(classes, dict(reading.versions), whole)


class _Reading:
    """One walk over the instructions."""

    def __init__(self) -> None:
        self.classes: list[str] = []
        self.versions: dict[str, str] = {}
        self.began = False
        self._memo: dict[int, str | None] = {}
        self._recent: list[str | None] = []

    def run(self, data: bytes) -> int:
        """Go over the instructions; returns where the reading ended: at the end or at raw bytes."""
        stream = BytesIO(data)
        left = _MOST_OPERATIONS
        for _ in range(_MANY_PICKLES):
            start = stream.tell()
            if start >= len(data):
                break
            try:
                for operation, value, at in pickletools.genops(stream):
                    left -= 1
                    if left < 0 or len(self.classes) > _MOST_NAMES:
                        return at or 0
                    self.began = True
                    self._step(operation.name, value)
            except Exception:  # whatever raw bytes look like
                return start if stream.tell() > len(data) else max(start, stream.tell() - 1)
        return stream.tell()

    def _step(self, name: str, value: object) -> None:
        if name in _STRINGS:
            self._push(value if isinstance(value, str) else None)
        elif name in _MEMOIZES:
            at = value if isinstance(value, int) else len(self._memo)
            if len(self._memo) < _MOST_OPERATIONS:
                self._memo[at] = self._recent[-1] if self._recent else None
        elif name in _RECALLS:
            self._push(self._memo.get(value) if isinstance(value, int) else None)
        elif name in ("GLOBAL", "INST"):
            self._take(str(value).replace(" ", "."))
            self._push(None)
        elif name == "STACK_GLOBAL":
            if len(self._recent) > 1 and self._recent[-1] and self._recent[-2]:
                self._take(f"{self._recent[-2]}.{self._recent[-1]}")
            self._push(None)
        elif name not in ("PROTO", "FRAME"):
            self._push(None)

    def _push(self, text: str | None) -> None:
        if text and self._recent and self._recent[-1] == "_sklearn_version":
            self._version("scikit-learn", text)
        self._recent = [*self._recent[-3:], text]

    def _take(self, name: str) -> None:
        if len(name) <= 300 and name.isprintable():
            self.classes.append(name)

    def _version(self, package: str, version: str) -> None:
        if re.fullmatch(r"\d+(?:\.\w+){1,4}", version):
            self.versions.setdefault(package, version)

    def search(self, rest: bytes) -> None:
        """Take the names that stand in the rest of the file, between the raw bytes of arrays."""
        for found in _class_names(rest):
            self._take(found)
        for match in re.finditer(rb"_sklearn_version\x94?\x8c[\x03-\x20]([\x20-\x7e]{3,32}?)\x94", rest):
            self._version("scikit-learn", match[1].decode("ascii"))


def _class_names(rest: bytes) -> Iterator[str]:
    """Module and class, two short texts in a row before the instruction that takes them (protocol 4)."""
    pattern = rb"\x8c([\x03-\x78])(?=[A-Za-z_])((?:\w|\.){3,120})\x94\x8c([\x02-\x60])(\w{2,96})\x94\x93"
    for match in re.finditer(pattern, rest):
        module, name = match[2], match[4]
        if len(module) == match[1][0] and len(name) == match[3][0]:
            yield f"{module.decode()}.{name.decode()}"
