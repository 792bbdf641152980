"""Write a file so that nobody ever sees half of it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in place of a file's content at once; its mode stays, its owner where that is allowed.

    A symbolic link is followed and stays one; a file that is not there is made, with the folders above it.
    Raises `OSError`, and the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()  # with the mode that new files have here
        try:
            _replace(target, data)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    else:
        _replace(target, data)


def _replace(target: Path, data: bytes) -> None:
    status = target.stat()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):
                os.chown(name, status.st_uid, status.st_gid)
        Path(name).chmod(status.st_mode & 0o7777)  # behind chown, which may clear bits of it
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
