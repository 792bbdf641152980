"""What OpenML's schemas say of its documents: elements in their order, and the values that each may hold.

Facts: `openml.data.upload.xsd` of OpenML's server, and those for features and qualities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

NAMESPACE = "http://openml.org/openml"
MANY = -1


class Kind(NamedTuple):
    """A type of value."""

    form: str
    """`latin`, `casual`, `system`, `uri`, `int`, `integer`, `float`, `boolean`, `dateTime`, `policy`."""
    most: int = 0
    """Characters; 0 where the form alone limits them."""


class Row(NamedTuple):
    """An element."""

    name: str
    kind: Kind | None
    """None for one that holds elements."""
    required: bool = False
    most: int = 1
    """How often it may stand; `MANY` for as often as one likes."""


def _latin(name: str, most: int, required: bool = False, times: int = 1) -> Row:
    return Row(name, Kind("latin", most), required, times)


def _casual(name: str, most: int, required: bool = False, times: int = 1) -> Row:
    return Row(name, Kind("casual", most), required, times)


def _system(name: str, most: int = 64, times: int = 1) -> Row:
    return Row(name, Kind("system", most), False, times)


def _of(form: str, *names: str) -> tuple[Row, ...]:
    return tuple(Row(name, Kind(form)) for name in names)


DESCRIPTION = (
    *_of("int", "id"),
    _casual("name", 128, required=True),
    _system("version"),
    _latin("description", 16_384, required=True),
    _system("description_version"),
    _casual("format", 64, required=True),
    _latin("creator", 128, times=MANY),
    _latin("contributor", 128, times=MANY),
    _latin("collection_date", 128),
    *_of("dateTime", "upload_date"),
    _casual("language", 128),
    _latin("licence", 64),
    *_of("uri", "url"),
    *_of("int", "file_id"),
    _casual("default_target_attribute", 1_024),
    _casual("row_id_attribute", 128),
    _casual("ignore_attribute", 128, times=MANY),
    _casual("version_label", 128),
    _latin("citation", 1_024),
    _system("tag", times=MANY),
    *_of("policy", "visibility"),
    *_of("uri", "original_data_url", "paper_url"),
    _latin("update_comment", 128),
    _system("status"),
    _latin("processing_date", 1_024),
    _latin("error", 1_024),
    _latin("warning", 1_024),
    _system("md5_checksum"),
)
FEATURES = (
    *_of("integer", "did", "evaluation_engine_id"),
    _latin("error", 1_024),
    Row("feature", None, most=MANY),
)
FEATURE = (
    Row("index", Kind("integer"), required=True),
    _latin("name", 64, required=True),
    _latin("data_type", 64, required=True),
    Row("ontology", Kind("uri", 256)),
    _latin("nominal_value", 256, times=MANY),
    *_of("boolean", "is_target", "is_ignore", "is_row_identifier"),
    *_of(
        "integer", "NumberOfDistinctValues", "NumberOfUniqueValues", "NumberOfMissingValues",
        "NumberOfIntegerValues", "NumberOfRealValues", "NumberOfNominalValues", "NumberOfValues",
    ),
    *_of("float", "MaximumValue", "MinimumValue", "MeanValue", "StandardDeviation"),
    _latin("ClassDistribution", 16_384),
)  # fmt: skip
QUALITIES = (*_of("integer", "did", "evaluation_engine_id"), Row("quality", None, most=MANY))
QUALITY = (
    Row("name", Kind("system", 128), required=True),
    *_of("integer", "feature_index"),
    *_of("float", "value"),
)

DOCUMENTS: Mapping[str, tuple[Row, ...]] = {
    "data_set_description": DESCRIPTION,
    "data_features": FEATURES,
    "data_qualities": QUALITIES,
}
"""The elements of a document by the name of its root."""
INNER: Mapping[str, tuple[Row, ...]] = {"feature": FEATURE, "quality": QUALITY}
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {"quality": ("interval_start", "interval_end")}
"""The attributes that an element may have; all are whole numbers."""
POLICIES = ("circles", "public", "private")
OF_THE_SERVER = ("parquet_url", "minio_url")
"""What the server adds to its answers, and no document for upload may hold."""

_SETS = {"latin": r"[\x00-\x7f]*", "casual": r"[a-zA-Z0-9_\-.(),]+", "system": r"[a-zA-Z0-9_\-.]+"}
_FORMS = {
    "integer": r"[+-]?\d+",
    "float": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN",
    "boolean": r"true|false|0|1",
}
_DATE_TIME = re.compile(
    r"(-?)(\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|[+-](\d\d):(\d\d))?", re.ASCII
)
_URI = re.compile(r"(?:([^:/?#]*):)?(?://([^/?#]*))?([^#]*)(?:#([^#]*))?", re.DOTALL)
_AUTHORITY = re.compile(r"(?:[^@\[\]]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^@:\[\]]*)(?::\d*)?", re.ASCII)
_NO_ESCAPE = re.compile(r"%(?![0-9a-fA-F]{2})")


def fits(kind: Kind, text: str) -> bool:
    """Whether a text is a value of a type."""
    if kind.form in _SETS:
        return 1 <= len(text) <= kind.most and re.fullmatch(_SETS[kind.form], text) is not None
    if kind.form == "policy":
        return text in POLICIES
    plain = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    if kind.form == "uri":
        return is_uri(plain) and (not kind.most or 5 <= len(plain) <= kind.most)
    if kind.form == "dateTime":
        return is_date_time(plain)
    if kind.form == "int":
        return _is(plain, "integer") and -(2**31) <= _number(plain) < 2**31
    return _is(plain, kind.form)


def _number(text: str) -> int:
    """A whole number; of one with too many digits, one that is too large."""
    digits = text.lstrip("+-").lstrip("0")
    return int(digits[:20] or "0") * (-1 if text.startswith("-") else 1)


def _is(text: str, form: str) -> bool:
    return re.fullmatch(_FORMS[form], text, re.ASCII) is not None


def is_uri(text: str) -> bool:
    """Whether a text is an address or a reference to one, its characters escaped where they must be."""
    found = _URI.fullmatch(text)
    if found is None or _NO_ESCAPE.search(text):
        return False
    scheme, authority, path, _ = found.groups()
    if scheme is not None and not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", scheme):
        return False
    return _AUTHORITY.fullmatch(authority or "") is not None and not re.search(
        r"[\[\]]", path.partition("?")[0]
    )


def is_date_time(text: str) -> bool:
    """Whether a text is a day and time of XML Schema, such as `2014-04-06T23:23:39`."""
    found = _DATE_TIME.fullmatch(text)
    if not found or (len(found[2]) > 4 and found[2].startswith("0")) or int(found[2]) == 0:
        return False
    month, day, hour, minute, second = (int(found[group]) for group in (3, 4, 5, 6, 7))
    zone = int(found[9] or 0) * 60 + int(found[10] or 0)
    midnight = (hour, minute, second) == (24, 0, 0) and not (found[8] or "").strip(".0")
    return (
        1 <= month <= 12
        and 1 <= day <= _days(int(found[2]), month)
        and (midnight or (hour < 24 and minute < 60 and second < 60))
        and int(found[10] or 0) < 60
        and zone <= 14 * 60
    )


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
