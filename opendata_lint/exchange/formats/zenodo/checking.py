"""What Zenodo would not take of a `.zenodo.json`, and what its schema cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from opendata_lint.exchange.agents import orcid_fault
from opendata_lint.exchange.judging import (
    DOUBLE,
    INVALID,
    MISSING,
    PLACEHOLDER,
    RECOMMENDED,
    TOOL_DIFFERS,
    UNKNOWN_TERM,
    UNREADABLE,
    opened,
    schema_findings,
)
from opendata_lint.exchange.keyed import string, strings
from opendata_lint.exchange.listed_licenses import invenio_licenses, zenodo_aliases, zenodo_others
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.works import DOI
from opendata_lint.finding import MAX_FINDINGS, Finding, at_key, at_value
from opendata_lint.vocabulary.hub_licenses import hub_spelling
from opendata_lint.vocabulary.languages import code_of, is_iso639, three_letter
from opendata_lint.vocabulary.spdx import spdx_spelling
from opendata_lint.vocabulary.suggestions import suggest

_EXPECTED = ("upload_type", "description", "creators", "license")
_PERSONS = ("creators", "contributors", "thesis_supervisors")


def findings(data: bytes, path: str) -> list[Finding]:
    """The findings of a file."""
    document, found = opened(data, path)
    if document is None:
        return found
    value = document.value
    if not isinstance(value, dict):
        return [Finding(UNREADABLE, f"{path} is no file for Zenodo: it is not an object", at_value(""))]
    doubles = getattr(document, "doubles", ())
    found = [
        *(Finding(DOUBLE, f"`{name}` stands twice in an object; the last one counts", at_key(f"/{name}"))
          for name in doubles),
        *schema_findings(value, "zenodo"),
        *_more(value),
    ]  # fmt: skip
    return list(dict.fromkeys(found))[:MAX_FINDINGS]


def _more(value: dict[str, Any]) -> Iterator[Finding]:
    for key in _EXPECTED:
        if key not in value:
            text = (
                f"`{key}` is missing; Zenodo then takes what the release of the repository tells, if anything"
            )
            yield Finding(RECOMMENDED, text, at_value(""), subject=key)
    yield from _license(value.get("license"))
    yield from _language(string(value, "language"))
    yield from _persons(value)
    for key in ("title", "description", "version", "publication_date", "doi"):
        said = string(value, key)
        if said and is_placeholder(said):
            yield Finding(
                PLACEHOLDER, f"`{key}` still waits for its value: `{said[:60]}`", at_value(f"/{key}")
            )
    doi = string(value, "doi")
    if doi and not DOI.fullmatch(doi) and not is_placeholder(doi):
        text = f"`{doi[:60]}` is no DOI such as 10.1234/name"
        yield Finding(INVALID, text, at_value("/doi"))
    yield from _identifiers(value)
    yield from _dates(value)
    for access, key in (("embargoed", "embargo_date"), ("restricted", "access_conditions")):
        if value.get("access_right") == access and key not in value:
            text = f"`{key}` is missing, which Zenodo asks for where `access_right` is `{access}`"
            yield Finding(MISSING, text, at_value("/access_right"), subject=key)


def _license(value: Any) -> Iterator[Finding]:
    pointer = "/license/id" if isinstance(value, dict) else "/license"
    said = string(value, "id") if isinstance(value, dict) else value if isinstance(value, str) else None
    if said is None or not said.strip():
        return
    id_ = said.lower()
    if id_ in invenio_licenses() or id_ in zenodo_aliases() or id_ in zenodo_others():
        return
    if is_placeholder(said):
        yield Finding(PLACEHOLDER, f"the license still waits for its id: `{said[:60]}`", at_value(pointer))
    elif spdx_spelling(said):
        text = f"`{said[:60]}` is a license of SPDX that Zenodo may not have: its list is of 2021"
        yield Finding(TOOL_DIFFERS, text, at_value(pointer))
    else:
        near = (
            [hub_spelling(said)]
            if hub_spelling(said) in invenio_licenses()
            else suggest(id_, invenio_licenses())
        )
        hint = f"; did you mean `{near[0]}`?" if near else "; it takes one id such as `cc-by-4.0`"
        yield Finding(UNKNOWN_TERM, f"`{said[:60]}` is no license of Zenodo's list{hint}", at_value(pointer))


def _language(code: str | None) -> Iterator[Finding]:
    if code is None or (len(code) == 3 and code.isascii() and is_iso639(code)):
        return
    longer = three_letter(code) or three_letter(code_of(code) or "")
    if len(code) == 2 and longer:
        text = f"`language` asks for a code of ISO 639-3: write `{longer}`, though Zenodo reads `{code}` too"
        yield Finding(TOOL_DIFFERS, text, at_value("/language"))
        return
    if len(code) == 3 and three_letter(code.lower()[:2]) and code == code.lower():
        hint = ""
    else:
        hint = f"; write `{longer}`" if longer else " such as `eng`"
    text = f"`{code[:60]}` is no code of ISO 639-3{hint}"
    yield Finding(INVALID, text, at_value("/language"))


def _persons(value: dict[str, Any]) -> Iterator[Finding]:
    for key in _PERSONS:
        people = value.get(key)
        for index, person in enumerate(people if isinstance(people, list) else []):
            place = f"/{key}/{index}"
            name = string(person, "name")
            if name and is_placeholder(name):
                yield Finding(
                    PLACEHOLDER,
                    f"the name still waits for its value: `{name[:60]}`",
                    at_value(f"{place}/name"),
                )
            orcid = person.get("orcid") if isinstance(person, dict) else None
            if isinstance(orcid, str) and orcid.strip():
                if fault := orcid_fault(orcid):
                    yield Finding(INVALID, f"`{orcid[:60]}` {fault}", at_value(f"{place}/orcid"))
            elif isinstance(orcid, str):
                text = "`orcid` is empty; leave it out where there is none"
                yield Finding(INVALID, text, at_value(f"{place}/orcid"))


def _identifiers(value: dict[str, Any]) -> Iterator[Finding]:
    records = value.get("related_identifiers")
    for index, record in enumerate(records if isinstance(records, list) else []):
        said = string(record, "identifier")
        if said is None:
            continue
        place, scheme = at_value(f"/related_identifiers/{index}/identifier"), string(record, "scheme")
        if is_placeholder(said):
            yield Finding(PLACEHOLDER, f"the identifier still waits for its value: `{said[:60]}`", place)
        elif scheme == "doi" and not DOI.fullmatch(said):
            yield Finding(INVALID, f"`{said[:60]}` is no DOI, which its scheme says that it is", place)
        elif scheme == "url" and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+\Z", said):
            yield Finding(INVALID, f"`{said[:60]}` is no URL, which its scheme says that it is", place)
        elif re.search(r"\s", said) and scheme not in ("isbn", "issn", "istc"):
            yield Finding(INVALID, f"`{said[:60]}` is no identifier that Zenodo knows: it has a space", place)


def _dates(value: dict[str, Any]) -> Iterator[Finding]:
    records = value.get("dates")
    for index, record in enumerate(records if isinstance(records, list) else []):
        start, end = string(record, "start"), string(record, "end")
        place = at_value(f"/dates/{index}")
        if isinstance(record, dict) and not (start or end):
            yield Finding(MISSING, "a date needs `start` or `end`", place, subject="start")
        elif start and end and start > end and len(start) == len(end):
            yield Finding(INVALID, f"`start` ({start[:20]}) is after `end` ({end[:20]})", place)
    keywords = [word.casefold() for word in strings(value, "keywords")]
    if len(keywords) == 1 and keywords[0].count(",") >= 3:
        text = "`keywords` holds one keyword with commas; write a list of keywords"
        yield Finding(TOOL_DIFFERS, text, at_value("/keywords/0"))
