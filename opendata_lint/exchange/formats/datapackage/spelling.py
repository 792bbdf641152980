"""Properties that are nearly ones of the standard: any may be added, so only one slip away is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from opendata_lint.exchange.judging import UNKNOWN_NAME
from opendata_lint.finding import Finding, at_key
from opendata_lint.vocabulary.suggestions import fold

_PACKAGE = (
    "$schema", "profile", "name", "id", "title", "description", "homepage", "version", "created", "image",
    "keywords", "licenses", "contributors", "sources", "resources",
)  # fmt: skip
_RESOURCE = (
    "name", "title", "description", "path", "data", "format", "mediatype", "encoding", "bytes", "hash",
    "sources", "licenses", "dialect", "schema", "profile", "type",
)  # fmt: skip
_SCHEMA = ("fields", "missingValues", "primaryKey", "foreignKeys", "uniqueKeys", "fieldsMatch")
_FIELD = (
    "name", "title", "description", "type", "format", "constraints", "rdfType", "example", "missingValues",
    "categories", "categoriesOrdered", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber",
)  # fmt: skip
_CONTRIBUTOR = ("title", "givenName", "familyName", "path", "email", "roles", "organization")
_OWN = {
    "scheme", "license", "role", "author", "authors", "languages", "config", "descriptor", "examples", "unit",
    "organisation", "homepages",
}  # fmt: skip
"""Other properties that are in use, and near one of the standard by chance."""
_BRITISH = {"licence": "licenses", "licences": "licenses"}


def misspelt(package: dict[str, Any]) -> Iterator[Finding]:
    """Findings of properties that are one slip away from one that is not there."""
    yield from _near(package, "", _PACKAGE)
    for pointer, person in _objects(package, "contributors", ""):
        yield from _near(person, pointer, _CONTRIBUTOR)
    for pointer, resource in _objects(package, "resources", ""):
        yield from _near(resource, pointer, _RESOURCE)
        schema = resource.get("schema")
        if isinstance(schema, dict):
            yield from _near(schema, f"{pointer}/schema", _SCHEMA)
            for below, field in _objects(schema, "fields", f"{pointer}/schema"):
                yield from _near(field, below, _FIELD)


def _objects(value: dict[str, Any], key: str, above: str) -> Iterator[tuple[str, dict[str, Any]]]:
    members = value.get(key)
    for index, one in enumerate(members if isinstance(members, list) else []):
        if isinstance(one, dict):
            yield f"{above}/{key}/{index}", one


def _near(value: dict[str, Any], pointer: str, known: Iterable[str]) -> Iterator[Finding]:
    absent = [name for name in known if name not in value]
    for name in value:
        meant = meant_by(name, absent) if name not in known and name not in _OWN else None
        if meant:
            step = name.replace("~", "~0").replace("/", "~1")
            yield Finding(
                UNKNOWN_NAME, f"`{name[:60]}` is no property of the standard: `{meant}` is meant?",
                at_key(f"{pointer}/{step}"), subject=meant,
            )  # fmt: skip


def meant_by(name: str, known: Iterable[str]) -> str | None:
    """The property that a name is one slip away from.

    The plural of one is not: `images` may well be a list of one's own beside `image`.
    """
    known = list(known)
    if _BRITISH.get(name.lower()) in known:
        return _BRITISH[name.lower()]
    if not 4 <= len(name) <= 40:
        return None
    for meant in known:
        if fold(name) == fold(meant) or (name != f"{meant}s" and len(meant) > 3 and _one_slip(name, meant)):
            return meant
    return None


def _one_slip(left: str, right: str) -> bool:
    """Whether one letter is missing, added, another one, or two neighbors are swapped."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) == len(b) >= 2
    return swapped or a[1:] == b or a == b[1:] or a[1:] == b[1:]
