"""What is wrong in a BOM by its specification: the schema of its version, and the rules beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.judging import (
    BROKEN_REFERENCE,
    DOUBLE,
    INVALID,
    MISSING,
    OUTDATED,
    UNKNOWN_NAME,
    UNKNOWN_TERM,
    UNREADABLE,
    opened,
    schema_findings,
)
from opendata_lint.finding import Finding, at_key, at_value
from opendata_lint.vocabulary.expressions import LicenseExpressionError, parse_expression
from opendata_lint.vocabulary.spdx import exception_spelling, spdx_ids, spdx_spelling
from opendata_lint.vocabulary.suggestions import suggest

VERSIONS = ("1.5", "1.6", "1.7")
_DEEPEST = 60
"""Levels of a BOM that are judged; real ones have at most 12."""
_ONCE = frozenset({
    "components", "services", "dependencies", "compositions", "vulnerabilities", "annotations", "formulation",
    "dependsOn", "provides", "assemblies", "affects", "subjects",
})  # fmt: skip
"""Lists whose members must differ."""
_COMPONENTS = frozenset({
    "application", "framework", "library", "container", "platform", "operating-system", "device",
    "device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset",
})  # fmt: skip


def findings(data: bytes, path: str) -> Iterator[Finding]:
    """The findings in a BOM."""
    document, unread = opened(data, path)
    yield from unread
    if document is None:
        return
    bom = document.value
    if not isinstance(bom, dict) or not {"bomFormat", "specVersion"} & bom.keys():
        yield Finding(UNREADABLE, f"{path} is no BOM of CycloneDX: it has no `bomFormat`", at_value(""))
        return
    nodes = list(_walk(bom))
    if any(pointer.count("/") > _DEEPEST for pointer, _ in nodes):
        yield Finding(UNREADABLE, f"{path} is nested more than {_DEEPEST} levels deep", at_value(""))
        return
    version = bom.get("specVersion")
    if isinstance(version, str) and version in _OLDER:
        yield Finding(
            OUTDATED,
            f"CycloneDX {version} has no models and no data; {', '.join(VERSIONS)} are judged here",
            at_value("/specVersion"),
        )
        return
    yield from _by_schema(bom, version if version in VERSIONS else VERSIONS[-1])
    for pointer, node in nodes:
        yield from _of_object(pointer, node, str(version))
    yield from _of_references(bom, nodes)


def _by_schema(bom: dict[str, Any], version: str) -> Iterator[Finding]:
    """By the schema of a version, with a word on what only a later one allows."""
    found = list(schema_findings(bom, "cyclonedx", version))
    later = (
        set(schema_findings(bom, "cyclonedx", VERSIONS[-1]))
        if found and version != VERSIONS[-1]
        else set(found)
    )
    places = {(one.code, one.place) for one in later}
    for one in found:
        newer = one.code in (UNKNOWN_NAME, UNKNOWN_TERM) and (one.code, one.place) not in places
        yield (
            one._replace(hint=f"it came with a later version than {version}, which this BOM declares")
            if newer
            else one
        )


_OLDER = ("1.0", "1.1", "1.2", "1.3", "1.4")


def _walk(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """All objects with their pointers, without recursion."""
    stack: list[tuple[str, Any]] = [("", value)]
    while stack:
        pointer, node = stack.pop()
        if isinstance(node, dict):
            yield pointer, node
        if pointer.count("/") > _DEEPEST + 1:
            continue
        if isinstance(node, dict):
            steps = [(name.replace("~", "~0").replace("/", "~1"), one) for name, one in node.items()]
        else:
            steps = [(str(index), one) for index, one in enumerate(node)]
        stack.extend(
            (f"{pointer}/{step}", one) for step, one in reversed(steps) if isinstance(one, (dict, list))
        )


def _of_object(pointer: str, node: dict[str, Any], version: str) -> Iterator[Finding]:
    for name, members in node.items():
        if not isinstance(members, list):
            continue
        if name in _ONCE:
            yield from _doubles(f"{pointer}/{name}", members)
        if name == "licenses":
            yield from _licenses(f"{pointer}/{name}", members, version)
    if "versionRange" in node and "name" in node:
        yield from _ranged(pointer, node)
    kind = node.get("type")
    is_component = isinstance(kind, str) and kind in _COMPONENTS
    if is_component and kind != "data" and isinstance(node.get("data"), list):
        what = f"`data` belongs to components of the type `data`, and this is a `{kind}`"
        yield Finding(INVALID, what, at_key(f"{pointer}/data"))


def _ranged(pointer: str, node: dict[str, Any]) -> Iterator[Finding]:
    if "version" in node:
        what = "`version` and `versionRange` exclude each other: keep one"
        yield Finding(INVALID, what, at_key(f"{pointer}/versionRange"))
    elif node.get("isExternal") is not True:
        what = "`versionRange` is for components with `isExternal: true`; others have one `version`"
        yield Finding(INVALID, what, at_key(f"{pointer}/versionRange"))


def _doubles(pointer: str, members: list[Any]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, member in enumerate(members):
        first = seen.setdefault(json.dumps(member, sort_keys=True), index)
        if first < index and not (isinstance(member, dict) and "bom-ref" in member):  # told of that
            yield Finding(DOUBLE, f"the same as item {first + 1} of the list", at_value(f"{pointer}/{index}"))


def _licenses(pointer: str, choices: list[Any], version: str) -> Iterator[Finding]:
    expressions = [one for one in choices if isinstance(one, dict) and "expression" in one]
    if expressions and len(choices) > 1 and version < "1.7":
        yield Finding(
            INVALID,
            f"CycloneDX {version} takes one expression or a list of licenses, never both",
            at_value(pointer),
            hint="join them in one `expression`, or use version 1.7",
        )
    for index, choice in enumerate(choices):
        if isinstance(choice, dict):
            yield from _choice(f"{pointer}/{index}", choice)


def _choice(pointer: str, choice: dict[str, Any]) -> Iterator[Finding]:
    if "license" in choice and "expression" in choice:
        yield Finding(INVALID, "`license` and `expression` exclude each other: keep one", at_value(pointer))
    elif "license" in choice:
        for name in sorted(choice.keys() & _OF_EXPRESSION):
            yield Finding(INVALID, f"`{name}` belongs into `license`", at_key(f"{pointer}/{name}"))
    elif "expression" not in choice:
        yield Finding(MISSING, "`license` or `expression` is missing", at_value(pointer))
    license_ = choice.get("license")
    if isinstance(license_, dict):
        yield from _named(f"{pointer}/license", license_)
    expression = choice.get("expression")
    if isinstance(expression, str):
        yield from _expression(f"{pointer}/expression", expression)


_OF_EXPRESSION = frozenset({"acknowledgement", "bom-ref", "expressionDetails", "licensing", "properties"})


def _named(pointer: str, license_: dict[str, Any]) -> Iterator[Finding]:
    if "id" in license_ and "name" in license_:
        yield Finding(INVALID, "`id` and `name` exclude each other: keep one", at_value(pointer))
    elif "id" not in license_ and "name" not in license_:
        yield Finding(MISSING, "`id` or `name` is missing from the license", at_value(pointer))
    said = license_.get("id")
    if not isinstance(said, str):
        return
    spelled = spdx_spelling(said) or exception_spelling(said)
    if spelled != said:
        near = [spelled] if spelled else suggest(said, spdx_ids())
        meant = (
            f"; did you mean {' or '.join(f'`{one}`' for one in near)}?"
            if near
            else "; use `name` for others"
        )
        yield Finding(UNKNOWN_TERM, f"`{said[:80]}` is no SPDX license id{meant}", at_value(f"{pointer}/id"))


def _expression(pointer: str, expression: str) -> Iterator[Finding]:
    """By its grammar; ids that are not known pass, as lists of SPDX grow."""
    try:
        parse_expression(expression)
    except LicenseExpressionError as error:
        if error.reason in ("empty", "syntax", "too-long"):
            yield Finding(INVALID, f"no SPDX expression: {error.message}", at_value(pointer))


def _of_references(bom: dict[str, Any], nodes: list[tuple[str, dict[str, Any]]]) -> Iterator[Finding]:
    """References inside of the BOM must be unique, and lead somewhere."""
    places: dict[str, str] = {}
    whole = True  # else references that lead nowhere may only follow from a fault that is told already
    for pointer, node in nodes:
        ref = node.get("bom-ref")
        if ref == "":
            whole = False
        if not isinstance(ref, str):
            continue
        first = places.setdefault(ref, pointer)
        if first != pointer:
            yield Finding(
                DOUBLE,
                f"`{ref[:80]}` is the `bom-ref` of {first or 'another object'} too",
                at_value(f"{pointer}/bom-ref"),
            )
            whole = False
    told: set[str] = set()
    for pointer, ref in _references(bom, nodes) if whole else ():
        if ref not in places and ref not in told and not ref.startswith("urn:cdx:"):
            told.add(ref)
            yield Finding(
                BROKEN_REFERENCE, f"nothing in this BOM has the `bom-ref` `{ref[:80]}`", at_value(pointer)
            )


def _references(bom: dict[str, Any], nodes: list[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    for index, one in enumerate(_objects(bom.get("dependencies"))):
        if isinstance(one.get("ref"), str):
            yield f"/dependencies/{index}/ref", one["ref"]
        for name in ("dependsOn", "provides"):
            members = one.get(name)
            for number, ref in enumerate(members if isinstance(members, list) else ()):
                if isinstance(ref, str):
                    yield f"/dependencies/{index}/{name}/{number}", ref
    for pointer, node in nodes:
        if pointer.endswith("/modelParameters") and isinstance(node.get("datasets"), list):
            for number, used in enumerate(node["datasets"]):
                if isinstance(used, dict) and isinstance(used.get("ref"), str):
                    yield f"{pointer}/datasets/{number}/ref", used["ref"]


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one if isinstance(one, dict) else {} for one in value] if isinstance(value, list) else []
