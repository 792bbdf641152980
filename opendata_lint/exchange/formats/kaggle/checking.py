"""What is wrong in `dataset-metadata.json`: by a schema, and what a schema cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from opendata_lint.exchange import judging
from opendata_lint.exchange.documents import JsonDocument
from opendata_lint.exchange.formats.kaggle.reading import content, is_answer, is_unfilled
from opendata_lint.exchange.formats.kaggle.terms import LICENSES, id_of_shown, kaggle_id
from opendata_lint.exchange.formats.kaggle.writing import LONGEST_SLUG, SHORTEST_SLUG
from opendata_lint.exchange.licenses import read_license
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.finding import MAX_FINDINGS, NOWHERE, Finding, at_key, at_value
from opendata_lint.vocabulary.suggestions import suggest

_NAMES = (
    "title", "id", "id_no", "subtitle", "description", "licenses", "keywords", "resources", "collaborators",
    "isPrivate", "expectedUpdateFrequency", "userSpecifiedSources", "image",
)  # fmt: skip
_OF_DATA_PACKAGES = (
    "name", "profile", "homepage", "version", "contributors", "created", "$schema", "author",
    "maintainers", "publisher", "usage", "format", "data", "date", "info",
)  # fmt: skip
"""Names that a Data Package has, which this format follows, and those that others put there."""
_IGNORED = {
    "tags": "keywords", "categories": "keywords", "files": "resources", "sources": "userSpecifiedSources",
    "updateFrequency": "expectedUpdateFrequency", "private": "isPrivate", "summary": "subtitle",
}  # fmt: skip
"""Names that people use, by what the client reads: it leaves them out without a word."""


def check(data: bytes, path: str) -> Iterator[Finding]:
    """The findings of a metadata file."""
    document, faults = judging.opened(data, path)
    yield from faults
    if document is None:
        return
    value = content(document.value)
    base = "/info" if value is not document.value else ""
    if isinstance(document, JsonDocument):
        for name in document.doubles:
            yield Finding(
                judging.DOUBLE, f"the key `{name}` stands twice in one object", NOWHERE, subject=name
            )
    for found in islice(_of_metadata(value), MAX_FINDINGS):
        pointer = found.place.pointer
        yield (
            found
            if pointer is None
            else found._replace(place=found.place._replace(pointer=f"{base}{pointer}"))
        )


def _of_metadata(value: Any) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield from judging.schema_findings(value, "kaggle")
        return
    misspelt = {} if is_answer(value) else dict(_misspelt(value))
    waiting = set(_waiting(value))
    for found in judging.schema_findings(value, "kaggle"):
        told = found.code == judging.MISSING and found.subject in misspelt.values()
        if not told and found.place.pointer not in waiting:
            yield found
    for pointer in sorted(waiting):
        yield Finding(
            judging.PLACEHOLDER, "this still waits for your own value; write it in", at_value(pointer)
        )
    for name, meant in misspelt.items():
        code = judging.TOOL_DIFFERS if name in _IGNORED else judging.UNKNOWN_NAME
        yield Finding(code, f"Kaggle does not read `{name}`; use `{meant}`", at_key(f"/{name}"))
    if "/id" not in waiting:
        yield from _id(value.get("id"))
    yield from _license(value)
    yield from _paths(value.get("resources"))


def _misspelt(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Unknown names, each with the known one that is missing and was meant."""
    for name in value:
        if name in _NAMES or name in _OF_DATA_PACKAGES:
            continue
        free = [known for known in _NAMES if known not in value]
        meant = _IGNORED.get(name)
        near = [meant] if meant in free else [] if meant else suggest(name, free, 1)
        if near:
            yield name.replace("~", "~0").replace("/", "~1"), near[0]


def _waiting(value: dict[str, Any]) -> Iterator[str]:
    """The pointers of short texts that were never filled in."""
    for name, waits in (("title", is_placeholder), ("id", is_unfilled), ("subtitle", is_placeholder)):
        if isinstance(value.get(name), str) and waits(value[name]):
            yield f"/{name}"


def _id(name: Any) -> Iterator[Finding]:
    if not isinstance(name, str):
        return
    owner, slash, slug = name.partition("/")
    if not slash or not owner or not slug or "/" in slug:
        message = f"`{name[:80]}` is no account, slash and name, such as `ada-beet/allotment-diaries`"
        yield Finding(judging.INVALID, message, at_value("/id"))
    elif wrong := re.search(r"[^A-Za-z0-9_-]", owner + slug):
        message = f"an id cannot hold `{wrong[0]}`; it is made of letters, digits and hyphens"
        yield Finding(judging.INVALID, message, at_value("/id"))
    elif not SHORTEST_SLUG <= len(slug) <= LONGEST_SLUG:
        message = (
            f"the name `{slug[:80]}` has {len(slug)} characters; "
            f"Kaggle's client takes {SHORTEST_SLUG} to {LONGEST_SLUG}"
        )
        yield Finding(judging.LIMIT, message, at_value("/id"))


def _license(value: dict[str, Any]) -> Iterator[Finding]:
    listed = value.get("licenses")
    if not isinstance(listed, list) or len(listed) != 1 or not isinstance(listed[0], dict):
        return
    name = listed[0].get("name")
    if not isinstance(name, str) or name in LICENSES:
        return
    place = at_value("/licenses/0/name")
    shown = id_of_shown(name)
    near = [shown] if shown else _near(name)
    better = f"write `{near[0]}`" if near else "write `other` and tell the license in the description"
    if shown and is_answer(value):
        message = f"Kaggle answers with the name of a license; for upload {better}"
        yield Finding(judging.TOOL_DIFFERS, message, place)
        return
    yield Finding(judging.UNKNOWN_TERM, f"`{name[:80]}` is no license of Kaggle's list; {better}", place)


def _near(name: str) -> list[str]:
    means = read_license(name)
    known = kaggle_id(means) if means.expression else None
    return [known] if known else [] if means.expression else suggest(name, LICENSES, 1)


def _paths(resources: Any) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, one in enumerate(resources if isinstance(resources, list) else []):
        path = one.get("path") if isinstance(one, dict) else None
        if not isinstance(path, str) or not path:
            continue
        place = at_value(f"/resources/{index}/path")
        if (
            path.startswith(("/", "\\", "~"))
            or re.match(r"[A-Za-z]:[\\/]", path)
            or ".." in re.split(r"[\\/]", path)
        ):
            yield Finding(
                judging.UNSAFE_PATH, f"`{path[:80]}` leads out of the folder that is uploaded", place
            )
        elif re.match(r"[a-z]+://", path):
            yield Finding(
                judging.INVALID, f"`{path[:80]}` is an address; Kaggle uploads files of the folder", place
            )
        elif seen.setdefault(path, index) != index:
            yield Finding(
                judging.DOUBLE, f"`{path[:80]}` stands twice, first as resource {seen[path] + 1}", place
            )
