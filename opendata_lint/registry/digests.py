"""The ids that Git gives to content, computed without Git: of files, and of folders that count in part.

They are intrinsic: the same content has the same id in every repository. In repositories that hash by
SHA-1 they are SWHIDs (ISO/IEC 18670); for SHA-256 there is no such scheme yet, and they are named after Git.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from opendata_lint.tree import GitFile

_SHA1_LENGTH = 40


def content_digest(blob: str) -> str:
    """The digest of a file, from its object id in hexadecimal."""
    return f"swh:1:cnt:{blob}" if len(blob) == _SHA1_LENGTH else f"git-blob:sha256:{blob}"


def folder_digest(files: Mapping[str, GitFile]) -> str | None:
    """The digest of a folder that holds just these files, by path from it; None where there are none.

    It equals `git rev-parse REV:FOLDER` where the folder holds nothing else.
    """
    if not files:
        return None
    algorithm = "sha1" if len(next(iter(files.values())).id) == _SHA1_LENGTH else "sha256"
    digest = tree_id(files, algorithm)
    return f"swh:1:dir:{digest}" if algorithm == "sha1" else f"git-tree:sha256:{digest}"


def tree_id(files: Mapping[str, GitFile], algorithm: str) -> str:
    """The id that Git gives to a tree with these files; `algorithm` is `sha1` or `sha256`.

    Folders are closed one after the other on a stack: however deep a path, nothing recurs.
    """
    names: list[bytes] = []
    open_rows: list[list[tuple[bytes, bytes]]] = [[]]

    def close() -> None:
        name = names.pop()
        closed = _hash(open_rows.pop(), algorithm)
        open_rows[-1].append((name + b"/", b"40000 " + name + b"\0" + closed))

    for path, file in sorted((path.encode("utf-8", "surrogateescape"), file) for path, file in files.items()):
        *folders, last = path.split(b"/")
        shared = _shared(names, folders)
        while len(names) > shared:
            close()
        for name in folders[shared:]:
            names.append(name)
            open_rows.append([])
        row = file.mode.lstrip("0").encode() + b" " + last + b"\0" + bytes.fromhex(file.id)
        # Git sorts a folder as if its name ended in a slash, and a submodule like a file.
        open_rows[-1].append((last, row))
    while names:
        close()
    return _hash(open_rows[0], algorithm).hex()


def _shared(names: list[bytes], folders: list[bytes]) -> int:
    """How many folders a path shares with the ones that are open."""
    count = 0
    for one, other in zip(names, folders, strict=False):
        if one != other:
            break
        count += 1
    return count


def _hash(rows: Iterable[tuple[bytes, bytes]], algorithm: str) -> bytes:
    body = b"".join(row for _, row in sorted(rows))
    return hashlib.new(algorithm, b"tree %d\0" % len(body) + body, usedforsecurity=False).digest()


def blob_digest(data: bytes) -> str:
    """The digest of content that is in no repository, as one that hashes by SHA-1 would have it."""
    return content_digest(hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest())
