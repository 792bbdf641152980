"""Names of a contract, its servers and their formats."""

from __future__ import annotations

import re
from pathlib import PurePosixPath


def slug(text: str) -> str:
    """A title as an id: words in small letters with dashes; empty where none is left."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:100]


def server_name(path: str) -> str:
    """The name of the server that stands for a file: its path without what names may not have."""
    return re.sub(r"[^\w.-]+", "-", path.partition("://")[2] or path, flags=re.ASCII).strip("-") or "file"


def file_format(path: str, media_type: str | None) -> str | None:
    """The format of a file by its name, else by its media type; None where neither tells."""
    ending = PurePosixPath(path.partition("?")[0]).suffix.lower().lstrip(".")
    if ending in ("gz", "zip", "bz2", "xz", "zst") or not ending:
        ending = (media_type or "").partition("/")[2].partition(";")[0].strip().removeprefix("x-")
    return ending or None
