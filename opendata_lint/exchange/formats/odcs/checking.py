"""What is wrong in a data contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from opendata_lint.exchange.documents import XmlDocument
from opendata_lint.exchange.judging import (
    BROKEN_REFERENCE,
    CONTEXT,
    DOUBLE,
    INVALID,
    MISSING,
    OUTDATED,
    PLACEHOLDER,
    RECOMMENDED,
    UNKNOWN_NAME,
    UNKNOWN_TERM,
    UNREADABLE,
    opened,
    schema_findings,
)
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.values import mapping, mappings
from opendata_lint.finding import NOWHERE, Finding, at_key, at_value
from opendata_lint.vocabulary.suggestions import suggest

Version = tuple[int, int]
_DEEPEST = 50
_SERVER = {
    "api": ("location",), "athena": ("schema",), "azure": ("location", "format"),
    "bigquery": ("project", "dataset"), "clickhouse": ("host", "port", "database"),
    "databricks": ("catalog", "schema"), "denodo": ("host", "port"), "dremio": ("host", "port"),
    "duckdb": ("database",), "glue": ("account", "database"),
    "cloudsql": ("host", "port", "database", "schema"), "db2": ("host", "port", "database"),
    "informix": ("host", "database"), "kafka": ("host",), "local": ("path", "format"),
    "mysql": ("host", "port", "database"), "oracle": ("host", "port", "serviceName"),
    "postgresql": ("host", "port", "database", "schema"), "postgres": ("host", "port", "database", "schema"),
    "presto": ("host",), "pubsub": ("project",), "redshift": ("database", "schema"), "s3": ("location",),
    "sftp": ("location",), "snowflake": ("account", "database", "schema"),
    "sqlserver": ("host", "database", "schema"), "synapse": ("host", "port", "database"),
    "trino": ("host", "port", "catalog", "schema"), "vertica": ("host", "port", "database", "schema"),
}  # fmt: skip
"""What a server has, by its type; of those that came with version 3.1 or later see below."""
_SERVER_LATER = {
    "exasol": ("host",), "hive": ("host", "database"), "impala": ("host", "database"),
    "iceberg": ("catalog", "catalogUrl"), "hana": ("host",), "teradata": ("host",),
}  # fmt: skip
_DESCRIBED = ("purpose", "usage", "limitations", "authoritativeDefinitions", "customProperties")
_TYPES_SINCE = {"timestamp": (3, 1), "time": (3, 1), "map": (3, 2), "vector": (3, 2)}
_NAMES_SINCE = {
    "context": (3, 2), "enum": (3, 2), "semanticType": (3, 2), "synonyms": (3, 2), "deprecated": (3, 2),
    "map": (3, 2), "relationships": (3, 1), "id": (3, 1),
}  # fmt: skip
"""Names below `schema` that version 3.0 did not have."""
_SHORT = re.compile(r"[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)+")


def findings(data: bytes, path: str) -> list[Finding]:
    """Everything that is wrong in a contract."""
    document, unreadable = opened(data, path)
    if document is None:
        return unreadable
    contract = document.value
    if isinstance(document, XmlDocument) or not isinstance(contract, dict):
        return [Finding(UNREADABLE, "a data contract is a mapping", NOWHERE)]
    version = version_of(contract)
    if version and version[0] < 3:
        told = f"version {version[0]} of the standard was replaced by 3; only that is judged"
        return [Finding(OUTDATED, told, at_value("/apiVersion"))]
    version = version or (3, 2)
    return _first_of_each(
        [
            *_newer(contract, "", version, ("context",)),
            *schema_findings(contract, "odcs"),
            *_contract(contract, version),
            *_servers(contract, version),
            *_team(contract, version),
            *_schema(contract, version),
        ]
    )


def _first_of_each(found: list[Finding]) -> list[Finding]:
    """Without what is said of something that the version of the contract does not have."""
    newer = {one.place.pointer for one in found if one.code == CONTEXT}
    return [one for one in found if one.code == CONTEXT or newer.isdisjoint(_upward(one.place.pointer or ""))]


def _upward(pointer: str) -> Iterator[str]:
    """A pointer and those of what it is in."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _newer(
    said: dict[str, Any], pointer: str, version: Version, names: Iterable[str] = ()
) -> Iterator[Finding]:
    """Names that came with a version after the one that the contract names."""
    for name in names:
        since = _NAMES_SINCE[name]
        if name in said and version < since:
            told = f"`{name}` came with version {since[0]}.{since[1]}, and `apiVersion` names an older one"
            yield Finding(CONTEXT, told, at_key(f"{pointer}/{name}"))


def version_of(contract: dict[str, Any]) -> Version | None:
    """The version of the standard that a contract names."""
    found = re.match(r"v(\d)\.(\d)\.", str(contract.get("apiVersion")))
    return (int(found[1]), int(found[2])) if found else None


