"""The ids that Git gives to content, computed without Git: of files, and of folders that count in part.

They are intrinsic: the same content has the same id in every repository. In repositories that hash by
SHA-1 they are SWHIDs (ISO/IEC 18670); for SHA-256 there is no such scheme yet, and they are named after Git.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

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

    Folders are closed from the deepest up: however deep a path, nothing recurs.
    """
    rows = _rows_by_folder(files)
    for folder in sorted(rows, key=lambda path: path.count("/"), reverse=True):
        if folder:
            above, _, name = folder.rpartition("/")
            encoded = name.encode("utf-8", "surrogateescape")
            # Git sorts a folder as if its name ended in a slash, and a submodule like a file.
            row = b"40000 " + encoded + b"\0" + _hash(rows.pop(folder), algorithm)
            rows[above].append((encoded + b"/", row))
    return _hash(rows[""], algorithm).hex()


def _rows_by_folder(files: Mapping[str, GitFile]) -> dict[str, list[tuple[bytes, bytes]]]:
    """Name and row of each file by its folder; the folders above are there too, the root as ""."""
    rows: dict[str, list[tuple[bytes, bytes]]] = {"": []}
    modes: dict[str, bytes] = {}
    for path, (mode, blob) in files.items():
        folder, _, name = path.rpartition("/")
        if folder not in rows:
            above = folder
            while above not in rows:
                rows[above] = []
                above = above.rpartition("/")[0]
        if mode not in modes:
            modes[mode] = mode.lstrip("0").encode() + b" "
        encoded = name.encode("utf-8", "surrogateescape")
        rows[folder].append((encoded, modes[mode] + encoded + b"\0" + bytes.fromhex(blob)))
    return rows


def _hash(rows: list[tuple[bytes, bytes]], algorithm: str) -> bytes:
    rows.sort()
    body = b"".join([row for _, row in rows])
    return hashlib.new(algorithm, b"tree %d\0" % len(body) + body, usedforsecurity=False).digest()


def blob_digest(data: bytes) -> str:
    """The digest of content that is in no repository, as one that hashes by SHA-1 would have it."""
    return content_digest(hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest())
