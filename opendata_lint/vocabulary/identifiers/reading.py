"""Text, and what descriptors and lock files hold, to identifiers. Nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from opendata_lint.vocabulary.identifiers import archives, git, hub, purl
from opendata_lint.vocabulary.identifiers.base import LONGEST, Identifier, Kind, address

_ELLIPSIS = "…"
_LEGACY = re.compile(r"(?i)(?:extended\|)?(?:original|other(?:-.*)?)|extended\|?")


def parse_identifier(text: str, kind: Kind | None = None) -> Identifier:
    """The identifier that a text names.

    `kind` is what the context says of `OWNER/NAME` and of bare words: `dataset` under `source_datasets` and
    `datasets`, `model` under `base_model`; None reads `OWNER/NAME` as the Hub does, as a model.
    Whatever is no identifier comes back as one of scheme `words`.
    """
    shown = _cleaned(text)
    found = _read(shown, kind) if shown and not _is_cut(shown) else None
    return found if found and not _is_cut(found.text) else Identifier("words", shown, shown)


def _is_cut(text: str) -> bool:
    return len(text) > LONGEST or text.endswith(_ELLIPSIS)


def _read(text: str, kind: Kind | None) -> Identifier | None:
    text = text.replace(" |", "|").replace("| ", "|")
    if _LEGACY.fullmatch(text):
        return Identifier("legacy", text, text)
    if text.lower().startswith(("extended|", "original|")):
        text = text[9:].strip()
    if " " in text:
        return None
    return _by_prefix(text, kind) or _by_address(text) or hub.from_text(text, kind) or _bare(text, kind)


def _by_prefix(text: str, kind: Kind | None) -> Identifier | None:
    """By what stands before the first colon, and DOIs as they are."""
    prefix, colon, rest = text.partition(":")
    readers: dict[str, Callable[[], Identifier | None]] = {
        "hf": lambda: hub.from_text(text, kind),
        "openml": lambda: archives.openml(rest.removeprefix("d/")),
        "doi": lambda: archives.doi(rest.lstrip("/")),
        "zenodo": lambda: archives.zenodo(rest),
        "kaggle": lambda: archives.kaggle(rest) or archives.kaggle(f"datasets/{rest}"),
        "pkg": lambda: purl.from_text(text),
        "swh": lambda: archives.software_heritage(text),
    }
    if colon and prefix.lower() in readers:
        return readers[prefix.lower()]()
    return archives.doi(text) if text.startswith("10.") else None


def _by_address(text: str) -> Identifier | None:
    """By the host of a web address, or as a repository of Git."""
    found = address(text)
    if found is None or found.scheme not in ("http", "https"):
        return git.from_text(text)
    return (
        hub.from_address(found)
        or archives.openml_at(found)
        or archives.doi_at(found)
        or archives.kaggle_at(found)
        or _archived(found.site, found.path, found.query)
        or git.from_address(found)
        or Identifier("url", found.text, found.text)
    )


def _archived(host: str, path: str, query: str) -> Identifier | None:
    """A SWHID in an address of Software Heritage's archive."""
    at = host == "archive.softwareheritage.org" and path.startswith("/swh:")
    return archives.software_heritage(path[1:]) if at and not query else None


_RESERVED = (
    "hf", "openml", "doi", "zenodo", "kaggle", "pkg", "swh", "git", "http", "https", "ssh", "file", "ftp",
    "s3", "gs", "urn", "mailto", "data", "javascript", "ark", "hdl",
)  # fmt: skip


def _bare(text: str, kind: Kind | None) -> Identifier | None:
    """`member:card-id`, or one word."""
    member = re.fullmatch(r"([a-z0-9][a-z0-9._-]{0,99}):([a-z0-9][a-z0-9._-]{0,199})", text)
    if member and member[1] not in _RESERVED:
        return Identifier("member", text, text, kind)
    if re.fullmatch(r"[A-Za-z0-9_][\w.-]{0,199}", text, re.ASCII):
        return Identifier("name", text, text, kind)
    return None


def _cleaned(text: str) -> str:
    """White space and what cannot be printed become single spaces; a long text is cut and says so."""
    shown = "".join(char if char.isprintable() else " " for char in text[: 4 * LONGEST])
    shown = " ".join(shown.split())
    if len(shown) <= LONGEST and len(text) <= 4 * LONGEST:
        return shown
    return shown[: LONGEST - 1].rstrip() + _ELLIPSIS


def identifiers_of(value: Any, kind: Kind | None = None) -> Iterator[Identifier]:
    """The identifiers in what a descriptor says of a source: a text, a mapping, or a list of these.

    Of a mapping that which leads farthest: a `url` with `rev_lock` or `rev` is a repository that DVC locks,
    else `url`, `@id`, `sameAs` or `identifier` of Croissant and schema.org. What names no work is left out.
    """
    for one in value if isinstance(value, list) else [value]:
        found = _of_mapping(one, kind) if isinstance(one, dict) else None
        if isinstance(one, str) and one.strip():
            found = parse_identifier(one, kind)
        if found:
            yield found


def _of_mapping(one: dict[Any, Any], kind: Kind | None) -> Identifier | None:
    url = one.get("url")
    revision = one.get("rev_lock") or one.get("rev")
    if isinstance(url, str) and isinstance(revision, str):
        locked = git.from_text(url if url.lower().startswith("git+") else f"git+{url}")
        if locked is None:  # `git@HOST:PATH`, or a path on the disk
            locked = git.from_text(url)
        return parse_identifier(f"{locked.work}@{revision}") if locked else parse_identifier(url, kind)
    texts = (one.get(key) for key in ("url", "@id", "sameAs", "identifier"))
    return next((parse_identifier(text, kind) for text in texts if isinstance(text, str) and text), None)