def _contract(contract: dict[str, Any], version: Version) -> Iterator[Finding]:
    if "status" not in contract and version < (3, 2):
        yield Finding(MISSING, "`status` is missing, which versions before 3.2 ask for", at_value(""))
    yield from _waiting(contract, "", ("id", "name", "version", "domain", "tenant"))
    described = mapping(contract.get("description"))
    yield from _waiting(described, "/description", _DESCRIBED[:3])
    for name in described:
        near = suggest(name, _DESCRIBED, 1) if name not in _DESCRIBED else []
        if near:
            told = f"`{name[:60]}` is no part of a description: `{near[0]}` is meant?"
            yield Finding(UNKNOWN_NAME, told, at_key(f"/description/{name}"), subject=name)
    if "description" not in contract:
        yield Finding(RECOMMENDED, "`description` is missing: purpose, usage and limitations", at_value(""))
    if version >= (3, 1):
        for index, one in enumerate(mappings(contract.get("customProperties"))):
            for key in ("property", "value"):
                if key not in one:
                    yield Finding(
                        MISSING, f"`{key}` is missing", at_value(f"/customProperties/{index}"), subject=key
                    )
    if "slaDefaultElement" in contract and version >= (3, 1):
        yield Finding(OUTDATED, "`slaDefaultElement` is no longer used", at_key("/slaDefaultElement"))
    yield from _double(contract.get("slaProperties"), "/slaProperties", "id")


def _waiting(said: dict[str, Any], above: str, keys: Iterable[str]) -> Iterator[Finding]:
    for key in keys:
        value = said.get(key)
        if isinstance(value, str) and is_placeholder(value):
            yield Finding(PLACEHOLDER, f"`{value[:60]}` waits to be filled in", at_value(f"{above}/{key}"))


