"""Why SPDX does not keep what it does not keep, by the path in the card."""

from __future__ import annotations

_AGENT = "SPDX knows the name, type, e-mail, address and ORCID of an agent, and nothing else"

REASONS = {
    "creators": "SPDX lists an agent once",
    "creators/*": _AGENT,
    "publisher": "SPDX has one supplier, who may be the originator",
    "publisher/affiliation": _AGENT,
    "publisher/given": _AGENT,
    "publisher/family": _AGENT,
    "contact": _AGENT,
    "license": "SPDX has an expression, and a name and address of it",
    "created": "SPDX has moments: a year or month alone is none",
    "modified": "SPDX has one day for when its information was made, here that of the release or building",
    "doi": "SPDX keeps identifiers as they are; this one is written in lower case",
    "url": "SPDX has the place to download from as its home page",
    "summary": "SPDX has one description, in which headings part the topics",
    "topics": "SPDX has one description, in which headings part the topics",
    "modalities": "SPDX calls all modalities but six `other`, and has none for models",
    "tasks": "SPDX has domains for models only",
    "related": "SPDX has relationships and references, each in its own place",
    "files": "SPDX has media types with one slash",
    "tables": "SPDX has no place for columns and splits",
    "metrics": "SPDX has a name and a value for each metric of a model",
    "library": "SPDX has one text for a name",
    "architecture": "SPDX has types for models only",
    "access": "SPDX has no word for restricted, closed or embargoed data, and none for models",
    "extra": "belongs to another format, or its place is taken",
}
"""By the path in the card."""
