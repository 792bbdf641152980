"""What DataCite has no place for."""

from __future__ import annotations

_TEXT = (
    "spaces at the ends of a text, empty lines at its beginning and characters that XML lacks are not kept"
)
_ONCE = "the same word stands among the subjects once, and one that is empty says nothing"
_NAME = "DataCite reads `A, B` as the family name A and the given name B"

REASONS = {
    "title": _TEXT,
    "id": _TEXT,
    "summary": _TEXT,
    "version": _TEXT,
    "url": "DataCite takes web addresses only",
    "citation": _TEXT,
    "doi": "a DOI has the form 10.PREFIX/NAME, and is read in lower case",
    "keywords": _ONCE,
    "tasks": _ONCE,
    "modalities": _ONCE,
    "size_category": "DataCite's sizes are read as a size category only in the form of the Hub's",
    "creators": "a creator without a name, or whose name is DataCite's word for unknown, is none",
    "creators/*/name": _NAME,
    "creators/*/given": _NAME,
    "creators/*/family": _NAME,
    "creators/*/kind": "a name of two parts is that of a person",
    "creators/*/email": "DataCite has no place for e-mail addresses",
    "creators/*/url": "of the addresses of a creator DataCite takes identifiers such as ROR only",
    "creators/*/affiliation": _TEXT,
    "creators/*/orcid": "an ORCID iD has sixteen digits, of which the last checks the others",
    "contact": "a contact without a name is none",
    "contact/name": _NAME,
    "contact/given": _NAME,
    "contact/family": _NAME,
    "contact/kind": "a name of two parts is that of a person",
    "contact/email": "DataCite has no place for e-mail addresses",
    "contact/url": "of the addresses of a contact DataCite takes identifiers such as ROR only",
    "contact/affiliation": _TEXT,
    "contact/orcid": "an ORCID iD has sixteen digits, of which the last checks the others",
    "publisher": "DataCite's words for the unknown name no publisher",
    "publisher/name": _TEXT,
    "publisher/kind": "DataCite takes a publisher for an organization",
    "publisher/given": "DataCite has the whole name of a publisher only",
    "publisher/family": "DataCite has the whole name of a publisher only",
    "publisher/email": "DataCite has no place for e-mail addresses",
    "publisher/url": "of the addresses of a publisher DataCite takes identifiers such as ROR only",
    "publisher/orcid": "DataCite takes a publisher for an organization",
    "publisher/affiliation": "DataCite has no affiliation of a publisher",
    "created": "DataCite's dates are years, months or days",
    "published": "DataCite's dates are years, months or days",
    "modified": "DataCite's dates are years, months or days",
    "languages": "DataCite has one language, as a tag of BCP 47",
    "license": "DataCite has a name, an address and an identifier for each license",
    "access": "access on request is restricted access in the words that DataCite's records use",
    "related": "DataCite takes identifiers of known kinds only (DOI, URL, arXiv, ...), no other names",
    "related/*/id": "DataCite takes identifiers of known kinds only: an id of a registry becomes an address",
    "related/*/relation": "this version of DataCite has no such relation; the nearest one is written",
    "related/*/title": _TEXT,
    "topics": "a topic without a heading of its own cannot be told from other descriptions",
    "files": "DataCite has no place for single files",
    "tables": "DataCite has no place for columns, splits and tables",
    "metrics": "DataCite has no place for results of evaluations",
    "library": "DataCite has no place for the library of a model",
    "architecture": "DataCite has no place for the architecture of a model",
    "extra": "DataCite has no place for what other formats say",
}
"""By path of the canonical card."""
