"""What values of a DataCite record must look like, by the XML Schema and by the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from opendata_lint.exchange.agents import orcid_fault
from opendata_lint.exchange.documents import Element
from opendata_lint.exchange.formats.datacite.grammar import Node
from opendata_lint.exchange.formats.datacite.terms import is_unknown
from opendata_lint.exchange.judging import INVALID, LIMIT, MISSING, PLACEHOLDER, UNKNOWN_TERM
from opendata_lint.exchange.placeholders import is_placeholder
from opendata_lint.exchange.works import DOI
from opendata_lint.finding import Finding, at_value

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_MANDATORY = frozenset({"creatorName", "title", "publisher", "identifier"})
_TIME = r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
_DATE = re.compile(rf"[+-]?(\d{{4,}})(?:-(\d\d)(?:-(\d\d)(?:{_TIME})?)?)?", re.ASCII)


def value_faults(element: Element, node: Node, pointer: str) -> Iterator[Finding]:
    """What is wrong with the text of an element."""
    text, place = element.text, at_value(pointer)
    if node.text == "none":
        if text:
            yield Finding(INVALID, f"<{element.tag}> holds elements, not text (`{text[:60]}`)", place)
    elif not text and (node.text == "filled" or element.tag in _MANDATORY):
        yield Finding(MISSING, f"<{element.tag}> is empty", place)
    elif node.text == "year":
        yield from year_faults(text, element.tag, pointer)
    elif node.text == "language" and not _LANGUAGE.fullmatch(text):
        yield Finding(INVALID, f"`{text[:60]}` is no language tag such as `en`", place)
    elif node.text in ("longitude", "latitude"):
        yield from _coordinate(text, node.text, element.tag, pointer)
    elif text:
        yield from _meaning(element, text, pointer)


def _coordinate(text: str, kind: str, tag: str, pointer: str) -> Iterator[Finding]:
    most = 180 if kind == "longitude" else 90
    if not re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", text, re.ASCII):
        yield Finding(INVALID, f"<{tag}> must be a number of degrees, not `{text[:60]}`", at_value(pointer))
    elif abs(float(text)) > most:
        yield Finding(
            LIMIT, f"<{tag}> must be between -{most} and {most}, not {text[:60]}", at_value(pointer)
        )


def _meaning(element: Element, text: str, pointer: str) -> Iterator[Finding]:
    attributes, place = element.attributes, at_value(pointer)
    if element.tag == "identifier":
        type_ = attributes.get("identifierType")
        if type_ is not None and type_ != "DOI":
            said = f"the identifier of a DataCite record is a DOI; `identifierType` is `{type_[:60]}`"
            yield Finding(UNKNOWN_TERM, said, at_value(f"{pointer}/@identifierType"))
        elif type_:
            yield from doi_faults(text, pointer)
    elif element.tag == "nameIdentifier" and attributes.get("nameIdentifierScheme", "").upper() == "ORCID":
        if fault := orcid_fault(text):
            yield Finding(INVALID, f"`{text[:60]}` {fault}", place)
    elif element.tag == "date":
        yield from date_faults(text, pointer)
    elif element.tag in ("relatedIdentifier", "relatedItemIdentifier"):
        yield from identifier_faults(text, attributes.get(f"{element.tag}Type"), pointer)
    elif element.tag in _MANDATORY and is_placeholder(text):
        yield Finding(PLACEHOLDER, f"<{element.tag}> still waits for its value: `{text[:60]}`", place)


def year_faults(text: str, name: str, pointer: str) -> Iterator[Finding]:
    """A year has four digits."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        code = PLACEHOLDER if is_placeholder(text) else INVALID
        yield Finding(
            code, f"`{name}` must be a year of four digits such as 2024, not `{text[:60]}`", at_value(pointer)
        )


def doi_faults(text: str, pointer: str) -> Iterator[Finding]:
    """The record's own DOI stands without address and prefix."""
    match = DOI.fullmatch(text)
    if match and match[1] == text:
        if is_placeholder(text):
            yield Finding(PLACEHOLDER, f"the DOI still waits for its value: `{text[:60]}`", at_value(pointer))
    elif match:
        said = f"the DOI is written without address or `doi:`: `{match[1][:200]}`"
        yield Finding(INVALID, said, at_value(pointer))
    else:
        code = PLACEHOLDER if is_placeholder(text) else INVALID
        yield Finding(code, f"`{text[:60]}` is no DOI such as 10.5281/zenodo.1234567", at_value(pointer))


def identifier_faults(text: str, type_: str | None, pointer: str) -> Iterator[Finding]:
    """A DOI must be one, and an address too; other kinds have too many forms to tell."""
    if is_placeholder(text):
        yield Finding(
            PLACEHOLDER, f"the identifier still waits for its value: `{text[:60]}`", at_value(pointer)
        )
    elif type_ == "DOI" and not DOI.fullmatch(text):
        yield Finding(INVALID, f"`{text[:60]}` is no DOI, which its type says that it is", at_value(pointer))
    elif type_ == "URL" and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+\Z", text):
        yield Finding(INVALID, f"`{text[:60]}` is no URL, which its type says that it is", at_value(pointer))


def date_faults(text: str, pointer: str) -> Iterator[Finding]:
    """A year, month, day or time of W3CDTF, or a range of them with a slash (RKMS-ISO8601)."""
    parts = text.split("/")
    if is_unknown(text):
        return
    right = len(parts) <= 2 and any(parts) and all(_is_date(part) for part in parts if part not in ("", ".."))
    if not right:
        code = PLACEHOLDER if is_placeholder(text) else INVALID
        said = f"`{text[:60]}` is no date: a year, 2024-05, 2024-05-17, or two of them with a slash between"
        yield Finding(code, said, at_value(pointer))


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text.strip())
    if not match:
        return False
    year, month, day = match.groups()
    try:
        date(
            min(max(int(year), 4), 9996) // 4 * 4 if len(year) != 4 else max(int(year), 1),
            int(month or 1),
            int(day or 1),
        )
    except ValueError:
        return False
    return True