def _double(members: Any, pointer: str, key: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, one in enumerate(members if isinstance(members, list) else []):
        name = one.get(key) if isinstance(one, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield Finding(DOUBLE, f"`{name[:60]}` stands twice", at_value(f"{pointer}/{index}/{key}"))
            seen.add(name)


def _servers(contract: dict[str, Any], version: Version) -> Iterator[Finding]:
    servers = contract.get("servers")
    for index, server in enumerate(servers if isinstance(servers, list) else []):
        kind = server.get("type") if isinstance(server, dict) else None
        if not isinstance(kind, str):
            continue
        if isinstance(server.get("port"), str) and version < (3, 2):
            yield Finding(
                INVALID, "a port is a whole number before version 3.2", at_value(f"/servers/{index}/port")
            )
        for name in _SERVER.get(kind) or _SERVER_LATER.get(kind) or ():
            if name not in server:
                yield Finding(
                    MISSING,
                    f"a server of the type `{kind}` needs `{name}`",
                    at_value(f"/servers/{index}"),
                    subject=name,
                )
    yield from _double(servers, "/servers", "server")


def _team(contract: dict[str, Any], version: Version) -> Iterator[Finding]:
    team = contract.get("team")
    if isinstance(team, list) and version >= (3, 1):
        yield Finding(OUTDATED, "`team` is a mapping with `members` since version 3.1", at_value("/team"))
    if isinstance(team, dict) and version < (3, 1):
        yield Finding(CONTEXT, "`team` is a list before version 3.1", at_value("/team"))
    members = team if isinstance(team, list) else mapping(team).get("members")
    above = "/team" if isinstance(team, list) else "/team/members"
    for index, member in enumerate(members if isinstance(members, list) else []):
        if isinstance(member, dict) and "username" not in member and version >= (3, 1):
            yield Finding(MISSING, "`username` is missing: a login or an email", at_value(f"{above}/{index}"))
    support = contract.get("support")
    for index, channel in enumerate(support if isinstance(support, list) else []):
        if isinstance(channel, dict) and "url" not in channel and version < (3, 1):
            yield Finding(
                MISSING, "`url` is missing, which version 3.0 asks for", at_value(f"/support/{index}")
            )


def _schema(contract: dict[str, Any], version: Version) -> Iterator[Finding]:
    tables = contract.get("schema")
    known = {
        str(table.get("name")): {str(one.get("name")) for one in mappings(table.get("properties"))}
        for table in mappings(tables)
    }
    for index, table in enumerate(tables if isinstance(tables, list) else []):
        if isinstance(table, dict):
            yield from _element(table, f"/schema/{index}", version, known, 0)
    yield from _double(tables, "/schema", "name")


def _element(
    said: dict[str, Any], pointer: str, version: Version, known: dict[str, set[str]], depth: int
) -> Iterator[Finding]:
    """A table or property, and what is below it."""
    if depth > _DEEPEST:
        return
    yield from _newer(said, pointer, version, _NAMES_SINCE)
    kind = said.get("logicalType")
    if isinstance(kind, str) and version < _TYPES_SINCE.get(kind, (3, 0)):
        since = _TYPES_SINCE[kind]
        told = (
            f"the type `{kind}` came with version {since[0]}.{since[1]}, and `apiVersion` names an older one"
        )
        yield Finding(UNKNOWN_TERM, told, at_value(f"{pointer}/logicalType"))
    yield from _options(said, pointer)
    yield from _quality(said, pointer, version)
    yield from _relationships(said, pointer, known, depth == 0)
    yield from _values(said, pointer)
    properties = said.get("properties")
    for index, one in enumerate(properties if isinstance(properties, list) else []):
        if isinstance(one, dict):
            yield from _element(one, f"{pointer}/properties/{index}", version, known, depth + 1)
    yield from _double(properties, f"{pointer}/properties", "name")
    if isinstance(said.get("items"), dict):
        yield from _element(said["items"], f"{pointer}/items", version, known, depth + 1)


_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format")
_OPTIONS = {
    "string": ("minLength", "maxLength", "pattern", "format"),
    "date": _BOUNDS,
    "timestamp": (*_BOUNDS, "timezone", "defaultTimezone"),
    "time": (*_BOUNDS, "timezone", "defaultTimezone"),
    "integer": (*_BOUNDS, "multipleOf"),
    "number": (*_BOUNDS, "multipleOf"),
    "object": ("maxProperties", "minProperties", "required"),
    "array": ("maxItems", "minItems", "uniqueItems"),
}
_COUNTS = ("minLength", "maxLength", "maxProperties", "minProperties", "maxItems", "minItems")
_FORMATS = {
    "integer": [f"{sign}{width}" for sign in "iu" for width in (8, 16, 32, 64, 128)],
    "number": ["f32", "f64"],
}


def _options(said: dict[str, Any], pointer: str) -> Iterator[Finding]:
    """The options of a type are of that type."""
    kind, options = said.get("logicalType"), said.get("logicalTypeOptions")
    allowed = _OPTIONS.get(kind) if isinstance(kind, str) else None
    if not isinstance(options, dict) or allowed is None:
        return
    for name, value in options.items():
        below = f"{pointer}/logicalTypeOptions/{name.replace('~', '~0').replace('/', '~1')}"
        if name not in allowed:
            told = f"`{name[:60]}` is no option of the type `{kind}`: it has {', '.join(allowed)}"
            yield Finding(INVALID, told, at_key(below))
        elif name in _COUNTS and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            yield Finding(INVALID, f"`{name}` must be a whole number of at least 0", at_value(below))
        elif name == "format" and kind in _FORMATS and value not in _FORMATS[str(kind)]:
            yield Finding(UNKNOWN_TERM, f"use one of {', '.join(_FORMATS[str(kind)])}", at_value(below))


def _quality(said: dict[str, Any], pointer: str, version: Version) -> Iterator[Finding]:
    checks = said.get("quality")
    needed = {"sql": ("query",), "custom": ("engine", "implementation"),
              "library": ("metric",) if version >= (3, 1) else ("rule",)}  # fmt: skip
    for index, check in enumerate(checks if isinstance(checks, list) else []):
        kind = check.get("type") if isinstance(check, dict) else None
        for name in needed.get(kind, ()) if isinstance(kind, str) else ():
            if name not in check:
                told = f"a check of the type `{kind}` needs `{name}`"
                yield Finding(MISSING, told, at_value(f"{pointer}/quality/{index}"), subject=name)


def _relationships(
    said: dict[str, Any], pointer: str, known: dict[str, set[str]], of_table: bool
) -> Iterator[Finding]:
    """Short references, `table.column`, lead to what is there."""
    relations = said.get("relationships")
    for index, one in enumerate(relations if isinstance(relations, list) else []):
        if not isinstance(one, dict):
            continue
        below = f"{pointer}/relationships/{index}"
        if of_table and "from" not in one:
            yield Finding(MISSING, "`from` is missing: the columns of this table", at_value(below))
        elif not of_table and "from" in one:
            yield Finding(INVALID, "`from` is the property itself: leave it out", at_key(f"{below}/from"))
        for key in ("from", "to"):
            for place, name in _named(one.get(key), f"{below}/{key}"):
                table, _, rest = name.partition(".")
                if not _SHORT.fullmatch(name):
                    continue
                if table not in known or rest.partition(".")[0] not in known[table]:
                    yield Finding(
                        BROKEN_REFERENCE, f"there is no `{name[:60]}` in the contract", at_value(place)
                    )


def _named(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    for index, one in enumerate(value if isinstance(value, list) else []):
        if isinstance(one, str):
            yield f"{pointer}/{index}", one


def _values(said: dict[str, Any], pointer: str) -> Iterator[Finding]:
    """Allowed values: each once, and none of them empty where there must be one."""
    seen: set[tuple[str, Any]] = set()
    options = said.get("enum")
    for index, one in enumerate(options if isinstance(options, list) else []):
        value = one.get("value") if isinstance(one, dict) else []
        if isinstance(value, (dict, list)):
            continue
        place = at_value(f"{pointer}/enum/{index}/value")
        if value is None and said.get("required") is True and "value" in one:
            yield Finding(INVALID, "the property is required, so that null is no value of it", place)
        kind = "number" if type(value) in (int, float) else type(value).__name__
        if (kind, value) in seen:
            yield Finding(DOUBLE, f"the value `{value}` stands twice", place)
        seen.add((kind, value))
