"""Trees of files that are nobody's, for digests to be held against Git and against Software Heritage."""

from __future__ import annotations

import os
import random
from pathlib import Path

from tests.registry.conftest import CardRepository

_NAMES = ("a", "a.b", "a-b", "ab", "b", "é", "café", "data", "part 1", "line\nend", "tab\t", 'quo"te', "..x")
_BYTES = (b"\xff\xfe", b"lat\xe9n", b"a\x80")
_POINTER = """\
version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size {size}
"""
_DVC = "outs:\n- md5: {md5:032x}\n  size: 14445097\n  hash: md5\n  path: levels.csv\n"
_ANNEX = "../.git/annex/objects/Kj/0x/MD5E-s{size}--0cc175b9c0f1b6a831c399e269772661.csv/levels.csv"


def fill(root: Path, seed: int, count: int = 40) -> None:
    """Write `count` files of many kinds below a folder: the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        path = root
        for _ in range(chance.choice((0, 0, 1, 1, 2, 5)) + 1):
            odd = chance.random() < 0.1
            path /= os.fsdecode(chance.choice(_BYTES)) if odd else chance.choice(_NAMES)
        _write(path, chance)


def _write(path: Path, chance: random.Random) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):  # a file or a link is in the way
        return
    if os.path.lexists(path):
        return
    kind = chance.choice(("plain", "plain", "empty", "executable", "link", "lfs", "dvc", "annex"))
    number = chance.randrange(10**6)
    if kind in ("link", "annex"):
        path.symlink_to(f"../somewhere/{number}" if kind == "link" else _ANNEX.format(size=number))
        return
    texts = {"lfs": _POINTER.format(size=number), "dvc": _DVC.format(md5=number), "empty": ""}
    path.write_bytes(texts.get(kind, f"{number}\n").encode())
    if kind == "executable":
        path.chmod(0o755)


def add_module(repository: CardRepository, path: str) -> None:
    """Stage a submodule: a commit of some other repository."""
    size = len(repository.git("hash-object", "-t", "tree", "/dev/null").strip())
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{'5' * size},{path}")
