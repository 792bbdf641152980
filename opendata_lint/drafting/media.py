"""Images and recordings: how many there are, how large, how long. Only their first bytes are read."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

_MOST_OPENED = 2_000
"""Files of one kind whose heads are read."""
_MOST_CHUNKS = 1_000


class Sound(NamedTuple):
    """A recording."""

    rate: int
    """Samples a second."""
    channels: int
    seconds: float


class Pictures(NamedTuple):
    """The sizes of some images."""

    sizes: Counter[tuple[int, int]]
    """How many there are of each width and height, in pixels."""
    opened: int
    broken: tuple[str, ...]


class Sounds(NamedTuple):
    """Rate, channels and length of some recordings."""

    rates: Counter[int]
    channels: Counter[int]
    shortest: float
    longest: float
    total: float
    """Seconds of all that were opened."""
    opened: int
    broken: tuple[str, ...]


def pictures(root: Path, paths: Iterable[str]) -> Pictures:
    """The sizes of PNG, GIF, BMP, WebP and JPEG files; others are passed over."""
    sizes: Counter[tuple[int, int]] = Counter()
    broken = []
    for path in [one for one in paths if _suffix(one) in _SIZES][:_MOST_OPENED]:
        size = _of_file(root / path, _SIZES[_suffix(path)])
        if size and all(size):
            sizes[size] += 1
        else:
            broken.append(path)
    return Pictures(sizes, sizes.total(), tuple(broken))


def sounds(root: Path, paths: Iterable[str]) -> Sounds:
    """Rate and length of WAV and FLAC files; others are passed over."""
    found: list[Sound] = []
    broken = []
    for path in [one for one in paths if _suffix(one) in _SOUNDS][:_MOST_OPENED]:
        sound = _of_file(root / path, _SOUNDS[_suffix(path)])
        if sound and sound.rate and sound.seconds >= 0:
            found.append(sound)
        else:
            broken.append(path)
    lengths = [sound.seconds for sound in found] or [0.0]
    rates = Counter(sound.rate for sound in found)
    channels = Counter(sound.channels for sound in found)
    return Sounds(rates, channels, min(lengths), max(lengths), sum(lengths), len(found), tuple(broken))


def _suffix(path: str) -> str:
    return path.rpartition(".")[2].lower()


_T = TypeVar("_T")


def _of_file(path: Path, read: Callable[[BinaryIO], _T | None]) -> _T | None:
    try:
        with path.open("rb") as stream:
            return read(stream)
    except (OSError, struct.error, ValueError):
        return None


def _png(stream: BinaryIO) -> tuple[int, int] | None:
    head = stream.read(24)
    if not head.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _gif(stream: BinaryIO) -> tuple[int, int] | None:
    head = stream.read(10)
    if not head.startswith((b"GIF87a", b"GIF89a")):
        return None
    width, height = struct.unpack("<HH", head[6:10])
    return width, height


def _bmp(stream: BinaryIO) -> tuple[int, int] | None:
    head = stream.read(26)
    if not head.startswith(b"BM"):
        return None
    width, height = struct.unpack("<ii", head[18:26])
    return abs(width), abs(height)


def _webp(stream: BinaryIO) -> tuple[int, int] | None:
    """WebP in its three forms (RFC 9649)."""
    head = stream.read(30)
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(stream: BinaryIO) -> tuple[int, int] | None:
    """The first frame's header (ITU T.81, B.2.2)."""
    if stream.read(2) != b"\xff\xd8":
        return None
    for _ in range(_MOST_CHUNKS):
        mark = stream.read(2)
        if len(mark) < 2 or mark[0] != 0xFF:
            return None
        if mark[1] == 0xFF:  # filled up
            stream.seek(-1, 1)
            continue
        length = struct.unpack(">H", stream.read(2))[0]
        if 0xC0 <= mark[1] <= 0xCF and mark[1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", stream.read(5)[1:5])
            return width, height
        stream.seek(length - 2, 1)
    return None


def _wav(stream: BinaryIO) -> Sound | None:
    """RIFF with a chunk `fmt ` before the chunk `data`."""
    head = stream.read(12)
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return None
    channels = rate = per_second = 0
    for _ in range(_MOST_CHUNKS):
        name, length = stream.read(4), stream.read(4)
        size = struct.unpack("<I", length)[0]
        if name == b"fmt ":
            channels, rate, per_second = struct.unpack("<HII", stream.read(12)[2:])
            stream.seek(size + size % 2 - 12, 1)
        elif name == b"data":
            start = stream.tell()
            left = stream.seek(0, 2) - start  # a length of 2**32 - 1 stands for an unknown one
            return Sound(rate, channels, min(size, left) / per_second) if per_second else None
        else:
            stream.seek(size + size % 2, 1)
    return None


def _flac(stream: BinaryIO) -> Sound | None:
    """The block STREAMINFO, which comes first (RFC 9639, section 8.2)."""
    head = stream.read(26)
    if head[:4] != b"fLaC":
        return None
    bits = int.from_bytes(head[18:26], "big")
    rate, channels, samples = bits >> 44, (bits >> 41 & 7) + 1, bits & (1 << 36) - 1
    return Sound(rate, channels, samples / rate) if rate and samples else None


_SIZES: dict[str, Callable[[BinaryIO], tuple[int, int] | None]] = {
    "png": _png, "gif": _gif, "bmp": _bmp, "webp": _webp, "jpg": _jpeg, "jpeg": _jpeg,
}  # fmt: skip
_SOUNDS: dict[str, Callable[[BinaryIO], Sound | None]] = {"wav": _wav, "flac": _flac}
