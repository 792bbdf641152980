"""Package URLs; those of `huggingface` (models only) and `github` name works that other forms name too."""

from __future__ import annotations

import re

from opendata_lint.vocabulary.identifiers import git, hub
from opendata_lint.vocabulary.identifiers.base import Identifier, Kind, is_commit


def from_text(text: str) -> Identifier | None:
    """A package URL as it is, its type in lower case and the version of a model too."""
    match = re.fullmatch(
        r"pkg:/*(?P<type>[a-z][a-z0-9.+-]*)/(?P<name>[^\s@?#]*[^\s@?#/])(?:@(?P<version>[^\s@?#]+))?"
        r"(?P<rest>(?:\?[^\s#]*)?(?:#\S*)?)",
        text,
        re.IGNORECASE | re.ASCII,
    )
    if not match:
        return None
    type_, name, version = match["type"].lower(), match["name"].strip("/"), match["version"]
    if type_ == "huggingface" and version:
        version = version.lower()
    if type_ == "github":
        name = name.lower()
    same = _same_work(type_, name)
    shown = f"@{version}" if version else ""
    work = same.work if same else f"pkg:{type_}/{name}"
    kind: Kind | None = "model" if type_ == "huggingface" else None
    pinned = is_commit(version) if same else version is not None
    return Identifier("purl", f"pkg:{type_}/{name}{shown}{match['rest']}", work, kind, version, pinned)


def _same_work(type_: str, name: str) -> Identifier | None:
    if type_ == "huggingface":
        return hub.repository("models", name)
    if type_ == "github" and re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII):
        return git.repository("github.com", name)
    return None
