"""What is wrong in a Data Package.

The version is the one that `$schema` names, and 1 without it, as the standard says. Where version 1 and 2
differ and nothing tells which is meant, what one of them allows is let pass, but for a lone name as a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from opendata_lint.exchange.documents import XmlDocument
from opendata_lint.exchange.formats.datapackage import tables
from opendata_lint.exchange.formats.datapackage.naming import NAME, fault_of_path
from opendata_lint.exchange.formats.datapackage.spelling import misspelt
from opendata_lint.exchange.judging import (
    DOUBLE,
    INVALID,
    LIMIT,
    MISSING,
    OUTDATED,
    PLACEHOLDER,
    RECOMMENDED,
    TOOL_DIFFERS,
    UNKNOWN_NAME,
    UNKNOWN_TERM,
    UNREADABLE,
    UNSAFE_PATH,
    opened,
    schema_findings,
)
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.finding import NOWHERE, Finding, at_item, at_key, at_value

Version = Literal["1", "2", "other"]
_KINDS_OF_FRICTIONLESS = ("file", "json", "text")


def findings(data: bytes, path: str) -> list[Finding]:
    """Everything that is wrong, in the order of the rules below."""
    document, unreadable = opened(data, path)
    if document is None:
        return unreadable
    if isinstance(document, XmlDocument) or not isinstance(document.value, dict):
        return [Finding(UNREADABLE, "a Data Package is an object of JSON or YAML", NOWHERE)]
    package = document.value
    version = version_of(package)
    near = [*misspelt(package)]
    told = [
        *_package(package, version),
        *(
            found
            for pointer, resource in _members(package, "resources")
            for found in _resource(resource, pointer, version)
        ),
        *_doubles(package),
        *tables.references(package, version),
    ]
    waiting = {found.place.pointer for found in told if found.code == PLACEHOLDER}
    meant = {(found.place.pointer or "").rpartition("/")[0] + "/" + found.subject for found in near}
    by_schema = [
        found
        for found in schema_findings(package, "datapackage")
        if found.place.pointer not in waiting
        and not (found.code == MISSING and f"{found.place.pointer or ''}/{found.subject}" in meant)
    ]
    return [*by_schema, *near, *told]


def version_of(package: dict[str, Any]) -> Version:
    """The version of the standard that a package declares."""
    said = package.get("$schema")
    if not said or not isinstance(said, str):
        return "1"
    found = re.match(r"https?://datapackage\.org/profiles/([12])\.\d+/", said)
    return "other" if not found else "1" if found[1] == "1" else "2"


def _members(value: Any, key: str, above: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a list, with their pointers."""
    members = value.get(key) if isinstance(value, dict) else None
    for index, one in enumerate(members if isinstance(members, list) else []):
        if isinstance(one, dict):
            yield f"{above}/{key}/{index}", one


def _package(package: dict[str, Any], version: Version) -> Iterator[Finding]:
    for key, least in (("resources", "resource"), ("keywords", "word"), ("licenses", "license"),
                       ("contributors", "contributor")):  # fmt: skip
        if package.get(key) == [] and not _misplaced(package):
            yield Finding(
                TOOL_DIFFERS,
                f"`{key}` is empty: the standard wants at least one {least}, though frictionless takes it",
                at_item(f"/{key}"),
            )
    yield from _name(package, "", version)
    yield from _waiting(package, "", ("title", "description", "version", "homepage", "id"))
    for key in _misplaced(package):
        yield Finding(
            UNKNOWN_NAME,
            f"`{key}` belongs under `schema` of a resource, not to the package",
            at_key(f"/{key}"),
        )
    yield from _created(package.get("created"))
    if version == "2" and "profile" in package:
        yield Finding(OUTDATED, "`profile` is `$schema` in version 2", at_key("/profile"))
    if not package.get("licenses") and "license" not in package:
        yield Finding(
            RECOMMENDED, "`licenses` is missing: the standard recommends to name them", at_value("")
        )
    yield from _terms(package, "", version)
    for pointer, person in _members(package, "contributors"):
        if version == "2" and "role" in person and "roles" not in person:
            yield Finding(OUTDATED, "`role` is a list `roles` in version 2", at_key(f"{pointer}/role"))
        if person and not any(person.get(key) for key in ("title", "givenName", "familyName", "name")):
            yield Finding(RECOMMENDED, "the contributor has no `title`, which is its name", at_value(pointer))
    yield from _profile(package)
    for key in ("profile", "image"):
        yield from _path(package, key, "")


