"""What is wrong with a citation file: its schema, what schemas cannot say, and values that wait for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.agents import orcid_fault
from opendata_lint.exchange.documents import Document
from opendata_lint.exchange.judging import (
    DOUBLE,
    INVALID,
    OUTDATED,
    PLACEHOLDER,
    UNKNOWN_TERM,
    UNREADABLE,
    opened,
    schema_findings,
)
from opendata_lint.exchange.listed_licenses import cff_licenses
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.values import members
from opendata_lint.finding import MAX_FINDINGS, Finding, at_key, at_value
from opendata_lint.vocabulary.hub_licenses import hub_license, hub_spelling
from opendata_lint.vocabulary.spdx import spdx_spelling
from opendata_lint.vocabulary.suggestions import suggest

_OLDER = ("1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.1.0")
_ORCID = re.compile(r"https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_PROSE = ("abstract", "message", "notes", "description", "copyright", "scope")
_DEEPEST = 6
"""Levels of a citation file: authors of references stand on the fourth."""


def findings(data: bytes, path: str) -> list[Finding]:
    """The findings of a file."""
    document, found = opened(data, path if path.lower().endswith(".cff") else f"{path}.cff")
    if document is None:
        return found
    value = document.value
    if not isinstance(value, dict):
        return [
            Finding(UNREADABLE, f"{path} is no citation file: it is no mapping of properties", at_value(""))
        ]
    found = [
        *(Finding(DOUBLE, f"`{name}` stands twice in a mapping; readers refuse the file", at_key(f"/{name}"))
          for name in getattr(document, "doubles", ())),
        *_of_schema(value),
        *_licenses(value),
    ]  # fmt: skip
    told = {one.place.pointer for one in found}
    found += [one for one in _values(document) if one.place.pointer not in told]
    return list(dict.fromkeys(found))[:MAX_FINDINGS]


def _of_schema(value: dict[str, Any]) -> Iterator[Finding]:
    """By the schema of 1.2.0, which also tells what is wrong with files of older versions."""
    version = value.get("cff-version")
    if version in _OLDER:
        yield Finding(
            OUTDATED, f"version {version} of the format was replaced by 1.2.0", at_value("/cff-version")
        )
        value = value | {"cff-version": "1.2.0"}
    for finding in schema_findings(value, "cff"):
        said = _at(value, finding.place.pointer or "")
        waits = finding.code == INVALID and isinstance(said, str) and is_placeholder(said)
        yield finding._replace(code=PLACEHOLDER) if waits else finding


def _at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        if isinstance(value, dict):
            value = value.get(step.replace("~1", "/").replace("~0", "~"))
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _licenses(value: dict[str, Any]) -> Iterator[Finding]:
    works = [("", value), ("/preferred-citation", value.get("preferred-citation"))]
    works += [(f"/references/{index}", one) for index, one in enumerate(members(value.get("references")))]
    for pointer, work in works:
        said = work.get("license") if isinstance(work, dict) else None
        if isinstance(said, str):
            yield from _license(said, f"{pointer}/license")
        for index, one in enumerate(said if isinstance(said, list) else []):
            if isinstance(one, str):
                yield from _license(one, f"{pointer}/license/{index}")


def _license(said: str, pointer: str) -> Iterator[Finding]:
    if said in cff_licenses():
        return
    place = at_value(pointer)
    hub = hub_license(hub_spelling(said) or said)
    known = spdx_spelling(said) or (hub.spdx if hub else None)
    if is_placeholder(said):
        yield Finding(PLACEHOLDER, f"the license still waits for its id: `{said[:60]}`", place)
    elif said.startswith("LicenseRef-"):
        text = f"`{said[:60]}` is no license of SPDX; give the address of its text as `license-url` instead"
        yield Finding(UNKNOWN_TERM, text, place)
    elif re.search(r"\b(?:AND|OR|WITH)\b", said):
        text = "a citation file takes no expressions of licenses; a list of ids means that one may be chosen"
        yield Finding(UNKNOWN_TERM, text, place)
    elif known in cff_licenses():
        yield Finding(UNKNOWN_TERM, f"`{said[:60]}` is no id of SPDX; write `{known}`", place)
    elif known:
        text = f"`{said[:60]}` came to SPDX's list after May 2021; give the address as `license-url`"
        yield Finding(UNKNOWN_TERM, text, place)
    else:
        near = suggest(said, cff_licenses())
        hint = f"; did you mean `{near[0]}`?" if near else "; for others give the address as `license-url`"
        yield Finding(UNKNOWN_TERM, f"`{said[:60]}` is no id of SPDX's list{hint}", place)


def _values(document: Document) -> Iterator[Finding]:
    """Values that the schema lets pass and that say nothing: told, not held against the file."""
    for pointer, text in _texts(document.value):
        key = pointer.rpartition("/")[2]
        if key == "orcid" and _ORCID.search(text):
            if fault := orcid_fault(text):
                yield Finding(INVALID, f"`{text[:60]}` {fault}", at_value(pointer), conclusive=False)
        elif key not in _PROSE and is_placeholder(text):
            said = f"`{key}` still waits for its value: `{text[:60]}`"
            yield Finding(PLACEHOLDER, said, at_value(pointer), conclusive=False)


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    """The texts in a document, by pointer."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        pointer, one = waiting.pop()
        if isinstance(one, str):
            yield pointer, one
        elif isinstance(one, (dict, list)) and pointer.count("/") < _DEEPEST:
            named = one.items() if isinstance(one, dict) else enumerate(one)
            for name, member in named:
                waiting.append((f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}", member))
