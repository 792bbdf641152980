"""A dataset as Croissant 1.1: what its card, its record and its files tell, and nothing made up.

Terms are spelled with `https://schema.org/`, as version 1.0 has it: the text of 1.1 has `http`, which the
validator of its makers refuses. A file is named where its SHA-256 is known, from its content or from the
pointer that Git LFS keeps in its place, as the same validator asks for a checksum.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site.machine.facts import (
    creators_of,
    description_of,
    keywords_of,
    language_tags,
    license_address,
    web_address,
)
from opendata_lint.registry.site.site import Site, title_of
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.vocabulary.modalities import extension

FILES = 100
"""Files of a dataset that are named."""
_READ = 1 << 20
"""Bytes of a file up to which it is read for its checksum."""
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n"
)
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "isLiveDataset": "cr:isLiveDataset",
    "prov": "http://www.w3.org/ns/prov#",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
}


def document(site: Site, entry: Entry, files: list[dict[str, Any]], published: str | None) -> dict[str, Any]:
    """The document of a dataset; `published` is the day of its first release, where there is one."""
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": title_of(entry),
        "description": description_of(entry),
        "url": f"{site.url}cards/{site.by_id[entry.id]}" if site.url else f"../cards/{site.by_id[entry.id]}",
        "identifier": entry.id,
    }
    more: dict[str, Any] = {
        "license": license_address(entry) or entry.license,
        "version": entry.version,
        "keywords": keywords_of(entry),
        "inLanguage": language_tags(entry),
        "creator": [{"@type": "sc:Person", "name": name} for name in creators_of(entry)],
        "datePublished": published,
        "distribution": files,
        "prov:wasDerivedFrom": [one.id for one in entry.lineage if one.relation == "derivedFrom"],
    }
    return told | {name: value for name, value in more.items() if value}


def files_of(tree: Tree, paths: Iterable[str]) -> list[dict[str, Any]]:
    """The files at some paths whose checksums are known, as `FileObject`s; at most `FILES`."""
    found: list[dict[str, Any]] = []
    for path in paths:
        for checksum, size in _known(tree, path):
            kind = extension(path)
            found.append(
                {
                    "@type": "cr:FileObject",
                    "@id": web_address(path),
                    "name": path.rpartition("/")[2].encode("utf-8", "replace").decode(),
                    "contentUrl": web_address(path),
                    "contentSize": f"{size} B",
                    "encodingFormat": (kind.mime if kind else None) or "application/octet-stream",
                    "sha256": checksum,
                }
            )
        if len(found) == FILES:
            break
    return found


def _known(tree: Tree, path: str) -> Iterator[tuple[str, int]]:
    """Checksum and size of a file, where they can be told without reading much."""
    try:
        content = tree.read(path, _READ + 1)
    except TreeFault:
        return
    pointer = _POINTER.fullmatch(content)
    if pointer:
        yield pointer[1].decode(), int(pointer[2])
    elif len(content) <= _READ:
        yield hashlib.sha256(content).hexdigest(), len(content)
