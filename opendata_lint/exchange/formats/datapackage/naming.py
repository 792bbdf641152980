"""Names and paths as the standard wants them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

NAME = r"[-a-z0-9._/]+"
"""What version 1 allows in the name of a package or resource; version 2 recommends it, without `/`."""


def slug(text: str) -> str:
    """A text as a name: small letters of English, digits and dashes; empty where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._]+", "-", plain).strip("-._")[:100]


def file_name(path: str) -> str:
    """The name of a resource by its file: `train` for `data/train.csv`."""
    return slug(PurePosixPath(path.partition("?")[0]).name.partition(".")[0]) or "data"


def fault_of_path(path: str) -> str | None:
    """Why a path may not be in a package: it must be an address or stay in the folder."""
    if re.match(r"(https?|ftps?)://", path):
        return None
    return next((reason for pattern, reason in _FAULTS if re.search(pattern, path)), None)


_FAULTS = (
    (r"://|^[Ff][Ii][Ll][Ee]:", "only addresses of http, https and ftp are allowed"),
    (r"^[/~]|^[A-Za-z]:[\\/]", "the path is absolute; write it from the folder of the descriptor"),
    (r"(^|[\\/])\.\.($|[\\/])", "the path leaves the folder of the descriptor"),
    (r"\\", "paths are written with `/`"),
    (r"^(\$.|%.+%)", "the path has a variable of the environment"),
)


def can_be_written(path: str) -> bool:
    """Whether every version of the standard and its usual reader take a path."""
    address = re.match(r"(https?|ftp)://\S+\Z", path) is not None and ".." not in path
    plain = not path.startswith(".") and not re.search(r"\.\.|[$*?]|%.+%|://", path) and bool(path.strip())
    return address or (plain and fault_of_path(path) is None)
