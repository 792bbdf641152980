"""Why CycloneDX does not keep what it does not keep, by the path in the card."""

from __future__ import annotations

_ALL = {
    "creators": "CycloneDX names an author, and gives one text for all of them in version 1.5",
    "creators/*": "CycloneDX knows the name, e-mail and phone of an author, and nothing else",
    "publisher": "CycloneDX knows the name of a publisher, and of an organization its address and e-mail",
    "contact": "CycloneDX gives a model an address for support, and data a custodian with name and e-mail",
    "license": "CycloneDX has an SPDX id, an expression, or a name with an address",
    "license/name": "CycloneDX has no place for a license's name beside an expression",
    "license/url": "CycloneDX has no place for a license's address beside an expression",
    "version": "CycloneDX allows 1024 characters",
    "doi": "CycloneDX allows only addresses of RFC 3987",
    "url": "CycloneDX allows only addresses of RFC 3987",
    "summary": "CycloneDX has one description, in which headings part the topics",
    "topics": "CycloneDX has one description, in which headings part the topics",
    "related": "CycloneDX tells ancestors, the data of a model, and addresses, each in a place of its own",
    "tasks": "CycloneDX has one text for the task of a model",
    "files": "CycloneDX knows a file's name, media type in lower case, MD5 and SHA-256",
    "tables": "CycloneDX has no place for columns and splits",
    "metrics": "CycloneDX has metrics of models, with one text for what they were measured on",
    "library": "CycloneDX has no two components of one reference",
    "architecture": "CycloneDX has an architecture for models only",
    "modalities": "CycloneDX has one list of formats that a model takes",
    "extra": "belongs to another format or version, or its place is taken",
}  # fmt: skip
_OF_1_5 = {
    "keywords": "tags came with CycloneDX 1.6",
    "creators/*": "CycloneDX 1.5 has one text for all authors; their e-mails came with 1.6",
}


def reasons_of(version: str) -> dict[str, str]:
    """The reasons for a version of CycloneDX."""
    return _ALL | (_OF_1_5 if version == "1.5" else {})
