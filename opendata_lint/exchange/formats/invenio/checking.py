"""What the API of InvenioRDM would not take of a record, and what its schema cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from opendata_lint.exchange.agents import orcid_fault
from opendata_lint.exchange.judging import (
    DOUBLE,
    INVALID,
    MISSING,
    PLACEHOLDER,
    UNKNOWN_TERM,
    UNREADABLE,
    opened,
    schema_findings,
)
from opendata_lint.exchange.keyed import mapping, objects, string
from opendata_lint.exchange.listed_licenses import invenio_licenses
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.works import DOI
from opendata_lint.finding import MAX_FINDINGS, Finding, at_value
from opendata_lint.vocabulary.languages import is_iso639, three_letter
from opendata_lint.vocabulary.spdx import spdx_spelling
from opendata_lint.vocabulary.suggestions import suggest

_PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


def findings(data: bytes, path: str) -> list[Finding]:
    """The findings of a file."""
    document, found = opened(data, path)
    if document is None:
        return found
    value = document.value
    if not isinstance(value, dict):
        return [Finding(UNREADABLE, f"{path} is no record of InvenioRDM: it is not an object", at_value(""))]
    found = [*schema_findings(value, "invenio"), *islice(_more(mapping(value, "metadata")), MAX_FINDINGS)]
    doi = string(mapping(mapping(value, "pids"), "doi"), "identifier")
    if doi and not DOI.fullmatch(doi):
        code = PLACEHOLDER if is_placeholder(doi) else INVALID
        found.append(
            Finding(code, f"`{doi[:60]}` is no DOI such as 10.1234/name", at_value("/pids/doi/identifier"))
        )
    return list(dict.fromkeys(found))[:MAX_FINDINGS]


def _more(metadata: dict[str, Any]) -> Iterator[Finding]:
    day = string(metadata, "publication_date")
    if day and not is_edtf(day):
        code = PLACEHOLDER if is_placeholder(day) else INVALID
        text = f"`{day[:60]}` is no date of EDTF level 0: a year, 2024-05, 2024-05-17 or a range with a slash"
        yield Finding(code, text, at_value("/metadata/publication_date"))
    for key in ("title", "publisher", "description"):
        said = string(metadata, key)
        if said and is_placeholder(said):
            yield Finding(PLACEHOLDER, f"`{key}` still waits for its value", at_value(f"/metadata/{key}"))
    for index, one in _numbered(metadata, "dates"):
        when = string(one, "date")
        if when and not is_edtf(when, times=True):
            text = f"`{when[:60]}` is no date of EDTF level 0 such as 2024-05-17 or 2023/2024"
            yield Finding(INVALID, text, at_value(f"/metadata/dates/{index}/date"))
    for index, one in _numbered(metadata, "languages"):
        language = string(one, "id")
        if language and not (len(language) == 3 and is_iso639(language)):
            longer = three_letter(language)
            hint = f"; write `{longer}`" if longer else " such as `eng`"
            text = f"`{language[:60]}` is no code of ISO 639-3{hint}"
            yield Finding(UNKNOWN_TERM, text, at_value(f"/metadata/languages/{index}/id"))
    yield from _rights(metadata)
    for key in ("creators", "contributors"):
        for index, one in _numbered(metadata, key):
            yield from _agent(one, f"/metadata/{key}/{index}")
    for key in ("identifiers", "related_identifiers"):
        yield from _identifiers(metadata, key)


def _numbered(metadata: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    value = metadata.get(key)
    if isinstance(value, list):
        yield from ((index, one) for index, one in enumerate(value) if isinstance(one, dict))


def _rights(metadata: dict[str, Any]) -> Iterator[Finding]:
    for index, one in _numbered(metadata, "rights"):
        place, id_ = f"/metadata/rights/{index}", string(one, "id")
        if not id_ and not one.get("title"):
            text = "a license needs `id`, or `title` where it is in no list"
            yield Finding(MISSING, text, at_value(place), subject="id")
        elif id_ and id_ not in invenio_licenses() and id_ not in ("cc-pdm-1.0",):
            near = [id_.lower()] if id_.lower() in invenio_licenses() else suggest(id_, invenio_licenses())
            hint = f"; did you mean `{near[0]}`?" if near else "; give `title` and `link` for others"
            known = spdx_spelling(id_) is not None and id_ == id_.lower()  # an instance may have added it
            text = f"`{id_[:60]}` is no license of InvenioRDM's list{hint}"
            yield Finding(UNKNOWN_TERM, text, at_value(f"{place}/id"), conclusive=not known)


def _agent(record: dict[str, Any], pointer: str) -> Iterator[Finding]:
    said, place = mapping(record, "person_or_org"), f"{pointer}/person_or_org"
    type_ = said.get("type")
    if type_ == "personal" and not string(said, "family_name"):
        text = "a person needs `family_name`"
        yield Finding(MISSING, text, at_value(place), subject="family_name")
    if type_ == "organizational" and not string(said, "name"):
        text = "an organization needs `name`"
        yield Finding(MISSING, text, at_value(place), subject="name")
    for index, one in _numbered(said, "identifiers"):
        value = string(one, "identifier")
        if value and one.get("scheme") == "orcid" and (fault := orcid_fault(value)):
            yield Finding(
                INVALID, f"`{value[:60]}` {fault}", at_value(f"{place}/identifiers/{index}/identifier")
            )
    names = [string(one, "name") or string(one, "id") for one in objects(record, "affiliations")]
    for index, name in enumerate(names):
        if name and name in names[:index]:
            text = f"`{name[:60]}` stands twice among the affiliations"
            yield Finding(DOUBLE, text, at_value(f"{pointer}/affiliations/{index}"))


def _identifiers(metadata: dict[str, Any], key: str) -> Iterator[Finding]:
    for index, one in _numbered(metadata, key):
        value, scheme = string(one, "identifier"), string(one, "scheme")
        place = at_value(f"/metadata/{key}/{index}/identifier")
        if value is None:
            continue
        if is_placeholder(value):
            yield Finding(PLACEHOLDER, f"the identifier still waits for its value: `{value[:60]}`", place)
        elif scheme == "doi" and not DOI.fullmatch(value):
            yield Finding(INVALID, f"`{value[:60]}` is no DOI, which its scheme says that it is", place)
        elif scheme == "url" and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://\S+\Z", value):
            yield Finding(INVALID, f"`{value[:60]}` is no URL, which its scheme says that it is", place)


def is_edtf(text: str, times: bool = False) -> bool:
    """Whether a text is a date of EDTF level 0: a year, month or day, a time where asked, or a range."""
    start, slash, end = text.strip().partition("/")
    if times and not slash and (match := _TIME.fullmatch(start)):
        start = match[1]
    return _is_day(start) and (not slash or (_is_day(end) and start[:4] <= end[:4]))


def _is_day(text: str) -> bool:
    match = _PART.fullmatch(text)
    if not match:
        return False
    try:
        date(max(int(match[1]), 1), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True