def _created(said: Any) -> Iterator[Finding]:
    """Beside its form: a day that there is, and a time zone."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt][\d:.]{5,}(.*)", said) if isinstance(said, str) else None
    if not found:
        return
    try:
        date.fromisoformat(found[1])
    except ValueError:
        if "00" < found[1][5:7] < "13" and "00" < found[1][8:] < "32":  # else the schema has told it
            yield Finding(INVALID, f"there is no day {found[1]}", at_value("/created"))
        return
    if not found[2]:
        yield Finding(
            TOOL_DIFFERS, f"`{said}` has no time zone, which RFC 3339 wants: add `Z`", at_value("/created")
        )


def _misplaced(package: dict[str, Any]) -> list[str]:
    return [key for key in ("fields", "missingValues") if key in package]


def _profile(package: dict[str, Any]) -> Iterator[Finding]:
    """A tabular package has tabular resources only."""
    if package.get("profile") != "tabular-data-package":
        return
    for pointer, resource in _members(package, "resources"):
        if resource.get("profile") != "tabular-data-resource":
            yield Finding(
                INVALID,
                "in a `tabular-data-package` each resource must say `profile: tabular-data-resource`",
                at_value(f"{pointer}/profile" if "profile" in resource else pointer),
            )


def _name(value: dict[str, Any], pointer: str, version: Version) -> Iterator[Finding]:
    """Names: a must in version 1, advice in version 2."""
    name = value.get("name")
    if not isinstance(name, str):
        return
    if name and is_placeholder(name):
        yield Finding(PLACEHOLDER, f"the name `{name}` waits to be filled in", at_value(f"{pointer}/name"))
    elif not re.fullmatch(NAME, name):
        shown = f"`{name[:60]}`" if name else "an empty text"
        allowed = "small letters of English, digits, `.`, `_`, `-` and `/`"
        if version == "1":
            yield Finding(
                LIMIT,
                f"{shown} is no name: version 1 allows {allowed}; say the rest under `title`",
                at_value(f"{pointer}/name"),
            )
        elif version == "2":
            yield Finding(RECOMMENDED, f"a name had better be of {allowed} only", at_value(f"{pointer}/name"))


def _waiting(value: dict[str, Any], pointer: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    for key in keys:
        said = value.get(key)
        if isinstance(said, str) and is_placeholder(said):
            yield Finding(
                PLACEHOLDER, f"`{said.strip()[:60]}` waits to be filled in", at_value(f"{pointer}/{key}")
            )


def _terms(value: dict[str, Any], above: str, version: Version) -> Iterator[Finding]:
    """Licenses and sources of a package or resource."""
    for pointer, entry in _members(value, "licenses", above):
        if not entry.get("name") and not entry.get("path"):
            old = next((key for key in ("url", "id", "type") if entry.get(key)), None)
            hint = f": `{old}` was renamed `{'path' if old == 'url' else 'name'}`" if old else ""
            yield Finding(MISSING, f"a license needs `name` or `path`{hint}", at_value(pointer))
        yield from _path(entry, "path", pointer)
        yield from _waiting(entry, pointer, ("name", "path", "title"))
    for pointer, entry in _members(value, "sources", above):
        yield from _path(entry, "path", pointer)
        old = next((key for key in ("web", "url", "name") if key in entry), None)
        if old and "path" not in entry and "title" not in entry:
            new = "title" if old == "name" else "path"
            yield Finding(
                OUTDATED, f"`{old}` of a source is `{new}` since version 1", at_key(f"{pointer}/{old}")
            )
        if entry.get("path") == "":
            yield Finding(
                TOOL_DIFFERS,
                "the path is empty: leave it out; the profile refuses it, though frictionless takes it",
                at_item(f"{pointer}/path"),
            )
    if isinstance(value.get("license"), (str, dict)) and "licenses" not in value:
        yield Finding(OUTDATED, "`license` is a list `licenses` since version 1", at_key(f"{above}/license"))


def _path(value: dict[str, Any], key: str, above: str) -> Iterator[Finding]:
    said = value.get(key)
    several = isinstance(said, list)
    for index, one in enumerate(said if isinstance(said, list) else [said]):
        if isinstance(one, str) and one and (fault := fault_of_path(one)):
            pointer = f"{above}/{key}/{index}" if several else f"{above}/{key}"
            code = INVALID if fault.startswith(("only", "paths")) else UNSAFE_PATH
            yield Finding(code, f"`{one[:80]}`: {fault}", at_value(pointer))


def _resource(resource: dict[str, Any], pointer: str, version: Version) -> Iterator[Finding]:
    yield from _name(resource, pointer, version)
    yield from _waiting(resource, pointer, ("title", "description", "path", "hash"))
    yield from _source(resource, pointer)
    for key in ("path", "extrapaths", "profile", "schema", "dialect"):
        yield from _path(resource, key, pointer)
    kind = resource.get("type")
    if isinstance(kind, str) and kind != "table":
        if kind in _KINDS_OF_FRICTIONLESS:
            yield Finding(
                TOOL_DIFFERS, f"`type: {kind}` is frictionless's own: the standard has `table` only",
                at_value(f"{pointer}/type"),
            )  # fmt: skip
        else:
            yield Finding(
                UNKNOWN_TERM,
                f"`{kind[:60]}` is no type of a resource; use `table`",
                at_value(f"{pointer}/type"),
            )
    if resource.get("profile") == "tabular-data-resource" and resource.get("schema") in (None, ""):
        yield Finding(MISSING, "a `tabular-data-resource` needs a `schema`", at_value(pointer))
    for key in ("missingValues", "fields"):
        if isinstance(resource.get(key), (list, dict)):
            yield Finding(UNKNOWN_NAME, f"`{key}` belongs under `schema`", at_key(f"{pointer}/{key}"))
    yield from _terms(resource, pointer, version)
    schema = resource.get("schema")
    if isinstance(schema, dict):
        yield from tables.findings(schema, f"{pointer}/schema", version)


def _source(resource: dict[str, Any], pointer: str) -> Iterator[Finding]:
    """Where the data is: `path` or `data`, not both."""
    path, inline = resource.get("path"), resource.get("data")
    if path is None and inline is None:
        old = "; `url` was renamed `path`" if resource.get("url") else ""
        yield Finding(MISSING, f"a resource needs `path` or `data`{old}", at_value(pointer))
    elif path is not None and inline is not None:
        yield Finding(INVALID, "a resource has `path` or `data`, not both", at_key(f"{pointer}/data"))
    if path in ("", []):
        yield Finding(MISSING, "the path is empty", at_value(f"{pointer}/path"))
    elif isinstance(path, list):
        remote = {isinstance(one, str) and "://" in one for one in path}
        if len(remote) > 1:
            yield Finding(
                INVALID,
                "addresses and paths of files may not be mixed in `path`",
                at_value(f"{pointer}/path"),
            )
        else:
            yield Finding(
                TOOL_DIFFERS,
                "`path` is a list, which the standard allows; frictionless refuses it in a descriptor as it "
                "stands: it has one path, and the others in `extrapaths`",
                at_value(f"{pointer}/path"),
            )
    if isinstance(inline, str) and not resource.get("format") and not resource.get("mediatype"):
        yield Finding(MISSING, "data as text needs `format` or `mediatype`", at_value(pointer))
    elif isinstance(inline, str):
        yield Finding(TOOL_DIFFERS, "frictionless refuses data as text", at_key(f"{pointer}/data"))


def _doubles(package: dict[str, Any]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for pointer, resource in _members(package, "resources"):
        name = resource.get("name")
        if isinstance(name, str) and (first := seen.setdefault(name, pointer)) != pointer:
            yield Finding(
                DOUBLE,
                f"`{name[:60]}` is the name of `{first[1:].replace('/', '[')}]` already",
                at_value(f"{pointer}/name"),
            )
