"""Identifiers of the Hugging Face Hub: `hf:datasets/OWNER/NAME@REVISION`."""

from __future__ import annotations

import re

from opendata_lint.vocabulary.identifiers.base import Address, Identifier, Kind, is_commit

_SEGMENT = r"[A-Za-z0-9_][\w.-]{0,95}"
_ROOMS: dict[str, Kind | None] = {"datasets": "dataset", "models": "model", "spaces": None}
_PLACES = ("tree", "blob", "resolve", "raw", "commit", "edit", "viewer", "discussions", "blame", "commits")
_WITH_REVISION = ("tree", "blob", "resolve", "raw", "commit", "blame", "commits")
_NO_OWNERS = (
    "docs", "blog", "papers", "tasks", "collections", "organizations", "settings", "new", "join", "login",
    "pricing", "chat", "learn", "posts", "api", "search", "terms-of-service", "privacy", "support",
    "inference", "datasets", "models", "spaces", "enterprise", "welcome", "front", "languages", "metrics",
    "transformers",
)  # fmt: skip
"""First parts of addresses on the Hub that are no owners or models."""


def repository(room: str, name: str, revision: str | None = None) -> Identifier | None:
    """The identifier of a repository of the Hub by its room (`datasets`, `models`, `spaces`) and name.

    A commit is written in lower case. None where the name or the revision is none of the Hub's.
    """
    if not re.fullmatch(rf"{_SEGMENT}(?:/{_SEGMENT})?", name, re.ASCII) or room not in _ROOMS:
        return None
    if revision is not None:
        revision = re.sub("(?i)%2f", "/", revision).rstrip("/")
        if not re.fullmatch(r"[\w./+-]{1,255}", revision, re.ASCII):
            return None
        revision = revision.lower() if is_commit(revision.lower()) else revision
    work = f"hf:{room}/{name}"
    text = f"{work}@{revision}" if revision else work
    return Identifier("hf", text, work, _ROOMS[room], revision or None, is_commit(revision))


def from_text(text: str, kind: Kind | None) -> Identifier | None:
    """`hf:...`, `hf://...`, `datasets/OWNER/NAME`, and `OWNER/NAME` of the kind that the context tells."""
    if text[:5].lower() == "hf://":
        return _from_file_system(text[5:])
    rest = text[3:] if text[:3].lower() == "hf:" else text
    name, at, revision = rest.partition("@")
    room, slash, inner = name.partition("/")
    if slash and room in _ROOMS and (inner or not text.startswith("hf:")):
        return repository(room, inner, revision if at else None)
    if slash or text[:3].lower() == "hf:":
        return repository("datasets" if kind == "dataset" else "models", name, revision if at else None)
    return None


def _from_file_system(rest: str) -> Identifier | None:
    """`[datasets/]OWNER/NAME[@REVISION][/PATH]`, as `HfFileSystem` reads it."""
    parts = rest.split("/")
    room = parts.pop(0) if parts[0] in _ROOMS else "models"
    if len(parts) < 2:
        return repository(room, *_cut("/".join(parts)))
    name, revision = _cut("/".join(parts[:2]))
    if revision == "refs" and len(parts) > 3:  # refs/convert/parquet, refs/pr/1
        revision = "/".join(("refs", *parts[2:4]))
    return repository(room, name, revision)


def _cut(text: str) -> tuple[str, str | None]:
    name, at, revision = text.partition("@")
    return name, revision if at else None


def from_address(found: Address) -> Identifier | None:
    """The repository that an address on the Hub leads to; None where it leads elsewhere."""
    if found.site not in ("huggingface.co", "hf.co"):
        return None
    parts = found.parts
    if parts[:1] == ["api"] and len(parts) > 2:  # .../api/datasets/OWNER/NAME/croissant
        parts = [part for part in parts[1:] if part != "croissant"]
    room = parts.pop(0) if parts and parts[0] in _ROOMS else "models"
    if not parts or parts[0] in _NO_OWNERS:
        return None
    size = 1 if len(parts) == 1 or parts[1] in _PLACES else 2
    return repository(room, "/".join(parts[:size]), _revision(parts[size:]))


def _revision(rest: list[str]) -> str | None:
    if len(rest) < 2 or rest[0] not in _WITH_REVISION:
        return None
    return "/".join(rest[1:4]) if rest[1] == "refs" else rest[1]
