"""Plain values in SPDX: what they look like, and those that the model names itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from opendata_lint.schema.formats import FORMATS

CONTEXT_OF_3_0_1 = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
"""The address that tells readers of JSON-LD what the names mean."""
INDIVIDUALS = frozenset({
    "NoAssertionElement", "NoneElement", "SpdxOrganization", "expandedlicensing_NoAssertionLicense",
    "expandedlicensing_NoneLicense",
})  # fmt: skip
"""Elements that the model itself has."""
HASHES = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128,
           "sha3_224": 56, "sha3_256": 64, "sha3_384": 96, "sha3_512": 128, "blake2b256": 64,
           "blake2b384": 96, "blake2b512": 128}  # fmt: skip
"""Hexadecimal digits of a hash."""


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_whole(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return bool(re.fullmatch(r"-?\d+(\.\d*)?", value[:100]))
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_time(value: Any) -> bool:
    moment = isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value)
    return bool(moment) and FORMATS["date-time"](value)


FORMS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "text": ("text", _is_text),
    "uri": ("an address", lambda value: isinstance(value, str) and FORMATS["iri-reference"](value)),
    "time": ("a moment in UTC without fractions such as 2024-05-17T00:00:00Z", _is_time),
    "media": (
        "a media type such as text/csv",
        lambda value: bool(_is_text(value) and re.match(r"[^/]+/[^/]+\Z", value)),
    ),
    "semver": (
        "a version such as 3.0.1",
        lambda value: bool(_is_text(value) and re.match(r"\d+\.\d+\.\d+([-+].+)?\Z", value)),
    ),
    "natural": ("a whole number from 0 on", lambda value: _is_whole(value, 0)),
    "positive": ("a whole number from 1 on", lambda value: _is_whole(value, 1)),
    "integer": ("a whole number", lambda value: _is_whole(value, -(10**18))),
    "number": ("a number", _is_number),
    "flag": ("true or false", lambda value: isinstance(value, bool)),
}
"""What a value of a plain type is, for people, and whether one is."""
